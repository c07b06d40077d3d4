package import EventLoop

/// Who knocks how often: the only thing shards share, and nothing of circles is in it.
/// (SPEC §11.3)
package struct AddressBook {
    /// The bounds of the gate.
    package struct Bounds: Sendable {
        /// Connections that have not been let in, in all.
        package var gateMax = 512
        /// The same from one IPv4 address or IPv6 /64.
        package var gatePerAddressMax = 16
        /// The same from one IPv6 /48.
        package var gatePerNetworkMax = 64
        /// Failed proofs within a minute after which an address waits.
        package var failuresMax = 5
        /// The first penalty, doubled with each further failure.
        package var penaltyMilliseconds: UInt64 = 10_000
        /// The longest penalty.
        package var penaltyMillisecondsMax: UInt64 = 600_000
        /// After this an address is forgotten.
        package var memoryMilliseconds: UInt64 = 3_600_000
        /// Addresses remembered; beyond, the longest silent are forgotten.
        package var addressesMax = 65_536

        /// The defaults of the specification.
        package init() {}
    }

    private struct Record {
        var atGate = 0
        var failures = 0
        var firstFailure: UInt64 = 0
        var lastFailure: UInt64 = 0
        var lastSeen: UInt64 = 0
        var barredUntil: UInt64 = 0
        var penalty: UInt64 = 0
        /// When somebody from there was last let in; 0 for never.
        var lastAdmitted: UInt64 = 0
    }

    private let bounds: Bounds
    /// Where the next chance comes from; it decides who waits, and protects no secret.
    private var chance: UInt64
    private var records: [PeerAddress: Record] = [:]
    private var networks: [PeerAddress: Int] = [:]
    /// Connections that have not been let in.
    package private(set) var atGate = 0
    /// Addresses remembered.
    package var count: Int { records.count }

    /// A book in which nobody stands; `seed` makes the chances of a crowded gate.
    package init(bounds: Bounds, seed: UInt64) {
        self.bounds = bounds
        chance = seed
    }

    /// Whether a new connection may come to the gate; if so it is counted.
    package mutating func admits(_ peer: PeerAddress, at now: UInt64) -> Bool {
        if records.count >= bounds.addressesMax { forget(at: now) }
        var record = records[peer.prefix64] ?? Record()
        let network = peer.isIPv4 ? nil : peer.prefix48
        guard now >= record.barredUntil, atGate < bounds.gateMax,
            record.atGate < bounds.gatePerAddressMax,
            network.map({ networks[$0] ?? 0 < bounds.gatePerNetworkMax }) ?? true,
            finds(record, at: now)
        else { return false }
        atGate += 1
        record.atGate += 1
        record.lastSeen = now
        records[peer.prefix64] = record
        if let network { networks[network, default: 0] += 1 }
        return true
    }

    /// Whether a crowded gate has room: from half of it on strangers are turned away by chance, and
    /// the last quarter is kept for addresses from which somebody was let in of late.
    private mutating func finds(_ record: Record, at now: UInt64) -> Bool {
        let half = bounds.gateMax / 2
        let isKnown =
            record.lastAdmitted > 0 && now < record.lastAdmitted + bounds.memoryMilliseconds
        guard !isKnown, atGate >= half else { return true }
        let room = max(1, bounds.gateMax - bounds.gateMax / 4 - half)
        chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(chance >> 33) % room >= atGate - half
    }

    /// Somebody from this address was let in.
    package mutating func admitted(_ peer: PeerAddress, at now: UInt64) {
        records[peer.prefix64, default: Record()].lastAdmitted = max(1, now)
        records[peer.prefix64]?.lastSeen = now
    }

    /// A connection has been let in, or is gone.
    package mutating func leaves(_ peer: PeerAddress) {
        atGate -= 1
        if let record = records[peer.prefix64] {
            records[peer.prefix64]?.atGate -= 1
            if record.atGate == 1, record.failures == 0, record.lastAdmitted == 0 {
                records[peer.prefix64] = nil
            }
        }
        guard !peer.isIPv4 else { return }
        let left = (networks[peer.prefix48] ?? 1) - 1
        networks[peer.prefix48] = left > 0 ? left : nil
    }

    /// Counts a failed proof: after a few in a minute the address has to wait, longer each time.
    package mutating func failed(_ peer: PeerAddress, at now: UInt64) {
        var record = records[peer.prefix64] ?? Record()
        if now >= record.lastFailure + bounds.memoryMilliseconds { record.penalty = 0 }
        record.lastFailure = now
        if now >= record.firstFailure + 60_000 {
            record.failures = 0
            record.firstFailure = now
        }
        record.failures += 1
        record.lastSeen = now
        if record.failures >= bounds.failuresMax {
            record.penalty = min(
                max(bounds.penaltyMilliseconds, record.penalty * 2),
                bounds.penaltyMillisecondsMax
            )
            record.barredUntil = now + record.penalty
        }
        records[peer.prefix64] = record
    }

    /// Forgets who has been silent for long; if that is not enough, half of the rest.
    private mutating func forget(at now: UInt64) {
        records = records.filter {
            $0.value.atGate > 0 || now < $0.value.lastSeen + bounds.memoryMilliseconds
        }
        guard records.count >= bounds.addressesMax else { return }
        let silent = records.filter { $0.value.atGate == 0 }
            .sorted { $0.value.lastSeen < $1.value.lastSeen }
        for (address, _) in silent.prefix(bounds.addressesMax / 2) { records[address] = nil }
    }
}
