import Etiquette
import Wire

// The chair, the door, and who is out of the circle. (SPEC §17 to §19)

extension Member {
    /// What the state tells of the meeting; false when it is none of that. (SPEC §5.6)
    mutating func takeMeetingState(
        _ body: RelayLine.Body,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) -> Bool {
        switch body {
        case .plan(let plan): room.meeting.plan = plan
        case .phase(let phase):
            // The phase that this person has seen begin goes on with its clock.
            guard told.phase != phase.number else {
                room.meeting.phase = phase
                return true
            }
            set(phase, isExact: false, at: now)
        case .page(let number, let seat): learn(page: number, from: seat, at: now, &effects)
        case .chair(let seat, let reason):
            room.meeting.chair = seat
            room.meeting.isKept = reason == .kept
        case .door(let door, _, _): room.meeting.door = door
        case .knock(let seat, let key, let role, let name):
            _ = atDoor(seat, key, role, name, &effects)
        case .out(let seat, let on): room.update(seat) { $0.isOut = on }
        case .apart(let seat, let apart):
            room.update(seat) { record in
                record.apart = apart
                record.isOut = apart != .within
            }
        case .quiet(let seat, let on): if seat == room.me { room.meeting.isQuieted = on }
        case .buddy(let asker, let other, let move): note(asker, other, move)
        default: return false
        }
        return true
    }

    /// Takes in who knocks; true when it is news.
    private mutating func atDoor(
        _ seat: Seat,
        _ key: PublicKey,
        _ role: Role,
        _ name: Content?,
        _ effects: inout [ClientEffect]
    ) -> Bool {
        guard claim(seat, key: key, role: role, &effects) else { return false }
        rename(seat, to: name)
        room.update(seat) { $0.role = role }
        guard seat != room.me, !room.meeting.waiting.contains(seat) else { return false }
        room.meeting.wait(seat)
        return true
    }

    private mutating func note(_ asker: Seat, _ other: Seat, _ move: BuddyMove) {
        guard let me = room.me, asker == me || other == me else { return }
        room.meeting.befriend(asker == me ? other : asker, move == .on)
    }

    mutating func showHosting(
        _ body: RelayLine.Body,
        number: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        switch body {
        case .chair(let seat, let reason): follow(seat, reason, number: number, &effects)
        case .door(let door, let reason, let seat):
            room.meeting.door = door
            let person = seat.map { room.person($0) }
            effects.show(.hosting(.door(door, reason, person)), number: number)
        case .knock(let seat, let key, let role, let name):
            room.meeting.knockAgain(seat, number: number)
            guard atDoor(seat, key, role, name, &effects) else { return }
            effects.show(.hosting(.knock(room.person(seat), role)), number: number)
        case .out(let seat, let on): follow(seat, isOut: on, number: number, &effects)
        case .apart(let seat, let apart): follow(seat, apart, number: number, &effects)
        case .buddy(let asker, let other, let move):
            note(asker, other, move)
            let what = HostingShown.buddy(
                asker: room.person(asker),
                other: room.person(other),
                move
            )
            effects.show(.hosting(what), number: number)
        default: break
        }
    }

    private mutating func follow(
        _ seat: Seat?,
        _ reason: ChairReason,
        number: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        let shown = ChairShown(
            person: seat.map { room.person($0) },
            before: room.meeting.chair.map { room.person($0) },
            reason: reason,
            wasKept: room.meeting.isKept
        )
        let isSame = room.meeting.chair == seat && room.meeting.isKept == (reason == .kept)
        room.meeting.chair = seat
        room.meeting.isKept = reason == .kept
        guard !isSame else { return }
        effects.show(.hosting(.chair(shown)), number: number)
    }

    /// Somebody is out, or in again; why is told to those whom it concerns. (SPEC §19.1)
    private mutating func follow(
        _ seat: Seat,
        isOut: Bool,
        number: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        let wasOut = room.record(of: seat)?.isOut == true
        room.update(seat) { record in
            record.isOut = isOut
            if !isOut { record.apart = .within }
        }
        guard seat != room.me else {
            if !isOut, told.wasOut, state == nil { effects.show(.hosting(.backIn)) }
            told.wasOut = isOut
            return
        }
        guard wasOut != isOut else { return }
        effects.show(.hosting(.out(room.person(seat), isOut)), number: number)
    }

    private mutating func follow(
        _ seat: Seat,
        _ apart: Apart,
        number: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        let before = room.record(of: seat)?.apart
        room.update(seat) { record in
            record.apart = apart
            if apart != .within { record.isOut = true }
        }
        if case .side = apart { turnedTo(seat) }
        if seat == room.me {
            told.wasOut = told.wasOut || apart != .within
            room.meeting.deafHost = nil
        }
        // That somebody is back is told of them, and to them, by itself.
        guard before != apart, apart != .within else { return }
        let host: Person? =
            if case .side(let host) = apart { room.person(host) } else { nil }
        effects.show(.hosting(.apart(room.person(seat), apart, host)), number: number)
    }

    /// The reader waits in the vestibule. (SPEC §18.2)
    mutating func wait(for reason: VestibuleReason, _ effects: inout [ClientEffect]) {
        room.meeting.vestibule = reason
        room.floor = nil
        guard told.vestibule != reason else { return }
        told.vestibule = reason
        effects.show(.hosting(.vestibule(reason)))
    }

    /// The state of the vestibule is complete.
    mutating func stayOutside(at now: Moment, _ effects: inout [ClientEffect]) {
        wait(for: room.meeting.vestibule ?? .boundary, &effects)
        tellPhaseSoon(at: now, &effects)
    }
}

// Marks, agreement, quiet and pages. (SPEC §14.4, §16.4, §16.7, §20.1)
extension Member {
    mutating func showMeeting(
        _ body: RelayLine.Body,
        number: UInt64,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        let what: MeetingShown
        switch body {
        case .agreed(let seat): what = .agreed(room.person(seat))
        case .mark(let mark, let seat): what = .mark(room.person(seat), mark)
        case .marks(let seat, let counts): what = .marks(room.person(seat), counts)
        case .quiet(let seat, let on):
            if seat == room.me { room.meeting.isQuieted = on }
            what = .quieted(room.person(seat), on)
        case .page(let page, let seat):
            return learn(page: page, from: seat, at: now, &effects)
        default: return
        }
        effects.show(.meeting(what), number: number)
    }
}
