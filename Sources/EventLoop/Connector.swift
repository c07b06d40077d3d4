internal import Glibc

/// The way out: a TCP connection to a host.
public enum Connector {
    /// Connects to the first address of `host` that answers.
    ///
    /// Waits for the resolver and then, until `deadline` in milliseconds of the `BootClock`, for
    /// the addresses in turn; each gets a fair part of the time that is left. The connection does
    /// not block. Throws ETIMEDOUT when the time is over, or the refusal of the last address.
    public static func connect(
        to host: String,
        port: UInt16,
        until deadline: UInt64
    ) throws(SyscallError) -> Descriptor {
        let addresses = try SocketAddress.resolve(host, port: port, passive: false)
        var refusal = SyscallError("connect", code: ETIMEDOUT)
        for (index, address) in addresses.enumerated() {
            let now = BootClock.now()
            guard now < deadline else { break }
            let share = (deadline - now) / UInt64(addresses.count - index)
            do throws(SyscallError) {
                return try connect(to: address, until: now + max(share, 1))
            } catch {
                refusal = error
            }
        }
        throw refusal
    }

    private static func connect(
        to address: SocketAddress,
        until deadline: UInt64
    ) throws(SyscallError) -> Descriptor {
        let descriptor = try SocketOptions.makeStream(family: address.family)
        try SocketOptions.apply(to: descriptor.raw)
        let raw = descriptor.raw
        // An interrupted attempt goes on by itself, like one under way.
        if unsafe address.withPointer({ unsafe Glibc.connect(raw, $0, $1) }) != 0 {
            guard errno == EINPROGRESS || errno == EINTR else { throw SyscallError("connect") }
            try waitUntilWritable(raw, until: deadline)
        }
        let code = try SocketOptions.get(raw, SOL_SOCKET, SO_ERROR)
        guard code == 0 else { throw SyscallError("connect", code: code) }
        return descriptor
    }

    private static func waitUntilWritable(
        _ raw: Int32,
        until deadline: UInt64
    ) throws(SyscallError) {
        while true {
            var watched = pollfd(fd: raw, events: Int16(POLLOUT), revents: 0)
            let now = BootClock.now()
            let found = unsafe poll(&watched, 1, BootClock.timeout(until: deadline, from: now))
            if found > 0 { return }
            guard found == 0 || errno == EINTR else { throw SyscallError("poll") }
            guard BootClock.now() < deadline else {
                throw SyscallError("connect", code: ETIMEDOUT)
            }
        }
    }
}
