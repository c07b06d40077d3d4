// The words of a meeting with phases, spelled as they travel.

/// Why a phase began. (SPEC §14.3)
public enum PhaseReason: String, CaseIterable, Sendable {
    case start, next, over, response, resume, end
}

/// Why the chair changed. (SPEC §17.2 to §17.5)
public enum ChairReason: String, CaseIterable, Sendable {
    case came, took, given, lost, kept
}

/// Why the door changed. (SPEC §18.1)
public enum DoorReason: String, CaseIterable, Sendable {
    case start, set, raid, entry
}

/// Why somebody waits in the vestibule. (SPEC §18.2)
public enum VestibuleReason: String, CaseIterable, Sendable {
    case boundary, door, kept, held
}

/// A wordless answer to a share. (SPEC §16.4)
public enum Mark: String, CaseIterable, Sendable {
    case heard
    case withYou = "with-you"
    case thankYou = "thank-you"
    case hug
}

/// Where somebody is who is not in the circle. (SPEC §19.1)
public enum Apart: Hashable, Sendable {
    /// In the circle.
    case within
    /// Stepped out of one share.
    case step
    /// Set aside by a facilitator.
    case aside
    /// In a side room with that facilitator.
    case side(Seat)

    /// Not one's own choice, and nothing for those who facilitate. (SPEC §19.2)
    var isByOthers: Bool { self != .within && self != .step }
}

/// What became of an offer to be buddies. (SPEC §19.5)
public enum BuddyMove: String, CaseIterable, Sendable {
    case asked, on, off
}

/// How often each mark was given to one share. (SPEC §16.4)
public struct MarkCounts: Hashable, Sendable {
    public var heard: UInt16 = 0
    public var withYou: UInt16 = 0
    public var thankYou: UInt16 = 0
    public var hug: UInt16 = 0

    /// No mark.
    public init() {}
}

/// One of several sticks: who has it, under which turn. (SPEC §16.6)
public struct HeldStick: Hashable, Sendable {
    /// Who may speak.
    public var seat: Seat
    /// Under which turn, and no other.
    public var turn: UInt32

    /// A stick that somebody has.
    public init(seat: Seat, turn: UInt32) {
        self.seat = seat
        self.turn = turn
    }
}

/// The phase from now on. (SPEC §14.3)
public struct PhaseChange: Hashable, Sendable {
    /// Which beginning this is, from 1; never used again.
    public var number: UInt32
    /// The place in the plan from 1; 0 outside it.
    public var place: UInt16
    /// What kind of time it is.
    public var kind: PhaseKind
    /// How long it is meant to last, 0 for no end.
    public var milliseconds: UInt64
    /// Why it began.
    public var reason: PhaseReason
    /// From what a shuffled order is drawn, so that it can be drawn again. (SPEC §15.1)
    public var seed: UInt64

    /// A phase to be folded.
    public init(
        number: UInt32,
        place: UInt16,
        kind: PhaseKind,
        milliseconds: UInt64,
        reason: PhaseReason,
        seed: UInt64
    ) {
        self.number = number
        self.place = place
        self.kind = kind
        self.milliseconds = milliseconds
        self.reason = reason
        self.seed = seed
    }
}
