/// What a journal file held, up to the last group that is whole.
public struct JournalContents: Equatable, Sendable {
    /// How the file ended.
    public enum Verdict: Equatable, Sendable {
        /// With its last record.
        case whole
        /// With a write that was cut off, or a group without its end: nobody was told of either.
        case torn
        /// With something that no cut-off write explains: what was told may be missing.
        case damaged
    }

    /// The run that wrote it.
    public let epoch: UInt64
    /// Which file of the run it is.
    public let generation: UInt32
    /// The records, `RecordFrame.bodyBytes` each: those of the snapshot, then those appended.
    public let bodies: [UInt8]
    /// How many of the records are the snapshot's.
    public let snapshotCount: Int
    /// Whether it may be relied on. (SPEC §5.17)
    public let verdict: Verdict

    /// What a reader found, or what somebody imagines for a test.
    public init(
        epoch: UInt64,
        generation: UInt32,
        bodies: [UInt8],
        snapshotCount: Int,
        verdict: Verdict
    ) {
        self.epoch = epoch
        self.generation = generation
        self.bodies = bodies
        self.snapshotCount = snapshotCount
        self.verdict = verdict
    }
}
