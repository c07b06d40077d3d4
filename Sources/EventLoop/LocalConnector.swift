internal import Glibc

/// The way to a socket in the file system.
public enum LocalConnector {
    /// Connects to the listener at `path`; the connection does not block.
    ///
    /// Throws ECONNREFUSED when nobody listens there and EAGAIN when too many wait already.
    public static func connect(to path: String) throws(SyscallError) -> Descriptor {
        guard let address = SocketAddress(path: path) else {
            throw SyscallError("connect", code: ENAMETOOLONG)
        }
        let descriptor = try SocketOptions.makeStream(family: AF_UNIX)
        let raw = descriptor.raw
        guard unsafe address.withPointer({ unsafe Glibc.connect(raw, $0, $1) }) == 0 else {
            throw SyscallError("connect")
        }
        return descriptor
    }
}
