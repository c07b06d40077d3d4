/// What became true.
///
/// Facts are numbered, told to members, and enough to rebuild the circle.
public enum Fact: Hashable, Sendable {
    case joined(Seat, Role)
    case left(Seat, Departure)
    case presence(Seat, Presence)
    case listening(Seat, Bool)
    case role(Seat, Role)
    case hand(Seat, HandMove)
    case hands(open: Bool)
    case urgent(Seat)
    case floor(FloorChange)
    case line(Seat, turn: UInt32)
    case whisper(Seat, to: Addressee)
    case help(Seat)
    case caution(Seat, turn: UInt32)

    case phase(PhaseChange)
    case agreed(Seat)
    case mark(Mark, from: Seat, to: Seat)
    case marks(Seat, MarkCounts)
    case quieted(Seat, Bool)

    /// Who leads now: the last one may be told of nobody. (SPEC §17.2)
    case chair(Seat?, ChairReason)
    /// How the door stands, and who set it so. (SPEC §18.1)
    case door(Door, DoorReason, Seat?)
    /// Waits in the vestibule, and for what: a `KNOCK`. The seat itself gets a notice. (SPEC §18.2)
    case waiting(Seat, Role, VestibuleReason)
    /// Waits no more, and did not come in: a `LEAVE` for those who had the `KNOCK`. (SPEC §18.3)
    case gaveUp(Seat, Departure)
    /// Whether a seat is out. `true` is the last event for all that it is shown; with `false` it
    /// begins like a newcomer. (SPEC §19.1)
    case out(Seat, Bool)
    /// Where a seat is while it is out, and why. (SPEC §19.1)
    case apart(Seat, Apart)
    /// What became of the wish to be buddies, and whose wish it was. (SPEC §19.5)
    case buddy(Seat, Seat, BuddyMove)

    /// Who is told. (SPEC §5.3)
    public var audience: Audience {
        switch self {
        case .urgent(let seat), .help(let seat), .whisper(let seat, to: .facilitators):
            .facilitators(and: seat)
        case .whisper(let seat, to: .seat(let other)): .pair(seat, other)
        case .agreed(let seat), .quieted(let seat, _), .apart(let seat, _):
            .facilitators(and: seat)
        case .mark(_, from: _, to: let seat): .seat(seat)
        case .door, .waiting, .gaveUp: .doorkeepers
        case .buddy(let seat, let other, _): .pair(seat, other)
        case .joined, .left, .presence, .listening, .role, .hand, .hands, .floor, .line, .caution,
            .phase, .marks, .chair, .out:
            .all
        }
    }
}

/// The floor as it is from now on. (SPEC §8.3)
public struct FloorChange: Hashable, Sendable {
    /// The turn from now on.
    public var turn: UInt32
    /// Where the stick is, beneath any space.
    public var stick: Stick
    /// The number of the space that lies over it, 0 for none.
    public var space: UInt32
    /// Why it changed.
    public var reason: FloorReason
    /// What the share has in all, or the length of the space; 0 for no limit.
    public var limitMilliseconds: UInt64
    /// Where the sticks are when there are several. (SPEC §16.6)
    public var sticks: [HeldStick]

    /// A floor to be folded.
    public init(
        turn: UInt32,
        stick: Stick,
        space: UInt32,
        reason: FloorReason,
        limitMilliseconds: UInt64,
        sticks: [HeldStick] = []
    ) {
        self.turn = turn
        self.stick = stick
        self.space = space
        self.reason = reason
        self.limitMilliseconds = limitMilliseconds
        self.sticks = sticks
    }
}

/// Who is told something; `Circle.seats(of:)` says which seats these are now.
public enum Audience: Hashable, Sendable {
    case all
    /// Facilitators and, if given, a seat.
    case facilitators(and: Seat?)
    case pair(Seat, Seat)
    case seat(Seat)
    /// Everybody with the right of the bell.
    case bellKeepers
    /// Facilitators and greeters.
    case doorkeepers
    /// Facilitators, timekeepers and, if given, a seat.
    case timekeepers(and: Seat?)
}

/// What must follow from an event.
public enum Effect: Hashable, Sendable {
    /// Commit this, number it and tell its audience, in this order.
    case happened(Fact)
    /// Tell this seat that what it asked was not done, and why.
    case refused(Seat, Refusal)
    /// Tell an audience something that needs no number and may be missed.
    case told(Audience, Notice)
}

/// Something worth knowing that changes nothing. (SPEC §8, §10.6)
public enum Notice: Hashable, Sendable {
    /// The offer is still waiting for an answer.
    case nudge
    /// So much of the share's time is over; what is left of it.
    case time(percent: Int, milliseconds: UInt64)
    /// The holder has been silent for long.
    case quiet
    /// A facilitator asks the holder to close within this time.
    case homeAsked(milliseconds: UInt64)
    /// The time of `homeAsked` is over; a facilitator may bring the stick home.
    case homeDue
    /// So many have not spoken; room for a first hand.
    case window(count: Int, milliseconds: UInt64)
    /// The call will be carried out after this time.
    case waiting(milliseconds: UInt64)
    /// A call that waited came to nothing: that seat cannot be offered the stick now.
    case callDropped(Seat)
    /// Somebody asks for the bell.
    case pauseAsked(Seat)
    /// A facilitator gave the share more time.
    case extended(milliseconds: UInt64)
    /// You wait in the vestibule, and for what. (SPEC §18.2)
    case vestibule(VestibuleReason)
    /// So much of the phase's time is over; what is left of it. (SPEC §14.5)
    case phaseTime(percent: Int, milliseconds: UInt64)
    /// The meeting ends after this time. (SPEC §17.6, §21.2)
    case closing(milliseconds: UInt64)
    /// So many facilitators are here, fewer than the plan wishes. (SPEC §18.6)
    case fewFacilitators(count: Int)
    /// So many people are here, fewer than the quorum. (SPEC §18.6)
    case quorum(count: Int)
}

/// Why something was not done.
///
/// Never an error: bad manners are data.
public enum Refusal: Hashable, Sendable {
    case noSuchSeat, notHere, listening, role
    case handsClosed, noHands, firstHands, urgentUsed
    case stale, stickOut, floorOpen, spaceHeld, notOffered, notHolding
    /// The place in the queue, 0 without a hand.
    case notYourTurn(place: Int)
    /// Milliseconds to wait.
    case slowDown(milliseconds: UInt64)
    /// Another phase is on; its number. (SPEC §14.4)
    case stalePhase(UInt32)
    /// So many wait. (SPEC §14.4)
    case handsUp(count: Int)
    case notInPhase, noWords, quieted, locked, setAside, ended
    /// Is out of the circle; `STEP in` ends that. (SPEC §19.1)
    case out
    /// Was removed from this meeting. (SPEC §19.4)
    case removed
}
