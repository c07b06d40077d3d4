import Etiquette
import Wire

// A meeting's texts and marks. (SPEC §16, §20, §21)

extension English {
    /// The line for what is told of a meeting, with its own beginning.
    func line(for what: MeetingShown) -> String? {
        switch what {
        // Rows of texts begin with what they are of, so that none can look like another's line.
        case .row(let mark, let row): return "\(mark.rawValue): \(isolated(row))"
        case .prompt(let text): return "reading: \(isolated(text))"
        case .cautioned(let person, let text):
            let hint = person.isMe ? "" : " (`step out` lets you be out for this share)"
            return "content note of \(tag(person))\(hint): \(isolated(text))"
        default: return meeting(what).map { Self.mark + $0 }
        }
    }

    private func meeting(_ what: MeetingShown) -> String? {
        switch what {
        case .row, .prompt, .cautioned: return nil
        case .phase(let phase): return self.phase(phase)
        case .phaseTitle(let title): return "This part is called \(isolated(title))."
        case .noPlan: return "This circle meets without a plan: it is one long time of sharing."
        case .planRow(let row): return planRow(row)
        case .texts, .noText, .unreadableText, .notRead, .readingStopped, .agreementsMissing:
            return texts(what)
        case .agreed(let person):
            return person.isMe ? "You agree. Thank you." : "\(name(person)) agrees."
        case .mark(let person, let mark): return self.mark(mark, of: name(person))
        case .marks(let person, let counts): return person.isMe ? nil : marks(person, counts)
        case .quieted(let person, let on): return quieted(person, on)
        case .whichStick: return "Several people have a stick: `home NAME` or `home! NAME`."
        case .balance(let person, let shares, let seconds):
            return balance(person, shares, seconds)
        case .waitsForAgreement:
            return "You are not in yet. That is kept and goes out when you have accepted the"
                + " agreements."
        case .notThere: return "The link is not there, so nothing was done. Try again when it is."
        case .ended(let facilitates):
            return facilitates
                ? "The meeting has ended for everybody but the facilitators. You can whisper to each"
                    + " other for 10 minutes more; `leave` goes."
                : nil  // The farewell says it, and what remains.
        }
    }

    private func texts(_ what: MeetingShown) -> String? {
        switch what {
        case .texts(let subjects):
            let words = subjects.map { $0 == .agreements ? "`agreements`" : "`orientation`" }
            return "To read whenever you like: \(list(words))."
        case .noText(.phase): return "There is no reading for this part."
        case .noText(let subject):
            return "\(Self.title(subject)) not here. A facilitator can bring the text."
        case .unreadableText(let subject):
            return "\(Self.title(subject)) not shown: what came could not be opened, or is another"
                + " text than was promised."
        case .notRead(let reason): return "The reading was not begun. \(why(reason))"
        case .readingStopped: return "The rest of the reading was not said. `read` begins again."
        case .agreementsMissing:
            return "This group has agreements, and nobody has brought their text yet. As soon as a"
                + " facilitator has, you can read them and come in."
        default: return nil
        }
    }

    private static func title(_ subject: PageText.Subject) -> String {
        switch subject {
        case .agreements: "The agreements are"
        case .orientation: "The orientation is"
        case .meeting: "The text about the meeting is"
        case .phase: "The text of a part is"
        }
    }

    private func mark(_ mark: Mark, of name: String) -> String {
        switch mark {
        case .heard: "\(name) has heard you."
        case .withYou: "\(name) is with you."
        case .thankYou: "\(name) thanks you."
        case .hug: "\(name) sends you a hug."
        }
    }

    private func marks(_ person: Person, _ counts: MarkCounts) -> String {
        let marks: [(String, UInt16)] = [
            ("heard", counts.heard), ("with you", counts.withYou), ("thank you", counts.thankYou),
            ("a hug", counts.hug),
        ]
        let told = marks.filter { $0.1 > 0 }.map { "\($0.0) \($0.1)" }
        return "For \(name(person)): \(told.isEmpty ? "no marks" : told.joined(separator: ", "))."
    }

    private func quieted(_ person: Person, _ on: Bool) -> String {
        guard person.isMe else {
            return on
                ? "\(name(person)) has no words in this part. Only facilitators see this."
                : "\(name(person)) has words again."
        }
        return on
            ? "A facilitator asks you to pause in this part; what you type is kept as a draft. `w …`"
                + " reaches the facilitators."
            : "You may write again."
    }

    /// How the time was shared, in the words of a circle and not of a game. (SPEC §21.1)
    private func balance(_ person: Person, _ shares: UInt32, _ seconds: UInt64) -> String {
        guard seconds > 0 || shares > 0 else { return "\(tag(person)) has not had the stick yet." }
        let count = shares == 1 ? "one share" : "\(shares) shares"
        // The times are forgotten in a restart of the relay, the shares are not. (SPEC §5.13)
        guard seconds > 0 else { return "\(tag(person)) has had \(count)." }
        let turns = shares == 0 ? "" : ", in \(count)"
        return "\(tag(person)) has had the stick for \(Self.duration(seconds))\(turns)."
    }
}
