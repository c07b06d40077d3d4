internal import CLinux
internal import Glibc

/// The signals that ask a process to stop or to reload, as something to poll.
///
/// Make it on the first thread before any other is started: threads inherit the mask, and a thread
/// that does not block these signals would be killed by them.
public struct SignalDescriptor: ~Copyable {
    private let descriptor: Descriptor

    /// Blocks SIGTERM, SIGINT and SIGHUP on the calling thread and receives them instead.
    public init() throws(SyscallError) {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for signal in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&signals, signal) }
        let code = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        guard code == 0 else { throw SyscallError("pthread_sigmask", code: code) }
        descriptor = try Descriptor(
            taking: unsafe signalfd(-1, &signals, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK)),
            from: "signalfd"
        )
    }

    /// The number to poll.
    public var raw: Int32 { descriptor.raw }

    /// The next signal that has come, or nil.
    public func next() -> Int32? {
        var arrived = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        guard unsafe read(descriptor.raw, &arrived, size) == size else { return nil }
        return Int32(arrived.ssi_signo)
    }
}
