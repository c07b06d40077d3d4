// The bell. (SPEC §8.10)

extension Circle {
    mutating func holdSpace(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .rang(let seat, let milliseconds):
            guard keepsBell(seat, &effects), space == nil else { return }
            let bounds = rules.bellBoundsMilliseconds
            let asked = milliseconds ?? rules.bellMilliseconds
            let length = min(max(asked, bounds.lowerBound), bounds.upperBound)
            beginSpace(.bell, length, at: now, into: &effects)
        case .endedSpace(let seat, let number):
            guard keepsBell(seat, &effects) else { return }
            guard space?.number == number else { return effects.append(.refused(seat, .stale)) }
            endSpace(at: now, into: &effects)
        case .askedPause(let seat):
            guard seated(seat, for: seat, &effects) != nil else { return }
            effects.append(.told(.bellKeepers, .pauseAsked(seat)))
        default: break
        }
    }

    private func keepsBell(_ seat: Seat, _ effects: inout [Effect]) -> Bool {
        guard let index = seated(seat, for: seat, &effects) else { return false }
        guard mayRing(seats[index]) else {
            effects.append(.refused(seat, .role))
            return false
        }
        return true
    }

    /// Guardians and facilitators; everybody who does not listen if the plan says so. (SPEC §14.2)
    private func mayRing(_ record: SeatRecord) -> Bool {
        record.role.keepsBell || (rules.plan?.options.bell == .all && !record.listens)
    }

    /// A break is a space that may be long. (SPEC §14.6)
    mutating func callBreak(
        by seat: Seat,
        _ milliseconds: UInt64,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let index = seated(seat, for: seat, &effects) else { return }
        guard seats[index].role.facilitates else { return effects.append(.refused(seat, .role)) }
        guard space == nil else { return }
        let bounds = rules.breakBoundsMilliseconds
        let length = min(max(milliseconds, bounds.lowerBound), bounds.upperBound)
        beginSpace(.pause, length, at: now, into: &effects)
    }

    /// Lays a space over the floor. (SPEC §8.10, §14.6, §16.5)
    mutating func beginSpace(
        _ reason: FloorReason,
        _ milliseconds: UInt64,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        let change = FloorChange(
            turn: turn,
            stick: stick,
            space: spaces &+ 1,
            reason: reason,
            limitMilliseconds: milliseconds,
            sticks: heldSticks
        )
        commit(.floor(change), at: now, into: &effects)
    }

    mutating func endSpace(at now: Moment, into effects: inout [Effect]) {
        let change = FloorChange(
            turn: turn,
            stick: stick,
            space: 0,
            reason: .quietOver,
            limitMilliseconds: limit(for: stick),
            sticks: heldSticks
        )
        commit(.floor(change), at: now, into: &effects)
    }

    /// What stands still in a space. (SPEC §8.10, §14.5)
    mutating func stopClocks(in change: FloorChange, at now: Moment) {
        for index in meeting.sticks.indices { meeting.sticks[index].share.stop(at: now) }
        if change.reason == .bell || change.reason == .pause { meeting.clock.stop(at: now) }
    }

    mutating func startClocks(at now: Moment) {
        for index in meeting.sticks.indices { meeting.sticks[index].share.start(at: now) }
        if meeting.response == nil { meeting.clock.start(at: now) }
    }
}
