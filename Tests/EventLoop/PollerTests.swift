import EventLoop
import Glibc
import Testing

/// Both ends of a pipe.
private func makePipe() -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    unsafe pipe(&ends)
    return (ends[0], ends[1])
}

@Suite("Waiting")
struct PollerTests {
    @Test("a pipe is readable while bytes are in it, and hangs up when the writer goes")
    func readiness() throws {
        let ends = makePipe()
        let reading = Descriptor(taking: ends.read)
        let writing = Descriptor(taking: ends.write)
        var poller = try Poller()
        let token = Token(reserved: 7)
        try poller.add(reading.raw, as: token, for: .readable)
        try poller.wait(until: 0)
        var count = poller.readyCount
        #expect(count == 0)

        #expect(unsafe write(writing.raw, "x", 1) == 1)
        for _ in 0..<2 {
            // Level-triggered: told again until it is read.
            try poller.wait(until: nil)
            count = poller.readyCount
            let event = poller.event(at: 0)
            #expect(count == 1 && event.token == token)
            #expect(event.readable && !event.writable && !event.hangup)
        }
        try poller.modify(reading.raw, as: token, for: [])
        try poller.wait(until: 0)
        count = poller.readyCount
        #expect(count == 0)
        try writing.close()
        try poller.wait(until: nil)
        let last = poller.event(at: 0)
        #expect(last.hangup && !last.readable)
        try poller.remove(reading.raw)
        try poller.wait(until: 0)
        count = poller.readyCount
        #expect(count == 0)
    }

    @Test("a wait that runs out is never early", arguments: [1, 2, 3, 7, 15])
    func neverEarly(_ milliseconds: UInt64) throws {
        var poller = try Poller()
        for _ in 0..<5 {
            let deadline = BootClock.now() + milliseconds
            try poller.wait(until: deadline)
            let count = poller.readyCount
            #expect(count == 0)
            #expect(BootClock.now() >= deadline)
        }
    }

    @Test("a kernel's refusal tells the operation and its number")
    func refusal() throws {
        let poller = try Poller()
        do throws(SyscallError) {
            try poller.add(-1, as: Token(reserved: 0), for: .readable)
            Issue.record("the kernel took a bad descriptor")
        } catch {
            #expect(error.code == EBADF)
            #expect("\(error.operation)" == "epoll_ctl")
            #expect(!error.isExhaustion)
        }
        #expect(SyscallError("accept4", code: EMFILE).isExhaustion)
    }

    @Test("a descriptor is closed once: at its end, or when asked")
    func closedOnce() throws {
        let ends = makePipe()
        do {
            let reading = Descriptor(taking: ends.read)
            #expect(fcntl(reading.raw, F_GETFD) >= 0)
        }
        // Nobody reads any more, so the other end has hung up.
        let writing = Descriptor(taking: ends.write)
        var watched = pollfd(fd: writing.raw, events: 0, revents: 0)
        let found = unsafe poll(&watched, 1, 0)
        #expect(found == 1 && Int32(watched.revents) & POLLERR != 0)
        try writing.close()
        #expect(throws: SyscallError.self) { try Descriptor(taking: -1).close() }
    }
}

@Suite("Mailboxes and threads")
struct MailboxTests {
    @Test("letters arrive in order and the bell falls silent")
    func order() throws {
        let mailbox = try Mailbox<Int>()
        var poller = try Poller()
        try poller.add(mailbox.descriptor, as: Token(reserved: 1), for: .readable)
        for letter in 1...3 { mailbox.post(letter) }
        try poller.wait(until: nil)
        var batch = [99]
        mailbox.collect(into: &batch)
        #expect(batch == [1, 2, 3])
        try poller.wait(until: 0)
        let count = poller.readyCount
        #expect(count == 0)
        mailbox.collect(into: &batch)
        #expect(batch.isEmpty)
    }

    @Test("four threads post, one collects: nothing is lost and each one's order is kept")
    func acrossThreads() throws {
        let mailbox = try Mailbox<(Int, Int)>()
        let letters = 2_000
        let outcome = try Mailbox<[[Int]]>()
        let owner = try LoopThread(named: "owner") {
            var seen: [[Int]] = [[], [], [], []]
            var batch: [(Int, Int)] = []
            var total = 0
            do throws(SyscallError) {
                var poller = try Poller()
                try poller.add(mailbox.descriptor, as: Token(reserved: 1), for: .readable)
                while total < 4 * letters {
                    try poller.wait(until: nil)
                    mailbox.collect(into: &batch)
                    for (writer, number) in batch { seen[writer].append(number) }
                    total += batch.count
                }
            } catch {
                Issue.record("the poller failed")
            }
            outcome.post(seen)
        }
        var writers = Slab<LoopThread>()
        for writer in 0..<4 {
            _ = writers.insert(
                try LoopThread(named: "writer") {
                    for number in 0..<letters { mailbox.post((writer, number)) }
                }
            )
        }
        owner.join()
        var results: [[[Int]]] = []
        outcome.collect(into: &results)
        let expected = Array(repeating: Array(0..<letters), count: 4)
        #expect(results == [expected])
    }

    @Test("a thread has its name, cut to what fits")
    func name() throws {
        let names = try Mailbox<String>()
        let thread = try LoopThread(named: "a-name-much-too-long") {
            var buffer = [UInt8](repeating: 0, count: 32)
            let file = Descriptor(taking: unsafe open("/proc/thread-self/comm", O_RDONLY))
            let count = unsafe read(file.raw, &buffer, buffer.count)
            names.post(String(decoding: buffer.prefix(max(count - 1, 0)), as: UTF8.self))
        }
        thread.join()
        var found: [String] = []
        names.collect(into: &found)
        #expect(found == ["a-name-much-too"])
    }
}
