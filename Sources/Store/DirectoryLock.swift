import Glibc

/// The right to a data directory: held by one store in one process at a time.
///
/// The lock belongs to the open file, so the kernel gives it back however the process ends.
struct DirectoryLock: ~Copyable {
    private let descriptor: Int32

    /// Makes `directory`, and what leads to it, if need be (0700), and takes its lock.
    init(directory: String) throws(StoreFailure) {
        try Self.make(directory)
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        let descriptor = unsafe open(directory + "/store.lock", flags, 0o600)
        guard descriptor >= 0 else { throw .cannotOpen(errno: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            _ = close(descriptor)
            throw reason == EWOULDBLOCK ? .inUse : .cannotOpen(errno: reason)
        }
        self.descriptor = descriptor
    }

    deinit { _ = close(descriptor) }

    /// Existing directories keep their mode: it is the operator's, and may be shared on purpose.
    private static func make(_ directory: String) throws(StoreFailure) {
        var path = directory.hasPrefix("/") ? "" : "."
        for name in directory.split(separator: "/") {
            path += "/" + name
            guard unsafe mkdir(path, 0o700) != 0 else { continue }
            let reason = errno
            guard reason == EEXIST || isDirectory(path) else { throw .cannotOpen(errno: reason) }
        }
    }

    /// A read-only parent may refuse before it looks whether there is anything to make.
    private static func isDirectory(_ path: String) -> Bool {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        _ = close(descriptor)
        return true
    }
}
