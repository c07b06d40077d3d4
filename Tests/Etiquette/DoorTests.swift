import Etiquette
import Testing

@Suite("§18 The door")
struct DoorTests {
    @Test("§18.1 the door stands as the plan says; facilitators set it, nobody else")
    func setting() {
        for door in Door.allCases {
            #expect(Scene.hosted(people: [], door: door).hosting.door == door)
        }
        var scene = Scene.hosted()
        let effects = scene.after(.setDoor(.locked, by: dee))
        #expect(effects == [.happened(.door(.locked, .set, dee))])
        #expect(scene.brief(.setDoor(.locked, by: fay)) == "–")
        for seat in [ana, gus, gil, tom] {
            #expect(scene.brief(.setDoor(.open, by: seat)) == "role")
        }
        #expect(Fact.door(.open, .set, fay).audience == .doorkeepers)
    }

    @Test(
        "§14.1 without a plan the door is open until somebody locks it; nobody waits for a boundary"
    )
    func withoutPlan() {
        var scene = Scene(people: Scene.hosts)
        scene.hold(ana)
        #expect(scene.brief(.joined(nia, .member)) == "join")
        #expect(scene.brief(.setDoor(.knock, by: ana)) == "role")
        scene.after(.setDoor(.knock, by: fay))
        #expect(scene.brief(.joined(Seat(60), .member)) == "knock door, note vestibule door")
        #expect(scene.brief(.heldBack(Seat(60), by: fay)) == "knock held, note vestibule held")
        #expect(scene.brief(.admitted(Seat(60), by: fay)) == "join")
        scene.after(.setDoor(.locked, by: fay))
        #expect(scene.brief(.joined(Seat(61), .member)) == "locked")
        scene.loseRelay()
        #expect(scene.brief(.joined(Seat(61), .member)) == "locked", "§5.13")
        #expect(scene.brief(.joined(dee, .cofacilitator)) != "locked")
    }

    @Test("§18.1 a locked door refuses newcomers, and leaves no trace of them")
    func locked() {
        var scene = Scene.hosted()
        scene.after(.setDoor(.locked, by: fay))
        let before = scene.circle
        #expect(scene.after(.joined(nia, .member)) == [.refused(nia, .locked)])
        #expect(scene.circle == before)
        #expect(scene.circle.refusal(of: nil, as: .member) == .locked)
        #expect(scene.circle.refusal(of: nil, as: .cofacilitator) == nil)
    }

    @Test("§18.1 no door keeps out a seat whose link was lost, held or already released")
    func lostLink() {
        for door in [Door.knock, .locked] {
            var scene = Scene.hosted()
            scene.after(.setDoor(door, by: fay))
            scene.drop(ana)
            scene.wait(30_000)
            #expect(scene.brief(.returned(ana)) == "presence here")
            scene.drop(ana)
            scene.wait(600_000)
            #expect(scene.presence(of: ana) == .gone)
            #expect(scene.circle.refusal(of: ana, as: .member) == nil)
            #expect(scene.brief(.joined(ana, .member)) == "join")
        }
    }

    @Test("§18.1 who said farewell is a newcomer again")
    func farewell() {
        var scene = Scene.hosted()
        scene.after(.left(ana))
        scene.after(.left(bo))
        scene.after(.setDoor(.knock, by: fay))
        #expect(scene.brief(.joined(ana, .member)) == "knock door, note vestibule door")
        scene.after(.setDoor(.locked, by: fay))
        #expect(scene.brief(.joined(bo, .member)) == "locked")
        #expect(scene.circle.refusal(of: bo, as: .member) == .locked)
    }

    @Test("§17.7, §18.1 a facilitator is let in by key, past lock, knock, boundary and kept mode")
    func facilitators() {
        for door in Door.allCases {
            var scene = Scene.hosted()
            scene.hold(ana)
            scene.after(.setDoor(door, by: fay))
            scene.after(.left(dee))
            #expect(scene.brief(.joined(dee, .cofacilitator)) == "join")
            scene.after(.left(dee))
            scene.drop(fay)
            scene.wait(600_000)
            #expect(scene.presence(of: fay) == .gone)
            #expect(scene.brief(.joined(fay, .facilitator)) == "join, chair 1 came")
        }
    }

    @Test("§18.5 more than 6 newcomers within a minute, and the next has to knock")
    func raid() {
        var scene = Scene.hosted(people: [(fay, .facilitator), (dee, .cofacilitator)]) {
            $0.raid = 6
        }
        for number in 0..<6 {
            #expect(scene.brief(.joined(Seat(UInt16(30 + number)), .member)) == "join")
            scene.wait(9_000)
        }
        let effects = scene.after(.joined(Seat(40), .member))
        #expect(effects.brief == "door knock raid, knock door, note vestibule door")
        #expect(effects.facts.first == .door(.knock, .raid, nil))
        #expect(scene.brief(.joined(Seat(41), .member)) == "knock door, note vestibule door")
        #expect(scene.brief(.joined(Seat(42), .facilitator)) == "join")
    }

    @Test("§18.5 who comes slowly, comes again or facilitates is not counted; 0 counts nobody")
    func noRaid() {
        var slow = Scene.hosted { $0.raid = 2 }
        slow.after(.setDoor(.open, by: fay))
        var quick = Scene.hosted()
        for number in 0..<20 {
            slow.wait(60_000)
            #expect(slow.brief(.joined(Seat(UInt16(30 + number)), .member)) == "join")
            #expect(quick.brief(.joined(Seat(UInt16(30 + number)), .member)) == "join")
        }
        slow.wait(60_000)
        for _ in 0..<5 {
            slow.after(.left(Seat(30)))
            #expect(slow.brief(.joined(Seat(30), .member)) == "join")
            slow.after(.left(dee))
            #expect(slow.brief(.joined(dee, .cofacilitator)) == "join")
        }
    }

    @Test("§18.5 a facilitator who opens the door again begins the count anew")
    func raidAndOpen() {
        var scene = Scene.hosted(people: [(fay, .facilitator)]) { $0.raid = 2 }
        for number in 0..<3 { scene.after(.joined(Seat(UInt16(30 + number)), .member)) }
        #expect(scene.hosting.door == .knock)
        #expect(scene.brief(.setDoor(.open, by: fay)) == "door open set, join")
        #expect(scene.brief(.joined(Seat(40), .member)) == "join")
        #expect(scene.brief(.joined(Seat(41), .member)) == "join")
        #expect(scene.brief(.joined(Seat(42), .member)).hasPrefix("door knock raid"))
    }

    @Test("§18.5 lateness of the relay moves the minute too; a restart forgets it")
    func raidClocks() {
        var scene = Scene.hosted(people: [(fay, .facilitator)]) { $0.raid = 1 }
        scene.after(.joined(Seat(30), .member))
        var again = scene
        scene.now = scene.now.after(70_000)
        scene.after(.stalled(milliseconds: 70_000))
        #expect(scene.brief(.joined(Seat(31), .member)).hasPrefix("door knock raid"))
        again.loseRelay()
        again.after(.returned(fay))
        #expect(again.brief(.joined(Seat(31), .member)) == "join")
    }

    @Test("§5.13 a restart keeps who waits and for what, with a whole wait")
    func restart() {
        var scene = Scene.hosted(door: .knock)
        scene.after(.joined(nia, .member))
        var silent = scene
        scene.after(.joined(ned, .member))
        scene.after(.heldBack(ned, by: fay))
        scene.loseRelay()
        #expect(scene.vestibule(of: nia) == .door)
        #expect(scene.vestibule(of: ned) == .held)
        scene.after(.returned(fay))
        scene.after(.returned(nia))
        #expect(scene.brief(.admitted(nia, by: fay)) == "join")
        let later = scene.wait(120_000)
        #expect(later.facts.contains(.gaveUp(ned, .gone)))
        // Even when nobody says that the links are lost.
        silent.circle = Circle(
            rules: silent.circle.rules,
            image: silent.circle.image,
            at: silent.now
        )
        #expect(silent.wait(120_000).facts.contains(.gaveUp(nia, .gone)))
    }

    @Test("§19.4 a removed person who comes again is refused, in a circle without a plan too")
    func removed() {
        for var scene in [Scene(people: Scene.hosts), .hosted(), .hosted(door: .knock)] {
            let effects = scene.after(.sentAway(ana, by: dee))
            #expect(effects == [.happened(.left(ana, .removed))])
            #expect(scene.circle.refusal(of: ana, as: .member) == .removed)
            #expect(scene.after(.joined(ana, .member)) == [.refused(ana, .removed)])
            scene.loseRelay()
            #expect(scene.after(.joined(ana, .member)) == [.refused(ana, .removed)])
        }
    }

    @Test("§19.4, §9.3 who may remove whom from a meeting; nobody themselves")
    func removing() {
        var scene = Scene.hosted()
        for (seat, host, expected) in [
            (ana, bo, "role"), (ana, gus, "role"), (ana, gil, "role"), (fay, fay, "role"),
            (fay, dee, "role"), (dee, dee, "role"), (Seat(77), fay, "no-such-seat"),
            (gus, dee, "leave removed"), (tom, dee, "leave removed"), (lin, dee, "leave removed"),
            (dee, fay, "leave removed"),
        ] {
            #expect(scene.brief(.sentAway(seat, by: host)) == expected)
        }
        #expect(scene.brief(.joined(dee, .cofacilitator)) == "removed", "facilitators too")
    }

    @Test("§19.4 who has the stick and is removed brings it home first")
    func removingTheHolder() {
        var scene = Scene.hosted()
        scene.hold(ana)
        #expect(scene.brief(.sentAway(ana, by: fay)) == "removed → home, leave removed")
    }

    @Test("§18.6 the facilitators are told when the circle becomes small, once")
    func quorum() {
        var scene = Scene.hosted(people: [(fay, .facilitator), (ana, .member), (bo, .member)])
        #expect(scene.brief(.left(bo)) == "leave left")
        let small = scene.after(.left(ana))
        #expect(small.last == .told(.facilitators(and: fay), .quorum(count: 1)))
        scene.after(.joined(ana, .member))
        #expect(scene.after(.removed(ana)).last?.brief == "note quorum")
        var bare = Scene(people: [(fay, .facilitator), (ana, .member)])
        #expect(bare.brief(.left(ana)) == "leave left")
    }
}
