import Etiquette
import Testing

@Suite("§18.4, §18.6 What begins with the second phase")
struct SecondPhaseTests {
    private func gathering(_ adjust: (inout MeetingOptions) -> Void) -> Scene {
        var options = MeetingOptions()
        options.raid = 0
        adjust(&options)
        return Scene(people: Scene.hosts) { rules in
            rules.plan = Plan([Phase(.gather), Phase(.share), Phase(.share)], options: options)
        }
    }

    /// Fay goes on to the next phase.
    private func next(_ scene: inout Scene) -> [Effect] {
        let phase = scene.circle.meeting.phase?.number ?? 0
        return scene.after(.nextPhase(by: fay, phase: phase, now: true))
    }

    @Test("§18.4 so many seconds after the first phase the door is locked, once")
    func entry() {
        var scene = gathering { $0.entrySeconds = 600 }
        scene.wait(3_600_000)
        #expect(scene.hosting.door == .open, "the first phase takes as long as it takes")
        _ = next(&scene)
        scene.wait(599_999)
        #expect(scene.brief(.joined(ned, .member)) == "join")
        #expect(scene.wait(1) == [.happened(.door(.locked, .entry, nil))])
        #expect(scene.brief(.joined(nia, .member)) == "locked")
        _ = next(&scene)
        scene.after(.setDoor(.open, by: fay))
        #expect(scene.wait(3_600_000) == [])
        #expect(scene.brief(.joined(nia, .member)) == "join", "a facilitator's yes stands")
        var restarted = scene
        restarted.loseRelay()
        for seat in [fay, ana] { restarted.after(.returned(seat)) }
        restarted.wait(3_600_000)
        #expect(restarted.hosting.door == .open)
    }

    @Test("§18.4 whoever waited for the boundary came in time")
    func cameInTime() {
        var scene = gathering { $0.entrySeconds = 60 }
        _ = next(&scene)
        scene.hold(ana)
        scene.after(.joined(nia, .member))
        scene.wait(60_000)
        #expect(scene.hosting.door == .locked)
        #expect(scene.brief(.finished(ana, turn: scene.turn)).contains("join"))
        #expect(scene.isSeated(nia))
    }

    @Test("§18.4, §11.1, §5.13 lateness moves that time; after a restart it begins anew")
    func entryClock() {
        var scene = gathering { $0.entrySeconds = 60 }
        _ = next(&scene)
        scene.now = scene.now.after(50_000)
        scene.after(.stalled(milliseconds: 50_000))
        scene.wait(59_999)
        #expect(scene.hosting.door == .open)
        scene.loseRelay()
        scene.after(.returned(fay))
        scene.wait(59_999)
        #expect(scene.hosting.door == .open)
        scene.wait(1)
        #expect(scene.hosting.door == .locked)
    }

    @Test("§21.3, §18.3 when the meeting ends whoever waits is gone, and nothing is due any more")
    func ended() {
        var scene = gathering {
            $0.entrySeconds = 60
            $0.door = .knock
        }
        scene.after(.joined(nia, .member))
        scene.after(.heldBack(nia, by: fay))
        _ = next(&scene)
        _ = next(&scene)
        #expect(next(&scene).facts.contains(.gaveUp(nia, .gone)))
        #expect(scene.circle.meeting.hasEnded)
        #expect(scene.after(.joined(ned, .member)) == [.refused(ned, .ended)])
        #expect(scene.brief(.joined(Seat(11), .facilitator)) == "join")
        scene.drop(fay)
        scene.wait(30_000)
        #expect(scene.wait(120_000) == [])
        #expect(scene.hosting.chair == fay)
        #expect(scene.hosting.door == .knock)
    }

    @Test("§17.6, §21.2 who ends the meeting and leaves does not end it twice")
    func endedOnce() {
        var scene = gathering { $0.facilitators = 1 }
        _ = next(&scene)
        scene.hold(ana)
        let phase = scene.circle.meeting.phase?.number ?? 0
        scene.after(.endedMeeting(by: fay, phase: phase, now: true))
        scene.after(.left(dee))
        scene.after(.left(fay))
        #expect(scene.hosting.isKept)
        var effects = scene.wait(3_600_000)
        for _ in 0..<2 {
            effects += scene.after(.timePassed)
            effects += scene.wait(3_600_000)
        }
        #expect(!effects.contains { $0.brief == "note closing" })
        let ends = effects.facts.filter { fact in
            if case .phase(let change) = fact { change.kind == .ended } else { false }
        }
        #expect(ends.count == 1)
    }

    @Test("§18.6 at the second phase the facilitators are told that they are few, once")
    func few() {
        var scene = gathering { $0.facilitators = 3 }
        let notice = Effect.told(.facilitators(and: fay), .fewFacilitators(count: 2))
        #expect(next(&scene).filter { $0 == notice }.count == 1)
        #expect(!next(&scene).contains(notice))
        var enough = gathering { $0.facilitators = 2 }
        #expect(!next(&enough).contains { $0.brief == "note few-facilitators" })
    }
}
