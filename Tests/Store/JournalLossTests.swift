import Foundation
import Store
import Testing

@Suite("§5.17 A runtime directory that lost something")
struct JournalLossTests {
    private let runtime: Runtime

    init() throws {
        runtime = try Runtime()
        try runtime.start([record(1), record(2)], wallSeconds: 50)
    }

    @Test("§5.17 a shard whose journal is gone is damage, the last one too", arguments: 0...1)
    func missing(_ shard: Int) throws {
        try runtime.place.remove("journal-50-\(shard)-1")
        let found = try runtime.directory.load()
        #expect(found.verdict == .damaged)
        #expect(found.epoch == 50)
        #expect(found.shards[shard] == nil)
        #expect(found.shards[1 - shard]?.verdict == .whole)
        #expect(try runtime.start([[], []]) == 51)
        #expect(try runtime.directory.load().verdict == .recovered)
    }

    @Test("§5.17 the damage of one journal is the verdict of all") func damaged() throws {
        var bytes = try runtime.place.bytes(of: "journal-50-1-1")
        bytes[bytes.count - 1] = 1
        try runtime.place.put(bytes, at: "journal-50-1-1")
        let found = try runtime.directory.load()
        #expect(found.verdict == .damaged)
        #expect(found.shards.map { $0?.verdict } == [.whole, .damaged])
    }

    @Test("§5.12 no flipped bit of the epoch's file makes another epoch") func epochFlips() throws {
        let good = try runtime.place.bytes(of: "epoch")
        for place in good.indices {
            for bit in 0..<8 {
                var bytes = good
                bytes[place] ^= 1 << bit
                try runtime.place.put(bytes, at: "epoch")
                let found = try runtime.directory.load()
                #expect(found.verdict == .damaged)
                #expect(found.epoch == nil)
                #expect(found.nextEpoch(wallSeconds: 1) == 51)
                #expect(found.nextEpoch(wallSeconds: 60) == 60)
            }
        }
        for count in good.indices {
            try runtime.place.put([UInt8](good.prefix(count)), at: "epoch")
            #expect(try runtime.directory.load().verdict == .damaged)
        }
    }

    @Test("§5.12 journals without an epoch are damage, and the next epoch is above theirs")
    func epochGone() throws {
        try runtime.place.remove("epoch")
        let found = try runtime.directory.load()
        #expect(found.verdict == .damaged)
        #expect(found.shards.isEmpty)
        #expect(try runtime.start([record(3)], wallSeconds: 2) == 51)
        #expect(try runtime.place.names() == ["epoch", "journal-51-0-1"])
    }

    @Test("§5.17 a journal under a name that is not its own is not believed") func renamed() throws
    {
        let bytes = try runtime.place.bytes(of: "journal-50-0-1")
        try runtime.place.put(bytes, at: "journal-50-0-2")
        let found = try runtime.directory.load()
        #expect(found.verdict == .damaged)
        #expect(found.shards[0] == nil)
    }

    @Test("§5.17 a link in the place of a journal or of the epoch is damage") func links() throws {
        let place = runtime.place
        try place.put(try place.bytes(of: "journal-50-0-1"), at: "elsewhere")
        try place.remove("journal-50-0-1")
        try place.link("journal-50-0-1", to: "elsewhere")
        #expect(try runtime.directory.load().shards[0] == nil)
        try place.put(try place.bytes(of: "epoch"), at: "other")
        try place.remove("epoch")
        try place.link("epoch", to: "other")
        #expect(try runtime.directory.load().epoch == nil)
        #expect(try runtime.directory.load().verdict == .damaged)
    }

    @Test(
        "§5.12 names that are only like ours are nobody's",
        arguments: [
            "journal", "journal-", "journal-50-0", "journal-+50-0-9", "journal-050-0-9",
            "journal-50-0-9-", "journal-50--1-9", "journal-50-0-4294967296", "journal-x-0-9",
            "journal-18446744073709551615-0-9", "Journal-50-0-9",
        ]
    )
    func foreignNames(_ name: String) throws {
        try runtime.place.put([1, 2, 3], at: name)
        let found = try runtime.directory.load()
        #expect(found.verdict == .recovered)
        #expect(found.nextEpoch(wallSeconds: 1) == 51)
    }
}
