import EventLoop
import Sealing
import Synchronization
import Wire

/// What all threads of a relay may use: mailboxes, the relay's identity, the gate's book and the
/// operator's crisis cards.
///
/// Nothing of a circle is in it.
final class SharedParts: Sendable {
    /// The relay's keys, one or two during a change. (SPEC §3.3)
    let identities: [SigningKey]
    /// The thread that has the store.
    let control: Mailbox<ControlLetter>
    /// One mailbox a shard.
    let shards: [Mailbox<ShardLetter>]
    /// Keys whose line stopped the relay twice, and until when they are refused. (SPEC §11.8)
    let setBack: SetBack
    /// What the operator has for somebody in a crisis. (SPEC §19.6)
    let crisisCards: CrisisCards
    private let addresses: Guarded<AddressBook>
    private let connections = Atomic<UInt64>(0)

    init(
        identities: [SigningKey],
        shardCount: Int,
        gate: AddressBook.Bounds,
        setBack: SetBack,
        crisisCards: CrisisCards
    ) throws(SyscallError) {
        self.identities = identities
        self.setBack = setBack
        self.crisisCards = crisisCards
        control = try Mailbox()
        var shards: [Mailbox<ShardLetter>] = []
        for _ in 0..<shardCount { shards.append(try Mailbox()) }
        self.shards = shards
        let seed = (try? Random.bytes(8))?.reduce(0) { $0 << 8 | UInt64($1) } ?? BootClock.now()
        addresses = Guarded(AddressBook(bounds: gate, seed: seed))
    }

    /// A slip for somebody who has been there so long, signed by the relay's identity. (SPEC §21.4)
    ///
    /// Any shard may ask: a key does not change by signing. No list of slips is kept.
    func slip(minutes: UInt32) throws(SealingFailure) -> SignedSlip {
        try Slips.sign(minutes: minutes, on: WallClock.day(), by: identities[0])
    }

    /// The number of the next connection; it only rises. (SPEC §4.7)
    func nextOrder() -> UInt64 {
        connections.add(1, ordering: .relaxed).newValue
    }

    /// Where a circle lives.
    ///
    /// Ids are random, but whoever asks for one chose it: they are mixed.
    func shard(of circle: CircleID) -> Int {
        var mixed = circle.number
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ mixed >> 31) % UInt64(shards.count))
    }

    func admits(_ peer: PeerAddress, at now: UInt64) -> Bool {
        addresses.withLock { $0.admits(peer, at: now) }
    }

    func admitted(_ peer: PeerAddress, at now: UInt64) {
        addresses.withLock { $0.admitted(peer, at: now) }
    }

    func leftGate(_ peer: PeerAddress) { addresses.withLock { $0.leaves(peer) } }

    func failed(_ peer: PeerAddress, at now: UInt64) {
        addresses.withLock { $0.failed(peer, at: now) }
    }
}
