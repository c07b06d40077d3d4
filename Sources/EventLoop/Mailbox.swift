internal import CLinux
internal import Glibc

/// Letters for one thread.
///
/// Anyone may post; only its owner collects. The bell, an eventfd for the owner's poller, is rung
/// when a letter falls into an empty box: more letters need no more bells. A post after the owner
/// has gone is kept and never read; it disturbs nobody.
public final class Mailbox<Letter: Sendable>: Sendable {
    private let letters = Guarded<[Letter]>([])
    private let bell: Descriptor

    /// An empty box.
    public init() throws(SyscallError) {
        bell = try Descriptor(
            taking: eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)),
            from: "eventfd"
        )
    }

    /// The number of the bell, for the owner's poller: readable while letters may be waiting.
    public var descriptor: Int32 { bell.raw }

    /// Puts a letter into the box.
    public func post(_ letter: consuming sending Letter) {
        let wasEmpty = letters.withLock { [letter] waiting in
            waiting.append(letter)
            return waiting.count == 1
        }
        if wasEmpty { ring() }
    }

    /// Takes everything that has arrived, in order, without holding the lock for longer than a swap.
    ///
    /// What `batch` held before is dropped; its room is used again.
    public func collect(into batch: inout [Letter]) {
        batch.removeAll(keepingCapacity: true)
        silence()
        letters.withLock { swap(&$0, &batch) }
    }

    private func ring() {
        var one: UInt64 = 1
        _ = unsafe write(bell.raw, &one, MemoryLayout<UInt64>.size)
    }

    /// Before the swap, so that a letter posted meanwhile is either swapped out or rung for.
    private func silence() {
        var rung: UInt64 = 0
        _ = unsafe read(bell.raw, &rung, MemoryLayout<UInt64>.size)
    }
}
