import EventLoop
import RelayCore
import TLS

/// What a shard begins with.
struct ShardStart: ~Copyable, Sendable {
    let context: TLSContext
    /// Its circles, some of which go on from the run before.
    let core: ShardCore
    let journal: Succession.JournalBox?
    let syncs: Bool
    /// The runtime directory.
    let directory: String

    init(
        context: consuming TLSContext,
        core: ShardCore,
        journal: Succession.JournalBox?,
        syncs: Bool,
        directory: String
    ) {
        self.context = context
        self.core = core
        self.journal = journal
        self.syncs = syncs
        self.directory = directory
    }
}

/// A shard's beginning on its way to the thread that will use it.
final class StartBox: Sendable {
    private let content: Guarded<ShardStart?>

    init(_ start: consuming ShardStart) { content = Guarded(start) }

    func take() -> ShardStart? { content.withLock { $0.take() } }
}
