import Foundation
import Store
import Testing

@Suite("§12.4 What survives, and what is refused at the door")
struct DurabilityTests {
    private let place = Place()

    @Test("§3.2 log numbers begin at 1 and never fall, however often the relay starts")
    func logsRise() throws {
        for expected in UInt64(1)...3 {
            let store = try place.open()
            if expected == 1 { try store.makeHearth() }
            #expect(try store.nextLog(of: hearth) == expected)
            #expect(try store.openLog(of: hearth) == expected)
            #expect(try store.comeBack(ana).admission?.lastLog == expected)
        }
    }

    @Test("§3.2 only a founded, open circle opens a log")
    func logNeedsCircle() throws {
        let store = try place.open()
        #expect(throws: StoreFailure.noSuchCircle) { try store.openLog(of: hearth) }
        _ = try store.makeCircle(
            id: hearth,
            handle: "hearth",
            mode: .sealed,
            foundingTicket: foundingTicket
        )
        #expect(throws: StoreFailure.noSuchCircle) { try store.openLog(of: hearth) }
        #expect(try store.nextLog(of: hearth) == 1)
    }

    @Test("§3.2 a store that came back from a backup skips 10,000 logs, once")
    func restored() throws {
        do {
            let store = try place.open()
            try store.makeHearth()
            _ = try store.openLog(of: hearth)
            try store.markRestored()
        }
        for _ in 0..<2 {
            let store = try place.open()
            #expect(try store.nextLog(of: hearth) == 10_002)
        }
    }

    @Test("§4.6 what was answered survives a relay that is killed")
    func killed() throws {
        let copy = Place()
        let store = try place.open()
        try store.makeHearth()
        try store.invite()
        _ = try store.join(bo)
        _ = try store.openLog(of: hearth)
        try FileManager.default.copyItem(atPath: place.path, toPath: copy.path)
        let next = try copy.open()
        #expect(try next.nextLog(of: hearth) == 2)
        #expect(try next.join(bo).admission?.box == box(1))
        #expect(try next.join(cy) == .refused(.invitationUsed))
    }

    @Test("§12.4 a second opener is told that the directory is in use")
    func inUse() throws {
        do {
            let store = try place.open()
            #expect(throws: StoreFailure.inUse) { _ = try place.open() }
            #expect(try store.circles().isEmpty)
        }
        let next = try place.open()
        #expect(try next.circles().isEmpty)
    }

    @Test("§12.4 directory and files are the relay's alone")
    func modes() throws {
        let store = try place.open()
        try store.makeHearth()
        #expect(try place.mode(of: "") == 0o700)
        for name in ["/store.sqlite", "/store.sqlite-wal", "/store.lock"] {
            #expect(try place.mode(of: name) == 0o600)
        }
    }

    @Test("§12.4 a newer store is left as it is")
    func newerSchema() throws {
        do { _ = try place.open() }
        var contents = try Data(contentsOf: place.file("store.sqlite"))
        contents[63] = 99
        try contents.write(to: place.file("store.sqlite"))
        #expect(throws: StoreFailure.newerSchema) { _ = try place.open() }
        #expect(try Data(contentsOf: place.file("store.sqlite")) == contents)
    }

    @Test("§12.4 a file that is no store is refused, not written over")
    func notAStore() throws {
        do { _ = try place.open() }
        let letter = Data(String(repeating: "Dear Ana, ", count: 900).utf8)
        try letter.write(to: place.file("store.sqlite"))
        #expect(throws: StoreFailure.damaged) { _ = try place.open() }
        #expect(try Data(contentsOf: place.file("store.sqlite")) == letter)
    }

    @Test("§12.4 a torn or rotten file is a failure with advice, never a trap")
    func damaged() throws {
        do {
            let store = try place.open()
            try store.makeHearth()
            for number in 0..<40 { try store.invite(key(UInt8(number))) }
        }
        let sound = try Data(contentsOf: place.file("store.sqlite"))
        var failures = 0
        for page in 0..<(sound.count / 4_096) {
            var rotten = sound
            for offset in 0..<64 { rotten[page * 4_096 + offset] = 0xa5 }
            failures += try opens(with: rotten) ? 0 : 1
        }
        #expect(failures > sound.count / 4_096 / 2)
        #expect(try opens(with: sound.prefix(4_096 * 3)) == false)
        #expect(try opens(with: sound))
    }

    /// Whether everything in the store can be read when its file holds `contents`.
    private func opens(with contents: Data) throws -> Bool {
        try contents.write(to: place.file("store.sqlite"))
        do throws(StoreFailure) {
            let store = try place.open()
            _ = try store.circles()
            _ = try store.invitations(of: hearth, now: now)
            _ = try store.memberCount(of: hearth)
            return true
        } catch {
            #expect(error == .damaged)
            return false
        }
    }

    @Test("§12.4 a directory that cannot be made or written is named as such")
    func notWritable() throws {
        try Data().write(to: URL(fileURLWithPath: place.path))
        #expect(throws: StoreFailure.cannotOpen(errno: ENOTDIR)) { _ = try place.open() }
        #expect(throws: StoreFailure.cannotOpen(errno: ENOTDIR)) {
            _ = try DurableStore(directory: place.path + "/deeper")
        }
        #expect(throws: StoreFailure.cannotOpen(errno: ENOENT)) {
            _ = try DurableStore(directory: "/proc/circle-relay")
        }
        #expect(StoreFailure.cannotOpen(errno: ENOENT).advice.contains("belongs to"))
    }
}
