import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§8 to §10 Manners as they are told")
struct MannersTests {
    @Test("§10.1 hands of others are silent; the line of hands is told between shares")
    func hands() {
        var scene = SealedScene()
        scene.sitDown(floor: "2 held 1 accepted - 300 0")
        scene.event("HAND 3 up 3")
        #expect(scene.shown.isEmpty)
        scene.event("HAND 2 up 3,2")
        #expect(scene.sentences == ["circle: Your hand is up. You are 2nd in line."])
        scene.event("FLOOR 3 home 0 done 3,2 0 0")
        #expect(
            scene.sentences == [
                "circle: Ana has finished. The stick is at home. You are 2nd in line.",
                "circle: In line: Cy and Bo. You are 2nd in line.",
            ]
        )
        scene.event("FLOOR 4 offered 3 called 2 300 0")
        #expect(
            scene.sentences == ["circle: The stick is offered to Cy. You are 1st in line."]
        )
        scene.event("FLOOR 4 held 3 accepted 2 300 0")
        #expect(scene.sentences == ["circle: It is Cy's turn. You are 1st in line."])
    }

    @Test("§10.1 hands that change while the stick is home are told once they settle")
    func settling() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event("HAND 3 up 3")
        scene.event("HAND 1 up 3,1")
        #expect(scene.shown.isEmpty)
        scene.wait(2_500)
        #expect(scene.sentences == ["circle: In line: Cy and Ana."])
        scene.wait(2_500)
        #expect(scene.shown.isEmpty)
    }

    @Test("§8.4 the stick is offered, taken by Enter and given back") func stick() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event("FLOOR 2 offered 2 called - 300 0")
        #expect(scene.sentences.first?.hasPrefix("circle: The stick is offered to you.") == true)
        scene.wish(.act(.accept))
        #expect(scene.acts.map(\.turn) == [2])
        scene.event("FLOOR 2 held 2 accepted - 300 0")
        #expect(
            scene.sentences == [
                "circle: You have the stick: everybody hears you. You have 5 minutes."
                    + " Type `done` when you have finished."
            ]
        )
        scene.wish(.act(.done))
        #expect(scene.acts.first?.verb == .done)
        #expect(scene.acts.first?.turn == 2)
    }

    @Test("§8.9 a holder whose link is lost keeps the stick, and is told so on coming back")
    func adrift() {
        var scene = SealedScene()
        scene.sitDown(floor: "2 held 2 accepted - 300 0")
        _ = scene.step(.lost)
        scene.wait(20_000)
        scene.type("typed while away")
        #expect(
            scene.sentences == [
                "circle: The link is not there yet. Your line is kept and goes out when it is back."
            ]
        )
        scene.comeBack()
        #expect(scene.acts.map(\.verb) == [.sit, .line])
        scene.event("FLOOR 2 adrift 2 link - 300 0")
        scene.event("FLOOR 2 held 2 back - 300 0")
        scene.relay("PONG 12")
        #expect(
            scene.sentences == [
                "circle: Back after 20 seconds. You still have the stick; nothing was missed."
            ]
        )
    }

    @Test(
        "§8.5 `done` of whoever is only offered the stick says what takes it",
        arguments: [true, false]
    )
    func doneTooSoon(_ isOffered: Bool) {
        var scene = SealedScene()
        scene.sitDown(floor: isOffered ? "2 offered 2 auto - 30 0" : "2 held 3 accepted - 300 0")
        scene.wish(.act(.done))
        let id = scene.acts.first?.id ?? 0
        scene.relay("@id=\(id) FAIL DONE not-holding")
        #expect(
            scene.sentences == [
                isOffered
                    ? "circle: The stick is offered to you: Enter takes it, `pass` lets it go by."
                    : "circle: Only who has the stick can do that."
            ]
        )
    }

    @Test("§8.10 the bell: a silence lies over the share, and the turn goes on") func bell() {
        var scene = SealedScene()
        scene.sitDown(floor: "2 held 2 accepted - 300 0")
        scene.event("FLOOR 2 space 2 bell - 60 1")
        #expect(
            scene.sentences == [
                "circle: The bell: a silence of 1 minute. Nobody needs to write."
            ]
        )
        scene.type("words in the silence")
        #expect(scene.acts.isEmpty)
        #expect(scene.member.room.holdsStick && scene.member.room.isStickOut)
        scene.wish(.endPause)
        #expect(scene.acts.map(\.ask) == [.bell(.off(space: 1))])
        scene.event("FLOOR 2 held 2 quiet-over - 300 0")
        #expect(scene.shown.first != nil)
        #expect(
            scene.sentences.first == "circle: The silence is over. You still have the stick."
        )
    }

    @Test(
        "§8.10 `pause` asks for the bell, or rings it by right",
        arguments: [Role.member, .guardian]
    )
    func pause(_ role: Role) {
        var scene = SealedScene()
        scene.sitDown(role: role)
        scene.wish(.pause)
        #expect(scene.acts.map(\.ask) == [.bell(role == .member ? .ask : .on(seconds: nil))])
    }

    @Test(
        "§8.10 whoever may not ring the bell reads who can, and what asks for a silence",
        arguments: [
            (
                Request.Bell.on(seconds: nil),
                "You cannot ring the bell here; facilitators and guardians can. `pause` asks them"
                    + " for a silence."
            ),
            (.off(space: 1), "You cannot end a silence here; facilitators and guardians can."),
            (.pause(seconds: 60), "Only a facilitator can do that."),
        ]
    )
    func bellRefused(_ ask: Request.Bell, _ sentence: String) {
        var scene = SealedScene()
        scene.sitDown()
        scene.wish(.act(.bell(ask)))
        let id = scene.acts.first?.id ?? 0
        scene.relay("@id=\(id) FAIL BELL role")
        #expect(scene.sentences == ["circle: " + sentence])
    }

    @Test("§8.10 whoever may ring learns who has had the stick for 60 seconds without a word")
    func searcher() {
        var scene = SealedScene()
        scene.sitDown(role: .guardian)
        scene.event("FLOOR 2 held 3 accepted - 300 0")
        let began = scene.now
        #expect(scene.member.searcher(at: began.after(59_000)) == nil)
        #expect(scene.member.searcher(at: began.after(60_000))?.seat == cy)
        scene.event("FLOOR 2 space 3 bell - 60 1")
        #expect(scene.member.searcher(at: began.after(60_000)) == nil)
        scene.event("FLOOR 2 held 3 quiet-over - 300 0")
        #expect(scene.member.searcher(at: began.after(60_000))?.seat == cy)
        scene.event(scene.line(cy, id: 1, turn: 2, "It is hard to begin."))
        #expect(scene.member.searcher(at: began.after(90_000)) == nil)
        scene.event("FLOOR 3 held 2 accepted - 300 0")
        #expect(scene.member.searcher(at: began.after(190_000)) == nil)
    }

    @Test(
        "§8.10 nobody is said to search for words who may have spoken, or to those without a bell"
    )
    func noSearcher() {
        var member = SealedScene()
        member.sitDown()
        member.event("FLOOR 2 held 3 accepted - 300 0")
        #expect(member.member.searcher(at: member.now.after(90_000)) == nil)
        // What was said before this guardian came is not known.
        var late = SealedScene()
        late.sitDown(role: .guardian, floor: "2 held 3 accepted - 300 0")
        #expect(late.member.searcher(at: late.now.after(90_000)) == nil)
    }

    @Test("§9.5 a call that lost the race is told kindly") func staleCall() {
        var scene = SealedScene()
        scene.sitDown(role: .cofacilitator)
        scene.wish(.act(.call(cy)))
        #expect(scene.acts.map(\.turn) == [1])
        scene.relay("@id=1 FAIL CALL stale 2 offered 3 :the floor has changed")
        #expect(
            scene.sentences == [
                "circle: The stick had moved on before that arrived, so nothing was done."
            ]
        )
    }

    @Test("§8.7 the time of a share is told when asked for") func time() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event("FLOOR 2 held 1 accepted - 300 0")
        scene.wait(90_000)
        scene.wish(.time)
        #expect(
            scene.sentences == ["circle: Ana's share has lasted 1 minute 30 seconds of 5 minutes."]
        )
    }

    @Test("§14.7 a sign of the time in a share without a limit counts nothing down")
    func signWithoutLimit() {
        var scene = SealedScene()
        scene.sitDown(floor: "2 held 2 start - 0 0")
        scene.relay("NOTE time 0 0")
        #expect(
            scene.sentences == [
                "circle: A sign from whoever keeps the time. This share has no limit."
            ]
        )
    }

    @Test("§8.5 shares are counted when a turn with lines ends, and a pass is none") func shares() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event("FLOOR 2 held 3 accepted - 300 0")
        scene.event(scene.line(cy, id: 1, turn: 2, "my share"))
        scene.event("FLOOR 3 home 0 done - 0 0")
        scene.event("FLOOR 4 held 3 accepted - 300 0")
        scene.event("FLOOR 5 home 0 passed - 0 0")
        scene.wish(.who)
        #expect(
            scene.sentences == [
                "circle: Here: Ana·1 (facilitator), Bo·2 (you) and Cy·3 (1 share)."
            ]
        )
    }

    @Test(
        "§6.2 what a person is told of a refusal is the client's own words, for every code",
        arguments: RefusalCode.allCases
    )
    func refusals(_ code: RefusalCode) {
        let sentence = Refusals.sentence(for: code)
        #expect(sentence.hasSuffix("."))
        #expect(sentence.count < 160)
        #expect(sentence.contains { $0.isLetter })
    }

    @Test("§14.1 in a circle without a plan `chair` is answered with what is the matter")
    func noChair() {
        var scene = SealedScene()
        scene.sitDown(role: .facilitator)
        scene.wish(.act(.chair(nil)))
        scene.relay("@id=1 FAIL CHAIR not-in-phase :x")
        #expect(
            scene.sentences == [
                "circle: This circle meets without a plan, so nobody has the chair."
            ]
        )
    }

    @Test("§8.6 §10.6 a call that waits is told by its note alone") func callThatWaits() {
        var scene = SealedScene()
        scene.sitDown(role: .facilitator)
        scene.wish(.act(.call(nil)))
        scene.relay("NOTE waiting 5", "@id=1 OK CALL 0")
        #expect(
            scene.sentences == [
                "circle: Not yet: the stick is offered by itself, in 5 seconds at the earliest."
            ]
        )
    }

    @Test(
        "§8.7 more time is told by its note, and that a share has no limit by the answer",
        arguments: [
            (300, [String]()), (0, ["circle: That share has no limit, so it needs no more time."]),
        ]
    )
    func moreTime(_ limit: Int, _ told: [String]) {
        var scene = SealedScene()
        scene.sitDown(role: .facilitator, floor: "2 held 3 start - \(limit) 0")
        scene.wish(.act(.extend))
        scene.relay("@id=1 OK EXTEND 0")
        #expect(scene.sentences == told)
    }

    @Test("§8.4 a pass without the stick says how to leave the line") func passInLine() {
        var scene = SealedScene()
        scene.sitDown()
        scene.wish(.act(.pass))
        scene.relay("@id=1 FAIL PASS not-holding :x")
        #expect(
            scene.sentences == [
                "circle: The stick is not with you now. If your hand is up, `lower` takes it down."
            ]
        )
    }

    @Test("§6.2 an ask is answered to the one who asked") func ask() {
        var scene = SealedScene()
        scene.sitDown(role: .facilitator)
        _ = scene.step(.asked(.invites))
        let id = scene.acts.first?.id ?? 0
        scene.relay("INVITATION \(keyText(cy)) member 12 3600", "@id=\(id) OK INVITES 1")
        #expect(
            scene.effects == [
                .invitation(key(cy), .member, usesLeft: 12, seconds: 3_600),
                .answered(.invites, .ok(1)),
            ]
        )
    }

    @Test("names are found by number, by name in any case, and by both") func called() {
        var scene = SealedScene()
        scene.sitDown()
        let room = scene.member.room
        for words in ["3", "#3", "·3", "Cy·3", "cy", "CÝ"] {
            #expect(room.seats(called: words) == [cy], "\(words)")
        }
        #expect(room.seats(called: "Ana·3").isEmpty)
        #expect(room.seats(called: "nobody").isEmpty)
        #expect(room.seats(called: "").isEmpty)
    }

    @Test("places and times are said in words") func english() {
        #expect(
            [1, 2, 3, 4, 11, 12, 21, 102].map(English.ordinal)
                == ["1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "102nd"]
        )
        #expect(English.duration(41) == "41 seconds")
        #expect(English.duration(60) == "1 minute")
        #expect(English.duration(3_601) == "1 hour 1 second")
    }
}
