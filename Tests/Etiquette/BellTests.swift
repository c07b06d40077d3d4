import Etiquette
import Testing

@Suite("§8.10 The bell")
struct BellTests {
    @Test("§8.10 guardians, cofacilitators and facilitators ring, others may not")
    func rightOfTheBell() {
        var scene = Scene()
        scene.after(.changedRole(cy, .cofacilitator))
        for seat in [ana, lin] {
            #expect(scene.after(.rang(seat, milliseconds: nil)) == [.refused(seat, .role)])
            #expect(scene.after(.endedSpace(seat, space: 1)) == [.refused(seat, .role)])
        }
        for (number, seat) in [fay, cy, gus].enumerated() {
            #expect(scene.brief(.rang(seat, milliseconds: nil)) == "bell → space")
            #expect(scene.circle.space?.number == UInt32(number + 1))
            scene.after(.endedSpace(seat, space: UInt32(number + 1)))
        }
    }

    @Test("§8.10 the bell lasts 60 seconds, or what is said within 15 to 600")
    func length() {
        let lengths: [(UInt64?, UInt64)] = [
            (nil, 60_000), (15_000, 15_000), (600_000, 600_000), (1, 15_000), (900_000, 600_000),
        ]
        for (asked, given) in lengths {
            var scene = Scene()
            let bell = scene.after(.rang(gus, milliseconds: asked)).floors
            #expect(bell.map(\.limitMilliseconds) == [given])
            #expect(scene.wait(given - 1) == [])
            #expect(scene.wait(1).brief == "quiet-over → home")
        }
    }

    @Test("§8.10 a second bell changes nothing")
    func idempotent() {
        var scene = Scene()
        scene.after(.rang(gus, milliseconds: 30_000))
        scene.wait(20_000)
        let before = scene.circle
        #expect(scene.after(.rang(fay, milliseconds: 600_000)) == [])
        #expect(scene.circle == before)
        #expect(scene.wait(10_000).brief == "quiet-over → home")
    }

    @Test("§8.10 the bell is rung off only with its number")
    func bellOff() {
        var scene = Scene()
        #expect(scene.after(.endedSpace(gus, space: 1)) == [.refused(gus, .stale)])
        scene.after(.rang(gus, milliseconds: nil))
        scene.after(.endedSpace(gus, space: 1))
        scene.after(.rang(gus, milliseconds: nil))
        for number: UInt32 in [0, 1, 3] {
            let effects = scene.after(.endedSpace(fay, space: number))
            #expect(effects == [.refused(fay, .stale)])
        }
        #expect(scene.brief(.endedSpace(fay, space: 2)) == "quiet-over → home")
    }

    @Test("§8.10 the floor beneath comes back with its turn and its remaining time")
    func floorComesBack() {
        var scene = Scene()
        scene.hold(ana)
        let turn = scene.turn
        scene.wait(100_000)
        scene.after(.rang(gus, milliseconds: 60_000))
        let back = scene.wait(60_000).floors
        #expect(back.map(\.stick) == [.held(ana)])
        #expect(back.map(\.turn) == [turn])
        #expect(back.map(\.limitMilliseconds) == [300_000])
        scene.after(.spoke(ana, turn: turn))
        #expect(scene.wait(139_999) == [])
        #expect(scene.wait(1).brief == "note time 80")
    }

    @Test("§8.10 the time of an offer stands still in a space")
    func offerStandsStill() {
        var scene = Scene()
        scene.offer(ana)
        scene.wait(40_000)
        scene.after(.rang(gus, milliseconds: 600_000))
        #expect(scene.wait(600_000).brief == "quiet-over → offered")
        #expect(scene.wait(4_999) == [])
        #expect(scene.wait(1).brief == "note nudge")
        #expect(scene.wait(45_000).brief == "lapsed → home")
    }

    @Test("§8.10 in a space nobody accepts, calls or hands on; ending and leaving go on beneath")
    func whatWaits() {
        var scene = Scene()
        scene.offer(ana)
        scene.after(.rang(gus, milliseconds: nil))
        #expect(scene.brief(.accepted(ana, turn: scene.turn)) == "space-held")
        #expect(scene.callNext().brief == "space-held")
        #expect(scene.brief(.called(bo, by: fay, turn: scene.turn)) == "space-held")
        #expect(scene.brief(.passed(ana, turn: scene.turn)) == "passed → space")
        scene.after(.endedSpace(gus, space: 1))
        scene.hold(bo)
        scene.after(.rang(gus, milliseconds: nil))
        #expect(scene.brief(.gave(bo, to: cy, turn: scene.turn)) == "space-held")
    }

    @Test("§8.10 a holder who leaves in a space: the stick is home when it ends, not before")
    func holderLeaves() {
        var scene = Scene()
        scene.hold(ana)
        scene.raise(bo)
        let turn = scene.turn
        scene.after(.rang(gus, milliseconds: 60_000))
        #expect(scene.brief(.left(ana)) == "left → space, leave left")
        #expect(scene.state == .space)
        #expect(scene.turn == turn + 1)
        scene.wait(60_000)
        #expect(scene.state == .home)
        #expect(scene.callNext().brief == "note waiting")
    }

    @Test("§8.10 a holder lost in a space is adrift when it ends, with the grace of the last byte")
    func holderLostInASpace() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.rang(gus, milliseconds: 60_000))
        scene.drop(ana)
        #expect(scene.wait(59_999).brief == "presence adrift, link → space")
        #expect(scene.wait(1).brief == "quiet-over → adrift")
        #expect(scene.wait(30_000).brief == "grace → home")
    }

    @Test("§8.10 anybody may ask for a pause; those who keep the bell hear it")
    func askingForAPause() {
        var scene = Scene()
        for seat in [ana, lin] {
            let asked = Effect.told(.bellKeepers, .pauseAsked(seat))
            #expect(scene.after(.askedPause(seat)) == [asked])
        }
        #expect(scene.state == .home)
    }

    @Test("§8.10 the bell lies over the open floor too")
    func overCrosstalk() {
        var scene = Scene()
        scene.after(.setCrosstalk(true, by: fay, turn: scene.turn))
        scene.after(.rang(gus, milliseconds: 15_000))
        #expect(scene.brief(.spoke(bo, turn: scene.turn)) == "space-held")
        #expect(scene.wait(15_000).brief == "quiet-over → open")
        #expect(scene.brief(.spoke(bo, turn: scene.turn)) == "line")
    }
}
