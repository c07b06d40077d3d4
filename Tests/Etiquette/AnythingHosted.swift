import Etiquette

/// What people might do next with chair, door and each other; sense and nonsense.
enum AnythingHosted {
    static func event(in circle: Circle, at now: Moment, _ dice: inout Dice) -> Event {
        let seat = Seat(UInt16(1 + dice.roll(8)))
        let other = Seat(UInt16(1 + dice.roll(8)))
        let lead = Seat(dice.chance(85) ? UInt16(1 + dice.roll(2)) : UInt16(1 + dice.roll(8)))
        let waiting = circle.seats.filter(\.isWaiting).map(\.seat)
        let guest = dice.chance(80) && !waiting.isEmpty ? dice.pick(waiting) : seat
        let away = circle.seats.first { $0.isOut }?.seat ?? seat
        switch dice.roll(30) {
        case 0: return .tookChair(lead)
        case 1: return .gaveChair(lead, to: other)
        case 2, 3: return .setDoor(dice.pick(Door.allCases), by: lead)
        case 4, 5: return .admitted(guest, by: lead)
        case 6: return .admitted(guest, by: seat)
        case 7: return .admittedAll(by: lead)
        case 8: return .heldBack(guest, by: lead)
        case 9: return .left(guest)
        case 10: return .drifted(guest, since: now)
        case 11: return .returned(guest)
        case 12: return .joined(guest, .member)
        case 13, 14: return .stepped(seat, out: true)
        case 15, 16, 17: return .stepped(away, out: false)
        case 18: return .setAside(seat, true, by: lead)
        case 19, 20: return .setAside(away, false, by: lead)
        case 21: return .openedSideRoom(seat, true, by: lead)
        case 22: return .openedSideRoom(away, false, by: lead)
        case 23: return dice.chance(5) ? .sentAway(guest, by: lead) : .sentAway(lead, by: seat)
        case 24: return .buddied(dice.chance(70) ? Seat(4) : seat, with: Seat(5), true)
        case 25: return .buddied(Seat(5), with: Seat(4), dice.chance(70))
        case 26: return .whispered(seat, to: .seat(other))
        case 27: return .whispered(guest, to: dice.chance(50) ? .facilitators : .seat(lead))
        case 28: return .askedHelp(guest)
        default: return .joined(seat, dice.chance(80) ? .member : dice.pick(Role.allCases))
        }
    }
}
