import Etiquette
import Testing

@Suite("§17.5, §17.6 Kept mode")
struct KeptModeTests {
    @Test("§17.5 when the last facilitator has left the circle goes on by itself")
    func begins() {
        var scene = Scene.hosted()
        scene.after(.left(dee))
        #expect(scene.brief(.left(fay)) == "leave left, chair 0 kept")
        scene.raise(ana, bo)
        #expect(scene.circle.stick == .offered(ana), "hands are offered the stick without a call")
        scene.after(.accepted(ana, turn: scene.turn))
        scene.after(.finished(ana, turn: scene.turn))
        #expect(scene.wait(5_000).brief == "auto → offered")
        #expect(scene.circle.stick == .offered(bo))
    }

    @Test("§17.5 when both facilitators' links are lost it begins 60 seconds after the chair's")
    func bothDrop() {
        var scene = Scene.hosted()
        scene.hold(ana)
        scene.drop(dee)
        scene.wait(20_000)
        scene.drop(fay)
        #expect(scene.wait(59_999).brief == "presence adrift")
        #expect(scene.wait(1) == [.happened(.chair(nil, .kept))])
        #expect(scene.circle.stick == .held(ana))
        #expect(scene.brief(.returned(dee)) == "presence here, chair 7 came")
        #expect(!scene.hosting.isKept)
    }

    @Test("§17.5 help and whispers are accepted; what needs a facilitator nobody may do")
    func rights() {
        var scene = Scene.kept()
        #expect(scene.brief(.askedHelp(ana)) == "help")
        #expect(scene.brief(.whispered(ana, to: .facilitators)) == "whisper")
        #expect(scene.brief(.rang(gus, milliseconds: nil)) == "bell → space")
        for seat in [ana, gus, gil, tom] {
            #expect(scene.brief(.setDoor(.open, by: seat)) == "role")
            #expect(scene.brief(.setAside(bo, true, by: seat)) == "role")
            #expect(scene.brief(.sentAway(bo, by: seat)) == "role")
        }
    }

    @Test("§17.5 nobody is let in by the door, not by a greeter either")
    func door() {
        var scene = Scene.kept()
        #expect(scene.brief(.joined(nia, .member)) == "knock kept, note vestibule kept")
        #expect(scene.brief(.admitted(nia, by: gil)) == "not-in-phase")
        #expect(scene.brief(.admittedAll(by: gil)) == "not-in-phase")
        #expect(scene.brief(.heldBack(nia, by: gil)) == "knock held, note vestibule held")
        #expect(!scene.isSeated(nia))
    }

    @Test("§17.5, §18.2 the first facilitator back lets in whom only kept mode held up")
    func ends() {
        for (door, followed) in [
            (Door.open, "join, chair 1 came, join"),
            (.knock, "join, chair 1 came, knock door, note vestibule door"),
        ] {
            var scene = Scene.kept(door: door)
            scene.after(.joined(nia, .member))
            #expect(scene.vestibule(of: nia) == .kept)
            #expect(scene.brief(.joined(fay, .facilitator)) == followed)
            #expect(scene.isSeated(nia) == (door == .open))
        }
    }

    @Test("§17.5, §17.7 a facilitator whose link was lost leads before its first act is judged")
    func backByAnAct() {
        var scene = Scene.hosted()
        scene.after(.left(dee))
        scene.drop(fay)
        scene.wait(60_000)
        scene.after(.joined(nia, .member))
        let followed = scene.brief(.setDoor(.knock, by: fay))
        #expect(followed.hasPrefix("presence here, chair 1 came, door knock set"))
        #expect(scene.vestibule(of: nia) == .door)
    }

    @Test("§17.5 who becomes a facilitator in kept mode gets the chair")
    func promoted() {
        var scene = Scene.kept()
        #expect(scene.brief(.changedRole(ana, .cofacilitator)) == "role, chair 2 came")
    }

    @Test("§17.6 after 10 minutes everybody is told, and 2 minutes later the meeting ends")
    func closes() {
        var scene = Scene.kept()
        scene.raise(ana)
        scene.after(.accepted(ana, turn: scene.turn))
        for _ in 0..<3 {
            scene.wait(199_000)
            scene.after(.spoke(ana, turn: scene.turn))
        }
        #expect(scene.wait(3_000) == [.told(.all, .closing(milliseconds: 120_000))])
        scene.wait(119_000)
        #expect(!scene.circle.meeting.hasEnded)
        let facts = scene.wait(1_000).facts
        #expect(scene.circle.meeting.hasEnded)
        let phases = facts.compactMap { fact in
            if case .phase(let change) = fact { change } else { nil }
        }
        #expect(phases.map(\.kind) == [.ended])
        #expect(phases.map(\.place) == [0])
        #expect(phases.map(\.reason) == [.end])
        #expect(scene.circle.stick == .home)
        #expect(scene.shares(of: ana) == 1, "what was said is a share")
    }

    @Test("§17.6 a facilitator who comes in the last two minutes keeps the meeting")
    func saved() {
        var scene = Scene.kept()
        scene.wait(710_000)
        scene.after(.joined(fay, .facilitator))
        scene.wait(3_600_000)
        #expect(!scene.circle.meeting.hasEnded)
        scene.after(.left(fay))
        scene.wait(719_999)
        #expect(!scene.circle.meeting.hasEnded, "the ten minutes begin anew")
        scene.wait(1)
        #expect(scene.circle.meeting.hasEnded)
    }

    @Test("§17.6 a meeting to which no facilitator has come is not in kept mode and does not end")
    func nobodyCame() {
        var scene = Scene.hosted(people: [(ana, .member), (bo, .member)])
        scene.raise(ana)
        #expect(scene.circle.stick == .home)
        scene.wait(3_600_000)
        #expect(!scene.hosting.isKept)
        #expect(!scene.circle.meeting.hasEnded)
    }

    @Test("§11.1 lateness of the relay moves the end of kept mode, and the time of a lost chair")
    func stalled() {
        var scene = Scene.kept()
        scene.now = scene.now.after(500_000)
        scene.after(.stalled(milliseconds: 500_000))
        scene.wait(719_999)
        #expect(!scene.circle.meeting.hasEnded)
        scene.wait(1)
        #expect(scene.circle.meeting.hasEnded)

        var chair = Scene.hosted()
        chair.drop(fay)
        chair.now = chair.now.after(300_000)
        chair.after(.stalled(milliseconds: 300_000))
        chair.wait(59_999)
        #expect(chair.hosting.chair == fay)
        chair.wait(1)
        #expect(chair.hosting.chair == dee)
    }

    @Test("§5.13 a restart keeps the chair and kept mode; their time begins anew")
    func restart() {
        var scene = Scene.hosted()
        scene.loseRelay()
        #expect(scene.hosting.chair == fay)
        scene.after(.returned(ana))
        scene.after(.returned(dee))
        scene.wait(59_999)
        #expect(scene.hosting.chair == fay)
        scene.wait(1)
        #expect(scene.hosting.chair == dee)

        var kept = Scene.kept()
        kept.wait(590_000)
        kept.loseRelay()
        #expect(kept.hosting.isKept)
        kept.after(.returned(ana))
        kept.wait(719_999)
        #expect(!kept.circle.meeting.hasEnded)
        kept.wait(1)
        #expect(kept.circle.meeting.hasEnded)
    }
}
