/// A page of help: at most 23 rows of 78 columns, so that it fits a small terminal.
public enum HelpPage: CaseIterable, Hashable, Sendable {
    case member, facilitator

    /// The rows of the page.
    public var rows: [String] {
        switch self {
        case .member: Self.memberRows
        case .facilitator: Self.facilitatorRows
        }
    }

    private static let memberRows = [
        "A word alone on a line is a wish; everything else is words. /word works too.",
        "A line that begins with a space is always words.",
        "hand             raise your hand; lower takes it down; later lets others first",
        "hand to ...      raise it and tell the facilitators why",
        "Enter or here    take the stick when it is offered to you",
        "pass             say no to the stick, or give it back; it is always all right",
        "done             end your share",
        "give NAME        end your share and offer the stick to somebody",
        "w ...            whisper to the facilitators, at any time",
        "help me          call the facilitators, at any time",
        "urgent           tell the facilitators that it cannot wait; once a meeting",
        "pause            ask for a silence",
        "queue            who is in line; time says how long a share has lasted",
        "who              who is here; NAME may be a name or a number",
        "listen           only listen; raising your hand ends it",
        "away, here       be away for a while, be back",
        "draft            what you typed without the stick; draft send, draft drop",
        "rules, repeat    what the circle agreed on; the last line once more",
        "leave            go; a lost link is not leaving, your seat waits 10 minutes",
        "help facilitator the words of facilitators",
        "What you type without the stick reaches nobody: it is kept as a draft.",
    ]

    private static let facilitatorRows = [
        "next             offer the stick to the next hand",
        "call NAME        offer it to somebody; also NAME ga, > NAME",
        "home             ask the holder to come to a close",
        "home!            bring the stick home, or take back an offer",
        "extend           2 minutes more for the share",
        "bell, bell 90    a silence of 60 or 90 seconds; bell off ends it",
        "close hands      no more hands; open hands lets them up again",
        "crosstalk on     everybody may write; crosstalk off ends it",
        "w ...            whisper to the other facilitators",
        "w @NAME ...      whisper to one person; also w NAME: ...",
        "role NAME ROLE   listener, member, guardian, cofacilitator, facilitator",
        "remove NAME      remove somebody from the circle for good",
        "invite           a link for new members; invite ROLE for another role",
        "You share like everybody: raise your hand, and call yourself by name.",
        "While somebody has the stick you have no words either: whisper, or ring the",
        "bell. In a silence you have two lines, during an offer one.",
    ]
}
