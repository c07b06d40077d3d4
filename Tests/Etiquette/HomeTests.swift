import Etiquette
import Testing

@Suite("§8.11 to §8.13 Cross-talk, bringing home, giving")
struct HomeTests {
    @Test("§8.11 cross-talk is off until a facilitator opens it with the stick at home")
    func opening() {
        var scene = Scene()
        #expect(scene.brief(.setCrosstalk(true, by: gus, turn: scene.turn)) == "role")
        scene.hold(ana)
        #expect(scene.brief(.setCrosstalk(true, by: fay, turn: scene.turn)) == "stick-out")
        scene.after(.finished(ana, turn: scene.turn))
        #expect(scene.brief(.setCrosstalk(true, by: fay, turn: scene.turn)) == "open → open")
        #expect(scene.brief(.setCrosstalk(true, by: fay, turn: scene.turn)) == "–")
        #expect(scene.brief(.setCrosstalk(false, by: fay, turn: scene.turn)) == "closed → home")
        #expect(scene.brief(.setCrosstalk(false, by: fay, turn: scene.turn)) == "–")
    }

    @Test("§8.11 in the open floor each seat has 5 lines at once, then one in 2 seconds")
    func openRates() {
        var scene = Scene()
        scene.after(.setCrosstalk(true, by: fay, turn: scene.turn))
        for seat in [ana, fay] {
            for _ in 0..<5 { #expect(scene.brief(.spoke(seat, turn: scene.turn)) == "line") }
            let slower = Effect.refused(seat, .slowDown(milliseconds: 2_000))
            #expect(scene.after(.spoke(seat, turn: scene.turn)) == [slower])
        }
        scene.wait(1_999)
        let nearly = Effect.refused(ana, .slowDown(milliseconds: 1))
        #expect(scene.after(.spoke(ana, turn: scene.turn)) == [nearly])
        scene.wait(1)
        #expect(scene.brief(.spoke(ana, turn: scene.turn)) == "line")
        #expect(scene.brief(.spoke(ana, turn: scene.turn)) == "slow-down")
    }

    @Test("§8.12 HOME ask asks the holder; 20 seconds later the facilitators are reminded")
    func asking() {
        var scene = Scene()
        scene.hold(ana)
        let asked = Effect.told(.seat(ana), .homeAsked(milliseconds: 20_000))
        #expect(scene.after(.askedHome(by: fay, turn: scene.turn)) == [asked])
        #expect(scene.wait(19_999) == [])
        #expect(scene.wait(1) == [.told(.facilitators(and: nil), .homeDue)])
        #expect(scene.circle.seats(of: .facilitators(and: nil)) == [fay])
        #expect(scene.circle.stick == .held(ana), "asking never takes")
    }

    @Test("§8.12 the 20 seconds of HOME ask stand still in a space")
    func askingInASpace() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.rang(gus, milliseconds: 60_000))
        scene.wait(30_000)
        scene.after(.askedHome(by: fay, turn: scene.turn))
        #expect(scene.wait(30_000).brief == "quiet-over → held")
        #expect(scene.wait(19_999) == [])
        #expect(scene.wait(1).brief == "note home-due")
    }

    @Test("§8.12 a holder who closes within the time hears no more of it")
    func closing() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.askedHome(by: fay, turn: scene.turn))
        scene.after(.finished(ana, turn: scene.turn))
        #expect(scene.wait(60_000) == [])
    }

    @Test("§8.12 HOME now brings the stick home; what was said stays and counts")
    func firmly() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.spoke(ana, turn: scene.turn))
        #expect(scene.brief(.broughtHome(by: ana, turn: scene.turn)) == "role")
        #expect(scene.brief(.broughtHome(by: fay, turn: scene.turn)) == "home → home")
        #expect(scene.shares(of: ana) == 1)
        #expect(scene.brief(.broughtHome(by: fay, turn: scene.turn)) == "–")
    }

    @Test("§8.12 HOME now works on a holder who is adrift, and nothing is owed then")
    func firmlyWhileAdrift() {
        var scene = Scene()
        scene.hold(ana)
        scene.drop(ana)
        scene.wait(20_000)
        #expect(scene.brief(.broughtHome(by: fay, turn: scene.turn)) == "home → home")
        scene.after(.returned(ana))
        #expect(scene.circle.queue == [])
    }

    @Test("§8.12 HOME now takes back an offer, whose hand keeps its place")
    func takingBack() {
        var scene = Scene()
        scene.raise(ana, bo)
        scene.callNext()
        #expect(scene.brief(.broughtHome(by: fay, turn: scene.turn)) == "withdrawn → home")
        #expect(scene.circle.queue == [ana, bo])
        #expect(scene.callNext().brief == "next → offered", "no boundary: nobody shared")
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§8.12 in an automatic circle what was taken back is not offered again by itself")
    func takingBackInAuto() {
        var scene = Scene { $0.passing = .auto }
        scene.raise(ana)
        #expect(scene.circle.stick == .offered(ana))
        let effects = scene.after(.broughtHome(by: fay, turn: scene.turn))
        #expect(effects.brief == "withdrawn → home")
        #expect(scene.wait(60_000) == [])
        #expect(scene.callNext().brief == "next → offered")
    }

    @Test("§8.13 GIVE ends the share and offers the stick after the boundary; one may pass")
    func giving() {
        var scene = Scene()
        scene.raise(cy)
        scene.hold(ana)
        #expect(scene.brief(.gave(ana, to: bo, turn: scene.turn)) == "given → home")
        #expect(scene.shares(of: ana) == 1)
        #expect(scene.wait(4_999) == [])
        let offer = scene.wait(1).floors
        #expect(offer.map(\.stick) == [.offered(bo)])
        #expect(offer.map(\.reason) == [.given])
        #expect(scene.brief(.passed(bo, turn: scene.turn)) == "passed → home")
        #expect(scene.circle.queue == [cy])
    }

    @Test("§8.13 a stick that was given stays given when a facilitator calls for the next")
    func givenStaysGiven() {
        var scene = Scene()
        scene.raise(cy)
        scene.hold(ana)
        scene.after(.gave(ana, to: bo, turn: scene.turn))
        #expect(scene.callNext().brief == "note waiting")
        scene.wait(5_000)
        #expect(scene.circle.stick == .offered(bo))
    }

    @Test("§8.13 the stick is given to somebody who is here and does not listen, by its holder")
    func givingRights() {
        var scene = Scene()
        scene.drop(cy)
        scene.wait(10_000)
        scene.hold(ana)
        for (other, refusal) in [
            (ana, Refusal.noSuchSeat), (cy, .notHere), (lin, .listening), (Seat(77), .noSuchSeat),
        ] {
            let effects = scene.after(.gave(ana, to: other, turn: scene.turn))
            #expect(effects == [.refused(ana, refusal)])
        }
        #expect(scene.brief(.gave(fay, to: bo, turn: scene.turn)) == "not-holding")
        #expect(scene.circle.stick == .held(ana))
    }
}
