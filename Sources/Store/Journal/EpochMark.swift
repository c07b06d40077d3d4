/// The small file that says which run's journals count. (SPEC §5.12)
///
/// Replacing it is the one step in which a run takes the place of the run before. One line:
/// `epoch 12 shards 2 sum 01234567`; the sum is that of the text before it.
struct EpochMark: Equatable, Sendable {
    /// What is found in its place.
    enum Found: Equatable {
        case nothing
        case broken
        case mark(EpochMark)
    }

    static let name = "epoch"
    /// More than the longest mark has.
    private static let bytesMax = 128

    let epoch: UInt64
    let shards: Int

    init(epoch: UInt64, shards: Int) {
        self.epoch = epoch
        self.shards = shards
    }

    /// Reads exactly what `bytes` writes, and nothing else.
    private init?(_ bytes: [UInt8]) {
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard words.count == 6, let epoch = UInt64(words[1]), epoch <= StoreLimits.epochMax,
            let shards = Int(words[3]), 0...StoreLimits.journalShardsMax ~= shards
        else { return nil }
        self.init(epoch: epoch, shards: shards)
        guard self.bytes == bytes else { return nil }
    }

    private var bytes: [UInt8] {
        let text = "epoch \(epoch) shards \(shards)"
        let sum = String(CRC32C.sum(of: [UInt8](text.utf8)), radix: 16)
        let zeros = String(repeating: "0", count: 8 - sum.utf8.count)
        return [UInt8]("\(text) sum \(zeros)\(sum)\n".utf8)
    }

    /// What stands in `folder`; one that cannot be read counts as broken.
    static func find(in folder: Folder) -> Found {
        do throws(JournalFailure) {
            guard let bytes = try folder.read(name, limit: bytesMax) else { return .nothing }
            return EpochMark(bytes).map(Found.mark) ?? .broken
        } catch {
            return .broken
        }
    }

    /// Makes this run the one that counts.
    func commit(in folder: Folder, syncs: Bool) throws(JournalFailure) {
        try folder.write(bytes, to: Self.name, syncs: syncs)
    }
}
