/// What the run before left in the runtime directory.
public struct Journals: Equatable, Sendable {
    /// Whether it can be gone on from.
    public enum Verdict: Equatable, Sendable {
        /// Nothing was ever recorded here.
        case none
        /// Every journal of the run is here and ended as it should.
        case recovered
        /// Something of it is missing, unreadable or damaged. (SPEC §5.17)
        case damaged
    }

    /// The run that wrote them; nil when that is not known.
    public let epoch: UInt64?
    /// What each shard of that run recorded, by its number; nil where that cannot be read.
    public let shards: [JournalContents?]
    /// The worst of all that was found.
    public let verdict: Verdict
    /// The highest epoch in the name of a file, 0 for none.
    let epochNamed: UInt64

    init(
        epoch: UInt64?,
        shards: [JournalContents?],
        verdict: Verdict,
        epochNamed: UInt64
    ) {
        self.epoch = epoch
        self.shards = shards
        self.verdict = verdict
        self.epochNamed = epochNamed
    }

    /// The epoch of the run that follows. (SPEC §5.12)
    ///
    /// - Parameter wallSeconds: the wall clock, looked at only where no run is known.
    /// - Returns: at least 1, and more than every epoch that was found.
    public func nextEpoch(wallSeconds: UInt64) -> UInt64 {
        if let epoch { return epoch + 1 }
        return max(1, min(wallSeconds, StoreLimits.epochMax), epochNamed + 1)
    }
}
