/// The runtime directory, as far as journals go: it hands them from one run to the next.
///
/// A run's journals count from the moment its epoch is committed, which is one replaced file; all
/// other files are leftovers, and nobody reads them. So a relay that dies while it starts leaves
/// either the run before, whole, or its own. (SPEC §5.12)
public struct JournalDirectory: Sendable {
    let folder: Folder
    /// What a journal has room for behind its snapshot.
    private let roomBytes: Int
    /// Whether journals must survive the machine and not only the process.
    private let syncs: Bool

    /// Names a directory of mode 0700 that exists and belongs to this relay alone.
    ///
    /// - Parameters:
    ///   - path: the directory.
    ///   - roomBytes: what can be appended to a file, `RecordFrame.bytes` for each record.
    ///   - syncs: whether new files must survive the machine.
    public init(_ path: String, roomBytes: Int, syncs: Bool) {
        folder = Folder(path: path)
        self.roomBytes = roomBytes
        self.syncs = syncs
    }

    /// Reads what the run before left; changes nothing.
    ///
    /// - Throws: when the directory cannot be listed. Files that cannot be read are damage.
    public func load() throws(JournalFailure) -> Journals {
        let named = try folder.names().compactMap { JournalName($0) }
        let epochNamed = named.map(\.epoch).max() ?? 0
        switch EpochMark.find(in: folder) {
        case .nothing:
            return Journals(
                epoch: nil,
                shards: [],
                verdict: named.isEmpty ? .none : .damaged,
                epochNamed: epochNamed
            )
        case .broken:
            return Journals(epoch: nil, shards: [], verdict: .damaged, epochNamed: epochNamed)
        case .mark(let mark):
            let shards = (0..<mark.shards).map { shard in
                newest(of: shard, in: mark.epoch, among: named)
            }
            let isWhole = shards.allSatisfy { $0 != nil && $0?.verdict != .damaged }
            return Journals(
                epoch: mark.epoch,
                shards: shards,
                verdict: !isWhole ? .damaged : shards.isEmpty ? .none : .recovered,
                epochNamed: epochNamed
            )
        }
    }

    /// Begins a run: makes a journal for each shard, commits the epoch, removes all other journals.
    ///
    /// - Parameters:
    ///   - journals: what `load` found.
    ///   - wallSeconds: the wall clock, for `Journals.nextEpoch`.
    ///   - snapshots: what each shard begins with, by its number.
    ///   - handOver: receives the journal of each shard, in order. It may be used once `begin` has
    ///     returned.
    /// - Returns: the epoch of the run.
    /// - Throws: when a file cannot be made. The next start then finds one of both runs, whole; a
    ///   relay that goes on without journals has to `abandon` the directory.
    public func begin(
        after journals: Journals,
        wallSeconds: UInt64,
        snapshots: [[UInt8]],
        handOver: (consuming ShardJournal) -> Void
    ) throws(JournalFailure) -> UInt64 {
        guard snapshots.count <= StoreLimits.journalShardsMax else { throw .tooLarge }
        let epoch = journals.nextEpoch(wallSeconds: wallSeconds)
        guard epoch <= StoreLimits.epochMax else { throw .tooLarge }
        if let former = journals.epoch {
            try remove { $0 != former }
        } else if journals.verdict == .none {
            // From now on journals without an epoch are not a first start that was cut short.
            try EpochMark(epoch: epoch - 1, shards: 0).commit(in: folder, syncs: syncs)
        }
        do throws(JournalFailure) {
            for (shard, snapshot) in snapshots.enumerated() {
                handOver(
                    try ShardJournal(in: self, epoch: epoch, shard: shard, snapshot: snapshot)
                )
            }
        } catch {
            try? remove { $0 == epoch }
            throw error
        }
        try EpochMark(epoch: epoch, shards: snapshots.count).commit(in: folder, syncs: syncs)
        // What cannot be removed is a leftover, and goes at the next start.
        try? remove { $0 != epoch }
        return epoch
    }

    /// Takes away all that could be mistaken for the record of a run that has none. (SPEC §5.18)
    ///
    /// The epoch of such a run has to be at least the seconds of the wall clock, because the run
    /// after it will know nothing better.
    public func abandon() throws(JournalFailure) {
        folder.remove(EpochMark.name)
        try remove { _ in true }
    }

    func make(_ name: JournalName, snapshot: [UInt8]) throws(JournalFailure) -> JournalFile {
        try JournalFile(
            creating: folder.path(of: name.text),
            epoch: name.epoch,
            generation: name.generation,
            snapshot: snapshot,
            roomBytes: roomBytes,
            syncs: syncs
        )
    }

    /// The file of the highest generation; never an older one instead, which would be a silent
    /// step back. (SPEC §5.17)
    private func newest(
        of shard: Int,
        in epoch: UInt64,
        among names: [JournalName]
    ) -> JournalContents? {
        let ours = names.filter { $0.epoch == epoch && $0.shard == shard }
        guard let name = ours.max(by: { $0.generation < $1.generation }),
            let contents = try? JournalReader.read(path: folder.path(of: name.text)),
            contents.epoch == epoch, contents.generation == name.generation
        else { return nil }
        return contents
    }

    /// Removes journals by their epoch; it is nil for drafts, whose writers are gone.
    private func remove(where isLeftover: (UInt64?) -> Bool) throws(JournalFailure) {
        for name in try folder.names()
        where JournalName.isOurs(name) && isLeftover(JournalName(name)?.epoch) {
            folder.remove(name)
        }
    }
}
