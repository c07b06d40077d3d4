/// Why something was refused.
///
/// Compared with `Protocol/refusals.tsv` by a test.
public enum RefusalCode: String, CaseIterable, Sendable {
    // Coming in. (SPEC §4.5)
    case proof
    case notAdmitted = "not-admitted"
    case closed
    case removed
    case alreadyFounded = "already-founded"
    case invitationUsed = "invitation-used"
    case invitationExpired = "invitation-expired"
    case invitationRevoked = "invitation-revoked"
    case full
    case replaced
    case setBack = "set-back"

    // The line itself. (SPEC §2)
    case form
    case unknownVerb = "unknown-verb"
    case notNow = "not-now"
    case size
    case text
    case name

    // The log. (SPEC §5, §6)
    case log
    case duplicate
    case mismatch
    case slowDown = "slow-down"
    case limit
    case idle

    // The floor. (SPEC §7, §8)
    case notYourTurn = "not-your-turn"
    case stale
    case spaceHeld = "space-held"
    case listening
    case notOffered = "not-offered"
    case notHolding = "not-holding"
    case stickOut = "stick-out"
    case floorOpen = "floor-open"

    // Hands and facilitating. (SPEC §9, §10)
    case role
    case noSuchSeat = "no-such-seat"
    case notHere = "not-here"
    case noHands = "no-hands"
    case firstHands = "first-hands"
    case handsClosed = "hands-closed"
    case urgentUsed = "urgent-used"
    case inMeeting = "in-meeting"
    case noSuchInvitation = "no-such-invitation"
    case unavailable

    // Whole meetings. (SPEC §14 to §21)
    case plan
    case stalePhase = "stale-phase"
    case handsUp = "hands-up"
    case notInPhase = "not-in-phase"
    case noWords = "no-words"
    case quieted
    case locked
    case setAside = "set-aside"
    case out
    case ended
    case agreements
    case noSuchPage = "no-such-page"

    /// A sentence for developers who read the wire; people get their client's own words.
    public var sentence: String {
        switch self {
        case .proof: "the signatures do not fit this connection"
        case .notAdmitted: "this key or ticket does not open a circle here"
        case .closed: "the circle has been closed"
        case .removed: "this key was removed from the circle"
        case .alreadyFounded: "the circle has been founded with another key"
        case .invitationUsed: "the invitation has been used up"
        case .invitationExpired: "the invitation has expired"
        case .invitationRevoked: "the invitation was taken back"
        case .full: "every seat is taken"
        case .replaced: "a newer connection of this key took the seat"
        case .setBack: "a line of this key stopped the relay twice; wait that many seconds"
        case .form: "the line breaks the form of the protocol"
        case .unknownVerb: "this relay does not know that verb"
        case .notNow: "that verb has no place at this point"
        case .size: "the words are too long or have no permitted length"
        case .text: "the text holds characters that are not allowed"
        case .name: "the name is taken or not allowed"
        case .log: "another log is open"
        case .duplicate: "that id is not above the last accepted one and its answer is not kept"
        case .mismatch: "these are not the words of that event"
        case .slowDown: "too fast; wait that many milliseconds"
        case .limit: "a limit has been reached"
        case .idle: "nothing was heard for too long"
        case .notYourTurn: "the stick is not with you"
        case .stale: "the floor has changed"
        case .spaceHeld: "a space of silence is held"
        case .listening: "this seat listens only"
        case .notOffered: "the stick is not offered to you"
        case .notHolding: "nobody, or not this seat, holds the stick"
        case .stickOut: "the stick is not at home"
        case .floorOpen: "cross-talk is on"
        case .role: "this needs another role"
        case .noSuchSeat: "there is no such seat"
        case .notHere: "that seat is not connected"
        case .noHands: "no hand is up"
        case .firstHands: "somebody has not spoken yet"
        case .handsClosed: "hands are closed"
        case .urgentUsed: "the urgent hand was used"
        case .inMeeting: "a meeting is open"
        case .noSuchInvitation: "there is no such invitation"
        case .unavailable: "the relay cannot store that now; try again"
        case .plan: "the plan has an unknown key, a key twice or a value out of its range"
        case .stalePhase: "another phase is on"
        case .handsUp: "hands are up, or turns of the go-round are left"
        case .notInPhase: "that has no place in this phase"
        case .noWords: "there are no words in this phase"
        case .quieted: "this seat has no words in this phase"
        case .locked: "the door is locked"
        case .setAside: "a facilitator set this seat aside"
        case .out: "this seat is out of the circle"
        case .ended: "the meeting has ended"
        case .agreements: "the agreements of this hash must be accepted first"
        case .noSuchPage: "nobody brought that page"
        }
    }
}
