import EventLoop
import Foundation
import Testing

@Suite("Small files of their owner")
struct PrivateFileTests {
    private func place() throws -> String {
        let path = NSTemporaryDirectory() + "circle-file-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    @Test("what is written is read back, and only its owner may") func roundTrip() throws {
        let path = try place() + "/seat"
        try PrivateFile.write([1, 2, 3], to: path)
        try PrivateFile.write([4, 5], to: path)
        #expect(try PrivateFile.read(path) == [4, 5])
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        #expect(facts[.posixPermissions] as? Int == 0o600)
        #expect(!FileManager.default.fileExists(atPath: path + ".new"))
    }

    @Test("a file that is not there is no error, one that cannot be had is") func missing() throws {
        let path = try place()
        #expect(try PrivateFile.read(path + "/none") == nil)
        #expect(throws: SyscallError.self) { try PrivateFile.write([1], to: path + "/no/file") }
    }

    @Test("a symbolic link is followed only where that is wanted") func links() throws {
        let path = try place()
        try PrivateFile.write([7], to: path + "/real")
        try FileManager.default.createSymbolicLink(
            atPath: path + "/link",
            withDestinationPath: path + "/real"
        )
        #expect(throws: SyscallError.self) { try PrivateFile.read(path + "/link") }
        #expect(try PrivateFile.read(path + "/link", followsLink: true) == [7])
    }

    @Test("a new file is made where there is none, and only there") func create() throws {
        let path = try place() + "/new"
        #expect(try PrivateFile.create([1, 2], at: path))
        #expect(try !PrivateFile.create([3], at: path))
        #expect(try PrivateFile.read(path) == [1, 2])
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        #expect(facts[.posixPermissions] as? Int == 0o600)
        #expect(throws: SyscallError.self) { try PrivateFile.create([1], at: path + "/no") }
    }

    @Test("a name without a directory is a file of the present one") func relative() throws {
        let name = "circle-file-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: name) }
        #expect(try PrivateFile.create([1], at: name))
        try PrivateFile.write([2], to: name)
        #expect(try PrivateFile.read(name) == [2])
    }

    @Test("lines are added at the end") func append() throws {
        let path = try place() + "/list"
        try PrivateFile.append("one", to: path)
        try PrivateFile.append("two", to: path)
        #expect(try PrivateFile.read(path) == [UInt8]("one\ntwo\n".utf8))
    }
}
