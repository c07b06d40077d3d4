import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§5.13, §5.17 Journals that cannot be true")
struct HostileJournalTests {
    /// A meeting with a record of every kind whose number is that of an event.
    private static func meeting() -> Scene {
        var scene = Scene.ofThree()
        scene.does("Ana", .hand(.up))
        scene.does("Fay", .call(nil), turn: 1)
        scene.speaks("Ana", "one", turn: 2)
        for name in ["Fay", "Ana", "Bo"] { scene.says(name, Request(.ack(scene[name].have))) }
        scene.wait(2_000)
        scene.does("Bo", .help)
        scene.speaks("Ana", "two", turn: 2)
        return scene
    }

    /// Its records as they were written, and the snapshot of the run after it.
    private static let journals: [[UInt8]] = {
        var scene = meeting()
        let written = scene.journal
        scene.relayRestarts()
        return [written, scene.journal]
    }()

    /// The records with another number at a place in one of them.
    private func journal(
        _ journal: [UInt8],
        with number: UInt64,
        at offset: Int,
        of record: Int
    ) -> [UInt8] {
        var journal = journal
        for place in 0..<8 {
            journal[record + offset + place] = UInt8(
                truncatingIfNeeded: number >> UInt64(56 - 8 * place)
            )
        }
        return journal
    }

    @Test("§2.5 no event has a number of 2^32 or more", arguments: ["written", "snapshot"])
    func numbersBeyond(_ name: String) {
        let scene = Self.meeting()
        let journal = Self.journals[name == "written" ? 0 : 1]
        let isGood = scene.goesOn(with: journal)
        #expect(isGood)
        for record in stride(from: 0, to: journal.count, by: JournalRecord.byteCount) {
            let kind = JournalRecord.Kind(rawValue: journal[record])
            guard kind != .circle, kind != .floorImage else { continue }
            for number in [UInt64(UInt32.max) + 1, .max - 1, .max] {
                let hostile = self.journal(journal, with: number, at: 8, of: record)
                let goesOn = scene.goesOn(with: hostile)
                #expect(!goesOn, "\(number) in the record at \(record)")
            }
        }
    }

    @Test("§2.5 the last event that all may see is none after the last") func lastPublicBeyond()
        throws
    {
        let scene = Self.meeting()
        let counts = try #require(Self.counts(in: Self.journals[1]))
        // The last line is for all.
        let last = scene["Fay"].have
        for (number, goesOn) in [(last, true), (last + 1, false), (.max, false)] {
            let journal = journal(Self.journals[1], with: number, at: 24, of: counts)
            let isTaken = scene.goesOn(with: journal)
            #expect(isTaken == goesOn, "\(number)")
        }
    }

    @Test("§2.5 the highest number that an event can have is taken") func highest() throws {
        var scene = Scene.ofThree()
        for name in ["Fay", "Ana", "Bo"] { scene.says(name, Request(.ack(scene[name].have))) }
        scene.wait(2_000)
        scene.relayRestarts()
        let counts = try #require(Self.counts(in: scene.journal))
        let highest = journal(scene.journal, with: UInt64(UInt32.max), at: 8, of: counts)
        let isTaken = scene.goesOn(with: highest)
        #expect(isTaken)
    }

    /// Where the record of the counts begins.
    private static func counts(in journal: [UInt8]) -> Int? {
        stride(from: 0, to: journal.count, by: JournalRecord.byteCount).first {
            journal[$0] == JournalRecord.Kind.countsImage.rawValue
        }
    }
}
