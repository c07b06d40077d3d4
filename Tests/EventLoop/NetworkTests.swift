import EventLoop
import Glibc
import Testing

@Suite("Connections")
struct NetworkTests {
    private func soon() -> UInt64 { BootClock.now() + 5_000 }

    /// Waits until `raw` is readable.
    private func wait(for raw: Int32) throws {
        var poller = try Poller()
        try poller.add(raw, as: Token(reserved: 0), for: .readable)
        try poller.wait(until: soon())
    }

    private func receive(_ raw: Int32) throws -> (Transfer, [UInt8]) {
        try wait(for: raw)
        var bytes: [UInt8] = []
        var result = Transfer.wouldBlock
        bytes.append(addingCapacity: 64) { space in result = Socket.receive(raw, into: &space) }
        return (result, bytes)
    }

    private func option(_ raw: Int32, _ level: Int32, _ name: Int32) -> Int32 {
        var value: Int32 = -1
        var size = socklen_t(MemoryLayout<Int32>.size)
        _ = unsafe getsockopt(raw, level, name, &value, &size)
        return value
    }

    @Test(
        "Ana comes in, both are heard, and the end is told",
        arguments: [
            ("127.0.0.1", "127.0.0.1"), ("[::]", "127.0.0.1"), ("::", "::1"), ("::1", "[::1]"),
        ]
    )
    func loopback(_ here: String, _ there: String) throws {
        let listener = try Listener(host: here, port: 0)
        #expect(listener.port != 0)
        let isNobodyThere = try listener.accept() == nil
        #expect(isNobodyThere)
        let ana = try Connector.connect(to: there, port: listener.port, until: soon())
        try wait(for: listener.raw)
        guard let arrival = try listener.accept() else {
            Issue.record("nobody came")
            return
        }
        let expected =
            there.contains(":")
            ? PeerAddress(high: 0, low: 1) : PeerAddress(ipv4: 0x7f00_0001)
        #expect(arrival.peer == expected)

        var quiet: [UInt8] = []
        quiet.append(addingCapacity: 8) { space in
            #expect(Socket.receive(arrival.descriptor.raw, into: &space) == .wouldBlock)
        }
        #expect(Socket.send(ana.raw, [1, 2, 3].span) == .bytes(3))
        #expect(try receive(arrival.descriptor.raw) == (.bytes(3), [1, 2, 3]))
        #expect(Socket.send(arrival.descriptor.raw, [4].span) == .bytes(1))
        Socket.finishSending(arrival.descriptor.raw)
        #expect(try receive(ana.raw) == (.bytes(1), [4]))
        #expect(try receive(ana.raw) == (.ended, []))
    }

    @Test("an accepted connection has inherited every setting, and does not block")
    func options() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let ana = try Connector.connect(to: "127.0.0.1", port: listener.port, until: soon())
        try wait(for: listener.raw)
        guard let arrival = try listener.accept() else {
            Issue.record("nobody came")
            return
        }
        for raw in [ana.raw, arrival.descriptor.raw] {
            let tcp = Int32(IPPROTO_TCP)
            #expect(option(raw, tcp, TCP_NODELAY) == 1)
            #expect(option(raw, tcp, TCP_NOTSENT_LOWAT) == 8_192)
            #expect(option(raw, tcp, TCP_USER_TIMEOUT) == 45_000)
            #expect(option(raw, SOL_SOCKET, SO_KEEPALIVE) == 1)
            #expect(option(raw, tcp, TCP_KEEPIDLE) == 30)
            #expect(option(raw, tcp, TCP_KEEPINTVL) == 10)
            #expect(option(raw, tcp, TCP_KEEPCNT) == 4)
            // The kernel doubles these for its own needs.
            #expect(option(raw, SOL_SOCKET, SO_SNDBUF) == 131_072)
            #expect(option(raw, SOL_SOCKET, SO_RCVBUF) == 32_768)
            #expect(fcntl(raw, F_GETFL) & O_NONBLOCK != 0)
            #expect(fcntl(raw, F_GETFD) & FD_CLOEXEC != 0)
        }
    }

    @Test("a closed door, an unknown name and a time that is over are told apart")
    func refusals() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let port = listener.port
        expect(EADDRINUSE) { () throws(SyscallError) in
            _ = try Listener(host: "127.0.0.1", port: port)
        }
        let deadline = soon()
        expect(ECONNREFUSED) { () throws(SyscallError) in
            _ = try Connector.connect(to: "127.0.0.1", port: 1, until: deadline)
        }
        expect(ETIMEDOUT) { () throws(SyscallError) in
            _ = try Connector.connect(to: "127.0.0.1", port: port, until: 0)
        }
        expect(EADDRNOTAVAIL) { () throws(SyscallError) in
            _ = try Connector.connect(to: "256.256.256.256.", port: port, until: deadline)
        }
    }

    @Test("a send to somebody who has gone is an answer, not a signal")
    func brokenPipe() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let ana = try Connector.connect(to: "127.0.0.1", port: listener.port, until: soon())
        try wait(for: listener.raw)
        do {
            let gone = try listener.accept()
            _ = consume gone
        }
        var last = Transfer.bytes(0)
        for _ in 0..<1_000 where last == .bytes(1) || last == .bytes(0) {
            last = Socket.send(ana.raw, [1].span)
        }
        #expect(last == .failed(EPIPE) || last == .failed(ECONNRESET))
    }

    @Test("a socket that is already listened on can be taken over")
    func inherited() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let port = listener.port
        let heir = try Listener(inheriting: Descriptor(taking: dup(listener.raw)))
        #expect(heir.port == port)
        _ = try Connector.connect(to: "127.0.0.1", port: port, until: soon())
        try wait(for: heir.raw)
        let hasCome = try heir.accept() != nil
        #expect(hasCome)
        expect(EINVAL) { () throws(SyscallError) in
            let raw = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            _ = try Listener(inheriting: Descriptor(taking: raw))
        }
    }

    @Test("limits count an IPv4 address whole, and IPv6 by its first 64 or 48 bits")
    func prefixes() {
        let ana = PeerAddress(ipv4: 0xc000_0201)
        #expect(ana.isIPv4 && ana.prefix64 == ana && ana.prefix48 == ana)
        let bo = PeerAddress(high: 0x2001_0db8_0001_0002, low: 3)
        #expect(bo.prefix64 == PeerAddress(high: 0x2001_0db8_0001_0002, low: 0))
        #expect(bo.prefix48 == PeerAddress(high: 0x2001_0db8_0001_0000, low: 0))
        #expect(!bo.isIPv4)
    }
}

/// Expects `body` to be refused by the kernel with `code`.
func expect(_ code: Int32, _ body: () throws(SyscallError) -> Void) {
    do throws(SyscallError) {
        try body()
        Issue.record("nothing was refused")
    } catch {
        #expect(error.code == code)
    }
}
