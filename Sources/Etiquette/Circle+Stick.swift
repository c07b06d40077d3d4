// Answering an offer, ending a share, handing on. (SPEC §8.4 to §8.6, §8.13)

extension Circle {
    mutating func moveStick(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .accepted(let seat, let turn):
            guard acts(seat, on: turn, &effects) else { return }
            guard space == nil else { return effects.append(.refused(seat, .spaceHeld)) }
            guard stick == .offered(seat) else {
                return effects.append(.refused(seat, .notOffered))
            }
            changeFloor(to: .held(seat), .accepted, newTurn: false, at: now, into: &effects)
        case .passed(let seat, let turn):
            guard acts(seat, on: turn, &effects) else { return }
            guard stick == .offered(seat) || stick == .held(seat) else {
                return effects.append(.refused(seat, .notHolding))
            }
            let reason: FloorReason = stick == .held(seat) && share.lines > 0 ? .done : .passed
            changeFloor(to: .home, reason, newTurn: true, at: now, into: &effects)
        case .finished(let seat, let turn):
            guard acts(seat, on: turn, &effects) else { return }
            guard stick == .held(seat) else { return effects.append(.refused(seat, .notHolding)) }
            changeFloor(to: .home, .done, newTurn: true, at: now, into: &effects)
        case .gave(let seat, let other, let turn):
            guard acts(seat, on: turn, &effects) else { return }
            give(from: seat, to: other, at: now, into: &effects)
        default: break
        }
    }

    private mutating func give(
        from seat: Seat,
        to other: Seat,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard stick == .held(seat) else { return effects.append(.refused(seat, .notHolding)) }
        guard space == nil else { return effects.append(.refused(seat, .spaceHeld)) }
        guard seat != other else { return effects.append(.refused(seat, .noSuchSeat)) }
        guard canOffer(other, asked: seat, &effects) else { return }
        changeFloor(to: .home, .given, newTurn: true, at: now, into: &effects)
        waiting = .seat(other, .given)
    }

    /// Whether `other` can be offered the stick; refuses on behalf of `seat` otherwise. (SPEC §9.7)
    func canOffer(_ other: Seat, asked seat: Seat, _ effects: inout [Effect]) -> Bool {
        guard let index = seated(other, for: seat, &effects) else { return false }
        guard !seats[index].listens else {
            effects.append(.refused(seat, .listening))
            return false
        }
        guard seats[index].canBeOffered else {
            effects.append(.refused(seat, .notHere))
            return false
        }
        return true
    }

    /// Whether `seat` is part of the circle and acted on the floor as it is. (SPEC §9.5)
    func acts(_ seat: Seat, on turn: UInt32, _ effects: inout [Effect]) -> Bool {
        guard seated(seat, for: seat, &effects) != nil else { return false }
        guard turn == self.turn else {
            effects.append(.refused(seat, .stale))
            return false
        }
        return true
    }

    /// Offers the stick; the hand stays up until the offer is answered.
    mutating func offerStick(
        to seat: Seat,
        _ reason: FloorReason,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        changeFloor(to: .offered(seat), reason, newTurn: true, at: now, into: &effects)
    }

    /// What the share of a seat would have: an owed turn has what was left of it. (SPEC §8.9)
    func shareLimit(for seat: Seat) -> UInt64 {
        guard rules.shareLimitMilliseconds > 0, let record = record(of: seat),
            record.owedUntil != nil
        else { return rules.shareLimitMilliseconds }
        return record.owedMilliseconds
    }

    /// Does what waited for the stick to be home and the boundary to be over. (SPEC §8.6, §10.10)
    mutating func carryOn(at now: Moment, into effects: inout [Effect]) {
        guard stick == .home, space == nil, boundaryEnds == nil else { return }
        switch waiting {
        case .seat(let seat, let reason):
            waiting = nil
            guard let record = record(of: seat), record.canBeOffered else {
                effects.append(.told(.facilitators(and: seat), .callDropped(seat)))
                return carryOn(at: now, into: &effects)
            }
            offerStick(to: seat, reason, at: now, into: &effects)
        case .next:
            offerNext(.next, at: now, into: &effects)
        case nil:
            guard passesByItself else { return }
            offerNext(.auto, at: now, into: &effects)
        }
    }

    /// Offers the stick by order, after a window for a first hand where there must be one.
    mutating func offerNext(
        _ reason: FloorReason,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard case .seat(let index) = candidate(resting: reason != .auto) else {
            waiting = nil
            windowEnds = nil
            return
        }
        let missing = firstHandsMissing(before: index)
        if missing > 0, !hadWindow {
            hadWindow = true
            windowEnds = now.after(rules.windowMilliseconds)
            if reason == .next { waiting = .next }
            effects.append(
                .told(.all, .window(count: missing, milliseconds: rules.windowMilliseconds))
            )
            return
        }
        guard missing == 0 || windowEnds == nil else {
            if reason == .next { waiting = .next }
            return
        }
        offerStick(to: seats[index].seat, reason, at: now, into: &effects)
    }
}
