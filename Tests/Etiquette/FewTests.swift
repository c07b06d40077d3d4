import Etiquette
import Testing

@Suite("§16.6 More than one stick")
struct FewTests {
    private static func few(_ adjust: (inout Phase) -> Void = { _ in }) -> Scene {
        Scene(phases: [Phase(.few, adjust), Phase(.read)])
    }

    @Test("§16.6 a hand that is up gets a free stick at once, each with a turn of its own")
    func hands() {
        var scene = Self.few()
        #expect(scene.circle.floor.sticks == [])
        let first = scene.after(.raisedHand(ana))
        #expect(first.brief == "hand up, stick → few")
        #expect(first.floors.map(\.limitMilliseconds) == [120_000])
        scene.raise(bo, cy)
        let sticks = scene.circle.floor.sticks
        #expect(sticks.map(\.seat) == [ana, bo])
        #expect(sticks.map(\.turn) == [scene.turn - 1, scene.turn])
        #expect(scene.circle.queue == [cy])
    }

    @Test("§16.6 hands that were up get the sticks in their order, when the phase begins")
    func begins() {
        var scene = Scene(phases: [Phase(.share), Phase(.few) { $0.sticks = 3 }])
        scene.share(ana)
        scene.raise(ana, gus, cy, bo)
        let effects = scene.next(now: true)
        #expect(
            effects.brief == "phase few next, phase → few, stick → few, stick → few, stick → few"
        )
        #expect(scene.circle.floor.sticks.map(\.seat) == [gus, cy, bo])
        #expect(scene.circle.queue == [ana])
    }

    @Test("§16.6 words are accepted under one's own turn and under no other")
    func words() {
        var scene = Self.few()
        scene.raise(ana, bo)
        for (seat, other) in [(ana, bo), (bo, ana)] {
            let own = scene.turn(of: seat)
            #expect(scene.after(.spoke(seat, turn: own)) == [.happened(.line(seat, turn: own))])
            #expect(scene.circle.permits(seat, turn: own))
            let wrong = scene.turn(of: other)
            #expect(scene.after(.spoke(seat, turn: wrong)) == [.refused(seat, .stale)])
            #expect(!scene.circle.permits(seat, turn: wrong))
        }
        for seat in [fay, cy] {
            #expect(scene.brief(.spoke(seat, turn: scene.turn)) == "not-your-turn")
            #expect(scene.brief(.spoke(seat, turn: scene.turn(of: ana))) == "stale")
        }
        #expect(scene.brief(.spoke(lin, turn: scene.turn)) == "listening")
    }

    @Test("§16.6 who is done or passes gives back one's own stick; the next hand gets it")
    func ending() {
        var scene = Self.few()
        scene.raise(ana, bo, cy, gus)
        scene.speak(ana)
        #expect(scene.brief(.finished(ana, turn: scene.turn(of: bo))) == "stale")
        #expect(scene.done(ana).brief == "done → few, stick → few")
        #expect(scene.circle.floor.sticks.map(\.seat) == [bo, cy])
        #expect(scene.pass(bo).brief == "passed → few, stick → few")
        #expect(scene.shares(of: ana) == 1)
        #expect(scene.shares(of: bo) == 0)
        #expect(scene.done(ana).brief == "not-holding")
        let late = scene.after(.spoke(bo, turn: scene.turn - 3))
        #expect(late == [.refused(bo, .stale)])
    }

    @Test("§16.6 turns are never used again, whoever gets a stick")
    func turns() {
        var scene = Self.few()
        var turns: [UInt32] = []
        for seat in [ana, bo, ana, bo, cy, ana] {
            scene.raise(seat)
            turns.append(scene.turn(of: seat))
            scene.done(seat)
        }
        #expect(turns == turns.sorted())
        #expect(Set(turns).count == turns.count)
    }

    @Test("§16.6 a facilitator acts on the stick whose turn is named")
    func facilitating() {
        var scene = Self.few()
        scene.raise(ana, bo)
        let (mine, other) = (scene.turn(of: ana), scene.turn(of: bo))
        let asked = Effect.told(.seat(ana), .homeAsked(milliseconds: 20_000))
        #expect(scene.after(.askedHome(by: fay, turn: mine)) == [asked])
        #expect(scene.wait(20_000).brief == "note home-due")
        let given = Effect.told(.timekeepers(and: ana), .extended(milliseconds: 120_000))
        #expect(scene.after(.extended(by: fay, turn: mine)) == [given])
        #expect(scene.brief(.broughtHome(by: fay, turn: mine)) == "home → few")
        #expect(scene.circle.floor.sticks.map(\.seat) == [bo])
        #expect(scene.brief(.broughtHome(by: fay, turn: mine)) == "stale")
        #expect(scene.brief(.broughtHome(by: bo, turn: other)) == "role")
        // The turn of the floor is nobody's now.
        #expect(scene.brief(.broughtHome(by: fay, turn: scene.turn)) == "stale")
        #expect(scene.brief(.extended(by: fay, turn: scene.turn)) == "not-holding")
    }

    @Test("§16.6 each stick has a clock of its own")
    func clocks() {
        var scene = Self.few()
        scene.raise(ana)
        scene.speak(ana)
        scene.wait(60_000)
        scene.raise(bo)
        scene.speak(bo)
        let eighty = Notice.time(percent: 80, milliseconds: 24_000)
        #expect(scene.wait(36_000) == [.told(.seat(ana), eighty)])
        let full = Notice.time(percent: 100, milliseconds: 0)
        #expect(scene.wait(24_000) == [.told(.timekeepers(and: ana), full)])
        #expect(scene.wait(36_000) == [.told(.seat(bo), eighty)])
    }

    @Test("§16.6 a stick that brought no line within 90 seconds goes back")
    func lapses() {
        var scene = Self.few()
        scene.raise(ana, bo, cy)
        scene.speak(bo)
        #expect(scene.wait(89_999).brief == "–")
        #expect(scene.wait(1).brief == "lapsed → few, stick → few")
        #expect(scene.circle.floor.sticks.map(\.seat) == [bo, cy])
        #expect(scene.shares(of: ana) == 0)
    }

    @Test("§16.6 a stick does not wait for a link; its holder is owed a turn")
    func adrift() {
        var scene = Self.few()
        scene.raise(ana, bo, cy)
        scene.speak(ana)
        scene.drop(ana)
        let effects = scene.wait(10_000)
        #expect(effects.brief == "presence adrift, grace → few, stick → few")
        scene.raise(gus)
        #expect(scene.after(.returned(ana)).brief == "presence here")
        #expect(scene.circle.queue == [ana, gus])
        scene.done(bo)
        #expect(scene.circle.floor.sticks.map(\.seat) == [cy, ana])
    }

    @Test("§16.6 who leaves, is removed, listens or goes out gives the stick back")
    func leaving() {
        var scene = Self.few { $0.sticks = 4 }
        scene.raise(ana, bo, cy, gus)
        #expect(scene.brief(.left(ana)) == "left → few, leave left")
        #expect(scene.brief(.removed(bo)) == "removed → few, leave removed")
        #expect(scene.brief(.listened(cy, true)) == "stick-out")
        #expect(scene.brief(.changedRole(cy, .listener)) == "home → few, role")
        #expect(scene.after(.setAside(gus, true, by: fay)).floors.map(\.sticks) == [[]])
    }

    @Test("§8.10 the bell lies over all sticks; their turns and clocks come back")
    func bell() {
        var scene = Self.few()
        scene.raise(ana, bo)
        scene.wait(80_000)
        let sticks = scene.circle.floor.sticks
        scene.after(.rang(gus, milliseconds: 60_000))
        #expect(scene.speak(ana).brief == "space-held")
        #expect(scene.after(.raisedHand(cy)).brief == "hand up")
        #expect(scene.wait(60_000).floors.map(\.sticks) == [sticks])
        #expect(scene.wait(9_999).brief == "–")
        #expect(scene.wait(1).brief == "lapsed → few, lapsed → few, stick → few")
    }

    @Test("§16.5 a content note is under one's own turn too, and the space is for all")
    func caution() {
        var scene = Self.few()
        scene.raise(ana, bo)
        #expect(scene.brief(.cautioned(ana, turn: scene.turn(of: bo))) == "stale")
        #expect(scene.brief(.cautioned(ana, turn: scene.turn(of: ana))) == "caution, note → space")
        #expect(scene.speak(bo).brief == "space-held")
        scene.wait(15_000)
        // A note is a line: this stick does not lapse.
        #expect(scene.wait(90_000).brief == "lapsed → few")
    }

    @Test("§10.5, §16.6 in a strict phase nobody gets a second stick before all had one")
    func strict() {
        var scene = Self.few { $0.queue = .strict }
        scene.raise(ana)
        scene.speak(ana)
        scene.done(ana)
        #expect(scene.after(.raisedHand(ana)).brief == "hand up")
        for seat in [bo, cy, gus, fay] {
            scene.raise(seat)
            scene.pass(seat)
        }
        #expect(scene.circle.floor.sticks.map(\.seat) == [ana])
    }

    @Test("§14.4 next waits for sticks that are out, and with now brings them home")
    func next() {
        var scene = Self.few()
        scene.raise(ana, bo)
        scene.speak(bo)
        #expect(scene.next() == [.refused(fay, .stickOut)])
        let effects = scene.next(now: true)
        #expect(effects.brief == "home → few, home → few, phase read next, phase → home")
        #expect(scene.shares(of: ana) == 0)
        #expect(scene.shares(of: bo) == 1)
    }

    @Test("§14.8 a restart keeps the sticks under their turns")
    func restart() {
        var scene = Self.few()
        scene.raise(ana, bo, cy)
        scene.speak(ana)
        let before = scene.circle.image
        scene.goOnFromImage()
        #expect(scene.circle.image == before)
        #expect(scene.speak(ana).brief == "line")
        #expect(scene.wait(96_000).brief == "lapsed → few, stick → few, note time 80")
        #expect(scene.done(ana).brief == "done → few")
        #expect(scene.shares(of: ana) == 1)
    }
}
