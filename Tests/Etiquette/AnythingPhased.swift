import Etiquette

/// What people might do next with the phases, with each other's shares and with several sticks.
enum AnythingPhased {
    static func event(in circle: Circle, _ dice: inout Dice) -> Event {
        let seat = Seat(UInt16(1 + dice.roll(8)))
        let lead = Seat(dice.chance(90) ? UInt16(1 + dice.roll(2)) : UInt16(1 + dice.roll(8)))
        let number = circle.meeting.phase?.number ?? 0
        let phase = dice.chance(90) ? number : number &- UInt32(dice.roll(3))
        let sticks = circle.floor.sticks
        let stick = sticks.isEmpty ? nil : dice.pick(sticks)
        let turn = dice.chance(95) ? stick?.turn ?? circle.turn : circle.turn
        let holder = dice.chance(85) ? stick?.seat ?? circle.stick.seat ?? seat : seat
        switch dice.roll(34) {
        case 0, 1: return .nextPhase(by: lead, phase: phase, now: dice.chance(20))
        case 2: return .nextPhase(by: lead, phase: phase, now: dice.chance(50))
        case 3:
            return dice.chance(10)
                ? .endedMeeting(by: lead, phase: phase, now: dice.chance(40)) : .agreed(seat)
        case 4, 5, 6: return .agreed(seat)
        case 7, 8: return .welcomedResponses(holder, dice.chance(85))
        case 9: return .welcomedResponses(seat, false)
        case 10, 11, 12: return .marked(seat, dice.pick(Mark.allCases))
        case 13: return .calledBreak(lead, milliseconds: UInt64(dice.roll(200_000)))
        case 14: return .signalled(lead)
        case 15: return .quieted(seat, dice.chance(60), by: lead)
        case 16, 17: return .cautioned(holder, turn: turn)
        case 18...22: return .spoke(holder, turn: turn)
        case 23, 24: return .finished(holder, turn: turn)
        case 25: return .passed(holder, turn: turn)
        case 26: return .broughtHome(by: lead, turn: turn)
        case 27: return .askedHome(by: lead, turn: turn)
        case 28: return .extended(by: lead, turn: turn)
        case 29: return .steppedBack(holder)
        case 30: return .accepted(holder, turn: circle.turn)
        default: return .raisedHand(seat)
        }
    }
}
