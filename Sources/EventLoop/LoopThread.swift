internal import CLinux
internal import Glibc

/// A thread that runs one function, usually an event loop, to its end.
///
/// What the function needs is made inside it or sent to it, so that nothing is shared by accident.
public struct LoopThread: ~Copyable, Sendable {
    private let handle: pthread_t

    /// Starts a thread with a name of at most 15 bytes; a longer one is cut.
    public init(named name: String, _ body: sending @escaping () -> Void) throws(SyscallError) {
        let start = Start(name: String(decoding: name.utf8.prefix(15), as: UTF8.self), body: body)
        let argument = unsafe Unmanaged.passRetained(start)
        var handle = pthread_t()
        let code = unsafe pthread_create(&handle, nil, runLoopThread, argument.toOpaque())
        guard code == 0 else {
            unsafe argument.release()
            throw SyscallError("pthread_create", code: code)
        }
        self.handle = handle
    }

    deinit { _ = pthread_detach(handle) }

    /// Waits until the function has returned.
    ///
    /// A thread that nobody joins runs on by itself.
    public consuming func join() {
        let handle = handle
        discard self
        _ = pthread_join(handle, nil)
    }
}

/// What is handed to the new thread.
private final class Start {
    let name: String
    let body: () -> Void

    init(name: String, body: @escaping () -> Void) {
        self.name = name
        self.body = body
    }
}

private func runLoopThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument = unsafe argument else { return nil }
    let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
    _ = unsafe circle_set_thread_name(start.name)
    start.body()
    return nil
}
