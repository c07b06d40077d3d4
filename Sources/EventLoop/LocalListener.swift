internal import CLinux
internal import Glibc

/// A socket in the file system that only its owner may connect to.
///
/// The name is taken away again when the listener goes.
public struct LocalListener: ~Copyable, Sendable {
    private let path: String
    private let descriptor: Descriptor

    /// Listens at `path`, mode 0600.
    ///
    /// A socket that somebody still answers on throws EADDRINUSE, and so does anything that is not
    /// a socket; a socket that nobody answers on is stale and is replaced.
    public init(path: String, backlog: Int32 = 16) throws(SyscallError) {
        guard let address = SocketAddress(path: path) else {
            throw SyscallError("bind", code: ENAMETOOLONG)
        }
        try LocalListener.removeStale(path)
        let descriptor = try SocketOptions.makeStream(family: AF_UNIX)
        let raw = descriptor.raw
        // Before the name exists, so that there is no moment with another mode.
        guard fchmod(raw, 0o600) == 0 else { throw SyscallError("fchmod") }
        guard unsafe address.withPointer({ unsafe bind(raw, $0, $1) }) == 0 else {
            throw SyscallError("bind")
        }
        guard listen(raw, backlog) == 0 else { throw SyscallError("listen") }
        self.path = path
        self.descriptor = descriptor
    }

    // While this one still listens nobody else takes the name over, so it is ours to remove.
    deinit { _ = unsafe unlink(path) }

    /// The number to poll.
    public var raw: Int32 { descriptor.raw }

    /// The next connection, which does not block, or nil when none is waiting.
    public func accept() throws(SyscallError) -> Descriptor? {
        while true {
            let raw = circle_accept(descriptor.raw, nil, nil)
            if raw >= 0 { return Descriptor(taking: raw) }
            switch errno {
            case EAGAIN: return nil
            case EINTR, ECONNABORTED: continue
            default: throw SyscallError("accept4")
            }
        }
    }

    private static func removeStale(_ path: String) throws(SyscallError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw SyscallError("bind", code: EADDRINUSE)
        }
        do throws(SyscallError) {
            _ = try LocalConnector.connect(to: path)
        } catch  where error.code == ECONNREFUSED {
            guard unsafe unlink(path) == 0 || errno == ENOENT else { throw SyscallError("unlink") }
            return
        }
        throw SyscallError("bind", code: EADDRINUSE)
    }
}
