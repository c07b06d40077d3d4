internal import Glibc

/// What every TCP connection of ours is set to.
///
/// On Linux a connection inherits all of it from its listener, so accepting costs no extra calls.
enum SocketOptions {
    /// Bytes the kernel may hold for a peer that does not read.
    private static let sendBufferBytes: Int32 = 64 * 1_024
    /// Bytes the kernel may hold for us, which also bounds the window.
    private static let receiveBufferBytes: Int32 = 16 * 1_024
    /// Unsent bytes above which a socket is not writable: what waits here can no longer be overtaken.
    private static let unsentBytes: Int32 = 8 * 1_024
    /// Unacknowledged bytes for this long end the connection.
    private static let userTimeoutMilliseconds: Int32 = 45_000
    private static let keepAliveIdleSeconds: Int32 = 30
    private static let keepAliveIntervalSeconds: Int32 = 10
    private static let keepAliveProbes: Int32 = 4

    /// Sets them all; before `listen` or `connect`, because the window is agreed there.
    static func apply(to raw: Int32) throws(SyscallError) {
        let tcp = Int32(IPPROTO_TCP)
        try set(raw, tcp, TCP_NODELAY, 1)
        try set(raw, SOL_SOCKET, SO_SNDBUF, sendBufferBytes)
        try set(raw, SOL_SOCKET, SO_RCVBUF, receiveBufferBytes)
        try set(raw, tcp, TCP_NOTSENT_LOWAT, unsentBytes)
        try set(raw, tcp, TCP_USER_TIMEOUT, userTimeoutMilliseconds)
        try set(raw, SOL_SOCKET, SO_KEEPALIVE, 1)
        try set(raw, tcp, TCP_KEEPIDLE, keepAliveIdleSeconds)
        try set(raw, tcp, TCP_KEEPINTVL, keepAliveIntervalSeconds)
        try set(raw, tcp, TCP_KEEPCNT, keepAliveProbes)
    }

    static func set(
        _ raw: Int32,
        _ level: Int32,
        _ option: Int32,
        _ value: Int32
    ) throws(SyscallError) {
        var value = value
        let size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe setsockopt(raw, level, option, &value, size) == 0 else {
            throw SyscallError("setsockopt")
        }
    }

    static func get(_ raw: Int32, _ level: Int32, _ option: Int32) throws(SyscallError) -> Int32 {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(raw, level, option, &value, &size) == 0 else {
            throw SyscallError("getsockopt")
        }
        return value
    }

    /// A stream socket that does not block and is not inherited by other programs.
    static func makeStream(family: Int32) throws(SyscallError) -> Descriptor {
        let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        return try Descriptor(taking: socket(family, Int32(kind), 0), from: "socket")
    }

    static func doNotBlock(_ raw: Int32) throws(SyscallError) {
        let flags = fcntl(raw, F_GETFL)
        guard flags >= 0, fcntl(raw, F_SETFL, flags | O_NONBLOCK) >= 0 else {
            throw SyscallError("fcntl")
        }
    }
}
