import Etiquette
import Testing

@Suite("§19.3 Side rooms")
struct SideRoomTests {
    private func room() -> Scene {
        var scene = Scene.hosted()
        scene.after(.openedSideRoom(bo, true, by: fay))
        return scene
    }

    @Test("§19.3 both whisper to each other; the facilitator stays in the circle")
    func whispers() {
        var scene = room()
        #expect(scene.apart(of: bo) == .side(fay))
        #expect(!scene.isOut(fay))
        #expect(scene.brief(.whispered(bo, to: .seat(fay))) == "whisper")
        #expect(scene.brief(.whispered(fay, to: .seat(bo))) == "whisper")
        #expect(scene.brief(.whispered(bo, to: .seat(dee))) == "role")
        #expect(scene.brief(.whispered(bo, to: .seat(ana))) == "role")
        #expect(scene.brief(.whispered(ana, to: .seat(bo))) == "role")
        #expect(Fact.whisper(bo, to: .seat(fay)).audience == .pair(bo, fay))
    }

    @Test("§19.3 that facilitator ends it, or STEP in")
    func ends() {
        var scene = room()
        #expect(scene.brief(.openedSideRoom(bo, false, by: dee)) == "role")
        #expect(scene.brief(.openedSideRoom(bo, false, by: fay)) == "apart in, out off")
        #expect(scene.brief(.openedSideRoom(bo, false, by: fay)) == "–")
        #expect(scene.brief(.whispered(bo, to: .seat(fay))) == "role")
        var other = room()
        #expect(other.brief(.stepped(bo, out: false)) == "apart in, out off")
    }

    @Test("§19.3 the first room stands: a second facilitator and a set-aside seat are refused")
    func twoAtOnce() {
        var scene = room()
        #expect(scene.brief(.openedSideRoom(bo, true, by: fay)) == "–")
        #expect(scene.brief(.openedSideRoom(bo, true, by: dee)) == "out")
        #expect(scene.brief(.setAside(bo, true, by: dee)) == "apart aside", "safety comes first")
        #expect(scene.brief(.openedSideRoom(bo, true, by: fay)) == "set-aside")
        #expect(scene.brief(.openedSideRoom(bo, false, by: fay)) == "–")
        #expect(scene.apart(of: bo) == .aside)
        scene.hold(cy)
        scene.after(.stepped(ana, out: true))
        #expect(scene.brief(.openedSideRoom(ana, true, by: dee)) == "apart side")
        scene.after(.finished(cy, turn: scene.turn))
        #expect(scene.isOut(ana), "a room does not end with the share")
    }

    @Test("§19.3 after a lost link of either both are in it again")
    func lostLinks() {
        for seat in [fay, bo] {
            var scene = room()
            scene.drop(seat)
            scene.wait(45_000)
            scene.after(.returned(seat))
            #expect(scene.apart(of: bo) == .side(fay))
            #expect(scene.brief(.whispered(bo, to: .seat(fay))) == "whisper")
        }
        var released = room()
        released.drop(bo)
        released.wait(600_000)
        #expect(released.presence(of: bo) == .gone)
        #expect(released.brief(.joined(bo, .member)) == "join, out on, apart side")
        var restarted = room()
        restarted.loseRelay()
        restarted.after(.returned(bo))
        restarted.after(.returned(fay))
        #expect(restarted.brief(.whispered(bo, to: .seat(fay))) == "whisper")
    }

    @Test("§19.3 when the facilitator's seat ends the other is out until STEP in")
    func facilitatorLeaves() {
        for event: Event in [.left(fay), .removed(fay), .drifted(fay, since: Moment(10_000_000))] {
            var scene = room()
            scene.after(event)
            scene.wait(600_000)
            #expect(scene.presence(of: fay) == .gone)
            #expect(scene.isOut(bo), "never in a wider room by itself")
            #expect(scene.brief(.whispered(bo, to: .seat(fay))) == "role")
            #expect(scene.brief(.whispered(bo, to: .facilitators)) == "whisper")
            #expect(scene.brief(.stepped(bo, out: false)) == "apart in, out off")
        }
    }

    @Test("§19.3, §9.5 somebody who facilitates no more has no side room, and cannot end one")
    func formerFacilitator() {
        var scene = room()
        scene.after(.changedRole(fay, .member))
        #expect(scene.brief(.whispered(fay, to: .seat(bo))) == "role")
        #expect(scene.brief(.whispered(bo, to: .seat(fay))) == "role")
        #expect(scene.brief(.openedSideRoom(bo, false, by: fay)) == "role")
        #expect(scene.isOut(bo))
        #expect(scene.brief(.stepped(bo, out: false)) == "apart in, out off")
    }

    @Test("§19.2 a farewell ends a side room: who comes again is in the circle")
    func farewell() {
        var scene = room()
        scene.after(.left(bo))
        #expect(scene.brief(.joined(bo, .member)) == "join")
        #expect(scene.apart(of: bo) == .within)
    }

    @Test("§19.1 a facilitator who has stepped out still hears the door, whispers and removes")
    func facilitatorOutside() {
        var scene = Scene.hosted(door: .knock)
        scene.hold(ana)
        scene.after(.stepped(fay, out: true))
        #expect(scene.circle.seats(of: .doorkeepers) == [fay, dee, gil])
        #expect(scene.circle.seats(of: .facilitators(and: ana)) == [fay, dee, ana])
        scene.after(.joined(nia, .member))
        #expect(scene.brief(.admitted(nia, by: fay)) == "knock boundary, note vestibule boundary")
        #expect(scene.brief(.whispered(fay, to: .seat(bo))) == "whisper")
        #expect(scene.brief(.sentAway(bo, by: fay)) == "leave removed")
        #expect(scene.brief(.broughtHome(by: fay, turn: scene.turn)) == "out")
        #expect(scene.brief(.rang(fay, milliseconds: nil)) == "out")
    }

    @Test("§18.3, §19.1 a greeter who is out keeps the door no more")
    func greeterOutside() {
        var scene = Scene.hosted(door: .knock)
        scene.after(.joined(nia, .member))
        scene.after(.setAside(gil, true, by: fay))
        #expect(scene.circle.seats(of: .doorkeepers) == [fay, dee])
        #expect(scene.brief(.admitted(nia, by: gil)) == "set-aside")
        #expect(scene.brief(.whispered(gil, to: .seat(nia))) == "role")
    }
}
