// More than one stick, each with a turn of its own. (SPEC §16.6)

extension Circle {
    /// A hand that is up gets a free stick at once, in the order of the hands.
    mutating func giveSticks(at now: Moment, into effects: inout [Effect]) {
        while meeting.sticks.count < Int(customs.sticks),
            case .seat(let index) = candidate(resting: true)
        {
            let seat = seats[index].seat
            let stick = HeldStick(seat: seat, turn: turn &+ 1)
            let limit = shareLimit(for: seat)
            setSticks(heldSticks + [stick], .stick, limit: limit, at: now, into: &effects)
        }
    }

    /// A stick goes back.
    mutating func takeBack(
        _ stick: HeldStick,
        _ reason: FloorReason,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        let others = heldSticks.filter { $0 != stick }
        setSticks(others, reason, limit: customLimit, at: now, into: &effects)
    }

    private mutating func setSticks(
        _ sticks: [HeldStick],
        _ reason: FloorReason,
        limit: UInt64,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        let change = FloorChange(
            turn: turn &+ 1,
            stick: .few,
            space: space?.number ?? 0,
            reason: reason,
            limitMilliseconds: space?.milliseconds ?? limit,
            sticks: sticks
        )
        commit(.floor(change), at: now, into: &effects)
    }

    /// The stick that a seat has, if there are several.
    func fewStick(of seat: Seat) -> HeldStick? { heldSticks.first { $0.seat == seat } }

    /// Whether a seat has the offer, the stick or one of several.
    func hasStick(_ seat: Seat) -> Bool { stick.seat == seat || fewStick(of: seat) != nil }

    /// Brings home what a seat has, for a reason that is not its own doing.
    mutating func takeStick(
        from seat: Seat,
        _ reason: FloorReason,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        if let few = fewStick(of: seat) {
            takeBack(few, reason, at: now, into: &effects)
        } else if stick.seat == seat {
            changeFloor(to: .home, reason, newTurn: true, at: now, into: &effects)
        }
    }

    /// `DONE` and `PASS` end the stick whose turn they carry. (SPEC §16.6)
    mutating func endOwnStick(
        of seat: Seat,
        turn: UInt32,
        passes: Bool,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let index = meeting.sticks.firstIndex(where: { $0.held.seat == seat }) else {
            return effects.append(.refused(seat, .notHolding))
        }
        let stick = meeting.sticks[index]
        guard stick.held.turn == turn else { return effects.append(.refused(seat, .stale)) }
        let reason: FloorReason = passes && stick.share.lines == 0 ? .passed : .done
        takeBack(stick.held, reason, at: now, into: &effects)
    }

    /// The stick that a facilitator acts on. (SPEC §16.6)
    func fewIndex(turn: UInt32) -> Int? {
        meeting.sticks.firstIndex { $0.held.turn == turn }
    }

    /// Sticks that went are ended turns, sticks that came are begun ones.
    mutating func foldSticks(_ change: FloorChange, at now: Moment) {
        let before = meeting.sticks
        for old in before where !change.sticks.contains(old.held) {
            meeting.sticks.removeAll { $0.held == old.held }
            let turn = EndedTurn(old.held.seat, old.share, wasHeld: true, change.reason)
            close(turn, at: now)
        }
        for held in change.sticks where !before.contains(where: { $0.held == held }) {
            // A stick that was given tells that the boundary is over.
            boundaryEnds = nil
            let lapses = now.after(rules.fewLapseMilliseconds)
            meeting.sticks.append(
                FewStick(
                    held: held,
                    share: Share(limit: change.limitMilliseconds, at: now),
                    lapses: customs.words ? lapses : nil
                )
            )
            takeHandDown(of: held.seat)
        }
    }

    mutating func foldFewLine(of seat: Seat, at now: Moment) {
        guard let index = meeting.sticks.firstIndex(where: { $0.held.seat == seat }) else { return }
        meeting.sticks[index].share.heardLine(at: now)
        meeting.sticks[index].lapses = nil
    }

    /// A stick that brought no line goes back. (SPEC §16.6)
    mutating func lapseSticks(at now: Moment, into effects: inout [Effect]) {
        for stick in meeting.sticks {
            guard let lapses = stick.lapses, now >= lapses else { continue }
            takeBack(stick.held, .lapsed, at: now, into: &effects)
        }
    }
}
