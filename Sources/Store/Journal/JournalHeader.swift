/// The first record of a journal file: which file it is, and how large it was made.
///
/// The size is kept because a file never changes it: one that is shorter has lost something, even
/// if it was cut between two records.
struct JournalHeader: Equatable {
    static let kind: UInt8 = 1
    private static let version: UInt32 = 1
    private static let magic = [UInt8]("circle live journal\n".utf8)

    let epoch: UInt64
    let generation: UInt32
    let fileBytes: UInt32

    init(epoch: UInt64, generation: UInt32, fileBytes: UInt32) {
        self.epoch = epoch
        self.generation = generation
        self.fileBytes = fileBytes
    }

    /// The header that `body` is, to the last bit, else nil.
    init?(_ body: [UInt8]) {
        guard body.count == RecordFrame.bodyBytes else { return nil }
        self.init(
            epoch: body.bigEndian(at: 8),
            generation: body.bigEndian(at: 20),
            fileBytes: body.bigEndian(at: 4)
        )
        guard self.body == body else { return nil }
    }

    var body: [UInt8] {
        RecordFrame.body(
            kind: Self.kind,
            circle: fileBytes,
            number: epoch,
            turn: Self.version,
            id: generation,
            check: Self.magic
        )
    }
}

/// The record that ends a snapshot: so many records, and all of them are here.
enum SnapshotMark {
    static let kind: UInt8 = 2

    static func body(count: Int) -> [UInt8] {
        RecordFrame.body(kind: kind, number: UInt64(count))
    }
}
