import Etiquette
import Testing

@Suite("§18.2, §18.3 The vestibule")
struct VestibuleTests {
    private func knocked() -> Scene {
        var scene = Scene.hosted(door: .knock)
        scene.after(.joined(nia, .member))
        return scene
    }

    @Test("§18.2 who comes while somebody has the stick waits for the boundary")
    func boundary() {
        var scene = Scene.hosted()
        #expect(scene.brief(.joined(ned, .member)) == "join")
        scene.offer(ana)
        let effects = scene.after(.joined(nia, .member))
        #expect(
            effects == [
                .happened(.waiting(nia, .member, .boundary)),
                .told(.seat(nia), .vestibule(.boundary)),
            ]
        )
        scene.after(.accepted(ana, turn: scene.turn))
        #expect(!scene.isSeated(nia))
        #expect(scene.brief(.finished(ana, turn: scene.turn)) == "done → home, join")
    }

    @Test("§18.2 an offer that is passed is a boundary too, and hands go on after the newcomer")
    func passedOffer() {
        var scene = Scene.hosted()
        scene.raise(ana, bo)
        scene.callNext()
        scene.after(.joined(nia, .member))
        #expect(scene.brief(.passed(ana, turn: scene.turn)) == "passed → home, join")
        var auto = Scene.kept()
        auto.after(.joined(fay, .facilitator))
        auto.after(.left(fay))
        #expect(auto.hosting.isKept)
    }

    @Test("§18.2 with late=at-once, in cross-talk and in a silence nobody waits")
    func atOnce() {
        var scene = Scene.hosted { $0.late = .atOnce }
        scene.hold(ana)
        #expect(scene.brief(.joined(nia, .member)) == "join")
        var silence = Scene.hosted()
        silence.after(.rang(gus, milliseconds: nil))
        #expect(silence.brief(.joined(nia, .member)) == "join")
    }

    @Test("§18.2 who waits is not seated: no words, no hand, no stick, no acts")
    func noActs() {
        var scene = knocked()
        #expect(!scene.isSeated(nia))
        #expect(!scene.circle.isWithin(nia))
        let before = scene.circle
        for event: Event in [
            .spoke(nia, turn: scene.turn), .raisedHand(nia), .raisedUrgent(nia), .wentAway(nia),
            .listened(nia, true), .accepted(nia, turn: scene.turn), .askedPause(nia),
            .stepped(nia, out: true), .buddied(nia, with: ana, true), .rang(nia, milliseconds: nil),
        ] {
            #expect(scene.after(event) == [.refused(nia, .noSuchSeat)])
        }
        for event: Event in [
            .called(nia, by: fay, turn: scene.turn), .setAside(nia, true, by: fay),
            .openedSideRoom(nia, true, by: fay), .gaveChair(fay, to: nia),
        ] {
            #expect(scene.after(event) == [.refused(fay, .noSuchSeat)])
        }
        #expect(scene.after(.buddied(ana, with: nia, true)) == [.refused(ana, .noSuchSeat)])
        #expect(scene.circle == before)
        #expect(!scene.circle.permits(nia, turn: scene.turn))
    }

    @Test("§18.2, §7.7 help and whispers to the facilitators pass from the vestibule")
    func help() {
        var scene = knocked()
        #expect(scene.after(.askedHelp(nia)) == [.happened(.help(nia))])
        #expect(scene.brief(.whispered(nia, to: .facilitators)) == "whisper")
        #expect(scene.circle.seats(of: .facilitators(and: nia)) == [fay, dee, nia])
        #expect(scene.circle.seats(of: Fact.help(nia).audience) == [fay, dee, nia])
    }

    @Test("§18.3 facilitators and greeters whisper with who waits; a greeter with nobody else")
    func whispers() {
        var scene = knocked()
        for keeper in [fay, dee, gil] {
            #expect(scene.brief(.whispered(keeper, to: .seat(nia))) == "whisper")
            #expect(scene.brief(.whispered(nia, to: .seat(keeper))) == "whisper")
        }
        for other in [ana, gus, tom] {
            #expect(scene.brief(.whispered(nia, to: .seat(other))) == "role")
            #expect(scene.brief(.whispered(other, to: .seat(nia))) == "role")
            #expect(scene.brief(.whispered(gil, to: .seat(other))) == "role")
        }
        scene.after(.admitted(nia, by: gil))
        #expect(scene.brief(.whispered(gil, to: .seat(nia))) == "role")
        #expect(scene.brief(.whispered(nia, to: .seat(gil))) == "role")
    }

    @Test("§18.3 facilitators and greeters hear a knock, and let in; nobody else")
    func admitting() {
        #expect(Fact.waiting(nia, .member, .door).audience == .doorkeepers)
        for keeper in [fay, dee, gil] {
            var scene = knocked()
            #expect(scene.after(.admitted(nia, by: keeper)) == [.happened(.joined(nia, .member))])
            #expect(scene.brief(.admitted(nia, by: keeper)) == "–", "already in")
        }
        var scene = knocked()
        for other in [ana, gus, tom, lin] {
            #expect(scene.brief(.admitted(nia, by: other)) == "role")
            #expect(scene.brief(.admittedAll(by: other)) == "role")
            #expect(scene.brief(.heldBack(nia, by: other)) == "role")
        }
        #expect(scene.brief(.admitted(Seat(77), by: gil)) == "no-such-seat")
        #expect(scene.brief(.heldBack(ana, by: gil)) == "no-such-seat")
    }

    @Test("§18.3 who is let in during a share comes in at the boundary")
    func admittedInAShare() {
        var scene = knocked()
        scene.hold(ana)
        #expect(scene.brief(.admitted(nia, by: gil)) == "knock boundary, note vestibule boundary")
        #expect(scene.brief(.admitted(nia, by: gil)) == "–")
        #expect(scene.brief(.finished(ana, turn: scene.turn)) == "done → home, join")
    }

    @Test("§18.3 who is held back stays out of ADMIT all, and is told")
    func heldBack() {
        var scene = knocked()
        scene.after(.joined(ned, .member))
        let effects = scene.after(.heldBack(nia, by: gil))
        #expect(
            effects == [
                .happened(.waiting(nia, .member, .held)), .told(.seat(nia), .vestibule(.held)),
            ]
        )
        #expect(scene.brief(.heldBack(nia, by: fay)) == "–")
        #expect(scene.after(.admittedAll(by: gil)) == [.happened(.joined(ned, .member))])
        #expect(scene.brief(.setDoor(.open, by: fay)) == "door open set")
        #expect(scene.vestibule(of: nia) == .held)
        #expect(scene.brief(.admitted(nia, by: fay)) == "join")
    }

    @Test("§18.3 two at the door at once: the first deed wins, the second is answered")
    func atOnceByTwo() {
        var scene = knocked()
        #expect(scene.brief(.admitted(nia, by: fay)) == "join")
        #expect(scene.after(.heldBack(nia, by: dee)) == [.refused(dee, .noSuchSeat)])
        #expect(scene.isSeated(nia))
        var other = knocked()
        #expect(other.brief(.heldBack(nia, by: dee)) == "knock held, note vestibule held")
        #expect(other.brief(.admitted(nia, by: fay)) == "join", "a later yes is a yes")
    }

    @Test("§18.3 an opened door lets in who waits at it; a lock leaves them waiting")
    func doorChanges() {
        var scene = knocked()
        #expect(scene.brief(.setDoor(.locked, by: fay)) == "door locked set")
        #expect(scene.vestibule(of: nia) == .door)
        #expect(scene.brief(.joined(nia, .member)) == "note vestibule door", "it comes again")
        #expect(scene.brief(.setDoor(.open, by: fay)) == "door open set, join")
        var late = Scene.hosted()
        late.hold(ana)
        late.after(.joined(nia, .member))
        late.after(.setDoor(.locked, by: fay))
        #expect(late.brief(.finished(ana, turn: late.turn)) == "done → home, join")
    }

    @Test("§18.3 who leaves while waiting at the door is gone for those who had the knock")
    func leaves() {
        var scene = knocked()
        #expect(scene.after(.left(nia)) == [.happened(.gaveUp(nia, .left))])
        #expect(Fact.gaveUp(nia, .left).audience == .doorkeepers)
        #expect(scene.brief(.admitted(nia, by: fay)) == "no-such-seat")
        #expect(scene.brief(.joined(nia, .member)) == "knock door, note vestibule door")
    }

    @Test("§18.3 a lost link at the door is waited for two minutes, and nothing is told of it")
    func lostLink() {
        var scene = knocked()
        scene.drop(nia)
        #expect(scene.wait(119_999) == [])
        var back = scene
        #expect(back.after(.returned(nia)) == [])
        #expect(back.wait(600_000) == [])
        #expect(back.vestibule(of: nia) == .door)
        #expect(scene.wait(1) == [.happened(.gaveUp(nia, .gone))])
        #expect(scene.vestibule(of: nia) == nil)
    }

    @Test("§18.2 whose link is lost does not come in by itself, but as soon as it is back")
    func lostLinkAtTheBoundary() {
        var scene = Scene.hosted()
        scene.hold(ana)
        scene.after(.joined(nia, .member))
        scene.drop(nia)
        #expect(scene.brief(.finished(ana, turn: scene.turn)) == "done → home")
        #expect(scene.brief(.returned(nia)) == "join")
        var knock = knocked()
        knock.drop(nia)
        #expect(knock.brief(.admitted(nia, by: fay)) == "knock boundary, note vestibule boundary")
        #expect(knock.brief(.joined(nia, .member)) == "join")
    }

    @Test("§18.3, §19.4 who waits at the door can be removed, and knocks in vain")
    func removed() {
        for (event, how) in [
            (Event.sentAway(nia, by: dee), Departure.removed), (.removed(nia), .removed),
        ] {
            var scene = knocked()
            #expect(scene.after(event) == [.happened(.gaveUp(nia, how))])
            #expect(scene.brief(.joined(nia, .member)) == "removed")
        }
        var scene = knocked()
        #expect(scene.brief(.sentAway(nia, by: gil)) == "role")
    }

    @Test("§18.1 who gets a higher role while waiting knocks again, or comes in")
    func role() {
        var scene = knocked()
        let greeter = scene.after(.changedRole(nia, .greeter))
        #expect(greeter.facts == [.waiting(nia, .greeter, .door)])
        #expect(scene.after(.changedRole(nia, .cofacilitator)).brief == "join")
        #expect(scene.circle.record(of: nia)?.role == .cofacilitator)
    }

    @Test("§18.2 people at the door count for nothing in the circle, not for quorum either")
    func countForNothing() {
        var scene = Scene.hosted(people: [(fay, .facilitator), (ana, .member)], door: .knock)
        scene.after(.joined(nia, .member))
        #expect(scene.circle.seats.count(where: \.isSeated) == 2)
        #expect(scene.brief(.left(ana)) == "leave left, note quorum")
        scene.after(.left(fay))
        #expect(scene.circle.seats.allSatisfy { !$0.isSeated })
    }
}
