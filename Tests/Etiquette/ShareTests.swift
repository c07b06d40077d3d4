import Etiquette
import Testing

@Suite("§8.5 and §8.6 Shares and the boundary after them")
struct ShareTests {
    @Test("§8.5 DONE ends the share and raises the count, said or unsaid")
    func done() {
        var scene = Scene()
        scene.hold(ana)
        #expect(scene.brief(.finished(ana, turn: scene.turn)) == "done → home")
        #expect(scene.shares(of: ana) == 1)
    }

    @Test("§8.5 PASS without a line is no share; with one it is the same as DONE")
    func passOrDone() {
        var scene = Scene()
        scene.hold(ana)
        #expect(scene.brief(.passed(ana, turn: scene.turn)) == "passed → home")
        #expect(scene.shares(of: ana) == 0)
        scene.hold(ana)
        scene.after(.spoke(ana, turn: scene.turn))
        #expect(scene.brief(.passed(ana, turn: scene.turn)) == "done → home")
        #expect(scene.shares(of: ana) == 1)
    }

    @Test("§8.5 only the holder can end the share so")
    func onlyTheHolder() {
        var scene = Scene()
        scene.hold(ana)
        for seat in [fay, bo, gus] {
            #expect(scene.brief(.finished(seat, turn: scene.turn)) == "not-holding")
            #expect(scene.brief(.passed(seat, turn: scene.turn)) == "not-holding")
        }
        #expect(scene.circle.stick == .held(ana))
    }

    @Test("§8.5 a share ended by others counts when something was said")
    func endedByOthers() {
        let ends: [Event.Make] = [
            { .broughtHome(by: fay, turn: $0) }, { _ in .left(ana) }, { _ in .removed(ana) },
        ]
        for end in ends {
            var silent = Scene()
            silent.hold(ana)
            silent.after(end(silent.turn))
            #expect(silent.shares(of: ana) == 0)
            var said = Scene()
            said.hold(ana)
            said.after(.spoke(ana, turn: said.turn))
            said.after(end(said.turn))
            #expect(said.shares(of: ana) == 1)
        }
    }

    @Test("§8.5 counts cannot be reset by leaving and coming again")
    func countsStay() {
        var scene = Scene()
        scene.share(ana)
        scene.after(.raisedUrgent(ana))
        scene.after(.left(ana))
        scene.after(.joined(ana, .member))
        #expect(scene.shares(of: ana) == 1)
        #expect(scene.brief(.raisedUrgent(ana)) == "urgent-used")
    }

    @Test("§8.6 after a share nobody is offered the stick for the boundary time")
    func boundary() {
        var scene = Scene()
        scene.raise(bo)
        scene.hold(ana)
        scene.after(.finished(ana, turn: scene.turn))
        let waiting = Effect.told(.seat(fay), .waiting(milliseconds: 5_000))
        #expect(scene.callNext() == [waiting])
        #expect(scene.wait(4_999) == [])
        #expect(scene.state == .home)
        #expect(scene.wait(1).brief == "next → offered")
        #expect(scene.circle.stick == .offered(bo))
    }

    @Test("§8.6 a call for a seat made in the boundary is carried out at its end, the last one")
    func deferredCall() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.finished(ana, turn: scene.turn))
        scene.wait(2_000)
        let waiting = Effect.told(.seat(fay), .waiting(milliseconds: 3_000))
        #expect(scene.after(.called(bo, by: fay, turn: scene.turn)) == [waiting])
        scene.after(.called(cy, by: fay, turn: scene.turn))
        #expect(scene.wait(3_000).brief == "called → offered")
        #expect(scene.circle.stick == .offered(cy))
    }

    @Test("§8.6 a deferred call whose seat is no longer there comes to nothing, and that is told")
    func droppedCall() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.finished(ana, turn: scene.turn))
        scene.after(.called(bo, by: fay, turn: scene.turn))
        scene.after(.left(bo))
        let dropped = Effect.told(.facilitators(and: bo), .callDropped(bo))
        #expect(scene.wait(5_000) == [dropped])
        #expect(scene.state == .home)
    }

    @Test("§8.6 a dropped call does not stop an automatic circle")
    func droppedCallGoesOn() {
        var scene = Scene { $0.passing = .auto }
        scene.hold(ana)
        scene.raise(cy)
        scene.after(.finished(ana, turn: scene.turn))
        scene.after(.called(bo, by: fay, turn: scene.turn))
        scene.after(.left(bo))
        #expect(scene.wait(5_000).brief == "note call-dropped, auto → offered")
    }

    @Test("§8.6 the boundary stands still in a space")
    func boundaryInASpace() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.finished(ana, turn: scene.turn))
        scene.after(.called(bo, by: fay, turn: scene.turn))
        scene.wait(2_000)
        scene.after(.rang(gus, milliseconds: 60_000))
        #expect(scene.wait(60_000).brief == "quiet-over → home")
        #expect(scene.wait(2_999) == [])
        #expect(scene.wait(1).brief == "called → offered")
    }

    @Test("§8.6 cross-talk opened and closed within the boundary does not shorten it")
    func boundaryUnderCrosstalk() {
        var scene = Scene { $0.passing = .auto }
        scene.raise(ana, bo)
        scene.after(.accepted(ana, turn: scene.turn))
        scene.after(.finished(ana, turn: scene.turn))
        scene.after(.setCrosstalk(true, by: fay, turn: scene.turn))
        scene.wait(2_000)
        #expect(scene.brief(.setCrosstalk(false, by: fay, turn: scene.turn)) == "closed → home")
        #expect(scene.wait(2_999) == [])
        #expect(scene.wait(1).brief == "auto → offered")
    }

    @Test("§8.6 a boundary of no time is none")
    func noBoundary() {
        var scene = Scene { $0.boundaryMilliseconds = 0 }
        scene.raise(bo)
        scene.hold(ana)
        scene.after(.finished(ana, turn: scene.turn))
        #expect(scene.callNext().brief == "next → offered")
    }
}
