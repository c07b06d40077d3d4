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
///
/// The journal knows a role by its place here, so the order is not the rank.
public enum Role: String, CaseIterable, Comparable, Sendable {
    case listener, member, guardian, cofacilitator, facilitator, timekeeper, greeter

    public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .listener: 0
        case .member: 1
        case .greeter: 2
        case .timekeeper: 3
        case .guardian: 4
        case .cofacilitator: 5
        case .facilitator: 6
        }
    }

    /// Calls, brings home, opens and closes.
    public var facilitates: Bool { self >= .cofacilitator }

    /// Has the right of the bell. (SPEC §8.10)
    public var keepsBell: Bool { self >= .guardian }

    /// Whether this role may make an invitation for another. (SPEC §9.1)
    public func mayInvite(_ role: Role) -> Bool {
        self == .facilitator || (facilitates && role <= .guardian)
    }

    /// Whether this role may change or remove somebody of another. (SPEC §9.3, §19.4)
    public func mayChange(_ role: Role) -> Bool { mayInvite(role) }

    /// Sees who is at the door. (SPEC §17.1, §18.3)
    public var keepsDoor: Bool { facilitates || self == .greeter }

    /// Sees the clocks. (SPEC §17.1)
    public var keepsTime: Bool { facilitates || self == .timekeeper }
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
    /// More than one stick is out; the floor says where they are. (SPEC §16.6)
    case few

    /// The seat that has the offer or the stick.
    public var seat: Seat? {
        switch self {
        case .home, .open, .few: nil
        case .offered(let seat), .held(let seat), .adrift(let seat): seat
        }
    }

    /// The seat whose share it is now, connected or not.
    public var holder: Seat? {
        switch self {
        case .home, .open, .few, .offered: nil
        case .held(let seat), .adrift(let seat): seat
        }
    }
}

/// The floor as members see it. (SPEC §8.1)
public enum FloorState: String, CaseIterable, Sendable {
    case home, offered, held, adrift, space, open, few
}

/// Why the floor changed. (SPEC §8.3)
public enum FloorReason: String, CaseIterable, Sendable {
    case start, called, next, auto, given, accepted, spoke, done, passed, later, lapsed
    case home, withdrawn, left, removed, link, back, grace, bell
    case quietOver = "quiet-over"
    case open, closed
    /// A phase began. (SPEC §14.4)
    case phase
    /// A go-round began, or the stick goes round. (SPEC §15)
    case round, ring
    case response
    case lastWord = "last-word"
    /// The space after a content note, and a break. (SPEC §16.5, §14.6)
    case note
    case pause = "break"
    /// A hand got a free stick. (SPEC §16.6)
    case stick
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
