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
            if stick == .few {
                return endOwnStick(of: seat, turn: turn, passes: true, at: now, into: &effects)
            }
            guard stick == .offered(seat) || stick == .held(seat) else {
                return effects.append(.refused(seat, .notHolding))
            }
            let reason: FloorReason = stick == .held(seat) && share.lines > 0 ? .done : .passed
            changeFloor(to: .home, reason, newTurn: true, at: now, into: &effects)
        case .finished(let seat, let turn):
            guard acts(seat, on: turn, &effects) else { return }
            if stick == .few {
                return endOwnStick(of: seat, turn: turn, passes: false, at: now, into: &effects)
            }
            guard stick == .held(seat) else { return effects.append(.refused(seat, .notHolding)) }
            changeFloor(to: .home, .done, newTurn: true, at: now, into: &effects)
        case .gave(let seat, let other, let turn):
            guard acts(seat, on: turn, &effects) else { return }
            guard phaseKind == .share else { return effects.append(.refused(seat, .notInPhase)) }
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

    /// Whether `seat` is part of the circle and acted on the floor as it is: its turn, or that of the
    /// seat's own stick among several; of any of them, if it acts on those. (SPEC §9.5, §16.6)
    func acts(
        _ seat: Seat,
        on turn: UInt32,
        ofAnyStick: Bool = false,
        _ effects: inout [Effect]
    ) -> Bool {
        guard seated(seat, for: seat, &effects) != nil else { return false }
        let isOfAStick = heldSticks.contains {
            $0.turn == turn && (ofAnyStick || $0.seat == seat)
        }
        guard turn == self.turn || isOfAStick else {
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
        let limit = customLimit
        guard limit > 0, turnsAreShares, let record = record(of: seat), record.owedUntil != nil
        else { return limit }
        return record.owedMilliseconds
    }
}
