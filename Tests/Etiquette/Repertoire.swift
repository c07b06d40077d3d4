import Etiquette

/// Where the sequences begin; three people: Fay facilitates, Gus is guardian, Ana is a member.
enum Beginning: CaseIterable, Sendable {
    case home, offered, held, boundary, secondHand, strict, auto, open

    var scene: Scene {
        switch self {
        case .home: return base
        case .offered:
            var scene = base
            scene.raise(ana, gus)
            scene.callNext()
            return scene
        case .held:
            var scene = base
            scene.hold(ana)
            scene.after(.spoke(ana, turn: scene.turn))
            return scene
        case .boundary:
            var scene = base
            scene.hold(ana)
            scene.after(.finished(ana, turn: scene.turn))
            return scene
        case .secondHand: return secondHand(.fair)
        case .strict: return secondHand(.strict)
        case .auto:
            var scene = Scene(people: Self.people) { $0.passing = .auto }
            scene.raise(ana, gus)
            return scene
        case .open:
            var scene = base
            scene.after(.setCrosstalk(true, by: fay, turn: scene.turn))
            for _ in 0..<4 { scene.after(.spoke(ana, turn: scene.turn)) }
            return scene
        }
    }

    static let people: [(Seat, Role)] = [(fay, .facilitator), (ana, .member), (gus, .guardian)]

    private var base: Scene { Scene(people: Self.people) }

    private func secondHand(_ order: QueueOrder) -> Scene {
        var scene = Scene(people: Self.people) { $0.queue = order }
        scene.share(ana)
        scene.raise(ana)
        return scene
    }
}

/// Everything three people can do, and what time can do to them.
enum Repertoire {
    static func events(in circle: Circle, at now: Moment) -> [(Event, Moment)] {
        let events =
            attendance(at: now) + hands + stick(circle.turn) + facilitating(circle.turn)
            + bell(circle.space?.number ?? 0) + words(circle.turn)
        var all = events.map { ($0, now) }
        for jump: UInt64 in [5_000, 20_000, 60_000, 150_000, 601_000] {
            all.append((.timePassed, now.after(jump)))
        }
        if let deadline = circle.deadline { all.append((.timePassed, max(now, deadline))) }
        all.append((.stalled(milliseconds: 3_000), now.after(3_000)))
        return all
    }

    private static let three = [fay, ana, gus]

    private static func attendance(at now: Moment) -> [Event] {
        three.flatMap { seat -> [Event] in
            [
                .drifted(seat, since: now), .returned(seat), .left(seat), .removed(seat),
                .wentAway(seat), .cameBack(seat),
            ]
        } + [
            .joined(fay, .facilitator), .joined(ana, .member), .joined(gus, .guardian),
            .changedRole(ana, .listener), .changedRole(ana, .member),
            .changedRole(gus, .cofacilitator), .changedRole(gus, .member),
            .listened(ana, true), .listened(ana, false), .listened(gus, true),
        ]
    }

    private static let hands: [Event] =
        three.flatMap { seat -> [Event] in
            [.raisedHand(seat), .loweredHand(seat), .steppedBack(seat)]
        } + [
            .raisedUrgent(ana), .raisedUrgent(fay), .setHands(open: false, by: fay),
            .setHands(open: true, by: fay), .setHands(open: false, by: ana),
        ]

    private static func stick(_ turn: UInt32) -> [Event] {
        three.flatMap { seat -> [Event] in
            [.accepted(seat, turn: turn), .passed(seat, turn: turn), .finished(seat, turn: turn)]
        } + [
            .accepted(ana, turn: turn - 1), .passed(ana, turn: turn - 1),
            .finished(ana, turn: turn - 1), .gave(ana, to: gus, turn: turn),
            .gave(gus, to: ana, turn: turn), .gave(fay, to: ana, turn: turn),
            .gave(ana, to: ana, turn: turn), .gave(ana, to: gus, turn: turn - 1),
        ]
    }

    private static func facilitating(_ turn: UInt32) -> [Event] {
        [
            .calledNext(by: fay, turn: turn), .calledNext(by: fay, turn: turn - 1),
            .calledNext(by: gus, turn: turn), .called(ana, by: fay, turn: turn),
            .called(gus, by: fay, turn: turn), .called(fay, by: fay, turn: turn),
            .called(ana, by: fay, turn: turn - 1), .called(ana, by: ana, turn: turn),
            .called(Seat(9), by: fay, turn: turn),
            .askedHome(by: fay, turn: turn), .askedHome(by: fay, turn: turn - 1),
            .askedHome(by: ana, turn: turn), .broughtHome(by: fay, turn: turn),
            .broughtHome(by: fay, turn: turn - 1), .broughtHome(by: ana, turn: turn),
            .extended(by: fay, turn: turn), .extended(by: fay, turn: turn - 1),
            .extended(by: ana, turn: turn), .setCrosstalk(true, by: fay, turn: turn),
            .setCrosstalk(false, by: fay, turn: turn),
            .setCrosstalk(true, by: fay, turn: turn - 1), .setCrosstalk(true, by: ana, turn: turn),
        ]
    }

    private static func bell(_ space: UInt32) -> [Event] {
        [
            .rang(fay, milliseconds: nil), .rang(gus, milliseconds: 15_000),
            .rang(ana, milliseconds: nil), .endedSpace(gus, space: space),
            .endedSpace(fay, space: space), .endedSpace(gus, space: space &+ 1),
            .endedSpace(ana, space: space), .askedPause(ana), .askedPause(fay),
        ]
    }

    private static func words(_ turn: UInt32) -> [Event] {
        three.flatMap { seat -> [Event] in
            [.spoke(seat, turn: turn), .spoke(seat, turn: turn - 1), .askedHelp(seat)]
        } + [
            .whispered(ana, to: .facilitators), .whispered(fay, to: .seat(ana)),
            .whispered(ana, to: .seat(fay)), .whispered(gus, to: .facilitators),
        ]
    }
}
