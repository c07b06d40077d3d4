/// What the host does after each call into the core.
public struct Outputs: Sendable {
    /// Sessions that have something to be sent.
    public var wakes: [SessionID] = []
    /// Sessions to be closed once what they were told is on its way.
    public var closes: [SessionID] = []
    /// Errands for the store.
    public var errands: [Errand] = []
    /// Records to be committed before anything else is done, `JournalRecord.byteCount` each.
    public private(set) var records: [UInt8] = []
    /// Records of this shard so far, these included; what `committed` counts in.
    public internal(set) var recordCount: UInt64 = 0
    /// Whether a log ended: what is recorded of it is of no use any more.
    public internal(set) var endsLog = false

    /// Nothing to do.
    public init() {}

    /// Forgets what has been done.
    public mutating func removeAll() {
        wakes.removeAll(keepingCapacity: true)
        closes.removeAll(keepingCapacity: true)
        errands.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
        endsLog = false
    }

    mutating func append(_ record: JournalRecord) {
        record.write(to: &records)
        recordCount += 1
    }

    /// Says more of the record that was written last.
    mutating func markLastRecord(_ flags: JournalRecord.Flags) {
        guard records.count >= JournalRecord.byteCount else { return }
        records[records.count - JournalRecord.byteCount + 1] |= flags.rawValue
    }
}
