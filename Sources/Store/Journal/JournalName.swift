/// What the name of a journal file says: `journal-EPOCH-SHARD-GENERATION`.
struct JournalName: Hashable, Sendable {
    private static let word = "journal"

    let epoch: UInt64
    let shard: Int
    let generation: UInt32

    init(epoch: UInt64, shard: Int, generation: UInt32) {
        self.epoch = epoch
        self.shard = shard
        self.generation = generation
    }

    /// What `text` says, if it is such a name and not just like one.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, let epoch = UInt64(parts[1]), epoch <= StoreLimits.epochMax,
            let shard = Int(parts[2]), let generation = UInt32(parts[3])
        else { return nil }
        self.init(epoch: epoch, shard: shard, generation: generation)
        guard self.text == text else { return nil }
    }

    var text: String { "\(Self.word)-\(epoch)-\(shard)-\(generation)" }

    /// The name of the file that takes this one's place within the run.
    var next: JournalName { JournalName(epoch: epoch, shard: shard, generation: generation + 1) }

    /// Whether `text` is such a name, or that of a draft, or some misshapen relative.
    static func isOurs(_ text: String) -> Bool { text.hasPrefix(word + "-") }
}
