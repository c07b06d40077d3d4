/// The journal of one shard through one run: a file, and the next when that is full.
///
/// It belongs to the thread that appends to it.
public struct ShardJournal: ~Copyable, Sendable {
    private let directory: JournalDirectory
    private var name: JournalName
    private var file: JournalFile

    /// Makes the first file of the shard in this run.
    init(
        in directory: JournalDirectory,
        epoch: UInt64,
        shard: Int,
        snapshot: [UInt8]
    ) throws(JournalFailure) {
        let name = JournalName(epoch: epoch, shard: shard, generation: 1)
        file = try directory.make(name, snapshot: snapshot)
        self.directory = directory
        self.name = name
    }

    /// The run it belongs to.
    public var epoch: UInt64 { name.epoch }
    /// The number of its shard.
    public var shard: Int { name.shard }
    /// How many files the shard has had in this run.
    public var generation: UInt32 { name.generation }
    /// Bytes left in the file, `RecordFrame.bytes` for each record.
    public var roomLeft: Int { file.roomLeft }

    /// Appends the bodies of one group or several: see `JournalFile.append`.
    public mutating func append(_ bodies: [UInt8]) throws(JournalFailure) {
        try file.append(bodies)
    }

    /// Makes what was appended survive the machine: see `JournalFile.sync`.
    public mutating func sync() throws(JournalFailure) { try file.sync() }

    /// Goes on in a new file that begins with `snapshot`; the old one is removed.
    ///
    /// This also heals a journal whose file is spent. When it throws, the old file is still the one
    /// in use, as it was.
    public mutating func renew(snapshot: [UInt8]) throws(JournalFailure) {
        let old = name
        file = try directory.make(old.next, snapshot: snapshot)
        name = old.next
        directory.folder.remove(old.text)
    }

    /// Takes the file away, so that the next run does not mistake it for all that happened.
    ///
    /// For a shard that can no longer record (SPEC §5.18). `renew` begins anew.
    public mutating func abandon() { directory.folder.remove(name.text) }
}
