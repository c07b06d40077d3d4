import Etiquette
import Wire

// Who is here, who comes and goes.

extension English {
    func people(_ what: Shown.What) -> String? {
        switch what {
        case .unreadable(let person, let isWhisper):
            return "\(isWhisper ? "A whisper" : "A line") of \(tag(person)) could not be opened."
        case .lost(let lost): return self.lost(lost)
        case .seated(let me, let role, let isSealed): return seated(me, role, isSealed)
        case .who(let rows): return who(rows)
        case .joined(let person, let role):
            return role == .member
                ? "\(tag(person)) joined." : "\(tag(person)) joined as \(Self.title(role))."
        case .left(let person, let departure, let facilitates):
            return left(person, departure, facilitates)
        case .renamed(let person, let before):
            return "\(before.map(isolated) ?? "Seat \(person.seat.number)") is now \(tag(person))."
        case .presence(let person, let presence): return self.presence(person, presence)
        case .listening(let person, let on):
            guard !person.isMe else {
                return on
                    ? "You only listen now. Raising your `hand` ends it."
                    : "You take part again."
            }
            return on ? "\(name(person)) only listens now." : "\(name(person)) takes part again."
        case .role(let person, let role):
            return person.isMe
                ? "You are \(Self.title(role)) now." : "\(name(person)) is \(Self.title(role)) now."
        default: return nil
        }
    }

    private func lost(_ lost: LostWords) -> String {
        let whose = lost.person.isMe ? "yours" : "\(name(lost.person))'s"
        let what = "\(lost.isWhisper ? "A whisper" : "A line") of \(whose)"
        guard lost.wereShown else { return "\(what) was lost when the relay was restarted." }
        return lost.isWhisper
            ? "\(what) may not have arrived everywhere: the relay was restarted."
            : "\(what) did not reach everybody: the relay was restarted."
    }

    private func seated(_ me: Person, _ role: Role, _ isSealed: Bool) -> String {
        let words =
            isSealed
            ? "Words are sealed: the relay cannot read them."
            : "This circle is open: its relay can read the words."
        let what = role == .member ? "" : " and \(Self.title(role))"
        return "You are \(tag(me))\(what). \(words) Type `help` for the words to use."
    }

    private func who(_ rows: [Attendance]) -> String {
        "Here: \(list(rows.map(row)))."
    }

    private func row(_ row: Attendance) -> String {
        var notes: [String] = []
        if row.person.isMe { notes.append("you") }
        if row.role != .member, row.role != .listener { notes.append(row.role.rawValue) }
        if row.hasChair { notes.append("chair") }
        if row.isListening { notes.append("listening") }
        if row.isOut { notes.append("out for now") }
        if row.presence == .away { notes.append("away") }
        if row.presence == .adrift { notes.append("link lost") }
        if row.shares > 0 { notes.append(row.shares == 1 ? "1 share" : "\(row.shares) shares") }
        return tag(row.person) + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
    }

    /// Before others nobody is shown out: only facilitators read that it was not a farewell.
    private func left(
        _ person: Person,
        _ departure: Departure,
        _ facilitates: Bool
    ) -> String {
        switch departure {
        case .removed where !facilitates: "\(tag(person)) left."
        case .left: "\(tag(person)) left."
        case .gone: "\(tag(person)) has been away too long; the seat is free."
        case .removed: "\(tag(person)) was removed by a facilitator."
        }
    }

    private func presence(_ person: Person, _ presence: Presence) -> String {
        guard !person.isMe else {
            return presence == .away
                ? "You are away. Type `here` when you are back." : "You are here again."
        }
        return switch presence {
        case .here: "\(name(person)) is back."
        case .away: "\(name(person)) is away for a while."
        case .adrift: "\(name(person)) has lost the link; the seat is kept."
        case .gone: "\(name(person)) is gone."
        }
    }

    /// A role with its article.
    static func title(_ role: Role) -> String {
        switch role {
        case .listener: "a listener"
        case .member: "a member"
        case .greeter: "a greeter"
        case .timekeeper: "a timekeeper"
        case .guardian: "a guardian"
        case .cofacilitator: "a cofacilitator"
        case .facilitator: "a facilitator"
        }
    }
}
