import EventLoop
import Glibc
import Testing

@Suite("The process itself")
struct ProcessTests {
    @Test("signals to stop and to reload are received, not suffered")
    func signals() async {
        await #expect(processExitsWith: .success) {
            // A signal to one thread: the test's own threads do not block it.
            let signals = try SignalDescriptor()
            guard signals.next() == nil else { exit(1) }
            pthread_kill(pthread_self(), SIGHUP)
            guard signals.next() == SIGHUP else { exit(2) }
            pthread_kill(pthread_self(), SIGTERM)
            guard signals.next() == SIGTERM, signals.next() == nil else { exit(3) }
            exit(0)
        }
    }

    @Test("a crash ends the process without a word on standard error")
    func silentCrash() async throws {
        let result = try await #require(
            processExitsWith: .failure,
            observing: [\.standardErrorContent]
        ) {
            ProcessHygiene.silenceCrashes()
            try ProcessHygiene.lockDown()
            let log = try ProcessHygiene.redirectStandardErrorToNull()
            unsafe write(log.raw, "last words", 10)
            let numbers: [Int] = []
            print(numbers[getpid() > 0 ? 1 : 0])
        }
        #expect(result.standardErrorContent.suffix(10) == [UInt8]("last words".utf8)[...])
    }

    @Test("the log still has the old standard error, and only the log")
    func standardError() async throws {
        let result = try await #require(
            processExitsWith: .success,
            observing: [\.standardErrorContent]
        ) {
            let log = try ProcessHygiene.redirectStandardErrorToNull()
            unsafe write(STDERR_FILENO, "lost", 4)
            unsafe write(log.raw, "kept", 4)
            exit(fcntl(log.raw, F_GETFD) & FD_CLOEXEC != 0 ? 0 : 1)
        }
        #expect(result.standardErrorContent == [UInt8]("kept".utf8))
    }

    @Test("no core files, no reading from outside, no broken pipes, all descriptors")
    func lockedDown() async {
        await #expect(processExitsWith: .success) {
            ProcessHygiene.silenceCrashes()
            try ProcessHygiene.lockDown()
            var ends: [Int32] = [-1, -1]
            unsafe pipe(&ends)
            close(ends[0])
            guard unsafe write(ends[1], "x", 1) == -1, errno == EPIPE else { exit(1) }
            guard try ProcessHygiene.raiseDescriptorLimit() >= 1_024 else { exit(2) }
            exit(0)
        }
    }
}
