import EventLoop
import RelayCore
import TLS

/// The threads of the shards.
struct Shards: ~Copyable {
    private let shared: SharedParts
    private let threads: ThreadList

    /// Starts `count` shards that all accept from one listener.
    init(
        count: Int,
        settings: ShardSettings,
        shared: SharedParts,
        context: borrowing TLSContext,
        succession: Succession,
        runtime: String,
        listener: consuming Listener
    ) throws(SyscallError) {
        self.shared = shared
        let door = Door(listener)
        let threads = ThreadList()
        for index in 0..<count {
            let (core, journal) = succession.start(of: index)
            let start = StartBox(
                ShardStart(
                    context: context.share(),
                    core: core,
                    journal: journal,
                    syncs: settings.syncsJournal,
                    directory: runtime
                )
            )
            threads.add(
                try LoopThread(named: "shard-\(index)") {
                    Self.run(index, settings, shared, start, door)
                }
            )
        }
        self.threads = threads
    }

    private static func run(
        _ index: Int,
        _ settings: ShardSettings,
        _ shared: SharedParts,
        _ start: StartBox,
        _ door: Door
    ) {
        do throws(SyscallError) {
            guard let start = start.take() else { return }
            var shard = Shard(
                engine: try ShardEngine(
                    index: index,
                    settings: settings,
                    shared: shared,
                    start: start
                ),
                listener: door.raw,
                accept: door.accept
            )
            try shard.run()
        } catch {
            shared.control.post(.failed(shard: index))
        }
    }

    /// Tells every shard to stop and waits until they have.
    consuming func stop() {
        for mailbox in shared.shards { mailbox.post(.stop) }
        threads.join()
    }
}

/// The one listening socket that all shards accept from.
private final class Door: Sendable {
    private let listener: Listener

    init(_ listener: consuming Listener) { self.listener = listener }

    var raw: Int32 { listener.raw }

    @Sendable func accept() throws(SyscallError) -> Listener.Arrival? { try listener.accept() }
}

/// Threads that will be waited for.
private final class ThreadList: Sendable {
    private let threads = Guarded<[ThreadBox]>([])

    func add(_ thread: consuming LoopThread) {
        let box = ThreadBox(thread)
        threads.withLock { $0.append(box) }
    }

    func join() {
        let all = threads.withLock { $0 }
        for thread in all { thread.join() }
    }
}

private final class ThreadBox: Sendable {
    private let content: Guarded<LoopThread?>

    init(_ thread: consuming LoopThread) { content = Guarded(thread) }

    func join() {
        guard let thread = content.withLock({ $0.take() }) else { return }
        thread.join()
    }
}
