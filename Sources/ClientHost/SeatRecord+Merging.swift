import ClientCore
import Sealing
import Wire

// One seat on two devices: what each of them knows, put together.

extension SeatRecord {
    /// This seat with what another device knew of it; nil when both cannot be true.
    ///
    /// Meetings are never forgotten, and the chain's older key never comes back. (SPEC §3.2, §4.9)
    func merged(with other: SeatRecord) -> SeatRecord? {
        guard key.publicKey == other.key.publicKey, circle == other.circle else { return nil }
        guard other.isEntered else { return self }
        guard isEntered else { return other }
        guard isSealed == other.isSealed, founder == other.founder, agrees(with: other.chain) else {
            return nil
        }
        var merged = self
        if other.highestLog > highestLog {
            // The other device was at the relay later: it knows where it is and who one is there.
            merged.highestLog = other.highestLog
            merged.host = other.host
            merged.port = other.port
            merged.pins = other.pins
            merged.role = other.role
            merged.name = other.name
            merged.sealedName = other.sealedName
            merged.schedule = other.schedule ?? schedule
            merged.agreed = other.agreed ?? agreed
        }
        if let chain, let theirs = other.chain, theirs.index > chain.index { merged.chain = theirs }
        if let theirs = other.seenEpoch, isLater(theirs) { merged.seenEpoch = theirs }
        return merged
    }

    /// Whether a key at some log is of the same chain as the seat's own.
    func agrees(with other: Chain?) -> Bool {
        guard let chain, let other else { return chain == nil && other == nil }
        let later = max(chain.index, other.index)
        guard let one = try? chain.stepped(to: later) else { return false }
        return one == (try? other.stepped(to: later))
    }

    /// Whether nothing in a record from elsewhere can trouble a screen. (SPEC §12.3)
    var isFitToShow: Bool {
        let address = pins.first.flatMap {
            Link(
                host: host,
                port: port,
                circle: circle.bytes,
                pin: $0,
                kind: .invitation,
                secret: key.seed
            )
        }
        return address != nil && title == TextRules.shown([UInt8](title.utf8))
            && (name.isEmpty || NameRules.allows([UInt8](name.utf8)))
    }

    private func isLater(_ other: Member<CircleCipher>.SeenEpoch) -> Bool {
        guard let seenEpoch else { return true }
        return (other.log, other.epoch) > (seenEpoch.log, seenEpoch.epoch)
    }
}
