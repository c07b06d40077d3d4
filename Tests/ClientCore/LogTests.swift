import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§5 The log as Bo sees it")
struct LogTests {
    @Test("§5.5 events are shown in order and once") func once() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event(scene.line(ana, id: 1, turn: 1, "welcome"))
        #expect(scene.sentences == ["Ana·1: welcome"])
        scene.relay("@n=11 " + scene.line(ana, id: 1, turn: 1, "welcome"))
        #expect(scene.effects.isEmpty)
    }

    @Test("§5.4 a private event of others is no hole: prev says so") func previous() {
        var scene = SealedScene()
        scene.sitDown()
        scene.relay("@n=14;prev=10 " + scene.line(ana, id: 1, turn: 1, "welcome"))
        #expect(scene.sentences == ["Ana·1: welcome"])
        #expect(scene.member.have == 14)
    }

    @Test("§5.5 a hole is never passed over: Bo comes back and asks again") func hole() {
        var scene = SealedScene()
        scene.sitDown()
        scene.relay("@n=12 " + scene.line(ana, id: 1, turn: 1, "lost"))
        #expect(scene.shown.isEmpty)
        #expect(scene.reconnects)
        #expect(scene.member.have == 10)
        scene.relay("@n=11 " + scene.line(ana, id: 2, turn: 1, "of the old connection"))
        #expect(scene.effects.isEmpty)
        _ = scene.step(scene.welcome(seat: bo))
        guard case .sit(3, 10, _, agreed: nil)? = scene.sent.first?.ask else {
            Issue.record("no SIT with HAVE 10")
            return
        }
    }

    @Test("§2.9 an event of an unknown verb counts as shown") func unknownVerb() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event("DANCE 1 2 3")
        #expect(scene.shown.isEmpty)
        scene.event(scene.line(ana, id: 1, turn: 1, "still here"))
        #expect(scene.sentences == ["Ana·1: still here"])
    }

    @Test("§2.9 a verb without a number that nobody knows is ignored, as are more parameters")
    func unknownAnswer() {
        var scene = SealedScene()
        scene.sitDown()
        scene.relay("WEATHER sunny", "NOTE quiet and more")
        #expect(scene.shown.count == 1)
        #expect(!scene.reconnects)
    }

    @Test("§2.4 unknown tags are ignored") func unknownTags() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event(scene.line(ana, id: 1, turn: 1, "hello"), tags: ";mood=calm")
        #expect(scene.sentences == ["Ana·1: hello"])
    }

    @Test("§5.7 eight events are acknowledged at once") func eight() {
        var scene = SealedScene()
        scene.sitDown()
        for id in 1...7 {
            scene.event(scene.line(ana, id: UInt32(id), turn: 1, "line"))
            #expect(scene.sent.isEmpty)
        }
        scene.event(scene.line(ana, id: 8, turn: 1, "line"))
        #expect(scene.sent == [Request(.ack(18))])
    }

    @Test("§5.7 one event is acknowledged after two seconds") func twoSeconds() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event(scene.line(ana, id: 1, turn: 1, "line"))
        scene.wait(1_999)
        #expect(scene.sent.isEmpty)
        scene.wait(1)
        #expect(scene.sent == [Request(.ack(11))])
        scene.wait(4_000)
        #expect(scene.sent.isEmpty)
    }

    @Test("§5.7 the number of the state is never acknowledged: it was not sent")
    func stateIsNoEvent() {
        var scene = SealedScene()
        scene.sitDown()
        scene.wait(5_000)
        #expect(scene.sent.isEmpty)
    }

    @Test("§5.10 what the relay no longer has is said, not hidden") func gap() {
        var scene = SealedScene()
        scene.sitDown()
        _ = scene.step(.lost)
        scene.wait(41_000)
        scene.comeBack()
        scene.relay(
            "GAP 11 13",
            "STATE 13",
            "RULES fair called 5 300",
            "SEAT 1 \(keyText(ana)) facilitator here 0 \(scene.name(ana, "Ana"))",
            "FLOOR 4 home 0 done - 0 0",
            "HANDS open",
            "READY",
            "PONG 13"
        )
        #expect(
            scene.sentences == [
                "circle: 3 things that happened are no longer there to be shown.",
                "circle: The stick is at home.",
                "circle: Back after 41 seconds. 3 things were missed.",
            ]
        )
    }

    @Test("§5.7 a line is kept until it is stable, and told of when a new meeting begins first")
    func unstable() {
        var scene = SealedScene()
        scene.sitDown(floor: "2 held 2 accepted - 300 0")
        scene.type("first")
        scene.relay("@id=1 OK LINE 11")
        scene.type("second")
        scene.relay("@id=2 OK LINE 12", "STABLE 11")
        _ = scene.step(.lost)
        scene.comeBack(log: 4)
        #expect(scene.shown.contains(.unsure("second")))
        #expect(!scene.shown.contains(.unsure("first")))
        #expect(scene.member.drafts.isEmpty)
    }

    @Test("§11.5 Bo pings when nothing was sent for 25 seconds, a fifth more or less")
    func ping() {
        var scene = SealedScene()
        scene.sitDown()
        scene.wait(19_999)
        #expect(scene.sent.isEmpty)
        scene.wait(10_002)
        #expect(scene.sent == [Request(.ping)])
    }

    @Test("§11.5 whoever holds the stick pings sooner") func pingSoon() {
        var scene = SealedScene()
        scene.sitDown(floor: "2 held 2 accepted - 300 0")
        scene.wait(12_001)
        #expect(scene.sent == [Request(.ping)])
    }

    @Test("§11.5 a link on which nothing answers is lost") func silence() {
        var scene = SealedScene()
        scene.sitDown()
        scene.wait(60_000)
        #expect(scene.reconnects)
    }

    @Test("§11.7 the pauses grow to 30 seconds and never beyond") func pauses() {
        var scene = SealedScene()
        scene.sitDown()
        let caps: [UInt64] = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]
        for cap in caps {
            _ = scene.step(.lost)
            let pauses = scene.effects.compactMap { effect -> UInt64? in
                guard case .reconnect(let pause) = effect else { return nil }
                return pause
            }
            #expect(pauses.count == 1)
            #expect(pauses.allSatisfy { $0 <= cap })
        }
    }

    @Test("§11.6 BYE: Bo comes back after the time that was said") func bye() {
        var scene = SealedScene()
        scene.sitDown()
        scene.relay("BYE 5000")
        let pauses = scene.effects.compactMap { effect -> UInt64? in
            guard case .reconnect(let pause) = effect else { return nil }
            return pause
        }
        #expect(pauses.allSatisfy { (5_000...6_000).contains($0) })
        #expect(pauses.count == 1)
    }

    @Test("§1.3 §5.8 a short loss is not spoken of; a long one is, with the place that was kept")
    func comingBack() {
        var scene = SealedScene()
        scene.sitDown(floor: "2 held 1 accepted 3,2 300 0")
        _ = scene.step(.lost)
        scene.wait(1_000)
        scene.comeBack()
        scene.relay("PONG 10")
        #expect(scene.shown.isEmpty)
        _ = scene.step(.lost)
        scene.wait(41_000)
        #expect(
            scene.sentences == [
                "circle: The link is lost. Your seat is kept; trying to come back."
            ]
        )
        scene.comeBack()
        #expect(scene.shown.isEmpty)
        scene.event(scene.line(ana, id: 1, turn: 2, "meanwhile"))
        #expect(scene.sentences == ["Ana·1: meanwhile"])
        scene.relay("PONG 11")
        #expect(
            scene.sentences == [
                "circle: Back after 41 seconds. You kept your place (2nd);"
                    + " the line said meanwhile is above; nothing was missed."
            ]
        )
    }

    @Test("a relay that makes no sense five times is left") func broken() {
        var scene = SealedScene()
        scene.sitDown()
        for _ in 1...5 {
            scene.relay("@n=0 nonsense")
            #expect(scene.reconnects)
            scene.comeBack()
        }
        scene.relay("@n=0 nonsense")
        #expect(scene.farewell == .broken)
    }

    @Test("§11.6 a refusal of one unreadable line does not end the link; a long silence does")
    func refusalWithoutID() {
        var scene = SealedScene()
        scene.sitDown()
        scene.relay("FAIL * form :the line breaks the form of the protocol")
        #expect(scene.shown.count == 1)
        #expect(!scene.reconnects)
        scene.relay("FAIL * idle :nothing was heard for too long")
        #expect(scene.reconnects)
    }

    @Test("§6.2 a seat that could not be stored is asked for again") func unavailable() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome())
        scene.relay("@id=\(scene.sent.first?.id ?? 0) FAIL SIT unavailable :x")
        #expect(scene.reconnects)
    }
}
