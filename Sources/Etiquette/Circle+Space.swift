// The bell. (SPEC §8.10)

extension Circle {
    mutating func holdSpace(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .rang(let seat, let milliseconds):
            guard keepsBell(seat, &effects), space == nil else { return }
            let bounds = rules.bellBoundsMilliseconds
            let asked = milliseconds ?? rules.bellMilliseconds
            let change = FloorChange(
                turn: turn,
                stick: stick,
                space: spaces &+ 1,
                reason: .bell,
                limitMilliseconds: min(max(asked, bounds.lowerBound), bounds.upperBound)
            )
            commit(.floor(change), at: now, into: &effects)
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

    mutating func endSpace(at now: Moment, into effects: inout [Effect]) {
        let limit = stick.holder != nil ? share.limit : stick.seat.map(shareLimit) ?? 0
        let change = FloorChange(
            turn: turn,
            stick: stick,
            space: 0,
            reason: .quietOver,
            limitMilliseconds: limit
        )
        commit(.floor(change), at: now, into: &effects)
    }
}
