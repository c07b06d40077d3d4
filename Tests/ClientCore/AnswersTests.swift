import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§16 Responses, marks, content notes and several sticks")
struct AnswersTests {
    private static let share = "PHASE 5 5 share 0 next"

    @Test("§16.1 whose share it is may welcome answers, until the next has the stick")
    func welcome() {
        var scene = SealedScene()
        scene.meet(phase: Self.share)
        #expect(!scene.member.room.mayWelcome)
        scene.event("FLOOR 2 held 2 accepted - 300 0")
        #expect(scene.member.room.mayWelcome)
        scene.type("my share")
        scene.event(scene.own(1, turn: 2))
        scene.event("FLOOR 3 home 0 done - 0 0")
        #expect(scene.member.room.mayWelcome)
        scene.wish(.act(.response(true)))
        scene.relay("@id=2 OK RESPONSE 0")
        #expect(
            scene.sentences == [
                "circle: Others may answer your share when it is over. `no more` ends that."
            ]
        )
        #expect(scene.member.room.mayEndResponses)
        scene.event("PHASE 6 0 response 0 response")
        #expect(
            scene.sentences == [
                "circle: Answers. Others may answer you, and the last word is yours; `no more`"
                    + " ends it."
            ]
        )
        #expect(scene.member.room.mayEndResponses && !scene.member.room.mayWelcome)
        scene.event("PHASE 7 5 share 0 resume")
        #expect(scene.sentences == ["circle: Sharing goes on."])
        #expect(!scene.member.room.mayWelcome && !scene.member.room.mayEndResponses)
    }

    @Test("§16.1 who has welcomed answers may take it back, and the next share is another one")
    func notWelcomeAfterAll() {
        var scene = SealedScene()
        scene.meet(phase: Self.share)
        scene.event("FLOOR 2 held 2 accepted - 300 0")
        #expect(!scene.member.room.mayEndResponses)
        scene.wish(.act(.response(true)))
        scene.relay("@id=1 OK RESPONSE 0")
        #expect(scene.member.room.mayEndResponses)
        scene.wish(.act(.response(false)))
        scene.relay("@id=2 OK RESPONSE 0")
        #expect(!scene.member.room.mayEndResponses)
        scene.wish(.act(.response(true)))
        scene.relay("@id=3 OK RESPONSE 0")
        scene.event("FLOOR 3 home 0 passed - 0 0")
        scene.event("FLOOR 4 held 3 accepted - 300 0")
        #expect(!scene.member.room.mayEndResponses)
    }

    @Test("§16.1 where every share is answered, one's own may go without when it is over")
    func always() {
        var scene = SealedScene()
        let plan = "PLAN - - share;response=always"
        scene.meet(plan: plan, phase: "PHASE 1 1 share 0 start", floor: "2 held 2 start - 300 0")
        #expect(!scene.member.room.mayEndResponses, "with the stick `no more` is words")
        scene.type("my share")
        scene.event(scene.own(1, turn: 2))
        scene.event("FLOOR 3 home 0 done - 0 0")
        #expect(scene.member.room.mayEndResponses)
    }

    @Test("§8.12, §16.6 a stick comes home only from whoever was named") func homeByName() {
        var scene = SealedScene()
        scene.meet(role: .facilitator, phase: Self.share, floor: "2 held 3 start - 300 0")
        scene.wish(.home(ana, now: true))
        #expect(scene.acts.isEmpty)
        #expect(scene.sentences == ["circle: They do not have the stick."])
        scene.wish(.home(cy, now: true))
        #expect(scene.acts.map(\.turn) == [2])
        // In a silence over several sticks the floor has the turn of the newest.
        let few = "6 few 0 start - 120 0 3.5,1.6"
        var silent = SealedScene()
        silent.meet(role: .facilitator, phase: "PHASE 6 6 few 0 next", floor: few)
        silent.event("FLOOR 6 space 0 bell - 60 1")
        silent.wish(.act(.home(now: true)))
        #expect(silent.acts.isEmpty && silent.shown == [.meeting(.whichStick)])
        silent.wish(.home(cy, now: true))
        #expect(silent.acts.map(\.turn) == [5])
    }

    @Test("§16.6 with several sticks `time` tells who has one") func timeOfFew() {
        var scene = SealedScene()
        let few = "6 few 0 start - 120 0 3.5"
        scene.meet(phase: "PHASE 6 6 few 0 next", floor: few)
        scene.wish(.time)
        #expect(scene.sentences == ["circle: Cy has a stick."])
        scene.event("FLOOR 6 space 0 bell - 60 1")
        scene.wish(.time)
        #expect(scene.sentences == ["circle: A silence of 1 minute. Nobody needs to write."])
        // Who comes in during the silence is not told who has a stick, and takes none by chance.
        var late = SealedScene()
        let space = "6 space 0 start - 60 1"
        late.meet(role: .facilitator, phase: "PHASE 6 6 few 0 next", floor: space)
        for wish in [Wish.home(cy, now: true), .act(.home(now: true)), .act(.extend)] {
            late.wish(wish)
            #expect(late.acts.isEmpty)
            #expect(late.sentences == ["circle: A silence is held. Wait until it is over."])
        }
    }

    @Test("§16.1 in a part without answers `welcome` is no wish") func never() {
        var scene = SealedScene()
        scene.meet()
        scene.event("FLOOR 2 held 2 accepted - 180 0")
        #expect(!scene.member.room.mayWelcome)
    }

    @Test("§16.2 an answer is no share and is not counted as one") func notCounted() {
        var scene = SealedScene()
        scene.meet(phase: Self.share)
        scene.event("PHASE 6 0 response 0 response")
        scene.event("FLOOR 2 offered 3 response - 120 0")
        scene.event("FLOOR 2 held 3 spoke - 120 0")
        scene.event(scene.line(cy, id: 1, turn: 2, "I hear you"))
        scene.event("FLOOR 3 home 0 done - 0 0")
        #expect(scene.member.room.record(of: cy)?.shares == 0)
        scene.event("FLOOR 4 offered 2 last-word - 120 0")
        #expect(scene.sentences.first?.hasPrefix("circle: The last word is yours") == true)
        scene.event("PHASE 7 5 share 0 resume")
        scene.event("FLOOR 5 held 3 spoke - 120 0")
        scene.event(scene.line(cy, id: 2, turn: 5, "my share"))
        scene.event("FLOOR 6 home 0 done - 0 0")
        #expect(scene.member.room.record(of: cy)?.shares == 1)
    }

    @Test("§16.2 hands for the share wait beneath the answers, and are told again after them")
    func handsBeneath() {
        var scene = SealedScene()
        scene.meet(phase: Self.share)
        scene.event("FLOOR 2 held 1 accepted 2,3 300 0")
        scene.event(scene.line(ana, id: 1, turn: 2, "my share"))
        scene.event("FLOOR 3 home 0 done 2,3 0 0")
        #expect(scene.sentences.last == "circle: In line: Bo and Cy. You are 1st in line.")
        scene.event("PHASE 6 0 response 0 response")
        #expect(
            scene.sentences == [
                "circle: Answers. `hand` raises your hand if you want to answer Ana's share. Hands"
                    + " that are up wait until the answers are over."
            ]
        )
        scene.event("FLOOR 4 home 0 phase - 0 0")
        #expect(scene.sentences.isEmpty)
        scene.event("HAND 3 up 3")
        scene.stay(3_000)
        #expect(scene.sentences == ["circle: In line: Cy."])
        scene.event("FLOOR 5 offered 3 response - 120 0")
        scene.event("FLOOR 6 home 3 passed - 0 0")
        #expect(!scene.sentences.contains("circle: No hand is up."))
        scene.wish(.phase)
        #expect(!scene.sentences.contains { $0.contains("wait until") })
        scene.event("PHASE 7 5 share 0 resume")
        scene.event("FLOOR 7 home 0 phase 2,3 0 0")
        #expect(scene.sentences == ["circle: In line: Bo and Cy. You are 1st in line."])
    }

    @Test("§16.2 whose hand is not up is not told of hands that wait") func noHandBeneath() {
        var scene = SealedScene()
        scene.meet(phase: Self.share, floor: "3 home 0 done 3 0 0")
        scene.event("PHASE 6 0 response 0 response")
        #expect(
            scene.sentences == [
                "circle: Answers. `hand` raises your hand if you want to answer the share."
            ]
        )
        scene.event("FLOOR 4 home 0 phase - 0 0")
        #expect(scene.sentences.isEmpty)
    }

    @Test("§16.3 a go-round goes on after answers without telling its ring again")
    func ringBeneath() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 3 3 round 1800 next")
        scene.event("FLOOR 2 home 0 round 1,2,3 0 0")
        scene.event("FLOOR 3 offered 1 ring 2,3 180 0")
        scene.event("FLOOR 4 home 1 done 2,3 0 0")
        scene.event("PHASE 4 0 response 0 response")
        scene.event("FLOOR 5 home 0 phase - 0 0")
        scene.event("PHASE 5 3 round 1800 resume")
        scene.event("FLOOR 6 home 0 phase 2,3 0 0")
        #expect(scene.sentences.isEmpty)
    }

    @Test("§16.4 marks: names to the sharer, counts to all in one line") func marks() {
        var scene = SealedScene()
        scene.meet(phase: Self.share)
        scene.wish(.act(.mark(.thankYou)))
        scene.relay("@id=1 OK MARK 0")
        #expect(scene.sentences == ["circle: Noted. Whoever shares will see it."])
        scene.event("MARKS 3 3 0 1 1")
        #expect(scene.sentences == ["circle: For Cy: heard 3, thank you 1, a hug 1."])
        scene.event("MARKED 3 with-you")
        #expect(scene.sentences == ["circle: Cy is with you."])
        scene.event("MARKS 2 0 1 0 0")
        #expect(scene.sentences.isEmpty)
        scene.wish(.act(.mark(.hug)))
        scene.relay("@id=2 FAIL MARK not-in-phase :x")
        #expect(scene.sentences == ["circle: There is no share to answer just now."])
    }

    @Test("§16.5 a content note is a line of its own kind that says how to step out")
    func cautions() {
        var scene = SealedScene()
        scene.meet(phase: Self.share)
        scene.event("FLOOR 2 held 3 accepted - 300 0")
        scene.event(
            scene.line(cy, id: 1, turn: 2, "loss").replacing("LINE", with: "CAUTION")
        )
        #expect(
            scene.sentences == [
                "content note of Cy·3 (`step out` lets you be out for this share): loss"
            ]
        )
        scene.event("FLOOR 2 space 3 note - 15 1")
        #expect(
            scene.sentences == [
                "circle: A moment of 15 seconds. `step out` lets you be out for this share."
            ]
        )
        scene.event("CAUTION 3 2 2 *")
        #expect(scene.sentences.first?.contains("was lost when the relay was restarted") == true)
    }

    @Test("§16.5 a content note of one's own goes under the turn, and only with the stick")
    func ownCaution() {
        var scene = SealedScene()
        scene.meet(role: .facilitator, phase: Self.share)
        scene.wish(.caution("loss"))
        #expect(scene.acts.isEmpty)
        #expect(scene.sentences.first?.contains("for whoever has the stick") == true)
        scene.event("FLOOR 2 held 2 accepted - 300 0")
        scene.wish(.sendDraft(all: false))
        #expect(scene.acts.map(\.verb) == [.caution])
        #expect(scene.acts.map(\.turn) == [2])
        guard case .caution(.sealed(let payload), _)? = scene.acts.first?.ask else {
            Issue.record("no content note")
            return
        }
        scene.event("CAUTION 2 1 2 \(scene.text(payload))")
        #expect(scene.sentences == ["content note of Bo·2: loss"])
        scene.relay("@id=1 OK CAUTION \(scene.viewEnd)")
        #expect(scene.member.isSettled)
    }

    @Test("§16.6 with several sticks everybody speaks under their own turn") func few() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 6 6 few 0 next", floor: "4 few 0 start - 120 0 -")
        scene.type("without a stick")
        #expect(scene.acts.isEmpty)
        scene.event("FLOOR 5 few 0 stick - 120 0 3.5")
        #expect(scene.sentences == ["circle: Cy has a stick."])
        scene.event("FLOOR 6 few 0 stick - 120 0 3.5,2.6")
        #expect(
            scene.sentences.first?.hasPrefix("circle: You have a stick: everybody hears") == true
        )
        scene.event(scene.line(cy, id: 1, turn: 5, "a word"))
        scene.event("FLOOR 7 few 0 done - 120 0 2.6")
        #expect(scene.member.room.record(of: cy)?.shares == 1)
        scene.type("with one")
        #expect(scene.acts.map(\.turn) == [6])
        scene.event("FLOOR 7 space 0 bell - 60 1")
        #expect(scene.member.room.holdsStick)
        scene.event("FLOOR 7 few 0 quiet-over - 120 0 2.6")
        scene.wish(.act(.done))
        #expect(scene.acts.map(\.turn) == [6])
        scene.event("FLOOR 8 few 0 done - 120 0 -")
        #expect(!scene.member.room.holdsStick && !scene.member.room.isStickOut)
        #expect(scene.sentences == ["circle: All sticks are free. `hand` gets you one."])
    }

    @Test("§16.6 a line that waits is stale when its own stick has gone, and no sooner")
    func staleStick() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 6 6 few 0 next", floor: "6 few 0 start - 120 0 3.5,2.6")
        for count in 1...6 { scene.type("line \(count)") }
        scene.event("FLOOR 7 few 0 done - 120 0 2.6")
        #expect(scene.member.drafts.isEmpty)
        scene.event("FLOOR 8 few 0 lapsed - 120 0 -")
        #expect(!scene.member.drafts.isEmpty)
    }

    @Test("§16.6 a facilitator says whose stick comes home") func homes() {
        var scene = SealedScene()
        scene.meet(
            role: .facilitator,
            phase: "PHASE 6 6 few 0 next",
            floor: "6 few 0 start - 120 0 3.5,1.6"
        )
        scene.wish(.act(.home(now: true)))
        #expect(scene.acts.isEmpty && scene.shown == [.meeting(.whichStick)])
        scene.wish(.home(cy, now: true))
        #expect(scene.acts.map(\.turn) == [5])
        scene.wish(.home(bo, now: true))
        #expect(scene.acts.isEmpty && scene.shown.count == 1)
    }

    @Test("§8.7 §16.6 a holder of one of several sticks reads notes about the own share as such")
    func ownNotes() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 6 6 few 0 next", floor: "6 few 0 start - 120 0 3.5,2.6")
        scene.relay("NOTE time 80 24", "NOTE home-asked 60", "NOTE extended 120", "NOTE time 150 0")
        #expect(
            scene.sentences == [
                "circle: About 24 seconds of your time is left.",
                "circle: A facilitator asks you to come to a close within 1 minute.",
                "circle: You have 2 minutes more.",
                "circle: Your time has passed. Nobody cuts you off; finish when you can.",
            ]
        )
        scene.event("FLOOR 6 space 0 bell - 60 1")
        scene.relay("NOTE quiet")
        #expect(scene.sentences.first?.hasPrefix("circle: Take your time") == true)
    }

    @Test("§8.7 §16.6 who keeps the time is told no other's note as their own")
    func notesOfOthers() {
        var scene = SealedScene()
        scene.meet(
            role: .facilitator,
            phase: "PHASE 6 6 few 0 next",
            floor: "6 few 0 start - 120 0 3.5,2.6"
        )
        scene.relay("NOTE time 100 0", "NOTE time 80 24")
        #expect(
            scene.sentences == [
                "circle: Somebody's time is over.",
                "circle: About 24 seconds of your time is left.",
            ]
        )
        scene.event("FLOOR 7 few 0 done - 120 0 3.5")
        scene.relay("NOTE time 100 0")
        #expect(scene.sentences == ["circle: Cy's time is over."])
    }

    @Test("§14.4 who agrees is told to facilitators and to oneself") func agree() {
        var scene = SealedScene()
        scene.meet(role: .facilitator, phase: "PHASE 2 2 agree 0 next")
        #expect(scene.member.room.isAgreeing)
        scene.event("AGREE 3")
        #expect(scene.sentences == ["circle: Cy agrees."])
        scene.event("AGREE 2")
        #expect(scene.sentences == ["circle: You agree. Thank you."])
    }
}

extension Scene where Cipher == StoryCipher {
    /// The member's own line, as it went out last.
    fileprivate func own(_ id: UInt32, turn: UInt32) -> String {
        guard case .line(.sealed(let payload), _)? = acts.last?.ask else { return "" }
        return "LINE 2 \(id) \(turn) \(text(payload))"
    }
}
