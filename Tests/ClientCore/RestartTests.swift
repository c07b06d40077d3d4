import ClientCore
import Etiquette
import Testing
import Wire

@Suite("A restart of the relay as Bo sees it")
struct RestartTests {
    private let held = "2 held 2 accepted - 300 0"

    @Test("§5.12 a lower epoch in the same log: Bo does not sit down and is told why")
    func lower() {
        var scene = SealedScene()
        scene.sitDown(epoch: 6)
        _ = scene.step(.lost)
        _ = scene.step(scene.welcome(seat: bo, epoch: 5))
        #expect(scene.farewell == .oldEpoch)
        #expect(scene.sent.isEmpty)
        #expect(!scene.reconnects)
        #expect(
            English().sentence(for: .oldEpoch)
                == "The relay has lost a part of this meeting that you have seen. Ask the person who"
                + " runs it; do not go on."
        )
        #expect(JSONLine.ended(.oldEpoch) == #"{"event":"ended","why":"old-epoch"}"#)
    }

    @Test("§5.12 the epoch is remembered for the next process of the same seat") func remembered() {
        var scene = SealedScene()
        scene.sitDown(epoch: 6)
        #expect(scene.member.seenEpoch == .init(log: 3, epoch: 6))
        for (log, epoch, isRefused) in [(3, 5, true), (3, 6, false), (3, 7, false), (4, 1, false)] {
            var second = SealedScene()
            second.member = Member(
                key: key(bo),
                name: [UInt8]("Bo".utf8),
                cipher: StoryCipher(salt: 100),
                highestLog: 3,
                seenEpoch: scene.member.seenEpoch,
                seed: 8
            )
            _ = second.step(second.welcome(log: UInt64(log), epoch: UInt64(epoch)))
            #expect((second.farewell == .oldEpoch) == isRefused)
            #expect(second.sent.isEmpty == isRefused)
        }
    }

    @Test(
        "§5.12 another log may be seen in any epoch; to tell none any more is to tell a lower one"
    )
    func otherLog() {
        var scene = SealedScene()
        scene.sitDown(epoch: 6)
        var other = scene
        _ = other.step(.lost)
        _ = other.step(other.welcome(log: 3, epoch: 0))
        #expect(other.farewell == .oldEpoch)
        _ = scene.step(.lost)
        scene.comeBack(log: 4, epoch: 2)
        #expect(scene.acts.map(\.verb) == [.sit])
        #expect(scene.member.seenEpoch == .init(log: 4, epoch: 2))
    }

    @Test("§5.13 a restart is told in the line about the link, however short it was") func higher()
    {
        var scene = SealedScene()
        scene.sitDown(floor: "2 held 1 accepted 3,2 300 0", epoch: 5)
        _ = scene.step(.lost)
        scene.wait(1_000)
        scene.comeBack(epoch: 6)
        scene.relay("PONG 10")
        #expect(
            scene.sentences == [
                "circle: Back after 1 second; the relay was restarted. You kept your place (2nd);"
                    + " nothing was missed."
            ]
        )
        #expect(
            scene.json == [
                #"{"event":"back","seconds":1,"place":2,"holds":false,"held":false,"missed":0,"#
                    + #""lost":0,"restarted":true,"new-meeting":false,"lines":0}"#
            ]
        )
        _ = scene.step(.lost)
        scene.wait(1_000)
        scene.comeBack(epoch: 6)
        scene.relay("PONG 10")
        #expect(scene.shown.isEmpty)
    }

    @Test("§5.13 §7.1 what was typed while the relay was down goes out once, under its turn")
    func typed() {
        var scene = SealedScene()
        scene.sitDown(floor: held, epoch: 5)
        scene.type("on its way")
        let first = scene.effects
        _ = scene.step(.lost)
        scene.wait(5_000)
        scene.type("typed meanwhile")
        scene.comeBack(lastID: 0, epoch: 6)
        #expect(scene.effects.contains(first[0]))
        #expect(scene.acts.map(\.verb) == [.sit, .line, .line])
        #expect(scene.acts.dropFirst().map(\.id) == [1, 2])
        #expect(scene.acts.dropFirst().map(\.turn) == [2, 2])
        scene.relay("@id=1 OK LINE 11", "@id=2 OK LINE 12", "PONG 10")
        #expect(
            scene.sentences == [
                "circle: Back after 5 seconds; the relay was restarted. You still have the stick;"
                    + " nothing was missed."
            ]
        )
    }

    @Test("§5.13 §7.1 what was typed under a turn that is over after the restart is a draft")
    func typedTooLate() {
        var scene = SealedScene()
        scene.sitDown(floor: held, epoch: 5)
        _ = scene.step(.lost)
        scene.wait(95_000)
        scene.type("typed meanwhile")
        let id = scene.comeBack(epoch: 6).isEmpty ? 0 : scene.acts.first?.id
        #expect(id != nil)
        // The relay may answer at once, or show first what is the floor now.
        var refused = scene
        refused.relay("@id=1 FAIL LINE stale 3 home 0 :x")
        #expect(refused.member.drafts.all.map(\.text) == ["typed meanwhile"])
        var fresh = SealedScene()
        fresh.sitDown(floor: held, epoch: 5)
        _ = fresh.step(.lost)
        fresh.type("typed meanwhile")
        _ = fresh.step(fresh.welcome(seat: bo, epoch: 6))
        let sit = fresh.sent.first?.id ?? 0
        _ = fresh.relay("STATE 13", "FLOOR 3 home 0 start - 0 0", "@id=\(sit) OK SIT 2", "READY")
        #expect(fresh.acts.isEmpty)
        #expect(fresh.shown.contains(.draftKept("typed meanwhile", .turnOver)))
    }

    @Test("§5.13 the share's clock begins anew with the relay's") func clock() {
        var scene = SealedScene()
        scene.sitDown(floor: "1 home 0 start - 0 0", epoch: 5)
        scene.event("FLOOR 2 held 1 accepted - 300 0")
        scene.wait(60_000)
        _ = scene.step(.lost)
        scene.comeBack(epoch: 6)
        scene.wait(5_000)
        scene.wish(.time)
        #expect(scene.sentences == ["circle: Ana's share has lasted 5 seconds of 5 minutes."])
    }

    @Test("§5.14 a name that the relay forgot stays, through events and a state") func names() {
        var scene = SealedScene()
        scene.sitDown(epoch: 5)
        scene.event("NAME 1 *")
        #expect(scene.shown.isEmpty)
        _ = scene.step(.lost)
        scene.comeBack(epoch: 6)
        scene.relay(
            "STATE 12",
            "SEAT 1 \(keyText(ana)) facilitator here 0 *",
            "SEAT 3 \(keyText(cy)) member adrift 0 *",
            "SEAT 4 \(keyText(Seat(4))) member here 0 *",
            "FLOOR 1 home 0 start - 0 0",
            "HANDS open",
            "READY"
        )
        scene.viewEnd = 12
        scene.wish(.who)
        #expect(
            scene.sentences == [
                "circle: Here: Ana·1 (facilitator), Bo·2 (you), Cy·3 (link lost) and seat·4."
            ]
        )
        scene.event("JOIN 3 \(keyText(cy)) member *")
        #expect(scene.sentences == ["circle: Cy·3 joined."])
        // The seat sits down for the first time in the new epoch.
        scene.event("NAME 3 \(scene.name(cy, "Cy"))")
        #expect(scene.shown.isEmpty)
        scene.event("NAME 4 \(scene.name(Seat(4), "Dee"))")
        #expect(scene.sentences == ["circle: Seat 4 is now Dee·4."])
        scene.event("JOIN 5 \(keyText(Seat(5))) member *")
        #expect(scene.sentences == ["circle: seat·5 joined."])
    }

    @Test("§5.14 a name is known of the key, also in the next meeting and under another number")
    func nameOfKey() {
        var scene = SealedScene()
        scene.sitDown(epoch: 5)
        _ = scene.step(.lost)
        scene.comeBack(log: 4, epoch: 6)
        scene.relay(
            "STATE 2",
            "SEAT 7 \(keyText(cy)) member here 0 *",
            "SEAT 8 \(keyText(Seat(8))) member here 0 *",
            "FLOOR 1 home 0 start - 0 0",
            "READY"
        )
        #expect(scene.member.room.person(Seat(7)).name == "Cy")
        #expect(scene.member.room.person(Seat(8)).name == nil)
    }

    @Test("§5.18 §5.17 what the relay can keep is told in words, also with a new meeting")
    func notes() {
        var scene = SealedScene()
        scene.sitDown(epoch: 5)
        scene.relay("NOTE unkept")
        #expect(
            scene.sentences == [
                "circle: The relay cannot keep the circle's place just now. Speaking goes on; if the"
                    + " relay restarts, the meeting begins anew."
            ]
        )
        scene.relay("NOTE kept")
        #expect(scene.sentences == ["circle: The relay keeps the circle's place again."])
        _ = scene.step(.lost)
        scene.wait(41_000)
        _ = scene.step(scene.welcome(log: 4, epoch: 6))
        scene.relay(
            "@id=\(scene.sent.first?.id ?? 0) OK SIT 2",
            "STATE 1",
            "NOTE anew",
            "SEAT 2 \(keyText(bo)) member here 0 \(scene.name(bo, "Bo", log: 4))",
            "FLOOR 1 home 0 start - 0 0",
            "READY",
            "PONG 1"
        )
        #expect(
            scene.sentences == [
                "circle: The relay was restarted and its record is lost, so the meeting begins anew."
                    + " Hands are down and the stick is at home.",
                "circle: You are Bo·2. Words are sealed: the relay cannot read them."
                    + " Type `help` for the words to use.",
                "circle: Here: Bo·2 (you).",
                "circle: The stick is at home.",
                "circle: Back after 41 seconds; it is a new meeting.",
            ]
        )
    }
}
