import ClientCore
import Etiquette
import Testing
import Wire

private let dee = Seat(4)

@Suite("§17 and §18 The chair, the door and the vestibule")
struct DoorTests {
    @Test(
        "§18.2 whoever waits is told for what, once",
        arguments: [
            (VestibuleReason.boundary, "you come in by yourself"),
            (.door, "lets you in when one is here"),
            (.kept, "No facilitator is here just now"), (.held, "a little longer"),
        ]
    )
    func reasons(_ reason: VestibuleReason, _ words: String) {
        var scene = SealedScene()
        scene.waitOutside(reason)
        let told = scene.sentences.filter { $0.contains(words) }
        #expect(told.count == 1)
        #expect(!scene.sentences.contains { $0.contains("Here:") })
        #expect(scene.sentences.contains { $0.contains("Part 1 of 6") })
        scene.relay("NOTE vestibule \(reason.rawValue)")
        #expect(scene.sentences.isEmpty)
        #expect(!scene.member.isReady)
    }

    @Test(
        "§18.1 an unlocked door is as it was planned, and open without a plan",
        arguments: [
            ("PLAN - door=knock gather,share", Door.knock), ("PLAN - - gather,share", .open),
            ("PLAN - - -", .open),
        ]
    )
    func unlocked(_ plan: String, _ door: Door) {
        var scene = SealedScene()
        scene.meet(role: .facilitator, plan: plan, phase: "PHASE 1 1 gather 0 start")
        scene.wish(.unlock)
        #expect(scene.acts.map(\.ask) == [.door(door)])
    }

    @Test("§18.2 in the vestibule whispers to who keeps the door and help go out, nothing else")
    func vestibule() {
        var scene = SealedScene()
        scene.waitOutside()
        scene.type("hello everybody")
        #expect(scene.acts.isEmpty)
        #expect(scene.member.drafts.all.map(\.text) == ["hello everybody"])
        for wish in [Wish.act(.hand(.up)), .act(.step(out: true)), .who, .queue, .time] {
            scene.wish(wish)
            #expect(scene.acts.isEmpty)
            #expect(scene.shown == [.hosting(.notInVestibule)])
        }
        scene.wish(.whisper(.facilitators, "may I come in?"))
        #expect(scene.acts.map(\.verb) == [.whisper])
        scene.wish(.whisper(.seat(ana), "may I?"))
        #expect(scene.acts.map(\.verb) == [.whisper])
        scene.wish(.whisper(.seat(cy), "may I?"))
        #expect(scene.acts.isEmpty)
        scene.wish(.act(.help))
        #expect(scene.acts.map(\.verb) == [.help])
        scene.event("HELP 2")
        #expect(scene.sentences == ["circle: " + CrisisCard.whoKnows(.told)])
        scene.wish(.plan)
        #expect(scene.sentences.count == 6)
    }

    @Test("§18.2 a whisper from the door opens, and whoever is let in begins like a newcomer")
    func letIn() {
        var scene = SealedScene()
        scene.waitOutside()
        let place = PayloadPlace(
            log: 3,
            author: key(ana),
            kind: .whisper,
            id: 1,
            audience: [2] + key(bo).bytes
        )
        let payload = StoryCipher.payload([UInt8]("one moment".utf8), place, salt: 2)
        scene.viewEnd = 14
        scene.relay("@n=15;prev=10 WHISPER 1 1 2 \(scene.text(payload))")
        #expect(scene.sentences == ["Ana·1 whispers to you: one moment"])
        scene.viewEnd = 20
        scene.giveState(
            .member,
            SealedScene.plan,
            "3 home 0 start - 0 0",
            ["PHASE 2 2 agree 0 next"]
        )
        #expect(scene.sentences.contains { $0.hasPrefix("circle: You are Bo·2.") })
        #expect(scene.sentences.contains { $0.hasPrefix("circle: Here: Ana·1") })
        scene.event("JOIN 2 \(keyText(bo)) member \(scene.name(bo, "Bo"))")
        #expect(!scene.reconnects && scene.member.isReady)
        scene.wish(.act(.agree))
        #expect(scene.acts.map(\.ask) == [.agree])
    }

    @Test("§18.2 what was typed at the door is a draft, and is not sent on coming in") func drafts()
    {
        var scene = SealedScene()
        scene.waitOutside()
        scene.type("hello")
        scene.giveState(.member, SealedScene.plan, "1 open 0 start - 0 0", [])
        #expect(scene.acts.isEmpty)
        scene.wish(.sendDraft(all: false))
        #expect(scene.acts.map(\.verb) == [.line])
    }

    @Test("§18.3 who keeps the door is told who knocks, by number, and when they go") func knocks()
    {
        var scene = SealedScene()
        scene.meet(role: .greeter)
        let knock = "KNOCK 4 \(keyText(dee)) member \(scene.name(dee, "Dee"))"
        scene.event(knock)
        #expect(
            scene.sentences == [
                "circle: Dee·4 waits at the door. `admit 4` lets them in, `hold 4` lets them wait,"
                    + " `w @4 …` whispers to them."
            ]
        )
        scene.event(knock)
        #expect(scene.sentences.isEmpty)
        #expect(scene.member.room.waiting(called: "dee") == [dee])
        #expect(scene.member.room.seats(called: "dee").isEmpty)
        scene.wish(.door)
        #expect(scene.sentences.first?.contains("Waiting: Dee·4.") == true)
        scene.wish(.act(.hold(dee)))
        scene.relay("@id=1 OK HOLD 0")
        #expect(scene.sentences == ["circle: Noted: they go on waiting at the door."])
        scene.event("LEAVE 4 gone")
        #expect(scene.sentences == ["circle: Dee·4 waits at the door no more."])
        #expect(scene.member.room.meeting.waiting.isEmpty)
        scene.event(knock)
        scene.event("JOIN 4 \(keyText(dee)) member \(scene.name(dee, "Dee"))")
        #expect(scene.sentences == ["circle: Dee·4 joined."])
        #expect(scene.member.room.meeting.waiting.isEmpty)
    }

    @Test("§18.3 `door` marks whom one held back, and `admit all` says why it let nobody in")
    func heldBack() {
        var scene = SealedScene()
        scene.meet(role: .greeter)
        let knock = "KNOCK 4 \(keyText(dee)) member \(scene.name(dee, "Dee"))"
        scene.event(knock)
        scene.event("KNOCK 5 \(keyText(Seat(5))) member *")
        scene.wish(.act(.hold(dee)))
        // The answer may come before the event that it tells of.
        scene.relay("@id=1 OK HOLD \(scene.viewEnd + 1)")
        scene.event(knock)
        scene.wish(.door)
        #expect(scene.sentences.first?.contains("Waiting: Dee·4 (held back) and seat·5.") == true)
        scene.wish(.act(.admit(nil)))
        scene.event("JOIN 5 \(keyText(Seat(5))) member *")
        scene.relay("@id=2 OK ADMIT \(scene.viewEnd)")
        scene.wish(.act(.admit(nil)))
        scene.relay("@id=3 OK ADMIT 0")
        #expect(
            scene.sentences == [
                "circle: Those who wait were held back: `admit NAME` lets one in."
            ]
        )
        // Another facilitator lets her in, and the boundary is what she waits for.
        scene.event(knock)
        scene.wish(.door)
        #expect(scene.sentences.first?.contains("Waiting: Dee·4.") == true)
        scene.wish(.act(.admit(nil)))
        scene.relay("@id=4 OK ADMIT 0")
        #expect(scene.sentences == ["circle: Nothing had to change."])
    }

    @Test("§19.2 `door` marks who was set aside before they left") func setAside() {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.event("OUT 3 on")
        scene.event("APART 3 aside")
        scene.event("LEAVE 3 left")
        scene.event("KNOCK 3 \(keyText(cy)) member \(scene.name(cy, "Cy"))")
        scene.wish(.door)
        #expect(scene.sentences.first?.contains("Waiting: Cy·3 (set aside).") == true)
        scene.event("JOIN 3 \(keyText(cy)) member \(scene.name(cy, "Cy"))")
        scene.event("OUT 3 on")
        scene.event("APART 3 aside")
        #expect(
            scene.sentences.first?.hasPrefix("circle: For facilitators: Cy is set aside.") == true
        )
    }

    @Test("§18.3 a knock under the number of another key is an alarm") func falseKnock() {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.event("KNOCK 3 \(keyText(dee)) member \(scene.name(dee, "Dee"))")
        #expect(scene.shown == [.alarm(.keyChanged(scene.member.room.person(cy)))])
        #expect(scene.member.room.meeting.waiting.isEmpty)
    }

    @Test(
        "§18.1 §18.4 §18.5 how the door stands is told with its reason",
        arguments: [
            ("DOOR locked set 1", "The door is locked: nobody new comes in. Ana did that."),
            ("DOOR open set 2", "The door is open: newcomers come in. You did that."),
            ("DOOR knock raid 0", "Many new people came at once"),
            ("DOOR locked entry 0", "The time for coming in is over"),
        ]
    )
    func door(_ line: String, _ words: String) {
        var scene = SealedScene()
        scene.meet(role: .facilitator, more: ["DOOR knock start 0"])
        #expect(scene.member.room.meeting.door == .knock)
        scene.event(line)
        #expect(scene.sentences.count == 1)
        #expect(scene.sentences[0].hasPrefix("circle: " + words))
    }

    @Test("§17.2 to §17.5 who has the chair is told once, and kept mode with what it means")
    func chair() {
        var scene = SealedScene()
        scene.meet(role: .cofacilitator, more: ["CHAIR 1 came"])
        #expect(!scene.sentences.contains { $0.contains("leads") })
        #expect(scene.member.room.attendance[0].hasChair)
        scene.event("CHAIR 2 lost")
        #expect(scene.sentences == ["circle: You lead the circle now, in Ana's place."])
        scene.event("CHAIR 2 lost")
        #expect(scene.sentences.isEmpty)
        scene.event("CHAIR 1 given")
        #expect(scene.sentences == ["circle: You hand the chair to Ana."])
        scene.event("CHAIR 0 kept")
        #expect(scene.member.room.meeting.isKept)
        #expect(scene.sentences[0].contains("The circle goes on by itself"))
        scene.relay("NOTE closing 120")
        #expect(
            scene.sentences == [
                "circle: No facilitator has come back. The meeting ends in 2 minutes."
            ]
        )
        scene.event("CHAIR 1 came")
        #expect(
            scene.sentences == ["circle: A facilitator is here again. Ana leads the circle."]
        )
    }

    @Test("§18.6 §21.2 notes about a meeting are told in sentences") func notes() {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.relay("NOTE few-facilitators 1", "NOTE quorum 2", "NOTE closing 60")
        #expect(
            scene.sentences == [
                "circle: 1 facilitator is here, fewer than this meeting is planned for.",
                "circle: 2 people are here, fewer than this meeting is planned for. It goes on.",
                "circle: The meeting is ending. You have 1 minute for your last words.",
            ]
        )
    }
}
