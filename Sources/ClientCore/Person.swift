public import Etiquette

/// Somebody as they are spoken of.
public struct Person: Hashable, Sendable {
    /// Their seat.
    public var seat: Seat
    /// Their name, fit to be shown; nil when it could not be read.
    public var name: String?
    /// Whether the name alone is not enough: it breaks the rules or is too like another's.
    /// (SPEC §2.7)
    public var needsNumber: Bool
    /// Whether it is the person who reads this.
    public var isMe: Bool

    /// Somebody to be spoken of.
    public init(seat: Seat, name: String?, needsNumber: Bool = false, isMe: Bool = false) {
        self.seat = seat
        self.name = name
        self.needsNumber = needsNumber
        self.isMe = isMe
    }
}
