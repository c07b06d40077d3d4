import Etiquette
import Testing

@Suite("§14 The clock of a phase, breaks, and meetings without words")
struct PhaseClockTests {
    private static let tenMinutes = [
        Phase(.share) { $0.seconds = 600 }, Phase(.share) { $0.seconds = 600 },
    ]

    @Test("§14.5 the clock tells those who keep the time, and ends nothing")
    func tells() {
        var scene = Scene(phases: Self.tenMinutes)
        func told(_ percent: Int, _ left: UInt64) -> [Effect] {
            [.told(.timekeepers(and: nil), .phaseTime(percent: percent, milliseconds: left))]
        }
        #expect(scene.wait(480_000) == told(80, 120_000))
        #expect(scene.wait(120_000) == told(100, 0))
        #expect(scene.wait(300_000) == told(150, 0))
        #expect(scene.wait(7_200_000) == [])
        #expect(scene.phase == .share)
    }

    @Test("§14.5 the clock begins anew with each phase")
    func anew() {
        var scene = Scene(phases: Self.tenMinutes)
        scene.wait(470_000)
        scene.next()
        #expect(scene.wait(479_999) == [])
        #expect(scene.wait(1).brief == "note phase-time 80")
    }

    @Test("§14.5 the clock stands still in a break and in a space that the bell made")
    func standsStill() {
        var scene = Scene(phases: Self.tenMinutes)
        scene.wait(400_000)
        scene.after(.calledBreak(fay, milliseconds: 900_000))
        #expect(scene.wait(900_000).brief == "quiet-over → home")
        scene.after(.rang(gus, milliseconds: 60_000))
        scene.wait(60_000)
        #expect(scene.wait(79_999) == [])
        #expect(scene.wait(1).brief == "note phase-time 80")
    }

    @Test("§14.5 the clock goes on in the space after a content note")
    func goesOnInANote() {
        var scene = Scene(phases: Self.tenMinutes)
        scene.hold(ana)
        scene.wait(100_000)
        scene.after(.cautioned(ana, turn: scene.turn))
        #expect(scene.wait(15_000).brief == "quiet-over → held")
        scene.after(.broughtHome(by: fay, turn: scene.turn))
        #expect(scene.wait(364_999) == [])
        #expect(scene.wait(1).brief == "note phase-time 80")
    }

    @Test("§11.1 when the relay was deaf, the clock of the phase moves with the others")
    func stalled() {
        var scene = Scene(phases: Self.tenMinutes)
        scene.wait(400_000)
        scene.now = scene.now.after(100_000)
        #expect(scene.after(.stalled(milliseconds: 100_000)) == [])
        #expect(scene.wait(79_999) == [])
        #expect(scene.wait(1).brief == "note phase-time 80")
    }

    @Test("§11.1 when the relay was deaf in a silence, the silence lasts as long as it should")
    func stalledSilence() {
        var scene = Scene(phases: [Phase(.silence) { $0.seconds = 60 }, Phase(.share)])
        scene.wait(30_000)
        scene.now = scene.now.after(20_000)
        scene.after(.stalled(milliseconds: 20_000))
        #expect(scene.wait(29_999) == [])
        #expect(scene.wait(1).phases.map(\.kind) == [.share])
    }

    @Test("§14.5 a phase without an end has no clock, and a silence is not told")
    func untold() {
        var scene = Scene(phases: [Phase(.share), Phase(.silence) { $0.seconds = 60 }])
        #expect(scene.wait(7_200_000) == [])
        scene.next()
        #expect(scene.wait(60_000).brief == "quiet-over → home")
        #expect(scene.wait(60_000) == [])
    }

    @Test("§14.6 a break is a space; a facilitator calls it, for a minute to an hour")
    func breaks() {
        for (asked, given): (UInt64, UInt64) in [
            (60_000, 60_000), (600_000, 600_000), (1, 60_000), (9_999_999, 3_600_000),
        ] {
            var scene = Scene()
            scene.hold(ana)
            let floors = scene.after(.calledBreak(fay, milliseconds: asked)).floors
            #expect(floors.map(\.reason) == [.pause])
            #expect(floors.map(\.limitMilliseconds) == [given])
            #expect(scene.after(.rang(gus, milliseconds: nil)) == [])
            #expect(scene.after(.calledBreak(fay, milliseconds: asked)) == [])
            #expect(scene.wait(given).brief == "quiet-over → held")
        }
        var scene = Scene()
        for seat in [ana, gus] {
            #expect(scene.brief(.calledBreak(seat, milliseconds: 60_000)) == "role")
        }
    }

    @Test("§14.7 without words no line and no note is taken; accepting takes the offer")
    func noWords() {
        let silent: [Phase] = [.gather, .share, .few, .silence].map { kind in
            Phase(kind) { $0.words = false }
        }
        var scene = Scene(phases: silent)
        #expect(scene.speak(ana).brief == "no-words")
        #expect(scene.speak(fay).brief == "no-words")
        scene.next()
        scene.offer(ana)
        #expect(scene.speak(ana).brief == "no-words")
        #expect(scene.brief(.cautioned(ana, turn: scene.turn)) == "no-words")
        #expect(scene.brief(.accepted(ana, turn: scene.turn)) == "accepted → held")
        #expect(scene.speak(ana).brief == "no-words")
        #expect(!scene.circle.permits(ana, turn: scene.turn))
        // A voice is not heard by the relay: silence means nothing.
        #expect(scene.wait(239_999) == [])
        #expect(scene.done(ana).brief == "done → home")
        #expect(scene.shares(of: ana) == 1)
        #expect(scene.brief(.whispered(ana, to: .facilitators)) == "whisper")
        scene.next()
        scene.raise(bo)
        #expect(scene.wait(5_000).brief == "stick → few")
        #expect(scene.wait(110_000).floors == [])
        #expect(scene.done(bo).brief == "done → few")
        scene.next()
        #expect(scene.speak(fay).brief == "no-words")
    }

    @Test("§14.7 a sign tells the holder the time that is left")
    func signals() {
        var scene = Scene()
        scene.after(.changedRole(cy, .timekeeper))
        #expect(scene.brief(.signalled(fay)) == "not-holding")
        scene.offer(ana)
        #expect(scene.brief(.signalled(fay)) == "not-holding")
        scene.after(.accepted(ana, turn: scene.turn))
        scene.wait(90_000)
        for seat in [fay, cy] {
            let time = Notice.time(percent: 30, milliseconds: 210_000)
            #expect(scene.after(.signalled(seat)) == [.told(.seat(ana), time)])
        }
        for seat in [ana, gus, lin] { #expect(scene.brief(.signalled(seat)) == "role") }
    }

    @Test("§14.7 without a limit a sign says nothing of the time")
    func signalWithoutLimit() {
        var scene = Scene { $0.shareLimitMilliseconds = 0 }
        scene.hold(ana)
        scene.wait(90_000)
        let time = Notice.time(percent: 0, milliseconds: 0)
        #expect(scene.after(.signalled(fay)) == [.told(.seat(ana), time)])
    }

    @Test("§16.5 a content note is a line of the holder, and a space follows")
    func caution() {
        var scene = Scene()
        scene.offer(ana)
        let note = Event.cautioned(ana, turn: scene.turn)
        #expect(scene.brief(note) == "spoke → held, caution, note → space")
        #expect(scene.circle.floor.limitMilliseconds == 15_000)
        #expect(scene.brief(note) == "space-held")
        #expect(scene.wait(15_000).brief == "quiet-over → held")
        // It is a line, so passing now is an end like any other.
        #expect(scene.pass(ana).brief == "done → home")
        for seat in [fay, bo, lin] {
            #expect(scene.brief(.cautioned(seat, turn: scene.turn)) == "not-holding")
        }
        #expect(scene.brief(.cautioned(ana, turn: scene.turn - 1)) == "stale")
    }

    @Test("§16.7 in the open floor somebody is quieted until the next phase")
    func quiet() {
        var scene = Scene(phases: [Phase(.open), Phase(.open)])
        let quieted = scene.after(.quieted(ana, true, by: fay))
        #expect(quieted == [.happened(.quieted(ana, true))])
        #expect(Fact.quieted(ana, true).audience == .facilitators(and: ana))
        #expect(scene.after(.quieted(ana, true, by: fay)) == [])
        #expect(scene.speak(ana).brief == "quieted")
        #expect(!scene.circle.permits(ana, turn: scene.turn))
        #expect(scene.speak(bo).brief == "line")
        scene.after(.left(ana))
        scene.after(.joined(ana, .member))
        #expect(scene.speak(ana).brief == "quieted")
        scene.next()
        #expect(scene.speak(ana).brief == "line")
    }

    @Test("§16.7 quieting is for facilitators, of others, where everybody has words")
    func quietBounds() {
        var scene = Scene()
        #expect(scene.brief(.quieted(ana, true, by: fay)) == "not-in-phase")
        scene.after(.setCrosstalk(true, by: fay, turn: scene.turn))
        #expect(scene.brief(.quieted(ana, true, by: gus)) == "role")
        #expect(scene.brief(.quieted(fay, true, by: fay)) == "role")
        #expect(scene.brief(.quieted(Seat(9), true, by: fay)) == "no-such-seat")
        #expect(scene.brief(.quieted(ana, true, by: fay)) == "quiet on")
        #expect(scene.brief(.quieted(ana, false, by: fay)) == "quiet off")
        #expect(scene.speak(ana).brief == "line")
        // Without a plan it lasts as long as the open floor.
        scene.after(.quieted(ana, true, by: fay))
        scene.after(.setCrosstalk(false, by: fay, turn: scene.turn))
        scene.after(.setCrosstalk(true, by: fay, turn: scene.turn))
        #expect(scene.speak(ana).brief == "line")
    }
}
