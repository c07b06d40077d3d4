import EventLoop
import Glibc

/// The right to use a seat on this machine: held by one process at a time.
///
/// The lock belongs to the open file, so the kernel gives it back however the process ends.
struct SeatLock: ~Copyable {
    private let descriptor: Descriptor

    /// Takes the lock; nil when another process holds it.
    init?(path: String) throws(SyscallError) {
        let raw = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard raw >= 0 else { throw SyscallError("open") }
        descriptor = Descriptor(taking: raw)
        guard flock(descriptor.raw, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }
}
