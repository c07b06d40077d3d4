import Etiquette
import Testing

@Suite("§10.10 Passing by itself")
struct PassingTests {
    private func auto(_ adjust: (inout Rules) -> Void = { _ in }) -> Scene {
        Scene {
            $0.passing = .auto
            adjust(&$0)
        }
    }

    @Test("§10.10 the first hand is offered the stick as soon as it is home")
    func atOnce() {
        var scene = auto()
        #expect(scene.brief(.raisedHand(ana)) == "hand up, auto → offered")
    }

    @Test("§10.10 after a share the boundary comes first")
    func afterTheBoundary() {
        var scene = auto()
        scene.raise(ana, bo)
        scene.after(.spoke(ana, turn: scene.turn))
        #expect(scene.brief(.finished(ana, turn: scene.turn)) == "done → home")
        #expect(scene.wait(4_999) == [])
        #expect(scene.wait(1).brief == "auto → offered")
        #expect(scene.circle.stick == .offered(bo))
    }

    @Test("§10.10 who put its offer off is not offered it again before somebody has held the stick")
    func resting() {
        var scene = auto()
        scene.raise(ana)
        #expect(scene.brief(.steppedBack(ana)) == "later → home")
        #expect(scene.wait(600_000) == [])
        #expect(scene.brief(.raisedHand(bo)) == "hand up, auto → offered")
        scene.after(.accepted(bo, turn: scene.turn))
        scene.after(.finished(bo, turn: scene.turn))
        #expect(scene.wait(5_000).brief == "auto → offered")
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§10.10 a lapsed offer rests like one put off; raising the hand again ends the rest")
    func lapsedRests() {
        var scene = auto()
        scene.raise(ana)
        scene.wait(90_000)
        #expect(scene.state == .home)
        #expect(scene.wait(600_000) == [])
        #expect(scene.brief(.raisedHand(ana)) == "auto → offered")
    }

    @Test("§10.10 a facilitator may call the one who rests")
    func callingWhoRests() {
        var scene = auto()
        scene.raise(ana)
        scene.after(.steppedBack(ana))
        #expect(scene.callNext().brief == "next → offered")
    }

    @Test("§10.10 the next hand is offered when its link comes back or the space is over")
    func whateverHeldItUp() {
        var scene = auto()
        scene.drop(ana)
        scene.wait(10_000)
        scene.after(.rang(gus, milliseconds: 15_000))
        #expect(scene.brief(.raisedHand(bo)) == "hand up")
        #expect(scene.wait(15_000).brief == "quiet-over → home, auto → offered")
        scene.after(.passed(bo, turn: scene.turn))
        #expect(scene.brief(.raisedHand(ana)) == "presence here, hand up, auto → offered")
    }

    @Test("§10.10 cross-talk keeps the hands waiting; closing it goes on")
    func afterCrosstalk() {
        var scene = auto()
        scene.after(.setCrosstalk(true, by: fay, turn: scene.turn))
        #expect(scene.brief(.raisedHand(bo)) == "hand up")
        let closed = scene.after(.setCrosstalk(false, by: fay, turn: scene.turn))
        #expect(closed.brief == "closed → home, auto → offered")
    }

    @Test("§10.5, §10.10 a strict circle that passes by itself waits for first hands")
    func strictAuto() {
        var scene = auto { $0.queue = .strict }
        scene.raise(ana)
        scene.after(.accepted(ana, turn: scene.turn))
        scene.after(.finished(ana, turn: scene.turn))
        scene.raise(ana)
        #expect(scene.wait(600_000) == [])
        #expect(scene.brief(.raisedHand(bo)) == "hand up, auto → offered")
    }

    @Test("§10.6, §10.10 the window comes by itself, once")
    func windowInAuto() {
        var scene = auto()
        scene.raise(ana)
        scene.after(.accepted(ana, turn: scene.turn))
        scene.after(.finished(ana, turn: scene.turn))
        scene.raise(ana)
        #expect(scene.wait(5_000).brief == "note window")
        #expect(scene.wait(20_000).brief == "auto → offered")
    }

    @Test("§10.6, §10.10 a call that the window does not hold up is not told to wait")
    func callAFirstHandWhoRests() {
        var scene = auto()
        scene.share(ana)
        scene.raise(bo)
        scene.after(.steppedBack(bo))
        #expect(scene.brief(.raisedHand(ana)) == "hand up, note window")
        #expect(scene.callNext().brief == "next → offered")
    }
}
