import Foundation
import Store
import Testing

@Suite("§5.12 From one run to the next")
struct JournalDirectoryTests {
    private let runtime: Runtime

    init() throws { runtime = try Runtime() }

    @Test("§5.12 where nothing was recorded, the epoch is the wall clock's, and 1 at least")
    func first() throws {
        let found = try runtime.directory.load()
        #expect(found.verdict == .none)
        #expect(found.epoch == nil)
        #expect(found.nextEpoch(wallSeconds: now) == now)
        #expect(found.nextEpoch(wallSeconds: 0) == 1)
        #expect(try runtime.start([[]], wallSeconds: now) == now)
    }

    @Test("§5.12 each run has a higher epoch, whatever the clock says") func rising() throws {
        for expected in now...(now + 3) {
            let wall = expected == now ? now : 5
            #expect(try runtime.start([records(1...2)], wallSeconds: wall) == expected)
            #expect(try runtime.directory.load().epoch == expected)
        }
    }

    @Test("§5.11 what each shard recorded is there for the next run", arguments: [false, true])
    func recovered(_ syncs: Bool) throws {
        let runtime = try Runtime(syncs: syncs)
        try runtime.start([records(1...2), [], record(3)]) { journal in
            try journal.append(record(UInt64(10 + journal.shard)))
            try journal.sync()
        }
        let found = try runtime.directory.load()
        #expect(found.verdict == .recovered)
        #expect(found.bodies == [records(1...2) + record(10), record(11), record(3) + record(12)])
        #expect(found.shards.map { $0?.snapshotCount } == [2, 0, 1])
        try runtime.start([record(20)])
        #expect(try runtime.directory.load().bodies == [record(20)])
        #expect(try runtime.place.names() == ["epoch", "journal-2-0-1"])
        #expect(try runtime.place.mode(of: "/epoch") == 0o600)
    }

    @Test("§5.12 a start that is cut off anywhere leaves the run before, or its own, whole")
    func cutOff() throws {
        try runtime.start([record(1), record(2)]) { try $0.append(record(3)) }
        let before = try runtime.files()
        let old = try runtime.directory.load()
        try runtime.start([record(4), record(5), record(6)])
        let after = try runtime.files()
        let new = try runtime.directory.load()
        #expect(new.epoch == 2)
        let made = after.keys.filter { $0 != "epoch" }.sorted()
        var files = before
        var steps: [(files: [String: [UInt8]], expected: Journals)] = [(files, old)]
        for name in made {
            for count in [0, 40, 100] {
                files[name + ".new"] = [UInt8](after[name]?.prefix(count) ?? [])
                steps.append((files, old))
            }
            files[name + ".new"] = nil
            files[name] = after[name]
            steps.append((files, old))
        }
        for count in [0, 10] {
            files["epoch.new"] = [UInt8](after["epoch"]?.prefix(count) ?? [])
            steps.append((files, old))
        }
        files["epoch.new"] = nil
        files["epoch"] = after["epoch"]
        steps.append((files, new))
        for name in before.keys.sorted() where name != "epoch" {
            files[name] = nil
            steps.append((files, new))
        }
        #expect(files == after)
        for step in steps { try expect(step.expected, in: step.files) }
    }

    /// The files are read as expected, and the start after them succeeds and leaves no leftovers.
    private func expect(_ expected: Journals, in files: [String: [UInt8]]) throws {
        try runtime.put(files)
        let found = try runtime.directory.load()
        #expect(found.epoch == expected.epoch, "\(files.keys.sorted())")
        #expect(found.shards == expected.shards, "\(files.keys.sorted())")
        #expect(found.verdict == .recovered, "\(files.keys.sorted())")
        let next = try #require(expected.epoch) + 1
        #expect(try runtime.start([record(9)]) == next)
        let left = try runtime.place.names()
        #expect(left == ["epoch", "journal-\(next)-0-1"])
        #expect(try runtime.directory.load().bodies == [record(9)])
    }

    @Test("§5.12 a first start that is cut off is a first start still") func firstCutOff() throws {
        try runtime.start([record(1)], wallSeconds: now)
        let journal = "journal-\(now)-0-1"
        let files = try runtime.files()
        try runtime.put([:])
        // As it is when the first journal is made: the files tell what was written until then.
        var seen: [String: [UInt8]] = [:]
        try runtime.start([record(1)], wallSeconds: now) { _ in seen = try runtime.files() }
        #expect(seen.keys.sorted() == ["epoch", journal])
        #expect(seen[journal] == files[journal])
        #expect(seen["epoch"] != files["epoch"])
        try runtime.put(seen)
        let found = try runtime.directory.load()
        #expect(found.verdict == .none)
        #expect(found.shards.isEmpty)
        #expect(found.nextEpoch(wallSeconds: 1) == now)
    }

    @Test("§5.18 a start that cannot make its journals leaves the run before") func refused() throws
    {
        try runtime.start([record(1)])
        let names = try runtime.place.names()
        let found = try runtime.directory.load()
        // A directory in the place of the second draft cannot be moved out of the way.
        try runtime.place.makeFolder("journal-2-1-1.new")
        #expect(throws: JournalFailure.cannotOpen(errno: EEXIST)) {
            try runtime.start([record(2), record(3)])
        }
        try runtime.place.remove("journal-2-1-1.new")
        #expect(try runtime.place.names() == names)
        #expect(try runtime.directory.load() == found)
    }

    @Test("§5.18 a run without journals leaves nothing that could be taken for its own")
    func abandoned() throws {
        try runtime.start([record(1), record(2)])
        try runtime.directory.abandon()
        #expect(try runtime.place.names().isEmpty)
        #expect(try runtime.directory.load().verdict == .none)
    }

    @Test("§5.12 a directory that is not there is told") func missing() {
        let nowhere = JournalDirectory(runtime.place.path + "/x", roomBytes: 0, syncs: false)
        #expect(throws: JournalFailure.cannotOpen(errno: ENOENT)) { _ = try nowhere.load() }
    }
}
