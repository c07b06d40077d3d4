internal import CLinux
internal import Glibc

/// A TCP socket that connections come in by.
public struct Listener: ~Copyable, Sendable {
    /// A connection that came in, and where from.
    @frozen
    public struct Arrival: ~Copyable, Sendable {
        /// The connection; it does not block.
        public let descriptor: Descriptor
        /// The other end.
        public let peer: PeerAddress
    }

    /// The port it listens on, also when it was asked for port 0.
    public let port: UInt16
    private let descriptor: Descriptor

    /// Listens on the first address of `host` that can be had.
    ///
    /// `host` is a name or a number, with or without brackets; `::` takes both families. `backlog`
    /// is how many finished connections may wait to be accepted.
    public init(host: String, port: UInt16, backlog: Int32 = 1_024) throws(SyscallError) {
        var refusal = SyscallError("bind", code: EADDRNOTAVAIL)
        for address in try SocketAddress.resolve(host, port: port, passive: true) {
            do throws(SyscallError) {
                let descriptor = try Listener.open(address, backlog: backlog)
                let port = try Listener.boundPort(of: descriptor.raw)
                self.descriptor = descriptor
                self.port = port
                return
            } catch {
                refusal = error
            }
        }
        throw refusal
    }

    /// Takes over a socket that the service manager already listens on.
    public init(inheriting descriptor: consuming Descriptor) throws(SyscallError) {
        guard try SocketOptions.get(descriptor.raw, SOL_SOCKET, SO_ACCEPTCONN) == 1 else {
            throw SyscallError("getsockopt", code: EINVAL)
        }
        try SocketOptions.doNotBlock(descriptor.raw)
        guard fcntl(descriptor.raw, F_SETFD, FD_CLOEXEC) >= 0 else { throw SyscallError("fcntl") }
        try SocketOptions.apply(to: descriptor.raw)
        let port = try Listener.boundPort(of: descriptor.raw)
        self.descriptor = descriptor
        self.port = port
    }

    /// The number to poll.
    public var raw: Int32 { descriptor.raw }

    /// The next connection, or nil when none is waiting.
    ///
    /// Connections that broke while they waited are passed over. When descriptors ran out the error
    /// says `isExhaustion` and the connection goes on waiting: stop polling for a while.
    public func accept() throws(SyscallError) -> Arrival? {
        while true {
            var address = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let raw = unsafe circle_accept(descriptor.raw, &address, &length)
            if raw >= 0 {
                return Arrival(descriptor: Descriptor(taking: raw), peer: PeerAddress(address))
            }
            switch errno {
            case EAGAIN:
                return nil
            case EINTR, ECONNABORTED, ENETDOWN, EPROTO, ENOPROTOOPT, EHOSTDOWN, ENONET,
                EHOSTUNREACH, EOPNOTSUPP, ENETUNREACH, EPERM:
                continue
            default:
                throw SyscallError("accept4")
            }
        }
    }

    private static func open(
        _ address: SocketAddress,
        backlog: Int32
    ) throws(SyscallError) -> Descriptor {
        let descriptor = try SocketOptions.makeStream(family: address.family)
        try SocketOptions.set(descriptor.raw, SOL_SOCKET, SO_REUSEADDR, 1)
        if address.isUnspecifiedIPv6 {
            try SocketOptions.set(descriptor.raw, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0)
        }
        try SocketOptions.apply(to: descriptor.raw)
        let raw = descriptor.raw
        guard unsafe address.withPointer({ unsafe bind(raw, $0, $1) }) == 0 else {
            throw SyscallError("bind")
        }
        guard listen(raw, backlog) == 0 else { throw SyscallError("listen") }
        return descriptor
    }

    private static func boundPort(of raw: Int32) throws(SyscallError) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let code = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe getsockname(raw, address, &length)
            }
        }
        guard code == 0 else { throw SyscallError("getsockname") }
        // Of both families the port stands at byte 2.
        return unsafe withUnsafeBytes(of: storage) { bytes in
            UInt16(bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
        }
    }
}
