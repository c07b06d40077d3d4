import Etiquette
import Wire

/// One of everything that can be said.
enum Samples {
    static let payload = Content.sealed([UInt8](String(repeating: "AQAB", count: 99).utf8))
    static let name = Content.sealed([UInt8](String(repeating: "AQAB", count: 35).utf8))
    static let text = Content.plain([UInt8]("hello: all ".utf8))
    static let signature = [UInt8](0..<64)
    static let ticket = Auth.Ticket(key: key(40), signature: [UInt8](64..<128))
    static let circle = CircleID(0x0011_2233_4455_6677)

    static func auth(_ way: Auth.Way) -> Auth {
        Auth(
            way: way,
            circle: circle,
            seatKey: key(1),
            seatSignature: signature,
            ticket: way == .back ? nil : ticket
        )
    }

    static let asks: [Request.Ask] =
        Auth.Way.allCases.map { .auth(auth($0)) } + words + floor + manners + facilitating
        + meeting

    static let words: [Request.Ask] = [
        .sit(log: 7, have: 0, name: name), .sit(log: UInt64.max, have: 4_294_967_295, name: text),
        .sit(log: 7, have: 1, name: name, agreed: hash),
        .sit(log: 7, have: 1, name: text, agreed: hash),
        .supply(9, payload, blind: nil), .supply(9, text, blind: someBlind),
        .supply(9, nil, blind: nil),
        .line(payload, blind: nil), .line(text, blind: someBlind),
        .line(.plain([]), blind: someBlind),
        .whisper(.facilitators, payload, blind: nil),
        .whisper(.seat(Seat(3)), text, blind: someBlind),
        .help,
    ]

    static let floor: [Request.Ask] = [
        .call(nil), .call(Seat(65_535)), .accept, .pass, .done, .give(Seat(1)), .home(now: true),
        .home(now: false), .extend, .crosstalk(true), .crosstalk(false),
    ]

    static let manners: [Request.Ask] =
        HandMove.allCases.map { .hand($0) } + [
            .urgent, .hands(open: true), .hands(open: false), .bell(.on(seconds: nil)),
            .bell(.on(seconds: 15)), .bell(.off(space: 1)), .bell(.ask),
            .bell(.pause(seconds: 60)), .bell(.pause(seconds: 3_600)), .presence(.here),
            .presence(.away), .listen(true), .listen(false), .ack(0), .ack(4_294_967_295), .ping,
            .leave,
        ]

    static let facilitating: [Request.Ask] =
        Role.allCases.map { .role(Seat(2), $0) } + [
            .remove(Seat(9), meeting: false), .remove(Seat(9), meeting: true),
            .uninvite(key(9), seats: true), .uninvite(key(9), seats: false),
            .invites, .rules(CircleRules()),
            .rules(CircleRules(queue: .fifo, passing: .auto, boundarySeconds: 0, shareSeconds: 0)),
            .invite(Invite(ticket: key(9), role: .member, uses: 30, seconds: 60, box: [1])),
            .invite(
                Invite(
                    ticket: key(9),
                    role: .facilitator,
                    uses: 1,
                    seconds: 0,
                    box: [UInt8](repeating: 255, count: 1_024)
                )
            ),
        ]

    static let requests: [Request] = asks.map { ask in
        var request = Request(ask)
        request.id = request.verb.kind == .plain ? nil : 58
        request.turn = request.verb.needsTurn ? 17 : nil
        return request
    }

    static let answers: [RelayLine.Body] =
        welcomes + [
            .ok(.line, 4_294_967_295), .ok(.sit, 3), .ok(.hand, 0),
            .fail(nil, .form, details: []), .fail(.line, .notYourTurn, details: ["2"]),
            .fail(.call, .stale, details: ["17", "held", "3"]), .fail(.call, nil, details: []),
            .pong(9), .state(base: 0), .rules(CircleRules()), .ready, .stable(3), .gap(3, 9),
            .need(9, Seat(3), id: 58),
            .bye(milliseconds: 5_000), .invitation(key(3), .guardian, usesLeft: 200, seconds: 0),
            .seat(seat(.gone, name)), .seat(seat(.here, text)),
            .seat(seat(.adrift, nil)), .unknown,
        ] + notes.map { .note($0) } + meetingAnswers

    static let welcomes: [RelayLine.Body] = Role.allCases.map { role in
        var limits = Welcome.Limits()
        limits.lineBurst = 7
        limits.unanswered = 4
        return .welcome(
            Welcome(
                role: role,
                isSealed: role != .guardian,
                log: UInt64.max,
                seat: role == .member ? nil : Seat(4),
                lastID: 3,
                box: role == .listener ? [1, 2, 3] : nil,
                limits: limits,
                epoch: role == .guardian ? 0 : 7,
                agreements: role == .greeter ? hash : nil
            )
        )
    }

    static func seat(_ presence: Presence, _ name: Content?) -> RelayLine.SeatLine {
        .init(
            seat: Seat(2),
            key: key(7),
            role: .member,
            presence: presence,
            shares: 3,
            name: name
        )
    }

    static let notes: [Note] =
        [
            .nudge, .time(percent: 80, seconds: 60), .quiet, .homeAsked(seconds: 20), .homeDue,
            .window(count: 3, seconds: 20), .waiting(seconds: 5), .callDropped(Seat(3)),
            .pauseAsked(Seat(4)), .extended(seconds: 120), .unkept, .kept,
            .anew, .unknown, .phaseTime(percent: 100, seconds: 0), .closing(seconds: 120),
            .fewFacilitators(count: 1), .quorum(count: 4_294_967_295),
        ] + VestibuleReason.allCases.map { .vestibule($0) }

    static let events: [RelayLine.Body] =
        [
            .join(Seat(1), key(5), .facilitator, name), .join(Seat(1), key(5), .listener, text),
            .join(Seat(1), key(5), .member, nil), .name(Seat(1), nil), .lost(9),
            .name(Seat(1), name), .listen(Seat(2), true), .listen(Seat(2), false),
            .role(Seat(3), .cofacilitator), .hand(Seat(3), .up, order: [Seat(3), Seat(1)]),
            .hand(Seat(3), .down, order: []), .hands(open: true), .hands(open: false),
            .urgent(Seat(4)), .help(Seat(4)), .leave(Seat(2), .left), .leave(Seat(2), .gone),
            .leave(Seat(2), .removed), .presence(Seat(2), .here), .presence(Seat(2), .away),
            .presence(Seat(2), .adrift),
            .line(Seat(3), id: 58, turn: 17, payload, blind: nil),
            .line(Seat(3), id: 58, turn: 17, text, blind: someBlind),
            .whisper(Seat(3), id: 59, to: .facilitators, payload, blind: nil),
            .whisper(Seat(3), id: 59, to: .seat(Seat(1)), text, blind: someBlind),
            .line(Seat(3), id: 58, turn: 17, nil, blind: nil),
            .whisper(Seat(3), id: 59, to: .facilitators, nil, blind: nil),
        ] + floors + meetingEvents

    private static let sticks = [
        [], [HeldStick(seat: Seat(3), turn: 9)],
        (1...4).map { HeldStick(seat: Seat(65_531 + $0), turn: 4_294_967_291 + UInt32($0)) },
    ]

    static let floors: [RelayLine.Body] = FloorReason.allCases.flatMap { reason in
        FloorState.allCases.map { state in
            .floor(
                RelayLine.FloorLine(
                    turn: 4,
                    state: state,
                    seat: state == .home ? nil : Seat(3),
                    reason: reason,
                    order: [Seat(5), Seat(65_535)],
                    limitSeconds: 300,
                    space: state == .space ? 1 : 0,
                    sticks: state == .few ? sticks[reason.rawValue.count % sticks.count] : []
                )
            )
        }
    }

    static let relayLines: [RelayLine] =
        answers.map { RelayLine(id: 58, $0) } + answers.map { RelayLine($0) }
        + events.map { RelayLine(number: 9, previous: 8, $0) }
        + events.map { RelayLine(number: 9, previous: 0, $0) } + events.map { RelayLine($0) }
}
