/// The circle's key as it goes from meeting to meeting: forward only. (SPEC §3.3)
///
/// Who deletes the older key can no longer read what was sealed before.
public struct Chain: Sendable, Equatable {
    /// How far a client follows at once, in steps.
    public static let stepsMax: UInt64 = 100_000

    /// The log whose key this is.
    public let index: UInt64
    /// K[index].
    public let key: SecretBytes

    /// The chain as it stands at `index`.
    public init(index: UInt64, key: SecretBytes) {
        self.index = index
        self.key = key
    }

    /// The chain of a circle that is just being founded, at 0.
    public static func fresh() throws(SealingFailure) -> Chain {
        Chain(index: 0, key: try .fresh())
    }

    /// The chain at a later log, or at this one.
    public func stepped(to log: UInt64) throws(ChainFlaw) -> Chain {
        guard log >= index else { throw .backwards }
        guard log - index <= Self.stepsMax else { throw .tooFar }
        var key = key
        for _ in index..<log { key = Derivation.expand(key: key, label: Label.next) }
        return Chain(index: log, key: key)
    }

    /// The key of the words of this log; the chain's own key seals nothing.
    public var wordsKey: SecretBytes {
        Derivation.expand(key: key, label: Label.wordsKey)
    }
}

/// Why a chain does not go where it is asked to. (SPEC §3.3)
///
/// To a client both mean: this relay shows an old or a foreign log.
public enum ChainFlaw: Error, Equatable, Sendable {
    /// To a log before this one, whose key is gone.
    case backwards
    /// More than `Chain.stepsMax` away.
    case tooFar
}
