import Etiquette
import Testing

@Suite("§19.1 to §19.3 Out of the circle")
struct ApartTests {
    /// In every circle, with a plan or without.
    static let circles: [Scene] = [Scene(people: Scene.hosts), .hosted()]

    @Test("§19.1 all are told who is out; why, only that seat and the facilitators")
    func told() {
        for var scene in Self.circles {
            scene.hold(ana)
            let effects = scene.after(.stepped(bo, out: true))
            #expect(effects.facts == [.out(bo, true), .apart(bo, .step)])
            #expect(Fact.out(bo, true).audience == .all)
            let audience = Fact.apart(bo, .step).audience
            #expect(scene.circle.seats(of: audience) == [fay, dee, bo])
            #expect(!scene.circle.isWithin(bo))
            let back = scene.after(.stepped(bo, out: false))
            #expect(back.facts == [.apart(bo, .within), .out(bo, false)])
            #expect(scene.circle.isWithin(bo))
        }
    }

    @Test("§19.1 who is out keeps number, role, counts and the place of the hand")
    func keeps() {
        var scene = Scene()
        scene.share(bo)
        scene.raise(bo, cy)
        scene.hold(ana)
        let place = scene.circle.place(of: bo)
        scene.after(.stepped(bo, out: true))
        #expect(scene.circle.queue.contains(bo))
        #expect(scene.circle.place(of: bo) == place)
        #expect(scene.shares(of: bo) == 1)
    }

    @Test("§19.1 who is out is not offered the stick: passed over by order, not here for a call")
    func notOffered() {
        var scene = Scene()
        scene.raise(bo, cy)
        scene.after(.openedSideRoom(bo, true, by: fay))
        #expect(scene.brief(.called(bo, by: fay, turn: scene.turn)) == "not-here")
        scene.callNext()
        #expect(scene.circle.stick == .offered(cy))
        #expect(scene.circle.queue == [bo])
    }

    @Test("§10.5 strict circles do not wait for somebody who is out")
    func strict() {
        var scene = Scene(people: [(fay, .facilitator), (ana, .member), (bo, .member)]) {
            $0.queue = .strict
        }
        scene.share(ana)
        scene.share(fay)
        scene.raise(ana)
        #expect(scene.callNext().brief == "first-hands")
        scene.after(.setAside(bo, true, by: fay))
        #expect(scene.callNext().brief == "next → offered")
    }

    @Test("§19.1 who is out has no words and none of the acts that need the circle")
    func noActs() {
        for apart in [Apart.step, .aside, .side(fay)] {
            var scene = Scene()
            scene.after(.setCrosstalk(true, by: fay, turn: scene.turn))
            scene.go(bo, apart)
            let refusal: Refusal = apart == .aside ? .setAside : .out
            let turn = scene.turn
            for event: Event in [
                .spoke(bo, turn: turn), .raisedHand(bo), .steppedBack(bo), .raisedUrgent(bo),
                .accepted(bo, turn: turn), .askedPause(bo), .rang(bo, milliseconds: nil),
                .finished(bo, turn: turn), .agreed(bo), .marked(bo, .heard),
            ] {
                #expect(scene.after(event) == [.refused(bo, refusal)])
            }
            #expect(scene.brief(.spoke(bo, turn: turn - 1)) == "stale", "§9.5")
            #expect(!scene.circle.permits(bo, turn: turn))
        }
    }

    @Test("§19.6, §7.6 help, whispers, presence and farewell have a place outside")
    func hasPlace() {
        for apart in [Apart.step, .aside, .side(fay)] {
            for (event, expected) in [
                (Event.askedHelp(bo), "help"), (.whispered(bo, to: .facilitators), "whisper"),
                (.whispered(fay, to: .seat(bo)), "whisper"), (.wentAway(bo), "presence away"),
                (.listened(bo, true), "listen on"), (.left(bo), "leave left"),
            ] {
                var scene = Scene()
                scene.hold(ana)
                scene.go(bo, apart)
                #expect(scene.brief(event) == expected)
            }
        }
    }

    @Test("§19.2 stepping out lasts for one share, or until STEP in")
    func oneShare() {
        var scene = Scene()
        scene.hold(ana)
        #expect(scene.brief(.stepped(bo, out: true)) == "out on, apart step")
        #expect(scene.brief(.stepped(bo, out: true)) == "–")
        scene.after(.spoke(ana, turn: scene.turn))
        let over = "done → home, apart in, out off"
        #expect(scene.brief(.finished(ana, turn: scene.turn)) == over)
        #expect(scene.brief(.stepped(bo, out: false)) == "–")
    }

    @Test("§19.2 it ends however the share or the offer ends")
    func anyEnd() {
        for (event, reason) in [
            (Event.finished(ana, turn: 2), "done"), (.passed(ana, turn: 2), "passed"),
            (.gave(ana, to: gus, turn: 2), "given"), (.broughtHome(by: fay, turn: 2), "home"),
            (.left(ana), "left"), (.sentAway(ana, by: fay), "removed"),
        ] {
            var scene = Scene()
            scene.hold(ana)
            scene.after(.stepped(bo, out: true))
            scene.after(.stepped(cy, out: true))
            #expect(scene.brief(event).hasPrefix("\(reason) → home, apart in, out off, apart in"))
            #expect(!scene.isOut(bo))
            #expect(!scene.isOut(cy))
        }
        var offer = Scene()
        offer.offer(ana)
        offer.after(.stepped(bo, out: true))
        offer.after(.accepted(ana, turn: offer.turn))
        #expect(offer.isOut(bo), "the share begins")
        offer.drop(ana)
        offer.wait(10_000)
        #expect(offer.isOut(bo), "a lost link does not end it")
        offer.wait(80_000)
        #expect(!offer.isOut(bo))
    }

    @Test("§19.2 whoever steps out while the stick is home is out for the next share")
    func nextShare() {
        var scene = Scene()
        scene.after(.stepped(bo, out: true))
        scene.hold(ana)
        #expect(scene.isOut(bo))
        scene.after(.finished(ana, turn: scene.turn))
        #expect(!scene.isOut(bo))
    }

    @Test("§19.2 who has the stick or the offer ends it first")
    func holder() {
        var scene = Scene()
        scene.offer(ana)
        #expect(scene.brief(.stepped(ana, out: true)) == "stick-out")
        scene.after(.accepted(ana, turn: scene.turn))
        #expect(scene.brief(.stepped(ana, out: true)) == "stick-out")
    }

    @Test("§19.2 set aside until a facilitator takes it back; the hand comes down")
    func aside() {
        var scene = Scene()
        scene.raise(bo)
        scene.hold(ana)
        let effects = scene.after(.setAside(bo, true, by: fay))
        #expect(effects.brief == "out on, apart aside, hand down")
        #expect(scene.brief(.setAside(bo, true, by: fay)) == "–")
        #expect(scene.brief(.stepped(bo, out: false)) == "set-aside")
        #expect(scene.brief(.stepped(bo, out: true)) == "–")
        scene.after(.finished(ana, turn: scene.turn))
        #expect(scene.isOut(bo), "no share ends it")
        #expect(scene.brief(.setAside(bo, false, by: fay)) == "apart in, out off")
        #expect(scene.brief(.setAside(bo, false, by: fay)) == "–")
    }

    @Test("§19.1 the stick of somebody who goes out comes home; what was said is a share")
    func stickComesHome() {
        for (apart, brief) in [
            (Apart.aside, "home → home, out on, apart aside"),
            (.side(fay), "home → home, out on, apart side"),
        ] {
            var scene = Scene()
            scene.hold(ana)
            scene.after(.spoke(ana, turn: scene.turn))
            #expect(scene.brief(scene.going(ana, apart)) == brief)
            #expect(scene.shares(of: ana) == 1)
            scene.raise(cy)
            #expect(scene.callNext().brief == "note waiting", "§8.6 a boundary follows")
        }
        var offer = Scene()
        offer.raise(ana)
        offer.callNext()
        let brief = "withdrawn → home, out on, apart side"
        #expect(offer.brief(.openedSideRoom(ana, true, by: fay)) == brief)
        #expect(offer.circle.queue == [ana], "the hand keeps its place")
        var adrift = Scene()
        adrift.hold(ana)
        adrift.drop(ana)
        adrift.wait(10_000)
        #expect(adrift.brief(.setAside(ana, true, by: fay)).hasPrefix("home → home, out on"))
    }

    @Test("§19.2 facilitators set aside, nobody else; facilitators cannot be set aside")
    func rights() {
        var scene = Scene.hosted()
        for other in [ana, gus, gil, tom, lin] {
            #expect(scene.brief(.setAside(bo, true, by: other)) == "role")
            #expect(scene.brief(.openedSideRoom(bo, true, by: other)) == "role")
        }
        for host in [fay, dee] {
            #expect(scene.brief(.setAside(host, true, by: fay)) == "role")
            #expect(scene.brief(.openedSideRoom(host, true, by: fay)) == "role")
        }
        #expect(scene.brief(.setAside(Seat(77), true, by: fay)) == "no-such-seat")
        #expect(scene.brief(.openedSideRoom(Seat(77), true, by: fay)) == "no-such-seat")
    }

    @Test("§19.2 coming again is no way back: not by farewell, lost link or restart")
    func comingAgain() {
        for how: Event in [.left(bo), .drifted(bo, since: Moment(10_000_000))] {
            var scene = Scene()
            scene.after(.setAside(bo, true, by: fay))
            scene.after(how)
            scene.wait(600_000)
            #expect(scene.presence(of: bo) == .gone)
            #expect(!scene.isOut(bo))
            #expect(scene.brief(.joined(bo, .member)) == "join, out on, apart aside")
        }
        var scene = Scene()
        scene.after(.setAside(bo, true, by: fay))
        scene.loseRelay()
        scene.after(.returned(bo))
        #expect(scene.apart(of: bo) == .aside)
        #expect(scene.isOut(bo))
    }

    @Test("§19.2 who becomes a facilitator is back in the circle")
    func promoted() {
        for apart in [Apart.aside, .side(fay)] {
            var scene = Scene()
            scene.go(bo, apart)
            #expect(scene.brief(.changedRole(bo, .cofacilitator)) == "role, apart in, out off")
            scene.after(.changedRole(bo, .member))
            scene.go(bo, apart)
            scene.drop(bo)
            scene.wait(600_000)
            #expect(scene.brief(.joined(bo, .cofacilitator)) == "join, apart in")
            #expect(!scene.isOut(bo))
        }
    }
}
