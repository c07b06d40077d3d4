import Glibc

/// One journal file, open for appending. (SPEC §5.11)
///
/// A completed append survives the end of the process; a completed sync that of the machine, where
/// the directory does. Not shared: it belongs to the thread that appends.
public struct JournalFile: ~Copyable, Sendable {
    private let file: OpenFile
    private let fileBytes: Int
    private var chain: JournalChain
    /// Where the next record goes.
    private var end: Int
    /// A write or a sync failed: nobody knows what the file holds from there on.
    private var isSpent = false
    /// Kept, so that an append seldom allocates.
    private var frame: [UInt8] = []

    /// Makes a file with a snapshot in it, and puts it in its place when it is whole.
    ///
    /// It is written to `path` with `.new` behind, with mode 0600; its room is taken from the disk
    /// at once, so that a full disk shows now and not later.
    ///
    /// - Parameters:
    ///   - path: where it will be found; another file there is replaced.
    ///   - epoch: the run it belongs to.
    ///   - generation: which file of this run it is.
    ///   - snapshot: bodies of records, of kinds that belong to the caller.
    ///   - roomBytes: what can be appended later, `RecordFrame.bytes` for each record.
    ///   - syncs: whether it must survive the machine before this returns.
    /// - Throws: when it cannot be made; then neither of the two names is left.
    public init(
        creating path: String,
        epoch: UInt64,
        generation: UInt32,
        snapshot: [UInt8],
        roomBytes: Int,
        syncs: Bool
    ) throws(JournalFailure) {
        precondition(RecordFrame.areBodies(snapshot), "a snapshot of something else")
        let count = snapshot.count / RecordFrame.bodyBytes
        let fileBytes = try Self.fileBytes(records: count + 2, roomBytes: roomBytes)
        let header = JournalHeader(
            epoch: epoch,
            generation: generation,
            fileBytes: UInt32(fileBytes)
        )
        var chain = JournalChain()
        var frame: [UInt8] = []
        chain.frame(header.body + snapshot + SnapshotMark.body(count: count), into: &frame)
        file = try Self.make(path, holding: frame, fileBytes: fileBytes, syncs: syncs)
        self.fileBytes = fileBytes
        self.chain = chain
        end = frame.count
    }

    /// Appends to a file that is there, whatever it is: for tests of a disk that refuses.
    package init(over path: String, roomBytes: Int) throws(JournalFailure) {
        file = try OpenFile(updating: path)
        fileBytes = roomBytes
        chain = JournalChain()
        end = 0
    }

    /// Bytes left for records, `RecordFrame.bytes` for each.
    public var roomLeft: Int { fileBytes - end }

    /// Appends the bodies of one group or several, with one write.
    ///
    /// - Parameter bodies: at least one, of kinds that belong to the caller; the last ends a group.
    /// - Throws: `.full` when they do not fit, and nothing was written; else the file is spent.
    public mutating func append(_ bodies: [UInt8]) throws(JournalFailure) {
        precondition(
            RecordFrame.areBodies(bodies) && RecordFrame.endGroup(bodies),
            "records that do not end a group"
        )
        guard !isSpent else { throw .spent }
        let bytes = bodies.count / RecordFrame.bodyBytes * RecordFrame.bytes
        guard bytes <= roomLeft else { throw .full }
        frame.removeAll(keepingCapacity: true)
        chain.frame(bodies, into: &frame)
        do throws(JournalFailure) {
            try file.write(frame, at: end)
        } catch {
            isSpent = true
            throw error
        }
        end += bytes
    }

    /// Makes what was appended survive the machine; a failure is final for this file.
    ///
    /// Linux forgets which pages it failed to write, so that a second sync would succeed without
    /// having saved them.
    public mutating func sync() throws(JournalFailure) {
        guard !isSpent else { throw .spent }
        do throws(JournalFailure) {
            try file.syncData()
        } catch {
            isSpent = true
            throw error
        }
    }

    /// The size of a file with so many records in it and whole records of room behind them.
    private static func fileBytes(records: Int, roomBytes: Int) throws(JournalFailure) -> Int {
        precondition(roomBytes >= 0, "room below nothing")
        let limit = StoreLimits.journalBytesMax
        guard roomBytes <= limit, records <= limit / RecordFrame.bytes else { throw .tooLarge }
        let room = (roomBytes + RecordFrame.bytes - 1) / RecordFrame.bytes
        let bytes = (records + room) * RecordFrame.bytes
        guard bytes <= limit else { throw .tooLarge }
        return bytes
    }

    private static func make(
        _ path: String,
        holding frame: [UInt8],
        fileBytes: Int,
        syncs: Bool
    ) throws(JournalFailure) -> OpenFile {
        let draft = Folder.draft(of: path)
        _ = unsafe unlink(draft)
        do throws(JournalFailure) {
            let file = try OpenFile(creating: draft)
            try file.allocate(fileBytes)
            try file.write(frame, at: 0)
            if syncs { try file.sync() }
            try Folder.rename(draft, to: path)
            if syncs { try OpenFile(directory: Folder.holding(path).path).sync() }
            return file
        } catch {
            // Its place is cleared too: a snapshot that its writer does not know of must not win.
            _ = unsafe unlink(draft)
            _ = unsafe unlink(path)
            throw error
        }
    }
}
