import Etiquette

/// Where sequences about chair, door and side rooms begin.
///
/// Fay and Dee facilitate, Ana is a member, Gil greets, Nia comes late.
enum HostedBeginning: CaseIterable, Sendable {
    case knock, late, raid, vestibule, kept, aside, sideRoom, buddies, unplanned

    static let people: [(Seat, Role)] = [
        (fay, .facilitator), (dee, .cofacilitator), (ana, .member), (gil, .greeter),
    ]

    var scene: Scene {
        switch self {
        case .knock: return .hosted(people: Self.people, door: .knock)
        case .late:
            var scene = Scene.hosted(people: Self.people)
            scene.hold(ana)
            scene.after(.joined(nia, .member))
            return scene
        case .raid: return .hosted(people: Self.people) { ($0.raid, $0.bell) = (1, .all) }
        case .vestibule:
            var scene = Scene.hosted(people: Self.people, door: .knock)
            scene.after(.joined(nia, .member))
            return scene
        case .kept:
            var scene = Scene.hosted(people: Self.people)
            scene.after(.left(dee))
            scene.drop(fay)
            scene.wait(60_000)
            scene.after(.joined(nia, .member))
            return scene
        case .aside:
            var scene = Scene.hosted(people: Self.people)
            scene.raise(ana, gil)
            scene.after(.setAside(ana, true, by: dee))
            return scene
        case .sideRoom:
            var scene = Scene(people: Self.people)
            scene.raise(ana, gil)
            scene.after(.openedSideRoom(ana, true, by: fay))
            return scene
        case .buddies:
            var scene = Scene.hosted(people: Self.people) { $0.quorum = 4 }
            scene.after(.buddied(ana, with: gil, true))
            scene.offer(gil)
            return scene
        case .unplanned: return Scene(people: Self.people)
        }
    }
}

/// What they can do with chair, door and each other, and what time can do to them.
enum HostedRepertoire {
    static func events(in circle: Circle, at now: Moment) -> [(Event, Moment)] {
        let events =
            coming(at: now) + chair + door + apart + together + floor(circle.turn)
        var all = events.map { ($0, now) }
        for jump: UInt64 in [60_000, 120_000, 601_000] {
            all.append((.timePassed, now.after(jump)))
        }
        if let deadline = circle.deadline { all.append((.timePassed, max(now, deadline))) }
        all.append((.stalled(milliseconds: 3_000), now.after(3_000)))
        return all
    }

    private static func coming(at now: Moment) -> [Event] {
        [fay, dee, ana, nia].flatMap { seat -> [Event] in
            [.drifted(seat, since: now), .returned(seat), .left(seat)]
        } + [
            .joined(fay, .facilitator), .joined(dee, .cofacilitator), .joined(ana, .member),
            .joined(nia, .member), .joined(nia, .greeter), .joined(ned, .member),
            .removed(ana), .removed(nia), .changedRole(fay, .member), .changedRole(dee, .member),
            .changedRole(ana, .cofacilitator), .changedRole(nia, .cofacilitator),
            .changedRole(nia, .guardian), .wentAway(ana), .wentAway(dee),
        ]
    }

    private static let chair: [Event] = [
        .tookChair(fay), .tookChair(dee), .tookChair(ana), .tookChair(nia),
        .gaveChair(fay, to: dee), .gaveChair(dee, to: fay), .gaveChair(fay, to: ana),
    ]

    private static let door: [Event] = [
        .setDoor(.open, by: fay), .setDoor(.knock, by: dee), .setDoor(.locked, by: fay),
        .setDoor(.open, by: ana), .admitted(nia, by: fay), .admitted(nia, by: gil),
        .admitted(nia, by: ana), .admitted(ana, by: fay), .admittedAll(by: gil),
        .admittedAll(by: ana), .heldBack(nia, by: dee), .heldBack(nia, by: gil),
        .heldBack(ana, by: gil),
    ]

    private static let apart: [Event] = [
        .stepped(ana, out: true), .stepped(ana, out: false), .stepped(dee, out: true),
        .stepped(dee, out: false), .stepped(nia, out: true), .setAside(ana, true, by: fay),
        .setAside(ana, false, by: dee), .setAside(dee, true, by: fay),
        .setAside(gil, true, by: ana), .openedSideRoom(ana, true, by: fay),
        .openedSideRoom(ana, true, by: dee), .openedSideRoom(ana, false, by: fay),
        .openedSideRoom(nia, true, by: fay), .sentAway(ana, by: dee), .sentAway(nia, by: fay),
        .sentAway(fay, by: dee), .sentAway(gil, by: ana),
    ]

    private static let together: [Event] = [
        .buddied(ana, with: gil, true), .buddied(gil, with: ana, true),
        .buddied(ana, with: gil, false), .buddied(gil, with: ana, false),
        .whispered(ana, to: .seat(gil)), .whispered(gil, to: .seat(ana)),
        .whispered(ana, to: .seat(fay)), .whispered(fay, to: .seat(nia)),
        .whispered(gil, to: .seat(nia)), .whispered(nia, to: .seat(gil)),
        .whispered(nia, to: .facilitators), .whispered(ana, to: .facilitators),
        .askedHelp(nia), .askedHelp(ana),
    ]

    private static func floor(_ turn: UInt32) -> [Event] {
        [
            .raisedHand(ana), .raisedHand(nia), .loweredHand(ana),
            .called(ana, by: fay, turn: turn),
            .calledNext(by: dee, turn: turn), .accepted(ana, turn: turn),
            .finished(ana, turn: turn), .spoke(ana, turn: turn), .spoke(nia, turn: turn),
            .spoke(ana, turn: turn &- 1), .broughtHome(by: dee, turn: turn),
            .setCrosstalk(true, by: fay, turn: turn), .rang(ana, milliseconds: nil),
            .rang(gil, milliseconds: nil),
        ]
    }
}
