import Foundation
import Store
import Testing

@Suite("§5.11 A journal file")
struct JournalFileTests {
    private let place: Place

    init() throws { place = try runtimePlace() }

    @Test("§5.11 the sum is CRC-32C, as everybody computes it") func vectors() {
        #expect(CRC32C.sum(of: [UInt8]("123456789".utf8)) == 0xe306_9283)
        #expect(CRC32C.sum(of: []) == 0)
        #expect(CRC32C.sum(of: [UInt8](repeating: 0, count: 32)) == 0x8a91_36aa)
        #expect(CRC32C.sum(of: [UInt8](repeating: 0xff, count: 32)) == 0x62a8_ab43)
    }

    @Test("§5.11 what was appended is read back after the snapshot, in order")
    func roundTrip() throws {
        var file = try place.makeJournal()
        try file.append(record(3))
        try file.append(record(4, endsGroup: false) + record(5))
        try file.append(records(6...7))
        try file.sync()
        let contents = try #require(try JournalReader.read(path: place.journal))
        #expect(contents.epoch == 7)
        #expect(contents.generation == 3)
        #expect(contents.snapshotCount == 2)
        #expect(
            contents.bodies
                == records(1...3) + record(4, endsGroup: false) + record(5) + records(6...7)
        )
        #expect(contents.verdict == .whole)
    }

    @Test("§5.11 a snapshot of nothing is a snapshot") func emptySnapshot() throws {
        var file = try place.makeJournal(snapshot: [])
        #expect(
            try JournalReader.read(path: place.journal)
                == JournalContents(
                    epoch: 7,
                    generation: 3,
                    bodies: [],
                    snapshotCount: 0,
                    verdict: .whole
                )
        )
        try file.append(record(1))
        #expect(try JournalReader.read(path: place.journal)?.bodies == record(1))
    }

    @Test("§5.11 the file is the relay's alone, and no draft is left") func modes() throws {
        _ = try place.makeJournal()
        #expect(try place.mode(of: "/journal") == 0o600)
        #expect(try place.names() == ["journal"])
    }

    @Test("§5.18 a full file says so before anything is written, and is whole") func full() throws {
        var file = try place.makeJournal(room: 3)
        #expect(file.roomLeft == 3 * recordBytes)
        try file.append(records(3...4))
        let before = try place.bytes(of: "journal")
        #expect(throws: JournalFailure.full) { try file.append(records(5...6)) }
        #expect(try place.bytes(of: "journal") == before)
        try file.append(record(5))
        #expect(file.roomLeft == 0)
        #expect(throws: JournalFailure.full) { try file.append(record(6)) }
        let contents = try #require(try JournalReader.read(path: place.journal))
        #expect(contents.bodies == records(1...5))
        #expect(contents.verdict == .whole)
    }

    @Test("§5.11 the room is taken when the file is made, and never changes its size")
    func room() throws {
        var file = try place.makeJournal(room: 100)
        let size = try place.bytes(of: "journal").count
        #expect(size == 104 * recordBytes)
        try file.append(records(3...50))
        #expect(try place.bytes(of: "journal").count == size)
    }

    @Test("§5.18 a disk that refuses a write ends the file for good") func writeFails() throws {
        var file = try JournalFile(over: "/dev/full", roomBytes: 1_000)
        #expect(throws: JournalFailure.diskFull) { try file.append(record(1)) }
        #expect(throws: JournalFailure.spent) { try file.append(record(1)) }
        #expect(throws: JournalFailure.spent) { try file.sync() }
    }

    @Test("§5.18 a sync that failed is never tried again on the same file") func syncFails() throws
    {
        var file = try JournalFile(over: "/dev/full", roomBytes: 1_000)
        #expect(throws: JournalFailure.unavailable(errno: EINVAL)) { try file.sync() }
        #expect(throws: JournalFailure.spent) { try file.sync() }
        #expect(throws: JournalFailure.spent) { try file.append(record(1)) }
    }

    @Test("§5.11 what cannot be made is told by number") func cannotMake() throws {
        #expect(throws: JournalFailure.cannotOpen(errno: ENOENT)) {
            _ = try place.makeJournal(at: "nowhere/journal")
        }
        #expect(throws: JournalFailure.tooLarge) {
            _ = try place.makeJournal(room: 256 * 1_048_576 / recordBytes)
        }
        #expect(throws: JournalFailure.cannotOpen(errno: ENOENT)) {
            _ = try JournalReader.read(path: place.journal)
        }
        #expect(try place.names().isEmpty)
    }

    @Test("§5.11 links are replaced, never followed") func links() throws {
        try place.put([1, 2, 3], at: "other")
        try place.link("journal", to: "other")
        try place.link("journal.new", to: "other")
        #expect(throws: JournalFailure.cannotOpen(errno: ELOOP)) {
            _ = try JournalReader.read(path: place.journal)
        }
        _ = try place.makeJournal()
        #expect(try JournalReader.read(path: place.journal)?.verdict == .whole)
        #expect(try place.bytes(of: "other") == [1, 2, 3])
    }

    @Test("§5.11 what is no file, or far too large, is not read") func strangeFiles() throws {
        #expect(throws: JournalFailure.unavailable(errno: EINVAL)) {
            _ = try JournalReader.read(path: place.path)
        }
        try #require(unsafe mkfifo(place.journal, 0o600) == 0)
        #expect(throws: JournalFailure.unavailable(errno: EINVAL)) {
            _ = try JournalReader.read(path: place.journal)
        }
        try place.put([], at: "large")
        let large = try FileHandle(forWritingTo: place.file("large"))
        try large.truncate(atOffset: 256 * 1_048_576 + 1)
        #expect(throws: JournalFailure.tooLarge) {
            _ = try JournalReader.read(path: place.path + "/large")
        }
    }
}
