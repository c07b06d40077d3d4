import Etiquette
import Testing

@Suite("§15 Go-rounds")
struct RoundTests {
    private static func round(_ adjust: (inout Phase) -> Void = { _ in }) -> [Phase] {
        [Phase(.round, adjust), Phase(.share)]
    }

    /// Who is offered the stick, in order, until the phase is over.
    private static func visited(_ scene: inout Scene) -> [Seat] {
        var seats: [Seat] = []
        while scene.phase.isRound, let seat = scene.circle.stick.seat {
            seats.append(seat)
            scene.takeTurn()
        }
        return seats
    }

    @Test("§15.1 the stick goes round in the order of the seats, from the one who leads")
    func ring() {
        var scene = Scene(phases: Self.round())
        #expect(Self.visited(&scene) == [fay, ana, bo, cy, gus])
        #expect(scene.phase == .share)
    }

    @Test(
        "§15.1 the one who leads may be first or last, wherever the seat is",
        arguments: [
            (RingEnd.first, [bo, cy, gus, fay, ana]), (.last, [cy, gus, fay, ana, bo]),
        ]
    )
    func leader(_ end: RingEnd, _ order: [Seat]) {
        let people: [(Seat, Role)] = [
            (fay, .member), (ana, .member), (bo, .facilitator), (cy, .member), (gus, .guardian),
        ]
        var scene = Scene(people: people) {
            $0.plan = Plan([Phase(.gather)] + Self.round { $0.facilitator = end })
        }
        scene.after(.nextPhase(by: bo, phase: 1, now: false))
        #expect(Self.visited(&scene) == order)
    }

    @Test("§15.1 the first floor of the phase tells who is to come, before anybody is offered")
    func published() {
        var scene = Scene(phases: Self.round())
        #expect(scene.circle.queue == [ana, bo, cy, gus])
        #expect(scene.circle.meeting.ring == [fay, ana, bo, cy, gus])
        var again = Scene(people: Scene.everybody) {
            $0.plan = Plan([Phase(.gather)] + Self.round())
        }
        #expect(again.next().floors.map(\.reason) == [.round, .ring])
        scene.takeTurn()
        #expect(scene.circle.queue == [bo, cy, gus])
        #expect(scene.circle.place(of: cy) == 2)
    }

    @Test("§15.1 a drawn order has everybody once, follows from the seed, and differs")
    func shuffle() {
        var rules = Rules()
        rules.plan = Plan([Phase(.gather)] + Self.round { $0.order = .shuffle })
        func ring(_ seed: UInt64) -> [Seat] {
            var circle = Circle(rules: rules, seed: seed)
            var effects: [Effect] = []
            let now = Moment(1_000)
            for (seat, role) in Scene.everybody {
                circle.apply(.joined(seat, role), at: now, into: &effects)
            }
            circle.apply(.nextPhase(by: fay, phase: 1, now: false), at: now, into: &effects)
            var folded = Circle(rules: rules)
            for fact in effects.facts { folded.fold(fact, at: now) }
            #expect(folded.meeting.ring == circle.meeting.ring)
            return circle.meeting.ring
        }
        var first: [Seat: Int] = [:]
        for seed: UInt64 in 1...500 {
            let order = ring(seed)
            #expect(order.sorted() == [fay, ana, bo, cy, gus])
            #expect(order == ring(seed))
            first[order[0], default: 0] += 1
        }
        for seat in [fay, ana, bo, cy, gus] { #expect((60...140).contains(first[seat] ?? 0)) }
    }

    @Test("§15.2 passing is a visit, and moves on at once")
    func passing() {
        var scene = Scene(phases: Self.round())
        #expect(scene.pass(fay).brief == "passed → home, ring → offered")
        scene.after(.accepted(ana, turn: scene.turn))
        #expect(scene.pass(ana).brief == "passed → home, ring → offered")
        #expect(Self.visited(&scene) == [bo, cy, gus])
    }

    @Test("§15.2 later puts one at the end, once; the second time is a pass")
    func later() {
        var scene = Scene(phases: Self.round())
        #expect(scene.brief(.steppedBack(fay)) == "later → home, ring → offered")
        #expect(scene.circle.queue == [bo, cy, gus, fay])
        for _ in 0..<4 { scene.takeTurn() }
        #expect(scene.circle.stick == .offered(fay))
        let second = scene.after(.steppedBack(fay))
        #expect(second.floors.first?.reason == .passed, "nobody is told that they are asked again")
        #expect(second.phases.map(\.kind) == [.share])
    }

    @Test("§15.2 who is still to come may go to the end too, once")
    func laterAhead() {
        var scene = Scene(phases: Self.round())
        #expect(scene.brief(.steppedBack(bo)) == "hand later")
        #expect(scene.circle.queue == [ana, cy, gus, bo])
        #expect(scene.after(.steppedBack(bo)) == [])
        #expect(Self.visited(&scene) == [fay, ana, cy, gus, bo])
    }

    @Test("§15.2 an offer that lapses is put off once, and then passed")
    func lapses() {
        var scene = Scene(phases: Self.round())
        #expect(scene.wait(90_000).brief == "note nudge, lapsed → home, ring → offered")
        for _ in 0..<4 { scene.takeTurn() }
        #expect(scene.circle.stick == .offered(fay))
        #expect(scene.wait(90_000).phases.map(\.kind) == [.share])
    }

    @Test("§15.2 an offer that is taken back is put off once, and then passed")
    func withdrawn() {
        var scene = Scene(phases: Self.round())
        scene.takeTurn()
        let home = Event.broughtHome(by: fay, turn: scene.turn)
        #expect(scene.brief(home) == "withdrawn → home, ring → offered")
        #expect(scene.circle.queue == [cy, gus, ana])
        for _ in 0..<3 { scene.takeTurn() }
        scene.after(.broughtHome(by: fay, turn: scene.turn))
        #expect(scene.phase == .share)
    }

    @Test("§15.2 a stick that is brought home was a visit")
    func broughtHome() {
        var scene = Scene(phases: Self.round())
        scene.after(.accepted(fay, turn: scene.turn))
        scene.after(.broughtHome(by: fay, turn: scene.turn))
        scene.wait(5_000)
        #expect(Self.visited(&scene) == [ana, bo, cy, gus])
    }

    @Test("§15.3 who is adrift is passed over and keeps the place")
    func adrift() {
        var scene = Scene(phases: Self.round())
        scene.drop(ana)
        scene.wait(10_000)
        scene.takeTurn()
        #expect(scene.circle.stick == .offered(bo))
        scene.after(.returned(ana))
        scene.takeTurn()
        #expect(Self.visited(&scene) == [ana, cy, gus])
    }

    @Test("§15.3 who is out is passed over and keeps the place")
    func out() {
        var scene = Scene(phases: Self.round())
        scene.after(.setAside(ana, true, by: fay))
        scene.takeTurn()
        #expect(scene.circle.stick == .offered(bo))
        scene.after(.setAside(ana, false, by: fay))
        scene.takeTurn()
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§15.4 the round ends without those who are not here")
    func endsWithoutThem() {
        var scene = Scene(phases: Self.round())
        scene.drop(ana)
        scene.wait(10_000)
        #expect(Self.visited(&scene) == [fay, bo, cy, gus])
        #expect(scene.phase == .share)
    }

    @Test("§15.3 who comes late is visited last")
    func lateJoiner() {
        var scene = Scene(phases: Self.round()) { $0.plan?.options.late = .atOnce }
        scene.after(.joined(Seat(7), .member))
        scene.after(.joined(Seat(8), .listener))
        #expect(Self.visited(&scene) == [fay, ana, bo, cy, gus, Seat(7)])
    }

    @Test("§15.3 who leaves or begins to listen is taken out; who comes again was visited")
    func leavers() {
        var scene = Scene(phases: Self.round()) { $0.plan?.options.late = .atOnce }
        scene.after(.left(bo))
        scene.after(.removed(cy))
        scene.after(.listened(gus, true))
        #expect(scene.circle.meeting.ring == [fay, ana])
        scene.takeTurn()
        #expect(scene.brief(.left(ana)).hasPrefix("left → home, leave left"))
        scene.after(.joined(ana, .member))
        #expect(scene.phase == .share)
    }

    @Test("§15.3 who listens no more comes last, unless visited")
    func listensNoMore() {
        var scene = Scene(phases: Self.round())
        scene.after(.listened(ana, true))
        scene.after(.listened(ana, false))
        scene.takeTurn()
        scene.after(.listened(fay, true))
        scene.after(.listened(fay, false))
        #expect(Self.visited(&scene) == [bo, cy, gus, ana])
    }

    @Test("§15.3 a grace that runs out leaves the seat unvisited, at the end, once")
    func grace() {
        var scene = Scene(phases: Self.round())
        scene.takeTurn()
        for round in 1...2 {
            scene.after(.accepted(ana, turn: scene.turn))
            scene.drop(ana)
            #expect(scene.wait(90_000).brief.contains("grace → home"))
            scene.after(.returned(ana))
            scene.wait(5_000)
            #expect(scene.circle.meeting.ring.contains(ana) == (round == 1))
            guard round == 1 else { break }
            for _ in 0..<3 { scene.takeTurn() }
            #expect(scene.circle.stick == .offered(ana))
        }
        #expect(scene.phase == .share)
    }

    @Test("§8.9, §15.3 nobody is owed a turn by a go-round")
    func nothingOwed() {
        var scene = Scene(phases: Self.round())
        scene.after(.accepted(fay, turn: scene.turn))
        scene.drop(fay)
        scene.wait(90_000)
        scene.after(.returned(fay))
        #expect(scene.circle.queue.last == fay)
    }

    @Test("§15.4 the round ends when a facilitator is here, and not before")
    func waitsForAFacilitator() {
        var scene = Scene(phases: Self.round())
        scene.takeTurn()
        scene.drop(fay)
        for _ in 0..<4 { scene.takeTurn() }
        #expect(scene.phase == .round)
        #expect(scene.state == .home)
        #expect(scene.after(.returned(fay)).phases.map(\.kind) == [.share])
    }

    @Test("§15.4, §8.5 hands wait for the next share, and a visit counts no share")
    func hands() {
        var scene = Scene(phases: Self.round())
        scene.raise(bo, ana)
        #expect(Self.visited(&scene) == [fay, ana, bo, cy, gus])
        #expect(scene.circle.seats.allSatisfy { $0.shares == 0 })
        #expect(scene.circle.queue == [bo, ana])
    }

    @Test("§14.4 turns that are left are told of, and passed over only now")
    func turnsLeft() {
        var scene = Scene(phases: Self.round())
        #expect(scene.next() == [.refused(fay, .stickOut)])
        scene.speak(fay)
        scene.done(fay)
        #expect(scene.next() == [.refused(fay, .handsUp(count: 4))])
        #expect(scene.next(now: true).phases.map(\.kind) == [.share])
        #expect(scene.circle.meeting.ring == [])
    }

    @Test("§15.2 the boundary of the phase lies between two turns")
    func boundary() {
        var scene = Scene(phases: Self.round { $0.boundarySeconds = 30 })
        scene.speak(fay)
        #expect(scene.done(fay).brief == "done → home")
        #expect(scene.wait(29_999) == [])
        #expect(scene.wait(1).brief == "ring → offered")
    }

    @Test("§15.5 the time that is left is split among those who are left")
    func split() {
        let phase = Phase(.round) {
            ($0.splitsTime, $0.seconds, $0.limitSeconds, $0.boundarySeconds) = (true, 600, 0, 0)
        }
        var scene = Scene(phases: [phase])
        #expect(scene.circle.floor.limitMilliseconds == 120_000)
        scene.after(.accepted(fay, turn: scene.turn))
        #expect(scene.circle.floor.limitMilliseconds == 120_000)
        scene.wait(400_000)
        scene.done(fay)
        // Four are left, and 200 seconds.
        #expect(scene.circle.floor.limitMilliseconds == 50_000)
        scene.wait(60_000)
        scene.goOnFromImage()
        #expect(scene.circle.floor.limitMilliseconds == 50_000)
        scene.pass(ana)
        #expect(scene.circle.floor.limitMilliseconds == 600_000 / 3)
    }

    @Test("§15.5 a turn has at least 30 seconds, and at most what the phase says")
    func splitBounds() {
        let phase = Phase(.round) {
            ($0.splitsTime, $0.seconds, $0.limitSeconds) = (true, 600, 60)
        }
        var scene = Scene(phases: [phase])
        #expect(scene.circle.floor.limitMilliseconds == 60_000)
        scene.after(.accepted(fay, turn: scene.turn))
        scene.wait(900_000)
        scene.done(fay)
        scene.wait(5_000)
        #expect(scene.circle.floor.limitMilliseconds == 30_000)
    }

    @Test("§14.8 a restart keeps the ring and who was visited")
    func restart() {
        var scene = Scene(phases: Self.round())
        scene.takeTurn()
        scene.after(.steppedBack(ana))
        let before = scene.circle.image
        scene.goOnFromImage()
        #expect(scene.circle.image == before)
        #expect(Self.visited(&scene) == [bo, cy, gus, ana])
        #expect(scene.phase == .share)
    }
}
