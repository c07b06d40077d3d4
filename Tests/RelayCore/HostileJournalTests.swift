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

    @Test(
        "§2.5 no event has a number that leaves no room for others",
        arguments: ["written", "snapshot"]
    )
    func numbersBeyond(_ name: String) {
        let scene = Self.meeting()
        let journal = Self.journals[name == "written" ? 0 : 1]
        let isGood = scene.goesOn(with: journal)
        #expect(isGood)
        for record in stride(from: 0, to: journal.count, by: JournalRecord.byteCount) {
            let kind = JournalRecord.Kind(rawValue: journal[record])
            guard kind != .circle else { continue }
            for number in [UInt64(JournalRecord.countMax) + 1, UInt64(UInt32.max), .max] {
                let hostile = journal.with(number, at: 8, of: record)
                let goesOn = scene.goesOn(with: hostile)
                #expect(!goesOn, "\(number) in the record at \(record)")
            }
        }
    }

    @Test("§2.5 the last event that all may see is none after the last") func lastPublicBeyond()
        throws
    {
        let scene = Self.meeting()
        let counts = try #require(Self.journals[1].first(.countsImage))
        // The last line is for all.
        let last = scene["Fay"].have
        for (number, goesOn) in [(last, true), (last + 1, false), (.max, false)] {
            let journal = Self.journals[1].with(number, at: 24, of: counts)
            let isTaken = scene.goesOn(with: journal)
            #expect(isTaken == goesOn, "\(number)")
        }
    }

    @Test("§2.5 the highest number that leaves room for others is taken") func highest() throws {
        var scene = Scene.ofThree()
        for name in ["Fay", "Ana", "Bo"] { scene.says(name, Request(.ack(scene[name].have))) }
        scene.wait(2_000)
        scene.relayRestarts()
        let counts = try #require(scene.journal.first(.countsImage))
        let events = try #require(scene.journal.first(.joined))
        let image = Array(scene.journal.prefix(events))
        for (number, goesOn) in [(JournalRecord.countMax, true), (.max, false)] {
            let high = image.with(UInt64(number), at: 8, of: counts)
            let isTaken = scene.goesOn(with: high)
            #expect(isTaken == goesOn, "\(number)")
        }
    }

    @Test(
        "§5.17 a turn, a count of shares or of spaces that leaves no room for more is damage",
        arguments: [
            (JournalRecord.Kind.floorImage, 16), (.floorImage, 20), (.floorImage, 26),
            (.seatImage, 16), (.floor, 16), (.floor, 20),
        ]
    )
    func countsBeyond(_ kind: JournalRecord.Kind, _ offset: Int) throws {
        let scene = Self.meeting()
        let journal = Self.journals[kind == .floor ? 0 : 1]
        let record = try #require(journal.first(kind))
        for (number, goesOn) in [(JournalRecord.countMax + 1, false), (UInt32.max, false)] {
            let hostile = journal.with(number, at: offset, of: record)
            let isTaken = scene.goesOn(with: hostile)
            #expect(isTaken == goesOn, "\(number)")
        }
    }

    @Test("§5.17 a share, a phase or a silence that lasts for ever is damage") func timesBeyond()
        throws
    {
        let scene = Self.meeting()
        let image = try #require(Self.journals[1].first(.floorImage))
        let counts = try #require(Self.journals[1].first(.countsImage))
        let floor = try #require(Self.journals[0].first(.floor))
        for (journal, offset, record) in [(1, 8, image), (1, 32, counts), (0, 26, floor)] {
            let long = Self.journals[journal].with(
                UInt64.max / 200,
                at: offset,
                of: record
            )
            let isTaken = scene.goesOn(with: long)
            #expect(!isTaken, "at \(offset)")
        }
    }

    @Test("§5.17 the highest counts are gone on from, and go on rising") func highestCounts() throws
    {
        var scene = Self.meeting()
        scene.relayRestarts()
        for (kind, offset) in [(JournalRecord.Kind.floorImage, 16), (.seatImage, 16)] {
            let record = try #require(scene.journal.first(kind))
            scene.journal = scene.journal.with(
                JournalRecord.countMax,
                at: offset,
                of: record
            )
        }
        scene.relayRestarts()
        for name in ["Fay", "Ana", "Bo"] { scene.isBack(name) }
        scene.does("Ana", .done, turn: scene.turn)
        #expect(scene.turn == JournalRecord.countMax + 1)
        scene.shares("Fay", "and I")
        scene.does("Fay", .done, turn: scene.turn)
        let shares = scene.core.circle(scene.circle)?.record(of: Seat(1))?.shares
        #expect(shares == JournalRecord.countMax + 1)
    }

    @Test("§5.17 what nobody can have been shown is not acknowledged") func shownBeyond() throws {
        let scene = Self.meeting()
        let last = scene["Fay"].have
        for (kind, offset) in [(JournalRecord.Kind.handImage, 16), (.countsImage, 20)] {
            let record = try #require(Self.journals[1].first(kind))
            for (number, goesOn) in [(last, true), (last + 100, false)] {
                let hostile = Self.journals[1].with(
                    UInt32(number),
                    at: offset,
                    of: record
                )
                let isTaken = scene.goesOn(with: hostile)
                #expect(isTaken == goesOn, "\(number) in \(kind)")
            }
        }
    }

    @Test("§5.17 an event that there is not is damage, and so is a log after which none can come")
    func nonsense() throws {
        let scene = Self.meeting()
        let join = try #require(Self.journals[0].first(.joined))
        let strange = Self.journals[0].with(UInt32(77), at: 16, of: join)
        let isTaken = scene.goesOn(with: strange)
        #expect(!isTaken, "a role that there is not")
        for (number, goesOn) in [(UInt64.max - 1, true), (.max, false), (0, false)] {
            let last = Self.journals[0].with(number, at: 24, of: 0)
            let isTaken = scene.goesOn(with: last)
            #expect(isTaken == goesOn, "log \(number)")
        }
    }

    @Test("§5.17 a snapshot without the last of its events is damage") func lastEventGone() {
        let scene = Self.meeting()
        let journal = Self.journals[1]
        let isGood = scene.goesOn(with: journal)
        #expect(isGood)
        // A line is the last, and one record.
        let isTaken = scene.goesOn(with: Array(journal.dropLast(JournalRecord.byteCount)))
        #expect(!isTaken)
    }

    @Test("§5.17 an event of somebody who never came is damage", arguments: [0, 1])
    func nobody(_ place: Int) throws {
        let scene = Self.meeting()
        let journal = Self.journals[place]
        let line = try #require(journal.first(.line))
        for (number, goesOn) in [(2, true), (0, false), (4, false)] as [(UInt16, Bool)] {
            let strange = journal.with(number, at: 2, of: line)
            let isTaken = scene.goesOn(with: strange)
            #expect(isTaken == goesOn, "seat \(number)")
        }
    }

    @Test(
        "§5.17 a turn or an act without a number is damage",
        arguments: [
            (JournalRecord.Kind.floor, 16), (.line, 16), (.line, 20),
        ]
    )
    func withoutNumber(_ kind: JournalRecord.Kind, _ offset: Int) throws {
        let scene = Self.meeting()
        for journal in Self.journals {
            guard let record = journal.first(kind) else { continue }
            let strange = journal.with(UInt32(0), at: offset, of: record)
            let isTaken = scene.goesOn(with: strange)
            #expect(!isTaken)
        }
    }
}
