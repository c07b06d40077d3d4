/// The name of one tenancy of a slot of a `Slab`; it fits the 64 bits that epoll carries.
///
/// A slot is let again after its tenant left, but a token is not: its generation tells tenants of
/// the same slot apart, so an event that was already under way finds nobody.
public struct Token: Hashable, Sendable {
    /// The place in the slab.
    public let slot: UInt32
    /// Odd for tokens of a slab, zero for reserved ones.
    public let generation: UInt32

    init(slot: UInt32, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }

    /// A token that no slab ever gives out, for the listener, the mailbox and their like.
    public init(reserved number: UInt32) {
        self.init(slot: number, generation: 0)
    }

    /// The token that was packed into `bits`.
    public init(bits: UInt64) {
        self.init(slot: UInt32(truncatingIfNeeded: bits), generation: UInt32(bits >> 32))
    }

    /// Both halves in one number.
    public var bits: UInt64 { UInt64(generation) << 32 | UInt64(slot) }

    /// Whether this token was made by `init(reserved:)`.
    public var isReserved: Bool { generation == 0 }
}
