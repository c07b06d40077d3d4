import Etiquette

/// What eight people might do next: mostly what makes sense, sometimes what does not.
enum Anything {
    static func event(in circle: Circle, at now: Moment, _ dice: inout Dice) -> Event {
        let turn = dice.chance(90) ? circle.turn : circle.turn &- UInt32(dice.roll(3))
        let holder = circle.stick.seat
        let seat = Seat(UInt16(1 + dice.roll(8)))
        // The one with the offer or the stick acts more often than others.
        let actor = dice.chance(50) ? holder ?? seat : seat
        let lead = Seat(dice.chance(90) ? UInt16(1 + dice.roll(2)) : UInt16(1 + dice.roll(8)))
        switch dice.roll(100) {
        case 0..<18: return .raisedHand(seat)
        case 18..<30: return .calledNext(by: lead, turn: turn)
        case 30..<33: return .called(seat, by: lead, turn: turn)
        case 33..<42: return .accepted(actor, turn: turn)
        case 42..<52: return .spoke(actor, turn: turn)
        case 52..<60: return .finished(actor, turn: turn)
        case 60..<64: return .passed(actor, turn: turn)
        case 64..<67: return .steppedBack(actor)
        case 67..<69: return .gave(actor, to: seat, turn: turn)
        case 69..<78: return link(seat, actor, at: now, circle, &dice)
        default: return seldom(seat, lead, turn, circle, &dice)
        }
    }

    private static func link(
        _ seat: Seat,
        _ actor: Seat,
        at now: Moment,
        _ circle: Circle,
        _ dice: inout Dice
    ) -> Event {
        switch dice.roll(8) {
        case 0: .drifted(actor, since: now)
        case 1: .drifted(seat, since: Moment(now.milliseconds - UInt64(dice.roll(15_000))))
        case 2...4:
            circle.seats.first { $0.presence == .adrift }.map { .returned($0.seat) }
                ?? .returned(seat)
        case 5: .joined(seat, role(of: seat))
        case 6: dice.chance(70) ? .joined(seat, role(of: seat)) : .left(actor)
        default: dice.chance(50) ? .removed(seat) : .left(seat)
        }
    }

    private static func role(of seat: Seat) -> Role {
        switch seat.number {
        case 1: .facilitator
        case 2: .cofacilitator
        case 3: .guardian
        case 8: .listener
        default: .member
        }
    }

    private static func seldom(
        _ seat: Seat,
        _ lead: Seat,
        _ turn: UInt32,
        _ circle: Circle,
        _ dice: inout Dice
    ) -> Event {
        switch dice.roll(19) {
        case 0: .wentAway(seat)
        case 1: .cameBack(seat)
        case 2: .listened(seat, dice.chance(50))
        case 3: .listened(seat, false)
        case 4: .loweredHand(seat)
        case 5: .raisedUrgent(seat)
        case 6: .setHands(open: dice.chance(80), by: lead)
        case 7: .askedHome(by: lead, turn: turn)
        case 8: .broughtHome(by: lead, turn: turn)
        case 9: .extended(by: lead, turn: turn)
        case 10: .setCrosstalk(dice.chance(40), by: lead, turn: turn)
        case 11: .setCrosstalk(false, by: lead, turn: turn)
        case 12: .rang(seat, milliseconds: dice.chance(50) ? nil : UInt64(dice.roll(900_000)))
        case 13: .endedSpace(lead, space: (circle.space?.number ?? 0) &+ UInt32(dice.roll(2)))
        case 14: .askedPause(seat)
        case 15: .whispered(seat, to: .facilitators)
        case 16: .whispered(lead, to: .seat(seat))
        case 17: .askedHelp(seat)
        default: .changedRole(seat, dice.chance(60) ? role(of: seat) : dice.pick(Role.allCases))
        }
    }
}
