/// A page of help: at most 22 rows of 78 columns, so that it fits a small terminal.
public enum HelpPage: CaseIterable, Hashable, Sendable {
    case member, meeting, safety, facilitator, hosting

    /// The rows of the page.
    public var rows: [String] {
        switch self {
        case .member: Self.memberRows
        case .meeting: Self.meetingRows
        case .safety: Self.safetyRows
        case .facilitator: Self.facilitatorRows
        case .hosting: Self.hostingRows
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
        "help me          call the facilitators, at any time; card shows where to find",
        "                 help outside",
        "urgent           tell the facilitators that it cannot wait; once a meeting",
        "pause            ask for a silence",
        "queue, time      who is in line; how long a share has lasted",
        "who              who is here; NAME may be a name or a number",
        "listen           only listen; raising your hand ends it",
        "away, here       be away for a while, be back",
        "draft            what you typed without the stick; draft send, draft drop",
        "rules, repeat    what the circle agreed on; the last line once more",
        "leave            go; a lost link is not leaving, your seat waits 10 minutes",
        "More: help meeting, help safety, help facilitator.",
        "What you type without the stick reaches nobody: it is kept as a draft.",
    ]

    private static let meetingRows = [
        "phase            what part of the meeting it is, and how long it has lasted",
        "plan             all parts, and where we are",
        "agreements       what everybody here has agreed to",
        "orientation      what is good to know when you are new",
        "agree            say yes when the circle asks everybody to agree",
        "later            in a go-round: come back to you after the others, once",
        "welcome          in or just after your share: others may answer it",
        "no more          end the answers to your share",
        "heard, with you, thank you, hug",
        "                 answer a share without words, when it is not your turn;",
        "                 /heard works always. Only the sharer sees who it was.",
        "note ...         when you have the stick: say first what it will be about;",
        "                 others get a moment to step out. Also cw ... or tw ...",
        "step out         be out for this one share; step in brings you back at once",
        "buddy NAME       ask somebody to be your buddy: you two may whisper to each",
        "                 other between shares, with w @NAME ...; buddy off ends it",
        "name NEW         change the name you go by",
        "slip             a slip that shows you were at a meeting; it names nobody",
    ]

    private static let safetyRows = [
        "help me          call the facilitators, at any time, also without the stick.",
        "                 It also shows whom to call outside; nobody else sees it.",
        "card             whom to call outside, and nothing else",
        "w ...            whisper to the facilitators",
        "flag NAME        show the facilitators somebody's last lines. You see what",
        "                 will be sent; it goes after y. flag NAME 1 quotes one line,",
        "                 flag NAME 0 none; words after it say why",
        "step out         be out for one share; step in brings you back",
        "listen           only listen; nobody will offer you the stick",
        "leave            go at any time, without a reason",
        "In a side room with a facilitator, w ... reaches that facilitator alone;",
        "step in brings you back to the circle.",
        "A facilitator can set somebody aside, or remove them. Members see only that",
        "somebody is out, and not why.",
        "Others can copy what they see on their screens. After the meeting the relay",
        "keeps nothing that was said.",
    ]

    private static let facilitatorRows = [
        "next             offer the stick to the next hand",
        "call NAME        offer it to one person; also NAME ga",
        "home             ask the holder to come to a close",
        "home!            stick home at once; takes an offer back",
        "extend, signal   2 minutes more; tell a holder their time",
        "bell, bell 90    silence for 60 or 90 seconds; bell off",
        "break 5m         a break of 5 minutes",
        "close hands      no more hands; open hands lets them again",
        "crosstalk on     no plan: all may write; crosstalk off",
        "w ...            whisper to the other facilitators",
        "w @NAME ...      whisper to one person; also w NAME: ...",
        "phase next       next part; phase next! also with hands up",
        "read, stop       say the part's reading, or end it early",
        "end meeting      end it for everybody",
        "quiet NAME       no words in an open part; unquiet NAME",
        "balance          who has had the stick; only you see it",
        "nudge NAME       a private word to one who was silent",
        "help hosting     chair, door, side rooms, removing, roles",
        "You share like everybody: hand, then call yourself.",
        "While somebody has the stick you have no words either:",
        "whisper, or ring the bell. In a silence you have two",
        "lines, during an offer one.",
    ]

    private static let hostingRows = [
        "side NAME        a side room: you two whisper, members see only that",
        "                 somebody is out; side off ends it",
        "set aside NAME   out until you say take back NAME; they can whisper to you",
        "remove NAME      out of this meeting; ban NAME: out of the circle for ever",
        "chair            take the chair; chair NAME hands it to another facilitator",
        "                 after a minute without a link it goes to the next facilitator",
        "                 here, by role, then by number",
        "door             how the door is, and who waits",
        "lock, knock      nobody new comes in; who is new waits at the door",
        "unlock           the door is as planned; door open: nobody waits",
        "admit NAME       let somebody in; admit all lets in everybody who waits",
        "hold NAME        let somebody wait on; w @NAME ... whispers to the door",
        "role NAME ROLE   listener, member, greeter, timekeeper, guardian,",
        "                 cofacilitator, facilitator",
        "invite           a link for new members; invite ROLE for another role",
        "home NAME        with several sticks: ask one holder to close; home! NAME",
        "When somebody asks for help: side NAME talks alone with them, while another",
        "facilitator holds the circle.",
    ]
}
