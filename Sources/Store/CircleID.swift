/// The public name of a circle: eight random bytes made by the relay. (SPEC §3.2)
public struct CircleID: Hashable, Sendable {
    /// The bytes read as a big-endian number.
    public let bits: UInt64

    public init(bits: UInt64) { self.bits = bits }

    /// The id that exactly eight bytes spell, else nil.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 8 else { return nil }
        self.bits = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The eight bytes, as they stand in links and in the signed text.
    public var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
    }
}
