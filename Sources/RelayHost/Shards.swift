import EventLoop
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
        listener: consuming Listener
    ) throws(SyscallError) {
        self.shared = shared
        let door = Door(listener)
        let threads = ThreadList()
        for index in 0..<count {
            let context = ContextBox(context.share())
            threads.add(
                try LoopThread(named: "shard-\(index)") {
                    Self.run(index, settings, shared, context, door)
                }
            )
        }
        self.threads = threads
    }

    private static func run(
        _ index: Int,
        _ settings: ShardSettings,
        _ shared: SharedParts,
        _ context: ContextBox,
        _ door: Door
    ) {
        do throws(SyscallError) {
            guard let context = context.take() else { return }
            var shard = Shard(
                engine: try ShardEngine(
                    index: index,
                    settings: settings,
                    shared: shared,
                    context: context
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

/// A context on its way to the thread that will use it.
private final class ContextBox: Sendable {
    private let content: Guarded<TLSContext?>

    init(_ context: consuming TLSContext) { content = Guarded(context) }

    func take() -> TLSContext? { content.withLock { $0.take() } }
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
