import Etiquette
import Testing

@Suite("§8.7 and §8.8 The clock of a share, and its silence")
struct ClockTests {
    /// Ana holds and says a line each minute, so that only the clock has something to tell.
    private func talking(for milliseconds: UInt64, in scene: inout Scene) -> [Effect] {
        var effects: [Effect] = []
        var left = milliseconds
        while left > 0 {
            let step = min(left, 60_000)
            effects += scene.wait(step)
            scene.after(.spoke(ana, turn: scene.turn))
            left -= step
        }
        return effects
    }

    @Test("§8.7 the clock tells at 80, 100 and 150 percent, to the right people, once")
    func percents() {
        var scene = Scene()
        scene.hold(ana)
        #expect(talking(for: 239_999, in: &scene) == [])
        let eighty = Notice.time(percent: 80, milliseconds: 60_000)
        #expect(talking(for: 1, in: &scene) == [.told(.seat(ana), eighty)])
        let hundred = Notice.time(percent: 100, milliseconds: 0)
        #expect(talking(for: 60_000, in: &scene) == [.told(.timekeepers(and: ana), hundred)])
        let more = Notice.time(percent: 150, milliseconds: 0)
        #expect(talking(for: 150_000, in: &scene) == [.told(.timekeepers(and: ana), more)])
    }

    @Test("§8.7 time alone never takes the stick")
    func timeNeverTakes() {
        var scene = Scene()
        scene.hold(ana)
        let turn = scene.turn
        let effects = talking(for: 86_400_000, in: &scene)
        #expect(effects.count == 3)
        #expect(scene.circle.stick == .held(ana))
        #expect(scene.turn == turn)
    }

    @Test("§8.7 EXTEND gives two minutes more, and the clock tells again")
    func extending() {
        var scene = Scene()
        scene.hold(ana)
        #expect(talking(for: 300_000, in: &scene).brief == "note time 80, note time 100")
        let given = Notice.extended(milliseconds: 120_000)
        let effects = scene.after(.extended(by: fay, turn: scene.turn))
        #expect(effects == [.told(.timekeepers(and: ana), given)])
        #expect(scene.circle.floor.limitMilliseconds == 420_000)
        #expect(talking(for: 119_999, in: &scene).brief == "note time 80")
        #expect(talking(for: 1, in: &scene).brief == "note time 100")
    }

    @Test("§8.7 EXTEND needs a share with a limit, and a facilitator")
    func extendingNothing() {
        var scene = Scene()
        #expect(scene.brief(.extended(by: fay, turn: scene.turn)) == "not-holding")
        scene.hold(ana)
        #expect(scene.brief(.extended(by: ana, turn: scene.turn)) == "role")
        var endless = Scene { $0.shareLimitMilliseconds = 0 }
        endless.hold(ana)
        #expect(endless.brief(.extended(by: fay, turn: endless.turn)) == "–")
        #expect(endless.wait(86_400_000).brief == "note quiet")
    }

    @Test("§8.7 the clock runs only in held: not during the offer, a space, or adrift")
    func pausing() {
        var scene = Scene()
        scene.offer(ana)
        scene.wait(40_000)
        scene.after(.accepted(ana, turn: scene.turn))
        scene.after(.rang(gus, milliseconds: 600_000))
        scene.wait(600_000)
        scene.drop(ana)
        scene.wait(80_000)
        scene.after(.returned(ana))
        // Ten seconds went by before the lost link was noticed.
        #expect(talking(for: 229_999, in: &scene) == [])
        #expect(talking(for: 1, in: &scene).brief == "note time 80")
    }

    @Test("§8.7 a share adrift within a space goes on where it stood")
    func adriftInASpace() {
        var scene = Scene()
        scene.hold(ana)
        scene.wait(100_000)
        scene.after(.rang(gus, milliseconds: 60_000))
        scene.drop(ana)
        scene.wait(30_000)
        scene.after(.returned(ana))
        scene.wait(30_000)
        #expect(scene.state == .held)
        scene.after(.spoke(ana, turn: scene.turn))
        #expect(scene.wait(139_999) == [])
        #expect(scene.wait(1).brief == "note time 80")
    }

    @Test("§8.7 the end of a space does not start the clock of a holder who is adrift")
    func adriftAfterASpace() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.rang(gus, milliseconds: 15_000))
        scene.drop(ana)
        scene.wait(80_000)
        scene.after(.returned(ana))
        #expect(talking(for: 239_999, in: &scene) == [])
        #expect(talking(for: 1, in: &scene).brief == "note time 80")
    }

    @Test("§8.8 after 3 minutes without a line the holder and the facilitators hear it, once")
    func quiet() {
        var scene = Scene { $0.shareLimitMilliseconds = 0 }
        scene.hold(ana)
        #expect(scene.wait(179_999) == [])
        #expect(scene.wait(1) == [.told(.timekeepers(and: ana), .quiet)])
        #expect(scene.wait(86_400_000) == [])
        scene.after(.spoke(ana, turn: scene.turn))
        #expect(scene.wait(180_000).brief == "note quiet")
    }

    @Test("§8.8 a silent holder loses nothing by it")
    func silenceCostsNothing() {
        var scene = Scene()
        scene.hold(ana)
        let turn = scene.turn
        scene.wait(86_400_000)
        #expect(scene.brief(.spoke(ana, turn: turn)) == "line")
        scene.after(.finished(ana, turn: turn))
        #expect(scene.shares(of: ana) == 1)
    }

    @Test("§8.8 silence is not counted in a space")
    func quietInASpace() {
        var scene = Scene { $0.shareLimitMilliseconds = 0 }
        scene.hold(ana)
        scene.wait(170_000)
        scene.after(.rang(gus, milliseconds: 60_000))
        #expect(scene.wait(60_000).brief == "quiet-over → held")
        #expect(scene.wait(179_999) == [])
        #expect(scene.wait(1).brief == "note quiet")
    }
}
