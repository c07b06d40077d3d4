import Etiquette
import Testing

@Suite("§14 Phases")
struct PhaseTests {
    @Test("§14.3 the first phase begins with the first who sits down")
    func begins() {
        var scene = Scene(people: []) { $0.plan = Plan([Phase(.gather) { $0.seconds = 600 }]) }
        #expect(scene.circle.meeting.phase == nil)
        let effects = scene.after(.joined(ana, .member))
        #expect(effects.brief == "join, phase gather start, phase → open")
        let phase = effects.phases.first
        #expect(phase?.number == 1)
        #expect(phase?.place == 1)
        #expect(phase?.milliseconds == 600_000)
        #expect(scene.after(.joined(bo, .member)).phases == [])
    }

    @Test("§14.1 a circle without a plan has no phases, and nothing to go on to")
    func withoutAPlan() {
        var scene = Scene()
        #expect(scene.circle.meeting.phase == nil)
        #expect(scene.next() == [.refused(fay, .notInPhase)])
    }

    @Test("§14.3 each beginning takes the next number, and a turn of its own")
    func numbers() {
        var scene = Scene(phases: [Phase(.read), Phase(.share), Phase(.open), Phase(.fellowship)])
        var turn = scene.turn
        for (number, kind) in zip(3..., [PhaseKind.share, .open, .fellowship]) {
            let effects = scene.next()
            #expect(effects.phases.map(\.number) == [UInt32(number)])
            #expect(effects.phases.map(\.kind) == [kind])
            #expect(effects.phases.map(\.reason) == [.next])
            #expect(effects.floors.map(\.turn) == [turn + 1])
            turn += 1
        }
    }

    @Test(
        "§14.4 the floor of each kind",
        arguments: [
            (PhaseKind.gather, FloorState.open), (.open, .open), (.fellowship, .open),
            (.read, .home),
            (.agree, .home), (.round, .offered), (.closing, .offered), (.lead, .home),
            (.share, .home), (.few, .few), (.silence, .space),
        ]
    )
    func floors(_ kind: PhaseKind, _ state: FloorState) {
        let scene = Scene(phases: [Phase(kind)])
        #expect(scene.phase == kind)
        #expect(scene.state == state)
    }

    @Test("§14.4 two who say next at once do not skip a phase")
    func twoAtOnce() {
        var scene = Scene(phases: [Phase(.read), Phase(.share), Phase(.open)])
        scene.after(.changedRole(bo, .cofacilitator))
        let number = scene.phaseNumber
        #expect(scene.brief(.nextPhase(by: fay, phase: number, now: false)).contains("share"))
        let before = scene.circle
        let late = scene.after(.nextPhase(by: bo, phase: number, now: true))
        #expect(late == [.refused(bo, .stalePhase(number + 1))])
        #expect(scene.circle == before)
        let early = scene.after(.endedMeeting(by: bo, phase: number, now: true))
        #expect(early == [.refused(bo, .stalePhase(number + 1))])
    }

    @Test("§14.4 only facilitators go on")
    func role() {
        var scene = Scene(phases: [Phase(.read), Phase(.share)])
        for seat in [ana, gus, lin] {
            let number = scene.phaseNumber
            #expect(scene.brief(.nextPhase(by: seat, phase: number, now: true)) == "role")
            #expect(scene.brief(.endedMeeting(by: seat, phase: number, now: true)) == "role")
        }
    }

    @Test("§14.4 while somebody has the stick the next phase waits, unless now")
    func stickOut() {
        var scene = Scene(phases: [Phase(.share), Phase(.read)])
        scene.offer(ana)
        #expect(scene.next() == [.refused(fay, .stickOut)])
        scene.speak(ana)
        #expect(scene.next() == [.refused(fay, .stickOut)])
        #expect(scene.next(now: true).brief == "home → home, phase read next, phase → home")
        #expect(scene.shares(of: ana) == 1)
    }

    @Test("§14.4 an offer is taken back by next now, and the hand stays up")
    func offerOut() {
        var scene = Scene(phases: [Phase(.share), Phase(.read)])
        scene.raise(ana)
        scene.callNext()
        #expect(scene.next(now: true).brief == "withdrawn → home, phase read next, phase → home")
        #expect(scene.circle.queue == [ana])
    }

    @Test("§14.4 while hands are up the next phase waits, unless now; the hands stay up")
    func handsUp() {
        var scene = Scene(phases: [Phase(.share), Phase(.read), Phase(.share)])
        scene.raise(ana, bo)
        #expect(scene.next() == [.refused(fay, .handsUp(count: 2))])
        #expect(scene.next(now: true).phases.map(\.kind) == [.read])
        #expect(scene.circle.queue == [ana, bo])
        scene.next()
        #expect(scene.callNext().floors.map(\.stick) == [.offered(ana)])
    }

    @Test("§14.4 a space that the bell made is not talked over, unless now")
    func spaceHeld() {
        var scene = Scene(phases: [Phase(.share), Phase(.read)])
        scene.after(.rang(gus, milliseconds: nil))
        #expect(scene.next() == [.refused(fay, .spaceHeld)])
        #expect(scene.next(now: true).brief == "quiet-over → home, phase read next, phase → home")
    }

    @Test("§14.4 a call that waited for the boundary is told when the phase has no place for it")
    func callDropped() {
        var scene = Scene(phases: [Phase(.share), Phase(.read)])
        scene.hold(ana)
        scene.after(.gave(ana, to: bo, turn: scene.turn))
        let effects = scene.next()
        #expect(effects.first == .told(.facilitators(and: bo), .callDropped(bo)))
        #expect(scene.wait(60_000).floors == [])
    }

    @Test(
        "§14.4 what a phase has no place for is refused not-in-phase",
        arguments: [
            PhaseKind.gather, .read, .agree, .round, .open, .few, .silence, .closing, .fellowship,
        ]
    )
    func noCalls(_ kind: PhaseKind) {
        var scene = Scene(phases: [Phase(kind)])
        scene.raise(ana)
        #expect(scene.callNext() == [.refused(fay, .notInPhase)])
        let call = Event.called(ana, by: fay, turn: scene.turn)
        #expect(scene.after(call) == [.refused(fay, .notInPhase)])
        let seat = scene.circle.stick.seat ?? ana
        let gift = Event.gave(seat, to: bo, turn: scene.turn(of: seat))
        #expect(scene.after(gift) == [.refused(seat, .notInPhase)])
    }

    @Test(
        "§14.4 cross-talk is a phase of its own under a plan",
        arguments: [
            PhaseKind.read, .share, .open,
        ]
    )
    func crosstalk(_ kind: PhaseKind) {
        var scene = Scene(phases: [Phase(kind)])
        for on in [true, false] {
            let event = Event.setCrosstalk(on, by: fay, turn: scene.turn)
            #expect(scene.after(event) == [.refused(fay, .notInPhase)])
        }
    }

    @Test("§14.4 in lead the stick goes to whom a facilitator calls, and to nobody by order")
    func lead() {
        var scene = Scene(phases: [Phase(.lead)]) { $0.passing = .auto }
        scene.raise(ana)
        #expect(scene.wait(600_000).floors == [])
        #expect(scene.callNext() == [.refused(fay, .notInPhase)])
        scene.hold(bo)
        #expect(scene.brief(.gave(bo, to: cy, turn: scene.turn)) == "not-in-phase")
        scene.speak(bo)
        scene.done(bo)
        #expect(scene.shares(of: bo) == 1)
    }

    @Test("§14.4 while somebody reads, the stick is not offered, and hands wait")
    func read() {
        var scene = Scene(phases: [Phase(.read), Phase(.share)]) { $0.passing = .auto }
        #expect(scene.after(.raisedHand(ana)).brief == "hand up")
        #expect(scene.speak(fay).brief == "line")
        #expect(scene.speak(ana).brief == "not-your-turn")
        #expect(scene.next().brief == "phase share next, phase → home, auto → offered")
    }

    @Test("§14.4 all who are here agree, and the next phase begins")
    func agree() {
        var scene = Scene(phases: [Phase(.agree), Phase(.read)])
        scene.drop(cy)
        scene.wait(10_000)
        #expect(scene.after(.agreed(ana)) == [.happened(.agreed(ana))])
        #expect(scene.after(.agreed(ana)) == [])
        #expect(Fact.agreed(ana).audience == .facilitators(and: ana))
        for seat in [bo, gus] { #expect(scene.brief(.agreed(seat)) == "agree") }
        #expect(scene.brief(.agreed(lin)) == "agree, phase read over, phase → home")
        #expect(scene.brief(.agreed(ana)) == "not-in-phase")
    }

    @Test("§14.4 who does not agree may leave; agreeing alone with a facilitator is not waited for")
    func leaving() {
        var scene = Scene(phases: [Phase(.agree), Phase(.read)])
        for seat in [ana, bo, gus] { scene.after(.agreed(seat)) }
        #expect(scene.after(.left(lin)).phases == [])
        #expect(scene.after(.left(cy)).phases.map(\.reason) == [.over])
        var empty = Scene(phases: [Phase(.agree), Phase(.read)], people: [(fay, .facilitator)])
        #expect(empty.phase == .agree)
        #expect(empty.next().phases.map(\.kind) == [.read])
    }

    @Test("§14.4 a silence ends with its time, and the next phase begins")
    func silence() {
        var scene = Scene(phases: [Phase(.silence) { $0.seconds = 120 }, Phase(.share)])
        #expect(scene.circle.floor.limitMilliseconds == 120_000)
        #expect(scene.speak(ana).brief == "space-held")
        #expect(scene.wait(119_999) == [])
        #expect(scene.wait(1).brief == "quiet-over → home, phase share over, phase → home")
    }

    @Test("§14.4 a silence without a time ends at the bell, or by next")
    func endlessSilence() {
        var scene = Scene(phases: [Phase(.silence), Phase(.silence), Phase(.share)])
        #expect(scene.wait(7_200_000).floors == [])
        let space = scene.circle.space?.number ?? 0
        let bell = scene.after(.endedSpace(gus, space: space))
        #expect(bell.brief == "quiet-over → home, phase silence over, phase → space")
        #expect(scene.next().brief == "quiet-over → home, phase share next, phase → home")
    }

    @Test("§14.4 a phase ends by itself only while a facilitator is here")
    func led() {
        var scene = Scene(phases: [Phase(.silence) { $0.seconds = 60 }, Phase(.share)])
        scene.drop(fay)
        #expect(scene.wait(60_000).phases == [])
        #expect(scene.state == .home)
        #expect(scene.after(.returned(fay)).phases.map(\.kind) == [.share])
    }

    @Test("§14.4 the last phase stays when it is over, until a facilitator ends the meeting")
    func lastPhase() {
        var scene = Scene(phases: [Phase(.silence) { $0.seconds = 60 }])
        #expect(scene.wait(60_000).phases == [])
        #expect(scene.phase == .silence)
        #expect(scene.next().phases.map(\.kind) == [.ended])
    }

    @Test("§14.2 a phase has its own queue, passing, boundary and limit, and the next its own")
    func customs() {
        let quick = Phase(.share) {
            ($0.queue, $0.passing, $0.boundarySeconds, $0.limitSeconds) = (.fifo, .auto, 1, 30)
        }
        var scene = Scene(phases: [quick, Phase(.share)])
        scene.raise(ana)
        #expect(scene.circle.floor.limitMilliseconds == 30_000)
        scene.speak(ana)
        scene.raise(ana, bo)
        scene.done(ana)
        #expect(scene.wait(999) == [])
        // In the order of the hands, though Bo has not shared.
        #expect(scene.wait(1).floors.map(\.stick) == [.offered(ana)])
        scene.next(now: true)
        #expect(scene.circle.queue == [bo, ana])
        #expect(scene.wait(60_000).floors == [])
        scene.hold(bo)
        #expect(scene.circle.floor.limitMilliseconds == 300_000)
    }

    @Test(
        "§14.2 the limits of the kinds",
        arguments: [
            (PhaseKind.round, UInt64(180_000)), (.closing, 60_000), (.few, 120_000),
            (.lead, 300_000), (.share, 300_000),
        ]
    )
    func limits(_ kind: PhaseKind, _ limit: UInt64) {
        var scene = Scene(phases: [Phase(kind)])
        scene.raise(ana)
        if [.lead, .share].contains(kind) { scene.offer(ana) }
        #expect(scene.circle.floor.limitMilliseconds == limit)
    }
}
