import Etiquette
import Wire

// The parts of a meeting, its texts and its marks. (SPEC §14 to §16, §20, §21)

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
        let turns =
            shares == 0 ? "" : shares == 1 ? ", in one share" : ", in \(shares) shares"
        return "\(tag(person)) has had the stick for \(Self.duration(seconds))\(turns)."
    }
}

extension English {
    private func phase(_ phase: PhaseShown) -> String {
        let title = phase.title.map(isolated) ?? Self.title(phase.line.kind)
        if phase.isNew, phase.line.reason == .resume { return "\(title) goes on." }
        let isPlanned = phase.line.place > 0 && phase.count > 0
        let part = isPlanned ? "Part \(phase.line.place) of \(phase.count): " : ""
        let ending = title.last.map { ".!?".contains($0) } == true ? "" : "."
        return "\(part)\(title)\(ending) \(manners(of: phase))\(time(of: phase))"
    }

    /// What people do in it.
    private func manners(of phase: PhaseShown) -> String {
        if phase.customs?.words == false {
            return "It is held by voice or in a room; nothing is written."
        }
        let each = phase.limitSeconds.map { ", \(Self.duration($0)) each" } ?? ""
        switch phase.line.kind {
        case .gather: return "People come in, and everybody may write."
        case .read: return "A facilitator reads."
        case .agree: return "`agree` says yes; `agreements` shows the text."
        case .round: return "Each in turn\(each); `pass` and `later` are always all right."
        case .closing: return "Each once more\(each); `pass` is always all right."
        case .lead: return "One person speaks, and the others listen."
        case .share: return "`hand` raises your hand when you want to share."
        case .response:
            if phase.sharer?.isMe == true {
                return "Others may answer you, and the last word is yours; `no more` ends it."
            }
            let share = phase.sharer.map { "\(name($0))'s share" } ?? "the share"
            return "`hand` raises your hand if you want to answer \(share)."
        case .open: return "Everybody may write, a few lines at a time."
        case .few:
            let count = phase.customs.map { "There are \($0.sticks) sticks" } ?? "There are sticks"
            return "\(count): `hand` gets you one as soon as it is free."
        case .silence:
            guard phase.line.seconds > 0 else { return "Nobody needs to write." }
            return "It lasts \(Self.duration(phase.line.seconds)). Nobody needs to write."
        case .fellowship: return "The stick is put away, and everybody may write."
        case .ended: return "Nothing is said any more."
        }
    }

    /// How long it has lasted, when that was asked.
    private func time(of phase: PhaseShown) -> String {
        guard !phase.isNew, let used = phase.usedSeconds else { return "" }
        let length =
            phase.line.seconds > 0 ? " of about \(Self.duration(phase.line.seconds))" : ""
        return " It has lasted \(Self.duration(used))\(length)."
    }

    private func planRow(_ row: PlanRow) -> String {
        let kind = Self.title(row.phase.kind)
        let title = row.title.map { "\(isolated($0)) (\(kind.lowercased()))" } ?? kind
        let length =
            row.phase.seconds > 0 ? ", about \(Self.duration(UInt64(row.phase.seconds)))" : ""
        return "\(row.place). \(title)\(length).\(row.isNow ? " We are here." : "")"
    }

    /// What a part is called that has no title.
    static func title(_ kind: PhaseKind) -> String {
        switch kind {
        case .gather: "Coming together"
        case .read: "Reading"
        case .agree: "Agreeing"
        case .round: "Go-round"
        case .lead: "Speaker"
        case .share: "Sharing"
        case .response: "Answers"
        case .open: "Open talk"
        case .few: "Open talk with sticks"
        case .silence: "Silence"
        case .closing: "Closing round"
        case .fellowship: "Fellowship"
        case .ended: "The end"
        }
    }
}
