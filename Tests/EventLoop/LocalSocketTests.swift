import EventLoop
import Glibc
import Testing

@Suite("The operator's socket")
struct LocalSocketTests {
    private let path = "/tmp/circle-test-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"

    @Test("only its owner may come in, and the name goes with the listener")
    func lifetime() throws {
        do {
            let listener = try LocalListener(path: path)
            var status = stat()
            #expect(unsafe lstat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
            let operatorSide = try LocalConnector.connect(to: path)
            guard let connection = try listener.accept() else {
                Issue.record("nobody came")
                return
            }
            #expect(Socket.send(operatorSide.raw, [7].span) == .bytes(1))
            var bytes: [UInt8] = []
            bytes.append(addingCapacity: 4) { space in
                #expect(Socket.receive(connection.raw, into: &space) == .bytes(1))
            }
            #expect(bytes == [7])
            let isQuiet = try listener.accept() == nil
            #expect(isQuiet)
        }
        #expect(unsafe access(path, F_OK) != 0)
    }

    @Test("a living socket is never taken over, a stale one is")
    func stale() throws {
        let path = path
        do {
            let living = try LocalListener(path: path)
            expect(EADDRINUSE) { () throws(SyscallError) in _ = try LocalListener(path: path) }
            // A second name for the same socket outlives its listener, as after a crash.
            #expect(unsafe link(path, path + ".old") == 0)
            #expect(living.raw >= 0)
        }
        #expect(unsafe rename(path + ".old", path) == 0)
        expect(ECONNREFUSED) { () throws(SyscallError) in
            _ = try LocalConnector.connect(to: path)
        }
        let next = try LocalListener(path: path)
        _ = try LocalConnector.connect(to: path)
        #expect(next.raw >= 0)
    }

    @Test("a file that is no socket is left alone, and a name too long is refused")
    func otherFiles() throws {
        let path = path
        let file = Descriptor(taking: unsafe open(path, O_CREAT | O_WRONLY, 0o600))
        expect(EADDRINUSE) { () throws(SyscallError) in _ = try LocalListener(path: path) }
        #expect(unsafe access(path, F_OK) == 0)
        try file.close()
        unsafe unlink(path)
        let long = "/tmp/" + String(repeating: "x", count: 200)
        expect(ENAMETOOLONG) { () throws(SyscallError) in _ = try LocalListener(path: long) }
    }
}
