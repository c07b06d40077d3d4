import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§19 Out of the circle, and back")
struct ApartTests {
    @Test("§19.1 that somebody is out is told neutrally, and why to nobody else") func neutral() {
        var scene = SealedScene()
        scene.meet()
        scene.event("OUT 3 on")
        #expect(scene.sentences == ["circle: Cy has stepped out for now."])
        scene.wish(.who)
        #expect(scene.sentences[0].contains("Cy·3 (out for now)"))
        scene.event("OUT 3 off")
        #expect(scene.sentences == ["circle: Cy is back."])
        scene.event("OUT 3 off")
        #expect(scene.sentences.isEmpty)
    }

    @Test(
        "§19.1 facilitators are told why, marked as for them",
        arguments: [
            ("step", "For facilitators: Cy chose to step out"),
            ("aside", "For facilitators: Cy is set aside. `take back 3`"),
            ("side 1", "For facilitators: Cy is in a side room with Ana."),
            ("side 2", "You and Cy are in a side room: `w @3 …`"),
        ]
    )
    func why(_ apart: String, _ words: String) {
        var scene = SealedScene()
        scene.meet(role: .cofacilitator)
        scene.event("OUT 3 on")
        scene.event("APART 3 \(apart)")
        #expect(scene.sentences.count == 1)
        #expect(scene.sentences[0].hasPrefix("circle: " + words))
        scene.event("APART 3 in")
        #expect(scene.sentences.isEmpty)
        #expect(scene.member.room.sideGuests.isEmpty)
    }

    @Test("§19.3 the facilitator of a side room finds who is in it, also after a new state")
    func guests() {
        var scene = SealedScene()
        scene.meet(role: .cofacilitator, more: ["OUT 3 on", "APART 3 side 2"])
        #expect(scene.member.room.sideGuests == [cy])
        #expect(scene.member.room.sideHost == nil)
    }

    @Test("§19.1 whoever is out is told why, has no words, and comes back with a fresh state")
    func outAndBack() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 1 1 gather 0 start", floor: "1 open 0 start - 0 0")
        scene.event("OUT 2 on")
        scene.event("APART 2 aside")
        #expect(scene.sentences.first?.hasPrefix("circle: A facilitator has set you aside") == true)
        scene.type("hello")
        #expect(scene.acts.isEmpty)
        #expect(scene.member.drafts.all.map(\.text) == ["hello"])
        scene.wish(.whisper(.facilitators, "may I come back?"))
        #expect(scene.acts.map(\.verb) == [.whisper])
        scene.wish(.act(.step(out: false)))
        #expect(scene.acts.map(\.ask) == [.step(out: false)])
        scene.relay("@id=2 FAIL STEP set-aside :x")
        #expect(scene.sentences.first?.contains("A facilitator has set you aside") == true)
        // Others went on meanwhile; this seat was shown nothing of it.
        scene.event("APART 2 in")
        scene.viewEnd = 31
        scene.giveState(
            .member,
            SealedScene.plan,
            "9 held 3 start - 300 0",
            ["PHASE 4 5 share 0 next"]
        )
        #expect(
            scene.sentences.contains(
                "circle: You are in the circle again. What was said meanwhile is not shown."
            )
        )
        #expect(scene.sentences.contains { $0.contains("It is Cy's turn.") })
        scene.event("OUT 2 off")
        #expect(scene.sentences.isEmpty && !scene.reconnects)
        scene.event(scene.line(cy, id: 1, turn: 9, "as I said"))
        #expect(scene.sentences == ["Cy·3: as I said"])
    }

    @Test("§19.1 a state that says that one is still out does not bring one back") func stillOut() {
        var scene = SealedScene()
        scene.meet(more: ["OUT 2 on", "APART 2 step"])
        scene.type("hello")
        #expect(scene.acts.isEmpty)
        scene.event("APART 2 in")
        scene.event("OUT 2 off")
        #expect(
            scene.sentences == [
                "circle: You are in the circle again. What was said meanwhile is not shown."
            ]
        )
    }

    @Test("§19.3 in a side room a line to all stays a draft that says how to answer") func side() {
        var scene = SealedScene()
        scene.meet()
        scene.event("OUT 2 on")
        scene.event("APART 2 side 1")
        #expect(
            scene.sentences == [
                "circle: You are in a side room with Ana: `w …` reaches Ana and nobody else."
                    + " `step in` brings you back to the circle."
            ]
        )
        #expect(scene.member.room.sideHost == ana)
        scene.type("I am scared")
        #expect(scene.acts.isEmpty)
        #expect(scene.sentences.first?.contains("begin with `w `") == true)
        scene.event("LEAVE 1 gone")
        #expect(scene.member.room.sideHost == nil)
    }

    @Test("§19.3 whose facilitator has left the side room learns it, and stays apart")
    func emptySideRoom() {
        var scene = SealedScene()
        scene.meet()
        scene.event("OUT 2 on")
        scene.event("APART 2 side 1")
        #expect(!scene.member.room.isAloneInSideRoom)
        scene.wish(.whisper(.seat(ana), "are you there?"))
        scene.relay("@id=1 FAIL WHISPER role :x")
        #expect(
            scene.sentences.first?.contains("Ana hears this side room no more. `w chair: …`")
                == true
        )
        #expect(scene.member.drafts.all.map(\.text) == ["are you there?"])
        #expect(scene.member.room.isAloneInSideRoom)
        scene.event("APART 2 side 3")
        #expect(!scene.member.room.isAloneInSideRoom)
        // A whisper to somebody else says nothing of the room.
        scene.wish(.whisper(.seat(ana), "and you?"))
        scene.relay("@id=2 FAIL WHISPER role :x")
        #expect(scene.sentences.first?.contains("between buddies") == true)
        #expect(!scene.member.room.isAloneInSideRoom)
    }

    @Test(
        "what even a facilitator cannot do is told as that",
        arguments: [
            (Request.Ask.aside(ana, true), "ASIDE", "That cannot be done to a facilitator."),
            (.quiet(ana, true), "QUIET", "That cannot be done to a facilitator."),
            (.side(cy, false), "SIDE", "That side room is another facilitator's."),
            (.side(ana, true), "SIDE", "A side room is for a member."),
            (.chair(cy), "CHAIR", "The chair goes from whoever has it to another"),
            (.remove(ana, meeting: true), "REMOVE", "Only a facilitator makes facilitators"),
        ]
    )
    func amongFacilitators(_ ask: Request.Ask, _ verb: String, _ words: String) {
        for role in [Role.cofacilitator, .member] {
            var scene = SealedScene()
            scene.meet(role: role)
            scene.wish(.act(ask))
            scene.relay("@id=1 FAIL \(verb) role :x")
            let told = role.facilitates ? words : "Only a facilitator can do that."
            #expect(scene.sentences.first?.hasPrefix("circle: " + told) == true)
        }
    }

    @Test("§19.2 who has the stick is told to end that first") func stepping() {
        var scene = SealedScene()
        scene.meet()
        scene.wish(.act(.step(out: true)))
        scene.relay("@id=1 FAIL STEP stick-out :x")
        #expect(
            scene.sentences == [
                "circle: The stick is with you. `done` or `pass` first, then `step out`."
            ]
        )
    }

    @Test("§19.5 buddies ask, agree and end it in private") func buddies() {
        var scene = SealedScene()
        scene.meet()
        scene.event("BUDDY 3 2 asked")
        #expect(scene.sentences.first?.contains("`buddy 3` says yes") == true)
        #expect(scene.member.room.meeting.buddies.isEmpty)
        scene.event("BUDDY 3 2 on")
        #expect(scene.member.room.meeting.buddies == [cy])
        #expect(scene.sentences.first?.contains("`w @3 …` whispers to Cy") == true)
        scene.wish(.whisper(.seat(cy), "hello"))
        scene.relay("@id=1 FAIL WHISPER stick-out :x")
        #expect(
            scene.sentences.first?.hasPrefix(
                "circle: Somebody has the stick. Buddies whisper while it is at home."
            ) == true
        )
        scene.event("BUDDY 2 3 off")
        #expect(scene.sentences == ["circle: You and Cy are not buddies any more."])
        #expect(scene.member.room.meeting.buddies.isEmpty)
        scene.event("BUDDY 2 3 asked")
        #expect(scene.sentences.first?.contains("It begins when Cy says yes") == true)
    }

    @Test("§16.7 whoever is quieted keeps what they type, until the next part") func quiet() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 1 1 gather 0 start", floor: "1 open 0 start - 0 0")
        scene.event("QUIET 2 on")
        #expect(scene.sentences.first?.hasPrefix("circle: A facilitator asks you to pause") == true)
        scene.type("but")
        #expect(scene.acts.isEmpty && scene.member.drafts.all.map(\.text) == ["but"])
        scene.event("PHASE 2 1 gather 0 next")
        scene.type("and")
        #expect(scene.acts.map(\.verb) == [.line])
        scene.event("QUIET 3 on")
        #expect(scene.sentences.first?.contains("Only facilitators see this.") == true)
    }
}
