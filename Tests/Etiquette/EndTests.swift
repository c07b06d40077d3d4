import Etiquette
import Testing

@Suite("§21 Balance and the end")
struct EndTests {
    @Test("§21.2 next in the last phase ends the meeting; so does end, in any phase")
    func ends() {
        var scene = Scene(phases: [Phase(.share)])
        let last = scene.next()
        #expect(last.brief == "phase ended end, phase → home")
        #expect(last.phases.map(\.place) == [0])
        #expect(scene.circle.meeting.hasEnded)
        var early = Scene(phases: [Phase(.open), Phase(.share)])
        let number = early.phaseNumber
        #expect(early.brief(.endedMeeting(by: fay, phase: 0, now: true)) == "stale-phase")
        let effects = early.after(.endedMeeting(by: fay, phase: number, now: false))
        #expect(effects.brief == "phase ended end, phase → home")
        #expect(effects.phases.map(\.number) == [number + 1])
    }

    @Test("§21.2 a circle without a plan is ended too")
    func withoutAPlan() {
        var scene = Scene()
        #expect(scene.brief(.endedMeeting(by: ana, phase: 0, now: false)) == "role")
        let effects = scene.after(.endedMeeting(by: fay, phase: 0, now: false))
        #expect(effects.brief == "phase ended end, phase → home")
    }

    @Test("§21.2 while somebody has the stick, end waits; now gives a minute to close")
    func closing() {
        var scene = Scene(phases: [Phase(.share)])
        scene.raise(bo)
        scene.hold(ana)
        let end = Event.endedMeeting(by: fay, phase: scene.phaseNumber, now: false)
        #expect(scene.brief(end) == "stick-out")
        let now = Event.endedMeeting(by: fay, phase: scene.phaseNumber, now: true)
        let closing = Effect.told(.seat(ana), .closing(milliseconds: 60_000))
        #expect(scene.after(now) == [closing])
        #expect(scene.after(now) == [])
        #expect(scene.speak(ana).brief == "line")
        #expect(scene.next(now: true) == [])
        #expect(scene.done(ana).brief == "done → home, phase ended end, phase → home")
        #expect(scene.shares(of: ana) == 1)
    }

    @Test("§21.2 after the minute the meeting ends, whatever lies over the floor")
    func minute() {
        for rings in [false, true] {
            var scene = Scene(phases: [Phase(.share)])
            scene.hold(ana)
            scene.speak(ana)
            #expect(scene.next(now: true).brief == "note closing")
            if rings { scene.after(.rang(gus, milliseconds: 600_000)) }
            #expect(scene.wait(59_999) == [])
            let quiet = rings ? "quiet-over → held, " : ""
            #expect(scene.wait(1).brief == quiet + "home → home, phase ended end, phase → home")
            #expect(scene.shares(of: ana) == 1)
        }
    }

    @Test("§21.2 an offer is taken back, and all of several sticks get the minute")
    func offersAndFew() {
        var scene = Scene(phases: [Phase(.share), Phase(.few)])
        scene.offer(ana)
        var other = scene
        let end = Event.endedMeeting(by: fay, phase: scene.phaseNumber, now: true)
        #expect(other.brief(end) == "withdrawn → home, phase ended end, phase → home")
        scene.next(now: true)
        scene.raise(ana, bo, cy)
        #expect(scene.next(now: true).brief == "note closing, note closing")
        #expect(scene.done(ana).brief == "done → few")
        #expect(scene.done(bo).brief == "done → few, phase ended end, phase → home")
    }

    @Test("§21.2 when the relay was deaf, the minute to close is longer")
    func stalled() {
        var scene = Scene(phases: [Phase(.share)])
        scene.hold(ana)
        scene.next(now: true)
        scene.now = scene.now.after(50_000)
        scene.after(.stalled(milliseconds: 50_000))
        #expect(scene.wait(59_999) == [])
        #expect(scene.wait(1).phases.map(\.kind) == [.ended])
    }

    @Test("§21.2 marks are told before the end")
    func marks() {
        var scene = Scene(phases: [Phase(.share)])
        scene.hold(ana)
        scene.after(.marked(bo, .hug))
        scene.next(now: true)
        #expect(scene.done(ana).brief.hasPrefix("done → home, marked hug, marks, phase ended"))
    }

    @Test("§21.3, §7.6, §7.7 after the end only help and whispers have a place")
    func nothingLeft() {
        var scene = Scene(phases: [Phase(.share)])
        scene.raise(ana)
        scene.next(now: true)
        let before = scene.circle
        let turn = scene.turn
        for event: Event in [
            .spoke(fay, turn: turn), .raisedHand(ana), .calledNext(by: fay, turn: turn),
            .rang(gus, milliseconds: nil), .wentAway(ana), .listened(ana, true),
            .endedMeeting(by: fay, phase: scene.phaseNumber, now: true),
            .nextPhase(by: fay, phase: scene.phaseNumber, now: true), .marked(bo, .heard),
            .setCrosstalk(true, by: fay, turn: turn), .setDoor(.open, by: fay),
            .calledBreak(fay, milliseconds: 60_000),
        ] {
            #expect(scene.brief(event) == "ended")
            #expect(scene.circle == before)
        }
        #expect(scene.brief(.joined(Seat(9), .member)) == "ended")
        #expect(!scene.circle.permits(fay, turn: turn))
        #expect(scene.brief(.whispered(fay, to: .facilitators)) == "whisper")
        #expect(scene.brief(.askedHelp(ana)) == "help")
        #expect(scene.brief(.left(ana)) == "leave left")
        scene.goOnFromImage()
        #expect(scene.circle.meeting.hasEnded)
        #expect(scene.wait(7_200_000).facts == [])
        #expect(scene.circle.hosting.chair == fay)
        #expect(scene.brief(.left(fay)) == "leave left")
    }

    @Test("§21.3 facilitators leave one by one after the end, and the one in the chair may be last")
    func lastToLeave() {
        var scene = Scene.hosted()
        scene.after(.endedMeeting(by: fay, phase: scene.phaseNumber, now: false))
        #expect(scene.hosting.chair == fay)
        #expect(scene.brief(.left(dee)) == "leave left")
        #expect(scene.brief(.left(fay)) == "leave left")
    }

    @Test("§21.3 that members are let go at the end is no lost link; a facilitator's is told")
    func letGo() {
        var scene = Scene.hosted()
        scene.after(.endedMeeting(by: fay, phase: scene.phaseNumber, now: false))
        scene.drop(ana)
        #expect(scene.wait(60_000).facts == [])
        scene.drop(dee)
        #expect(scene.wait(60_000).brief == "presence adrift")
    }

    @Test("§21.1 the time with the stick is counted: held, and not adrift or in a space")
    func balance() {
        var scene = Scene()
        scene.hold(ana)
        scene.wait(30_000)
        scene.after(.rang(gus, milliseconds: 60_000))
        scene.wait(60_000)
        scene.wait(10_000)
        #expect(scene.circle.spokenMilliseconds(of: ana, at: scene.now) == 40_000)
        scene.done(ana)
        scene.wait(30_000)
        #expect(scene.circle.record(of: ana)?.spokenMilliseconds == 40_000)
        scene.hold(ana)
        scene.wait(5_000)
        scene.pass(ana)
        #expect(scene.circle.spokenMilliseconds(of: ana, at: scene.now) == 45_000)
        scene.after(.left(ana))
        scene.after(.joined(ana, .member))
        #expect(scene.circle.spokenMilliseconds(of: ana, at: scene.now) == 45_000)
        #expect(scene.circle.spokenMilliseconds(of: bo, at: scene.now) == 0)
        scene.goOnFromImage()
        #expect(scene.circle.spokenMilliseconds(of: ana, at: scene.now) == 0, "nothing is kept")
    }

    @Test("§21.1 turns of a go-round, a response and several sticks count as time too")
    func balanceOfAll() {
        var scene = Scene(phases: [Phase(.round) { $0.response = .asked }, Phase(.few)])
        scene.after(.accepted(fay, turn: scene.turn))
        scene.wait(7_000)
        scene.after(.welcomedResponses(fay, true))
        scene.done(fay)
        scene.wait(5_000)
        scene.raise(ana)
        scene.after(.accepted(ana, turn: scene.turn))
        scene.wait(4_000)
        scene.next(now: true)
        scene.raise(ana, fay)
        scene.wait(5_000)
        scene.wait(3_000)
        #expect(scene.circle.spokenMilliseconds(of: fay, at: scene.now) == 10_000)
        #expect(scene.circle.spokenMilliseconds(of: ana, at: scene.now) == 7_000)
    }
}
