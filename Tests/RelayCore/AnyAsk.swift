import Etiquette
import Wire

/// What people might ask for next in a meeting: every act there is, mostly with sense.
enum AnyAsk {
    /// What somebody asks, and the turn it names.
    static func next(
        in circle: Circle,
        by seat: Seat,
        _ dice: inout Dice
    ) -> (ask: Request.Ask, turn: UInt32?) {
        let held = circle.meeting.hasEnded ? nil : circle.floor.sticks.first { $0.seat == seat }
        let turn = held?.turn ?? circle.turn &- (dice.chance(95) ? 0 : 1)
        let role = circle.record(of: seat)?.role ?? .member
        let record = circle.record(of: seat)
        if record?.isWaiting == true, dice.chance(80) { return (atDoor(&dice), nil) }
        if record?.isOut == true, dice.chance(60) { return (outside(seat, circle, &dice), nil) }
        if role.facilitates, dice.chance(75) { return leading(circle, turn, &dice) }
        if role == .greeter, dice.chance(50) { return (keeping(circle, &dice), nil) }
        return taking(part: seat, circle, turn, &dice)
    }

    static let words = Content.plain([UInt8]("some words".utf8))
    static let blind = Blind(bytes: Array(repeating: 7, count: 16))

    private static func whisper(_ to: Addressee) -> Request.Ask {
        .whisper(to, words, blind: blind)
    }

    private static func somebody(_ circle: Circle, _ dice: inout Dice) -> Seat {
        circle.seats.isEmpty ? Seat(1) : dice.pick(circle.seats).seat
    }

    private static func atDoor(_ dice: inout Dice) -> Request.Ask {
        switch dice.roll(6) {
        case 0, 1: whisper(.facilitators)
        case 2: whisper(.seat(Seat(1)))
        case 3: .help
        default: .hand(.up)
        }
    }

    private static func outside(
        _ seat: Seat,
        _ circle: Circle,
        _ dice: inout Dice
    ) -> Request.Ask {
        let host: Seat? =
            if case .side(let host)? = circle.record(of: seat)?.apart { host } else { nil }
        return switch dice.roll(8) {
        case 0, 1, 2: .step(out: false)
        case 3: whisper(host.map { .seat($0) } ?? .facilitators)
        case 4: whisper(.facilitators)
        case 5: .hand(.down)
        case 6: .presence(dice.pick([.here, .away]))
        default: .listen(dice.chance(40))
        }
    }

    /// What facilitators do, with the door and the people apart among it.
    private static func leading(
        _ circle: Circle,
        _ turn: UInt32,
        _ dice: inout Dice
    ) -> (ask: Request.Ask, turn: UInt32?) {
        let phase = circle.meeting.phase?.number ?? 0
        let other = somebody(circle, &dice)
        switch dice.roll(34) {
        case 0: return (.phase(.next(phase, now: dice.chance(60))), nil)
        case 1: return (.phase(.end(phase, now: dice.chance(30))), nil)
        case 2...5: return (.call(dice.chance(50) ? nil : other), turn)
        case 6: return (.home(now: true), turn)
        case 7: return (.home(now: false), turn)
        case 8: return (.extend, turn)
        case 9: return (.bell(.on(seconds: 15)), nil)
        case 10: return (.bell(.off(space: circle.space?.number ?? 1)), nil)
        case 11: return (.bell(.pause(seconds: 60)), nil)
        case 12: return (.chair(dice.chance(50) ? nil : other), nil)
        case 13: return (.aside(other, true), nil)
        case 14: return (.aside(apart(circle) ?? other, false), nil)
        case 15: return (.side(other, true), nil)
        case 16: return (.side(apart(circle) ?? other, false), nil)
        case 17: return (.quiet(other, dice.chance(70)), nil)
        case 18: return (.signal, nil)
        case 19: return (.hands(open: dice.chance(80)), nil)
        case 20, 21: return (whisper(.seat(other)), nil)
        case 22, 23: return (.line(words, blind: blind), turn)
        case 24: return (.response(false), nil)
        case 25: return (.crosstalk(dice.chance(50)), turn)
        case 26:
            return dice.chance(15) ? (.remove(other, meeting: true), nil) : (.step(out: true), nil)
        case 27: return (.role(other, dice.pick([.member, .listener, .greeter])), nil)
        default: return (keeping(circle, &dice), nil)
        }
    }

    private static func apart(_ circle: Circle) -> Seat? { circle.seats.first { $0.isOut }?.seat }

    private static func keeping(_ circle: Circle, _ dice: inout Dice) -> Request.Ask {
        let guest = circle.seats.first { $0.isWaiting }?.seat ?? somebody(circle, &dice)
        return switch dice.roll(10) {
        case 0...3: .admit(guest)
        case 4: .admit(nil)
        case 5: .hold(guest)
        case 6: .door(dice.pick([.knock, .knock, .open]))
        case 7, 8: whisper(.seat(guest))
        default: whisper(.facilitators)
        }
    }

    private static func taking(
        part seat: Seat,
        _ circle: Circle,
        _ turn: UInt32,
        _ dice: inout Dice
    ) -> (ask: Request.Ask, turn: UInt32?) {
        let other = somebody(circle, &dice)
        switch dice.roll(26) {
        case 0...3: return (.hand(.up), nil)
        case 4: return (.hand(dice.pick([.down, .later])), nil)
        case 5, 6, 7: return (.accept, turn)
        case 8...11: return (.line(words, blind: blind), turn)
        case 12, 13: return (.done, turn)
        case 14: return (.pass, turn)
        case 15: return (.give(other), turn)
        case 16: return (.caution(words, blind: blind), turn)
        case 17: return (.response(dice.chance(80)), nil)
        case 18: return (.mark(dice.pick(Mark.allCases)), nil)
        case 19, 20: return (.step(out: true), nil)
        case 21: return (.agree, nil)
        case 22: return (.buddy(other, dice.chance(75)), nil)
        case 23: return (whisper(dice.chance(50) ? .facilitators : .seat(other)), nil)
        case 24: return (dice.chance(50) ? .help : .urgent, nil)
        default: return (.bell(.ask), nil)
        }
    }
}
