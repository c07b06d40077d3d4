// The circle's own words, spelled as they travel. Wire and both cores use these and no others.

/// The number of a seat within one log, from 1.
///
/// 0 stands for nobody.
public struct Seat: Hashable, Comparable, Sendable {
    /// 1 to 65,535.
    public let number: UInt16

    /// The seat with this number.
    public init(_ number: UInt16) { self.number = number }

    public static func < (left: Seat, right: Seat) -> Bool { left.number < right.number }
}

/// What a key may do in its circle, from least to most. (SPEC §4.8)
public enum Role: String, CaseIterable, Comparable, Sendable {
    case listener, member, guardian, cofacilitator, facilitator

    public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .listener: 0
        case .member: 1
        case .guardian: 2
        case .cofacilitator: 3
        case .facilitator: 4
        }
    }

    /// Calls, brings home, opens and closes.
    public var facilitates: Bool { self >= .cofacilitator }

    /// Has the right of the bell. (SPEC §8.10)
    public var keepsBell: Bool { self >= .guardian }
}

/// Whether somebody is there. (SPEC §5.8, §5.9)
public enum Presence: String, CaseIterable, Sendable {
    case here, away, adrift, gone
}

/// Why a seat ended. (SPEC §5.9)
public enum Departure: String, CaseIterable, Sendable {
    case left, gone, removed
}

/// Where the stick is, beneath any space. (SPEC §8.1)
public enum Stick: Hashable, Sendable {
    case home
    case offered(Seat)
    case held(Seat)
    case adrift(Seat)
    case open

    /// The seat that has the offer or the stick.
    public var seat: Seat? {
        switch self {
        case .home, .open: nil
        case .offered(let seat), .held(let seat), .adrift(let seat): seat
        }
    }

    /// The seat whose share it is now, connected or not.
    public var holder: Seat? {
        switch self {
        case .home, .open, .offered: nil
        case .held(let seat), .adrift(let seat): seat
        }
    }
}

/// The floor as members see it. (SPEC §8.1)
public enum FloorState: String, CaseIterable, Sendable {
    case home, offered, held, adrift, space, open
}

/// Why the floor changed. (SPEC §8.3)
public enum FloorReason: String, CaseIterable, Sendable {
    case start, called, next, auto, given, accepted, spoke, done, passed, later, lapsed
    case home, withdrawn, left, removed, link, back, grace, bell
    case quietOver = "quiet-over"
    case open, closed
}

/// What a hand does. (SPEC §10)
public enum HandMove: String, CaseIterable, Sendable {
    case up, down, later
}

/// In which order hands are offered the stick. (SPEC §10.2 to §10.5)
public enum QueueOrder: String, CaseIterable, Sendable {
    case fair, strict, fifo
}

/// Who moves the stick on. (SPEC §10.10)
public enum Passing: String, CaseIterable, Sendable {
    case called, auto, popcorn
}

/// Whom a whisper is for. (SPEC §7.6)
public enum Addressee: Hashable, Sendable {
    case facilitators
    case seat(Seat)
}
