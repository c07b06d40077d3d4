import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§5.17 Journals of meetings that cannot be true")
struct HostileMeetingTests {
    @Test("§14.3, §5.17 a phase without a number is damage", arguments: [0, 1])
    func phaseWithoutNumber(_ restarts: Int) throws {
        var scene = Scene.ofThree("door=open")
        if restarts > 0 { scene.relayRestarts() }
        let isGood = scene.goesOn(with: scene.journal)
        #expect(isGood)
        let kinds = [JournalRecord.Kind.phase] + (restarts > 0 ? [.phaseImage] : [])
        for kind in kinds {
            let record = try #require(scene.journal.first(kind))
            let strange = scene.journal.with(UInt32(0), at: 16, of: record)
            let isTaken = scene.goesOn(with: strange)
            #expect(!isTaken, "\(kind)")
        }
    }

    @Test("§16.6, §5.17 a stick without a turn is damage, also beneath a silence")
    func stickWithoutTurn() throws {
        var scene = Scene.meeting("- few;sticks=2")
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.does("Ana", .hand(.up))
        scene.does("Fay", .bell(.on(seconds: 30)))
        let journal = scene.journal
        let isGood = scene.goesOn(with: journal)
        #expect(isGood)
        let records = stride(from: 0, to: journal.count, by: JournalRecord.byteCount).filter {
            journal[$0] == JournalRecord.Kind.sticks.rawValue
        }
        #expect(records.count == 2, "Ana has one, and it lies beneath the silence")
        for record in records {
            let isTaken = scene.goesOn(with: journal.with(UInt32(0), at: 26, of: record))
            #expect(!isTaken)
        }
    }

    @Test("§5.17 a side room of nobody is damage") func nobodysRoom() throws {
        var scene = Scene.ofThree("door=open")
        scene.does("Fay", .side(Seat(2), true))
        scene.does("Fay", .buddy(Seat(3), true))
        scene.relayRestarts()
        let isGood = scene.goesOn(with: scene.journal)
        #expect(isGood)
        for kind in [JournalRecord.Kind.partImage, .buddyImage, .apart] {
            let record = try #require(scene.journal.first(kind))
            for number in [UInt32(0), 9] {
                let strange = scene.journal.with(number, at: 20, of: record)
                let isTaken = scene.goesOn(with: strange)
                #expect(!isTaken, "\(kind) \(number)")
            }
        }
    }

    @Test("§5.17, §18.2 who waits has been shown nothing for all since they came")
    func absenceOfWhoWaits() throws {
        var scene = Scene.meeting("door=knock share")
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.speaks("Fay", "Not for Ana.")
        let knock = scene["Fay"].heard.last { if case .knock = $0.body { true } else { false } }
        let came = UInt32(try #require(knock?.number))
        scene.relayRestarts()
        let record = try #require(scene.journal.first(.absence))
        // From which event on, and until which.
        for (offset, number, goesOn) in [
            (16, came, true), (16, came + 1, false), (20, came, false),
        ] {
            let strange = scene.journal.with(number, at: offset, of: record)
            let isTaken = scene.goesOn(with: strange)
            #expect(isTaken == goesOn, "\(number) at \(offset)")
        }
        var without = scene.journal
        without.removeSubrange(record..<record + JournalRecord.byteCount)
        let isTaken = scene.goesOn(with: without)
        #expect(!isTaken)
    }
}
