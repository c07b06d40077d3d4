/// One connection, as the host numbers it.
public struct SessionID: Hashable, Sendable {
    /// The host's own number, never used again while anybody remembers it.
    public let number: UInt64

    /// The session with this number.
    public init(_ number: UInt64) { self.number = number }
}
