import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§4 and §5 Coming in and seeing the circle")
struct ComingInTests {
    @Test("§5.1 Bo sits down with the log, nothing shown yet and a sealed name") func sits() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome())
        #expect(scene.sent.count == 1)
        guard case .sit(let log, let have, .sealed, agreed: nil)? = scene.sent.first?.ask else {
            Issue.record("no SIT")
            return
        }
        #expect(log == 3)
        #expect(have == 0)
    }

    @Test("§1.4 nothing goes out before the relay has let Bo in, whatever he types")
    func nothingFirst() {
        var scene = SealedScene()
        for step in [scene.type("hello"), scene.wish(.act(.hand(.up))), scene.wish(.act(.help))] {
            #expect(!step.contains { if case .send = $0 { true } else { false } })
        }
        scene.wait(60_000)
        #expect(scene.sent.isEmpty)
    }

    @Test("§5.6 the state tells Bo who is here and where the stick is") func state() {
        var scene = SealedScene()
        scene.sitDown()
        #expect(
            scene.sentences == [
                "circle: You are Bo·2. Words are sealed: the relay cannot read them."
                    + " Type `help` for the words to use.",
                "circle: Here: Ana·1 (facilitator), Bo·2 (you) and Cy·3.",
                "circle: The stick is at home.",
            ]
        )
        #expect(scene.member.have == 10)
        #expect(scene.member.isReady)
    }

    @Test("§3.2 a log below the highest that was seen is refused") func oldLog() {
        var scene = SealedScene(cipher: StoryCipher(), highestLog: 4)
        _ = scene.step(scene.welcome(log: 3))
        #expect(scene.farewell == .oldLog)
        #expect(scene.sent.isEmpty)
    }

    @Test("§4.9 a log beyond the reach of the key is refused") func farLog() {
        var scene = SealedScene(cipher: StoryCipher(reach: 100))
        _ = scene.step(scene.welcome(log: 101))
        #expect(scene.farewell == .farLog)
    }

    @Test("§4.9 a circle that is suddenly open is refused") func modeChanged() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome(isSealed: false))
        #expect(scene.farewell == .modeChanged)
    }

    @Test("§5.1 another log opened meanwhile: Bo seals the name again and sits in it")
    func logMoved() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome())
        let id = scene.sent.first?.id ?? 0
        scene.relay("@id=\(id) FAIL SIT log 4 :another log is open")
        guard case .sit(4, 0, .sealed, agreed: nil)? = scene.sent.first?.ask else {
            Issue.record("no SIT in log 4")
            return
        }
        #expect(scene.member.log == 4)
    }

    @Test("§5.1 another process of the same seat sends the name in the same bytes")
    func sameName() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome())
        var second = SealedScene()
        second.member = Member(
            key: key(bo),
            name: [UInt8]("Bo".utf8),
            cipher: StoryCipher(salt: 100),
            sealedName: scene.member.sealedName,
            seed: 8
        )
        var third = second
        _ = second.step(second.welcome())
        #expect(second.sent.first?.ask == scene.sent.first?.ask)
        _ = third.step(third.welcome(log: 4))
        #expect(third.member.sealedName != scene.member.sealedName)
    }

    @Test("§5.6 a state that was cut short is asked for again") func cutShort() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome())
        scene.relay(
            "@id=\(scene.sent.first?.id ?? 0) OK SIT 2",
            "STATE 10",
            "RULES fair called 5 300",
            "SEAT 2 \(keyText(bo)) member here 0 \(scene.name(bo, "Bo"))"
        )
        _ = scene.step(.lost)
        _ = scene.step(scene.welcome(seat: bo))
        let sit = scene.asked(.sit)
        guard case .sit(_, have: 0, _, _)? = sit?.ask else {
            return #expect(Bool(false), "\(String(describing: sit))")
        }
        scene.viewEnd = 10
        scene.relay("@id=\(sit?.id ?? 0) OK SIT 2")
        scene.giveState(.member, "PLAN - - -", "1 home 0 start - 0 0", [])
        #expect(scene.sentences.contains { $0.hasPrefix("circle: You are Bo·2.") })
        scene.event(scene.line(ana, id: 1, turn: 1, "welcome"))
        #expect(scene.sentences == ["Ana·1: welcome"])
    }

    @Test(
        "§10.9 who is away stays so with a new state, and is not adrift by it",
        arguments: [
            ("away", " (you, away)"), ("adrift", " (you)"), ("here", " (you)"),
        ]
    ) func ownPresence(_ told: String, _ shown: String) {
        var scene = SealedScene()
        scene.sitDown()
        scene.relay(
            "STATE 12",
            "RULES fair called 5 300",
            "SEAT 2 \(keyText(bo)) member \(told) 0 \(scene.name(bo, "Bo"))",
            "FLOOR 1 home 0 start - 0 0",
            "HANDS open",
            "READY"
        )
        scene.wish(.who)
        #expect(scene.sentences == ["circle: Here: Bo·2\(shown)."])
    }

    @Test("§5.6 a gap before a state that was cut short is told once") func gapOnce() {
        var scene = SealedScene()
        scene.sitDown()
        _ = scene.step(.lost)
        for (last, told) in [(13, [11, 13]), (13, []), (15, [14, 15])] as [(UInt64, [UInt64])] {
            _ = scene.step(scene.welcome(seat: bo))
            let sit = scene.asked(.sit)
            guard case .sit(_, have: 10, _, _)? = sit?.ask else {
                return #expect(Bool(false), "\(String(describing: sit))")
            }
            scene.relay("@id=\(sit?.id ?? 0) OK SIT 2", "GAP 11 \(last)", "STATE \(last)")
            let gaps = scene.shown.flatMap { what -> [UInt64] in
                if case .gap(let first, let last) = what { [first, last] } else { [] }
            }
            #expect(gaps == told)
            _ = scene.step(.lost)
        }
    }

    @Test("§5.6 who listens by choice is told with the state") func listening() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome())
        scene.relay(
            "@id=\(scene.sent.first?.id ?? 0) OK SIT 2",
            "STATE 10",
            "SEAT 1 \(keyText(ana)) member here 0 \(scene.name(ana, "Ana"))",
            "FLOOR 1 home 0 start - 0 0",
            "LISTEN 1 on",
            "HANDS open",
            "READY"
        )
        #expect(scene.sentences.contains("circle: Here: Ana·1 (listening) and Bo·2 (you)."))
    }

    @Test("§5.1 a full circle is said in words") func full() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome())
        scene.relay("@id=\(scene.sent.first?.id ?? 0) FAIL SIT full :every seat is taken")
        #expect(scene.farewell == .refused(Refused(verb: .sit, code: .full)))
    }

    @Test("§4.9 the first words of another seat confirm the log, once") func confirms() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome())
        let id = scene.sent.first?.id ?? 0
        scene.relay("@id=\(id) OK SIT 2", "STATE 10")
        #expect(!scene.effects.contains(.confirmed(log: 3)))
        scene.relay("SEAT 1 \(keyText(ana)) member here 0 \(scene.name(ana, "Ana"))")
        #expect(scene.effects.contains(.confirmed(log: 3)))
        scene.relay("SEAT 3 \(keyText(cy)) member here 0 \(scene.name(cy, "Cy"))")
        #expect(!scene.effects.contains(.confirmed(log: 3)))
    }

    @Test("§4.7 a client that was replaced does not come back by itself") func replaced() {
        var scene = SealedScene()
        scene.sitDown()
        scene.relay("FAIL * replaced :a newer connection of this key took the seat")
        #expect(scene.farewell == .replaced)
        #expect(!scene.reconnects)
        #expect(scene.member.deadline == nil)
        #expect(scene.wait(100_000).isEmpty)
    }

    @Test("§9.3 a removed member is told and does not come back") func removed() {
        var scene = SealedScene()
        scene.sitDown()
        scene.relay("FAIL * removed :this key was removed from the circle")
        #expect(scene.farewell == .removed)
    }

    @Test("§2.7 two names that look alike are told apart by their numbers") func alike() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event("JOIN 4 \(keyText(Seat(4))) member \(scene.name(Seat(4), "Cý"))")
        scene.event("FLOOR 2 offered 4 called - 300 0")
        #expect(scene.sentences == ["circle: The stick is offered to Cý·4."])
        scene.event("FLOOR 3 offered 1 called - 300 0")
        #expect(scene.sentences == ["circle: The stick is offered to Ana."])
    }

    @Test("§2.7 a name that breaks the rules cannot look like a line of its own")
    func forgedName() {
        var scene = SealedScene()
        scene.sitDown()
        let forged = "Ana·1: hello\u{202e}"
        scene.event("JOIN 4 \(keyText(Seat(4))) member \(scene.name(Seat(4), forged))")
        #expect(scene.sentences == ["circle: Ana?1? hello?U?202E?·4 joined."])
    }

    @Test("§2.7 a name that does not open is a seat with a number") func unreadableName() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event("JOIN 4 \(keyText(Seat(4))) member \(scene.name(ana, "Ana"))")
        #expect(scene.sentences == ["circle: seat·4 joined."])
    }

    @Test("§5.9 a seat that comes with another key is an alarm, and the key stays") func keyChange()
    {
        var scene = SealedScene()
        scene.sitDown()
        scene.event("JOIN 3 \(keyText(Seat(9))) member \(scene.name(Seat(9), "Cy"))")
        #expect(
            scene.shown == [.alarm(.keyChanged(Person(seat: cy, name: "Cy")))]
        )
        #expect(scene.member.room.record(of: cy)?.key == key(cy))
        scene.event(scene.line(cy, id: 1, turn: 1, "still me"))
        #expect(scene.shown == [.said(Person(seat: cy, name: "Cy"), "still me")])
    }

    @Test("§5.9 the seat that was given must not be another's") func wrongSeat() {
        var scene = SealedScene()
        scene.sitDown()
        _ = scene.step(.lost)
        _ = scene.step(scene.welcome(seat: bo))
        scene.relay("@id=\(scene.sent.first?.id ?? 0) OK SIT 3")
        #expect(scene.farewell == .broken)
    }
}
