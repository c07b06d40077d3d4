internal import Synchronization

/// A value behind a lock, for the few things that threads share.
///
/// The standard library's mutex works, but the thread sanitizer cannot see it work: it lives in a
/// library that is not built for that. The pair of atomic accesses inside the lock tells the
/// sanitizer what the mutex has already made true.
public struct Guarded<Value: ~Copyable>: ~Copyable {
    private let mutex: Mutex<Value>
    private let order = Atomic<Bool>(false)

    /// Puts `value` behind a lock of its own.
    public init(_ value: consuming sending Value) {
        mutex = Mutex(value)
    }

    /// Lends the value to `body` while no other thread has it.
    public borrowing func withLock<R: ~Copyable>(
        _ body: (inout sending Value) -> sending R
    ) -> sending R {
        mutex.withLock { value in
            _ = order.load(ordering: .acquiring)
            defer { order.store(true, ordering: .releasing) }
            return body(&value)
        }
    }
}

extension Guarded: Sendable where Value: ~Copyable {}
