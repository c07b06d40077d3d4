import Foundation
import Store
import Testing

@Suite("§5.11 The journal of a shard")
struct ShardJournalTests {
    private let runtime: Runtime

    init() throws { runtime = try Runtime() }

    @Test("§5.11 a full file is followed by the next, which begins with a snapshot")
    func renewing() throws {
        try runtime.start([record(1)]) { journal in
            for seed in UInt64(2)...5 { try journal.append(record(seed)) }
            #expect(throws: JournalFailure.full) { try journal.append(record(6)) }
            #expect(journal.roomLeft == 0)
            #expect(journal.generation == 1)
            try journal.renew(snapshot: records(1...5))
            #expect(journal.generation == 2)
            try journal.append(record(6))
            #expect(try runtime.place.names() == ["epoch", "journal-1-0-2"])
        }
        let found = try runtime.directory.load()
        #expect(found.verdict == .recovered)
        #expect(found.bodies == [records(1...6)])
        #expect(found.shards[0]?.generation == 2)
    }

    @Test("§5.11 a renewal that is cut off loses nothing of what was told") func cutOff() throws {
        var before: [String: [UInt8]] = [:]
        try runtime.start([record(1)]) { journal in
            try journal.append(record(2))
            before = try runtime.files()
            try journal.renew(snapshot: records(1...2))
        }
        // The epoch was committed after the journals were handed over.
        let epoch = try runtime.place.bytes(of: "epoch")
        let new = try runtime.place.bytes(of: "journal-1-0-2")
        before["epoch"] = epoch
        for count in stride(from: 0, through: new.count, by: 16) {
            var files = before
            files["journal-1-0-2.new"] = [UInt8](new.prefix(count))
            try runtime.put(files)
            #expect(try runtime.directory.load().bodies == [records(1...2)])
            #expect(try runtime.directory.load().shards[0]?.generation == 1)
        }
        before["journal-1-0-2"] = new
        try runtime.put(before)
        #expect(try runtime.directory.load().bodies == [records(1...2)])
        #expect(try runtime.directory.load().shards[0]?.generation == 2)
    }

    @Test("§5.17 a newer file that is damaged is never replaced by the older one") func noStepBack()
        throws
    {
        var old: [UInt8] = []
        try runtime.start([record(1)]) { journal in
            old = try runtime.place.bytes(of: "journal-1-0-1")
            try journal.renew(snapshot: records(1...2))
        }
        try runtime.place.put(old, at: "journal-1-0-1")
        #expect(try runtime.directory.load().verdict == .recovered)
        var new = try runtime.place.bytes(of: "journal-1-0-2")
        new[60] ^= 1
        try runtime.place.put(new, at: "journal-1-0-2")
        let found = try runtime.directory.load()
        #expect(found.verdict == .damaged)
        #expect(found.shards == [nil])
    }

    @Test("§5.18 a renewal that fails leaves the journal as it was") func refused() throws {
        try runtime.start([record(1)]) { journal in
            try journal.append(record(2))
            // A directory in the place of the draft cannot be moved out of the way.
            try runtime.place.makeFolder("journal-1-0-2.new")
            #expect(throws: JournalFailure.cannotOpen(errno: EEXIST)) {
                try journal.renew(snapshot: record(9))
            }
            #expect(journal.generation == 1)
            try journal.append(record(3))
        }
        #expect(try runtime.directory.load().bodies == [records(1...3)])
    }

    @Test("§5.18 a shard that can no longer record is missed at the next start") func abandoning()
        throws
    {
        try runtime.start([record(1), record(2)]) { journal in
            guard journal.shard == 1 else { return }
            journal.abandon()
        }
        let found = try runtime.directory.load()
        #expect(found.verdict == .damaged)
        #expect(found.bodies == [record(1), nil])
    }

    @Test("§5.18 a shard that can record again begins anew") func recording() throws {
        try runtime.start([record(1)]) { journal in
            journal.abandon()
            try journal.renew(snapshot: record(7))
            try journal.append(record(8))
        }
        let found = try runtime.directory.load()
        #expect(found.verdict == .recovered)
        #expect(found.bodies == [records(7...8)])
    }
}
