import Etiquette
import Testing

@Suite("§8.1 to §8.3 The floor")
struct FloorTests {
    @Test("§8.1 a circle begins with the stick at home under turn 1, and there is no holder")
    func beginning() {
        let scene = Scene()
        #expect(scene.state == .home)
        #expect(scene.turn == 1)
        #expect(scene.circle.stick.holder == nil)
    }

    @Test("§8.1 a space lies over the floor, which goes on beneath it")
    func spaceLiesOver() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.rang(gus, milliseconds: nil))
        #expect(scene.state == .space)
        #expect(scene.circle.stick == .held(ana))
        #expect(scene.brief(.finished(ana, turn: scene.turn)) == "done → space")
        #expect(scene.circle.stick == .home)
        #expect(scene.wait(seconds: 60) == "quiet-over → home")
    }

    @Test("§8.2 the turn rises at an offer and at each way a share or an offer ends")
    func turnRises() {
        let ends: [(Event.Make, FloorReason)] = [
            ({ .finished(ana, turn: $0) }, .done), ({ .passed(ana, turn: $0) }, .passed),
            ({ .broughtHome(by: fay, turn: $0) }, .home),
            ({ .gave(ana, to: bo, turn: $0) }, .given),
            ({ _ in .left(ana) }, .left), ({ _ in .removed(ana) }, .removed),
            ({ _ in .changedRole(ana, .listener) }, .home),
        ]
        for (event, reason) in ends {
            var scene = Scene()
            scene.offer(ana)
            #expect(scene.turn == 2)
            scene.after(.accepted(ana, turn: 2))
            let floors = scene.after(event(2)).floors
            #expect(floors.map(\.turn) == [3])
            #expect(floors.map(\.reason) == [reason])
        }
        for event: Event in [.passed(ana, turn: 2), .steppedBack(ana), .left(ana)] {
            var scene = Scene()
            scene.offer(ana)
            #expect(scene.after(event).floors.map(\.turn) == [3])
        }
    }

    @Test("§8.2 the turn rises when an offer lapses and when a grace runs out")
    func turnRisesWithTime() {
        var scene = Scene()
        scene.offer(ana)
        scene.wait(90_000)
        #expect(scene.turn == 3)
        scene.hold(ana)
        scene.drop(ana)
        scene.wait(90_000)
        #expect(scene.turn == 5)
    }

    @Test("§8.2 the turn rises when cross-talk begins and when it ends")
    func turnRisesWithCrosstalk() {
        var scene = Scene()
        scene.after(.setCrosstalk(true, by: fay, turn: 1))
        #expect(scene.turn == 2)
        scene.after(.setCrosstalk(false, by: fay, turn: 2))
        #expect(scene.turn == 3)
    }

    @Test("§8.2 the turn stays when an offer is accepted, at the bell, and over a lost link")
    func turnStays() {
        var scene = Scene()
        scene.offer(ana)
        let turn = scene.turn
        scene.after(.accepted(ana, turn: turn))
        scene.after(.rang(gus, milliseconds: nil))
        scene.after(.endedSpace(gus, space: 1))
        scene.drop(ana)
        scene.wait(30_000)
        #expect(scene.state == .adrift)
        scene.after(.returned(ana))
        #expect(scene.state == .held)
        #expect(scene.turn == turn)
    }

    @Test("§8.3 a change tells the limit of the share, and 0 at home and without a limit")
    func limits() {
        var scene = Scene()
        scene.offer(ana)
        #expect(scene.circle.floor.limitMilliseconds == 300_000)
        let accepted = scene.after(.accepted(ana, turn: scene.turn)).floors
        #expect(accepted.map(\.limitMilliseconds) == [300_000])
        let done = scene.after(.finished(ana, turn: scene.turn)).floors
        #expect(done.map(\.limitMilliseconds) == [0])
        var endless = Scene { $0.shareLimitMilliseconds = 0 }
        endless.hold(ana)
        #expect(endless.circle.floor.limitMilliseconds == 0)
    }

    @Test("§8.3 in a space the limit is that of the silence, also when the floor changes beneath")
    func limitInASpace() {
        var scene = Scene()
        scene.hold(ana)
        let bell = scene.after(.rang(gus, milliseconds: 30_000)).floors
        #expect(bell.map(\.limitMilliseconds) == [30_000])
        #expect(bell.map(\.space) == [1])
        let left = scene.after(.left(ana)).floors
        #expect(left.map(\.limitMilliseconds) == [30_000])
        #expect(left.map(\.space) == [1])
        #expect(scene.circle.floor.limitMilliseconds == 30_000)
        #expect(scene.wait(30_000).floors.map(\.limitMilliseconds) == [0])
    }
}

extension Event {
    /// An event that acts on a turn.
    typealias Make = @Sendable (UInt32) -> Event
}
