import ClientCore
import Etiquette
import Wire

// What people do in a meeting with a plan.

extension World {
    mutating func wishInMeeting(_ person: Int) -> Wish? {
        let mine = people[person].client.room.mine
        if mine?.isOut == true, chance(500) { return .act(.step(out: false)) }
        if people[person].role.facilitates, chance(600) { return lead(person) }
        if people[person].role == .greeter, chance(500) { return keepDoor() }
        switch dice.upTo(19) {
        case 0, 1: return .act(.help)
        case 2, 3: return .act(.step(out: true))
        case 4, 5: return .act(.mark(Mark.allCases[Int(dice.upTo(3))]))
        case 6: return .name("Name \(["One", "Two", "Three"][Int(dice.upTo(2))])")
        case 7, 8: return .act(.response(chance(800)))
        case 9: return .act(.agree)
        case 10: return .act(.buddy(somebody(), chance(700)))
        case 11: return .whisper(.seat(somebody()), token(person, isLine: false))
        case 12: return .whisper(.facilitators, token(person, isLine: false))
        case 13: return .caution(token(person, isLine: false))
        case 14: return .act(.listen(chance(300)))
        case 15, 16: return .act(.hand(.up))
        default: return nil
        }
    }

    private mutating func somebody() -> Seat {
        Seat(UInt16(1 + dice.upTo(UInt64(people.count - 1))))
    }

    /// Somebody who is out, if there is somebody.
    private mutating func outsider(_ person: Int) -> Seat {
        people[person].client.room.records.first { $0.isOut }?.seat ?? somebody()
    }

    private mutating func lead(_ person: Int) -> Wish? {
        switch dice.upTo(29) {
        case 0...3: return .phaseNext(now: chance(700))
        case 4...9: return keepDoor()
        case 10, 11: return .act(.aside(somebody(), true))
        case 12, 13, 14: return .act(.aside(outsider(person), false))
        case 15: return .act(.side(somebody(), true))
        case 16, 17: return .act(.side(outsider(person), false))
        case 18: return .act(.chair(chance(500) ? nil : somebody()))
        case 19: return .act(.quiet(somebody(), chance(600)))
        case 20: return .act(.signal)
        case 21: return .act(.step(out: true))
        case 22, 23: return .whisper(.seat(somebody()), token(person, isLine: false))
        case 24: return .act(.door(chance(700) ? .open : .knock))
        case 25: return stepsLeft < 60 && chance(200) ? .endMeeting(now: true) : nil
        case 26: return .balance
        case 27: return .slip
        case 28: return chance(200) ? .act(.remove(somebody(), meeting: true)) : nil
        default: return nil
        }
    }

    private mutating func keepDoor() -> Wish {
        switch dice.upTo(3) {
        case 0: .act(.hold(somebody()))
        case 1: .act(.admit(somebody()))
        default: .act(.admit(nil))
        }
    }

    // MARK: A rule taken away

    /// What one person in the circle is shown goes to those as well who are out or at the door.
    mutating func leak(_ line: RelayLine, from person: Int) {
        guard without == .apart, case .line = line.body, let number = line.number else { return }
        for other in people.indices where other != person && isApart(other) {
            let before = people[other].client.have
            guard number > before, let link = people[other].link, links[link].isOpenAtPerson else {
                continue
            }
            let leaked = RelayLine(number: number, previous: before, line.body)
            checks.shown(leaked, to: people[other], log: people[other].client.log)
            tell(other, .received(Array(leaked.line.dropLast(2))))
        }
    }

    private func isApart(_ person: Int) -> Bool {
        let room = people[person].client.room
        return room.mine?.isOut == true || room.meeting.vestibule != nil
    }
}
