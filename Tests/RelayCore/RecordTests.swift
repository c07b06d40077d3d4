import Etiquette
import RelayCore
import Testing
import Wire

/// What an earlier relay recorded must be understood by a later one, so nothing here may change.
///
/// New words stand at the ends of their vocabularies.
@Suite("§5.11, §5.13 What a record says, for ever")
struct RecordTests {
    @Test("§5.13 a word of a vocabulary keeps its place") func vocabularies() {
        #expect(begin(Role.self, [.listener, .member, .guardian, .cofacilitator, .facilitator]))
        #expect(begin(Departure.self, [.left, .gone, .removed]))
        #expect(begin(Presence.self, [.here, .away, .adrift, .gone]))
        #expect(begin(HandMove.self, [.up, .down, .later]))
        #expect(
            begin(
                FloorReason.self,
                [
                    .start, .called, .next, .auto, .given, .accepted, .spoke, .done, .passed,
                    .later, .lapsed, .home, .withdrawn, .left, .removed, .link, .back, .grace,
                    .bell, .quietOver, .open, .closed,
                ]
            )
        )
        #expect(
            begin(
                Verb.self,
                [
                    .auth, .sit, .supply, .line, .whisper, .help, .hand, .hands, .call, .accept,
                    .pass, .done, .give, .home, .extend, .bell, .crosstalk, .presence, .listen,
                    .role, .remove, .invite, .uninvite, .invites, .rules, .ack, .ping, .leave,
                ]
            )
        )
    }

    /// Whether a vocabulary begins with these words.
    private func begin<Word: CaseIterable & Equatable>(_ type: Word.Type, _ words: [Word]) -> Bool {
        Word.allCases.starts(with: words)
    }

    @Test(
        "§5.11 a kind of record keeps its number",
        arguments: [
            (.circle, 16), (.floorImage, 17), (.countsImage, 18), (.seatImage, 19),
            (.handImage, 20), (.seats, 21), (.joined, 32), (.left, 33), (.presence, 34),
            (.listening, 35), (.role, 36), (.hand, 37), (.hands, 38), (.urgent, 39),
            (.floor, 40), (.line, 41), (.whisper, 42), (.help, 43), (.name, 44), (.lost, 45),
            (.act, 64), (.ended, 65), (.stable, 66), (.sticks, 22), (.absence, 23), (.page, 46),
            (.caution, 47), (.phase, 48), (.agreed, 49), (.mark, 50), (.marks, 51),
            (.quieted, 52), (.chair, 53), (.door, 54), (.waiting, 55), (.gaveUp, 56), (.out, 57),
            (.apart, 58), (.buddy, 59), (.meetingImage, 80), (.phaseImage, 81),
            (.beneathImage, 82), (.ringImage, 83), (.responseImage, 84), (.responseHands, 85),
            (.responseOffered, 86), (.stickImage, 87), (.buddyImage, 88), (.partImage, 89),
        ] as [(JournalRecord.Kind, UInt8)]
    )
    func kinds(_ kind: JournalRecord.Kind, _ number: UInt8) {
        #expect(kind.rawValue == number)
    }

    @Test("§5.11 a record's marks keep their bits") func flags() {
        let flags: [JournalRecord.Flags] = [
            .endsGroup, .endsDecision, .isPast, .isLost, .isPartial,
        ]
        #expect(flags.map(\.rawValue) == [1, 2, 4, 8, 16])
    }

    @Test("§5.13 every fact is the same after it was recorded", arguments: facts)
    func survives(_ fact: Fact) {
        var bytes: [UInt8] = []
        JournalRecord(fact).write(to: &bytes)
        #expect(bytes.count == JournalRecord.byteCount)
        #expect(JournalRecord(reading: bytes)?.fact == fact)
    }

    @Test("§5.13 the facts of this suite are of every kind that there is") func everyKind() {
        let kinds = Set(RecordTests.facts.map { JournalRecord($0).kind })
        let events = JournalRecord.Kind.allCases.filter { (32..<64).contains($0.rawValue) }
        #expect(kinds.union([.name, .lost, .page]) == Set(events))
    }

    private static let facts: [Fact] = {
        let ana = Seat(2)
        let last = Seat(.max)
        var facts: [Fact] = [
            .hands(open: true), .hands(open: false), .listening(ana, true), .listening(last, false),
            .urgent(ana), .line(last, turn: .max), .whisper(ana, to: .facilitators),
            .whisper(ana, to: .seat(last)), .help(ana),
        ]
        facts += Role.allCases.flatMap { [.joined(ana, $0), .role(last, $0)] }
        facts += Departure.allCases.map { .left(ana, $0) }
        facts += Presence.allCases.map { .presence(ana, $0) }
        facts += HandMove.allCases.map { .hand(ana, $0) }
        for stick in [.home, .offered(ana), .held(last), .adrift(ana), .open] as [Stick] {
            facts += FloorReason.allCases.map { reason in
                .floor(
                    FloorChange(
                        turn: .max,
                        stick: stick,
                        space: 3,
                        reason: reason,
                        limitMilliseconds: .max
                    )
                )
            }
        }
        return facts + meetingFacts
    }()

    private static let meetingFacts: [Fact] = {
        let ana = Seat(2)
        let last = Seat(.max)
        var counts = MarkCounts()
        counts.heard = 1
        counts.hug = .max
        var facts: [Fact] = [
            .caution(ana, turn: .max), .agreed(last), .marks(ana, counts), .quieted(ana, true),
            .quieted(last, false), .out(ana, true), .out(last, false), .chair(nil, .kept),
        ]
        facts += Mark.allCases.map { .mark($0, from: ana, to: last) }
        facts += ChairReason.allCases.map { .chair(last, $0) }
        facts += Door.allCases.flatMap { door in
            DoorReason.allCases.flatMap { [.door(door, $0, ana), .door(door, $0, nil)] }
        }
        facts += VestibuleReason.allCases.flatMap { reason in
            Role.allCases.map { .waiting(ana, $0, reason) }
        }
        facts += Departure.allCases.map { .gaveUp(last, $0) }
        facts += [.within, .step, .aside, .side(last)].map { .apart(ana, $0) }
        facts += BuddyMove.allCases.map { .buddy(ana, last, $0) }
        facts += PhaseKind.allCases.flatMap { kind in
            PhaseReason.allCases.map { reason in
                .phase(
                    PhaseChange(
                        number: .max,
                        place: .max,
                        kind: kind,
                        milliseconds: .max,
                        reason: reason,
                        seed: .max
                    )
                )
            }
        }
        return facts
    }()

    @Test("§5.11 a short meeting is recorded in these bytes") func written() {
        var scene = Scene()
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.does("Ana", .hand(.up))
        scene.does("Fay", .call(nil), turn: 1)
        scene.speaks("Ana", "Hello.", turn: 2)
        scene.does("Fay", .help)
        #expect(Self.lines(scene.journal) == Self.meeting)
    }

    @Test("§5.13 a journal of these bytes goes on, and its snapshot has these") func read() {
        var scene = Scene()
        scene.people = [
            Scene.Person(name: "Fay", role: .facilitator, key: Scene.key(1)),
            Scene.Person(name: "Ana", role: .member, key: Scene.key(2)),
        ]
        scene.journal = Self.meeting.flatMap(Self.bytes)
        scene.relayRestarts()
        #expect(Self.lines(scene.journal) == Self.snapshot)
        scene.relayRestarts()
        #expect(Self.lines(scene.journal) == Self.snapshot)
    }

    /// Kind, flags and seat; circle; number; turn; id; check.
    private static let meeting = [
        "10000000 00000001 0102030405060708 00000000 00000000 0000000000000001000000000000000000000000",
        "20030001 00000001 0000000000000001 00000004 00000000 0101010101010101010101010101010101010101",
        "20030002 00000001 0000000000000002 00000001 00000000 0202020202020202020202020202020202020202",
        "25020002 00000001 0000000000000003 00000000 00000000 0000000000000000000000000000000000000000",
        "40010002 00000001 0000000000000003 00000006 00000001 0000000000000000000000000000000000000000",
        "28020002 00000001 0000000000000004 00000002 00000000 010200000000000493e000000000000000000000",
        "40010001 00000001 0000000000000004 00000008 00000001 0000000000000000000000000000000000000000",
        "28000002 00000001 0000000000000005 00000002 00000000 020600000000000493e000000000000000000000",
        "29030002 00000001 0000000000000006 00000002 00000002 40e0e000606000e04000e0e3088297c3e8027780",
        "2b020001 00000001 0000000000000007 00000000 00000000 0000000000000000000000000000000000000000",
        "40010001 00000001 0000000000000007 00000005 00000002 0000000000000000000000000000000000000000",
    ]

    /// The same once the relay has started anew.
    private static let snapshot = [
        "10000000 00000001 0102030405060708 00000000 00000000 0000000000000001000000000000000000000000",
        "11000002 00000001 00000000000493e0 00000002 00000000 0201000000000000000000000001000000010000",
        "12000000 00000001 0000000000000007 00000001 00000000 0000000000000006000000000000000000000000",
        "13000001 00000001 0000000000000001 00000000 00000002 0101010101010101010101010101010101010101",
        "14000001 00000001 0000000000000007 00000000 00000000 0000000000000000000000000000000000004000",
        "40000001 00000001 0000000000000004 00000008 00000001 0000000000000000000000000000000000000000",
        "40000001 00000001 0000000000000007 00000005 00000002 0000000000000000000000000000000000000000",
        "13000002 00000001 0000000000000002 00000000 00000002 0202020202020202020202020202020202020202",
        "14000002 00000001 0000000000000000 00000001 00000000 0000000000000000000000000000000000001000",
        "40000002 00000001 0000000000000003 00000006 00000001 0000000000000000000000000000000000000000",
        "40000002 00000001 0000000000000006 00000003 00000002 0000000000000000000000000000000000000000",
        "20070001 00000001 0000000000000001 00000004 00000000 0101010101010101010101010101010101010101",
        "20070002 00000001 0000000000000002 00000001 00000000 0202020202020202020202020202020202020202",
        "15000000 00000001 0000000000000000 00000000 00000000 0002000000000000000000000000000000000000",
        "25060002 00000001 0000000000000003 00000000 00000000 0000000000000000000000000000000000000000",
        "28060002 00000001 0000000000000004 00000002 00000000 010200000000000493e000000000000000000000",
        "28040002 00000001 0000000000000005 00000002 00000000 020600000000000493e000000000000000000000",
        "29070002 00000001 0000000000000006 00000002 00000002 40e0e000606000e04000e0e3088297c3e8027780",
        "15000000 00000001 0000000000000000 00000000 00000000 0001000000000000000000000000000000000000",
        "2b070001 00000001 0000000000000007 00000000 00000000 0000000000000000000000000000000000000000",
    ]

    /// A record as a line of the lists above.
    private static func lines(_ records: [UInt8]) -> [String] {
        stride(from: 0, to: records.count, by: JournalRecord.byteCount).map { start in
            let record = records[start...].prefix(JournalRecord.byteCount)
            return record.enumerated().map { index, byte in
                let gap = [4, 8, 16, 20, 24].contains(index) ? " " : ""
                let digits = String(byte, radix: 16)
                return gap + (digits.count < 2 ? "0" : "") + digits
            }.joined()
        }
    }

    private static func bytes(_ line: String) -> [UInt8] {
        let digits = line.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count, by: 2).map { index in
            UInt8(digits[index] << 4 | digits[index + 1])
        }
    }
}
