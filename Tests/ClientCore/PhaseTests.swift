import ClientCore
import Etiquette
import Testing
import Wire

private let checkIn = "Check-in\nHow are you today?\nWhat do you bring?"

@Suite("§14 The parts of a meeting as they are told")
struct PhaseTests {
    @Test("§14.3 whoever comes in is told which part it is, with its title once that is here")
    func comingIn() {
        var scene = SealedScene()
        scene.meet(pages: [5])
        #expect(!scene.sentences.contains { $0.contains("Part 3") })
        scene.bringPage(checkIn)
        #expect(
            scene.sentences == [
                "circle: Part 3 of 6: Check-in. Each in turn, 3 minutes each; `pass` and `later` are"
                    + " always all right."
            ]
        )
    }

    @Test("§14.3 without a text a part is told by its kind, at once or after a moment")
    func untitled() {
        var scene = SealedScene()
        scene.meet(pages: [5])
        scene.wait(3_000)
        #expect(scene.sentences.first?.hasPrefix("circle: Part 3 of 6: Go-round.") == true)
        scene.event("PHASE 4 4 silence 120 over")
        #expect(
            scene.sentences == [
                "circle: Part 4 of 6: Silence. It lasts 2 minutes. Nobody needs to write."
            ]
        )
        scene.event("FLOOR 2 space 0 phase - 120 1")
        #expect(scene.sentences.isEmpty)
    }

    @Test("§14.3 a title that comes after the beginning is told by itself") func late() {
        var scene = SealedScene()
        scene.meet()
        scene.event("PAGE 7 1")
        scene.event("PHASE 4 5 share 0 next")
        #expect(scene.sentences.first?.hasPrefix("circle: Part 5 of 6: Sharing.") == true)
        scene.bringPage("Open sharing")
        #expect(scene.sentences == ["circle: This part is called Open sharing."])
    }

    @Test("§14.3 the same beginning told twice is one", arguments: PhaseKind.allCases)
    func kinds(_ kind: PhaseKind) {
        var scene = SealedScene()
        scene.meet()
        scene.event("PHASE 9 0 \(kind.rawValue) 0 next")
        // Of the end the farewell tells.
        #expect(scene.sentences.count == (kind == .ended ? 0 : 1))
        #expect(scene.sentences.allSatisfy { $0.hasPrefix("circle: ") })
        scene.event("PHASE 9 0 \(kind.rawValue) 0 next")
        #expect(scene.sentences.isEmpty)
    }

    @Test("§14.4 `phase next` names the part it was typed in, and refusals say how to go on")
    func next() {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.wish(.phaseNext(now: false))
        #expect(scene.acts.map(\.ask) == [.phase(.next(3, now: false))])
        scene.relay("@id=1 FAIL PHASE hands-up 2 :x")
        #expect(
            scene.sentences == [
                "circle: 2 people still wait for a turn. `phase next!` goes on all the same."
            ]
        )
        scene.wish(.phaseNext(now: false))
        scene.relay("@id=2 FAIL PHASE stick-out :x")
        #expect(
            scene.sentences == [
                "circle: Somebody has the stick. `phase next!` goes on all the same."
            ]
        )
        scene.wish(.phaseNext(now: true))
        #expect(scene.acts.map(\.ask) == [.phase(.next(3, now: true))])
        scene.event("PHASE 4 4 silence 120 next")
        scene.relay("@id=3 FAIL PHASE stale-phase 4 :x")
        #expect(
            scene.sentences == [
                "circle: The meeting has gone on to another part already. `phase` shows which."
            ]
        )
    }

    @Test("§14.4 words under a part that ended are a draft, and are sent in none by themselves")
    func drafts() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 1 1 gather 0 start", floor: "1 open 0 start - 0 0")
        for count in 1...6 { scene.type("line \(count)") }
        #expect(scene.acts.count < 6)
        scene.event("PHASE 2 2 agree 0 next")
        scene.event("FLOOR 2 home 0 phase - 0 0")
        #expect(scene.sentences.contains { $0.contains("The turn you typed it in is over.") })
        #expect(!scene.member.drafts.isEmpty)
        scene.wait(20_000)
        #expect(scene.acts.allSatisfy { $0.verb != .line })
        #expect(scene.member.drafts.all.last?.text == "line 6")
    }

    @Test("§14.5 the clock of a part is told, and stands still in a break") func clock() {
        var scene = SealedScene()
        scene.meet()
        scene.event("PHASE 4 5 share 600 next")
        scene.stay(60_000)
        scene.event("FLOOR 2 space 0 break - 300 1")
        #expect(scene.sentences == ["circle: A break of 5 minutes. Nobody needs to write."])
        scene.stay(300_000)
        scene.event("FLOOR 2 home 0 quiet-over - 0 0")
        scene.stay(30_000)
        scene.wish(.phase)
        #expect(
            scene.sentences.first?.hasSuffix(
                "It has lasted 1 minute 30 seconds of about 10 minutes."
            )
                == true
        )
    }

    @Test(
        "§14.5 the clock of a part tells facilitators how to go on, and others nothing of that",
        arguments: [
            (Role.facilitator, 5, " `phase next` goes on."),
            (.facilitator, 6, " It is the last one; `end meeting` ends the meeting."),
            (.timekeeper, 5, ""),
        ]
    )
    func wayOn(_ role: Role, _ place: Int, _ way: String) {
        var scene = SealedScene()
        scene.meet(role: role, phase: "PHASE 4 \(place) share 600 next")
        scene.relay("NOTE phase-time 100 0")
        #expect(scene.sentences == ["circle: The time of this part is over.\(way)"])
    }

    @Test("§14.8 after a restart the clock of the part begins anew, and the part is the same")
    func restart() {
        var scene = SealedScene()
        scene.meet()
        scene.event("PHASE 4 5 share 600 next")
        scene.stay(60_000)
        _ = scene.step(.lost)
        scene.comeBack(epoch: 9)
        scene.relay("PONG 11")
        scene.stay(10_000)
        scene.wish(.phase)
        #expect(scene.sentences.first?.contains("Part 5 of 6") == true)
        scene.event("PHASE 5 6 few 0 next")
        #expect(scene.sentences.first?.contains("Part 6 of 6") == true)
    }

    @Test("§14.7 in a part without text nothing is sent, and a whisper is") func silentPart() {
        var scene = SealedScene()
        scene.meet(
            plan: "PLAN - - gather;words=no",
            phase: "PHASE 1 1 gather 0 start",
            floor: "1 open 0 start - 0 0"
        )
        scene.type("hello")
        #expect(scene.acts.isEmpty)
        #expect(scene.sentences.first?.contains("without text") == true)
        scene.wish(.whisper(.facilitators, "hello"))
        #expect(scene.acts.map(\.verb) == [.whisper])
    }

    @Test("§14.1 the plan is told with the titles there are, and where we are") func plan() {
        var scene = SealedScene()
        scene.meet(pages: [5])
        scene.bringPage(checkIn)
        scene.event("PAGE 3 1")
        scene.wish(.plan)
        #expect(scene.sentences.isEmpty)
        scene.bringPage("Hello")
        #expect(
            scene.sentences == [
                "circle: 1. Hello (coming together).", "circle: 2. Agreeing.",
                "circle: 3. Check-in (go-round), about 30 minutes. We are here.",
                "circle: 4. Silence, about 2 minutes.", "circle: 5. Sharing.",
                "circle: 6. Open talk with sticks.",
            ]
        )
        scene.event("PAGE 2 1")
        scene.wish(.plan)
        scene.bringPage("Tuesday circle\nFor whoever wants to come.")
        #expect(scene.sentences.first == "meeting: Tuesday circle")
        #expect(scene.sentences.count == 7)
        var bare = SealedScene()
        bare.sitDown()
        bare.wish(.plan)
        #expect(bare.sentences.first?.contains("without a plan") == true)
        bare.wish(.phaseNext(now: false))
        #expect(bare.acts.isEmpty)
    }

    @Test("§20.3 in a silence each row of its card is shown at its second") func prompts() {
        var scene = SealedScene()
        scene.meet(pages: [5, 6])
        scene.bringPage(checkIn)
        scene.bringPage("Quiet\n@0 Breathe.\n@60 Think of somebody.\n@90 Come back.")
        scene.event("PHASE 4 4 silence 120 over")
        scene.event("FLOOR 2 space 0 phase - 120 1")
        #expect(scene.sentences == ["reading: Breathe."])
        scene.stay(59_000)
        #expect(scene.sentences.isEmpty)
        scene.stay(2_000)
        #expect(scene.sentences == ["reading: Think of somebody."])
        scene.event("FLOOR 3 home 0 quiet-over - 0 0")
        scene.stay(60_000)
        #expect(!scene.sentences.contains { $0.contains("Come back.") })
    }

    @Test("§20.3 a facilitator's client says the reading row by row, and stops when it must")
    func reading() {
        var scene = SealedScene()
        scene.meet(role: .facilitator, pages: [5])
        scene.bringPage(checkIn)
        scene.wish(.read)
        #expect(scene.acts.map(\.verb) == [.line, .line])
        #expect(scene.acts.map(\.turn) == [1, 1])
        scene.event("FLOOR 2 held 3 spoke - 300 0")
        scene.wish(.read)
        #expect(scene.acts.isEmpty)
        #expect(scene.sentences.first?.hasPrefix("circle: The reading was not begun.") == true)
        scene.relay("@id=1 FAIL LINE stale 2 held 3 :x", "@id=2 FAIL LINE stale 2 held 3 :x")
        #expect(
            scene.sentences == [
                "circle: The rest of the reading was not said. `read` begins again."
            ]
        )
        #expect(scene.member.drafts.isEmpty)
    }

    @Test("§20.3 a reading that is stopped says no further row") func stopped() {
        var scene = SealedScene()
        scene.meet(role: .facilitator, pages: [5])
        scene.bringPage("Check-in\n" + (1...9).map { "row \($0)" }.joined(separator: "\n"))
        scene.wish(.read)
        #expect((1...8).contains(scene.acts.count))
        #expect(scene.member.isReading)
        scene.wish(.stopReading)
        #expect(scene.shown == [.meeting(.readingStopped)])
        #expect(!scene.member.isReading)
        scene.stay(20_000)
        #expect(scene.acts.isEmpty && scene.member.drafts.isEmpty)
        scene.wish(.stopReading)
        #expect(scene.shown.isEmpty)
    }

    @Test("§15 the round is offered in its own words") func round() {
        var scene = SealedScene()
        scene.meet()
        scene.event("FLOOR 2 home 0 round 1,2,3 0 0")
        #expect(scene.sentences == ["circle: In line: Ana, Bo and Cy. You are 2nd in line."])
        scene.event("FLOOR 3 offered 2 ring 3 180 0")
        #expect(scene.sentences.first?.hasPrefix("circle: It is your turn in the round.") == true)
    }

    @Test("§15 in a round it is no news that the line gets shorter; who is put behind is")
    func shorter() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 1 1 round 0 start", floor: "1 home 0 start - 0 0")
        scene.event("FLOOR 2 home 0 round 1,2,3 0 0")
        #expect(scene.sentences == ["circle: In line: Ana, Bo and Cy. You are 2nd in line."])
        scene.event("FLOOR 3 offered 1 ring 2,3 180 0")
        scene.event("FLOOR 4 home 1 passed 2,3 0 0")
        #expect(!scene.sentences.contains { $0.hasPrefix("circle: In line") })
        scene.stay(5_000)
        #expect(scene.sentences == [])
        scene.event("FLOOR 5 offered 2 ring 3 180 0")
        scene.event("FLOOR 6 home 2 later 3,2 0 0")
        #expect(scene.sentences.contains("circle: In line: Cy and Bo. You are 2nd in line."))
    }
}
