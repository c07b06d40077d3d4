// What facilitators do with the stick. (SPEC §8.11, §8.12, §9.5, §9.7)

extension Circle {
    mutating func facilitate(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .calledNext(let seat, let turn):
            guard facilitates(seat, on: turn, &effects), fits([.share], seat, &effects),
                canCall(seat, &effects)
            else { return }
            callNext(by: seat, at: now, into: &effects)
        case .called(let other, let seat, let turn):
            guard facilitates(seat, on: turn, &effects), fits([.share, .lead], seat, &effects),
                canCall(seat, &effects), canOffer(other, asked: seat, &effects)
            else { return }
            waiting = .seat(other, .called)
            tellIfWaiting(until: boundaryEnds, seat, at: now, into: &effects)
        case .askedHome(let seat, let turn):
            guard facilitates(seat, on: turn, ofAnyStick: true, &effects) else { return }
            askHome(by: seat, turn, at: now, into: &effects)
        case .broughtHome(let seat, let turn):
            guard facilitates(seat, on: turn, ofAnyStick: true, &effects) else { return }
            bringHome(by: seat, turn, at: now, into: &effects)
        case .extended(let seat, let turn):
            guard facilitates(seat, on: turn, ofAnyStick: true, &effects) else { return }
            extend(by: seat, turn, at: now, into: &effects)
        case .setCrosstalk(let on, let seat, let turn):
            guard facilitates(seat, on: turn, &effects) else { return }
            guard rules.plan == nil, phaseKind == .share else {
                return effects.append(.refused(seat, .notInPhase))
            }
            setCrosstalk(on, by: seat, at: now, into: &effects)
        default: break
        }
    }

    private func facilitates(
        _ seat: Seat,
        on turn: UInt32,
        ofAnyStick: Bool = false,
        _ effects: inout [Effect]
    ) -> Bool {
        guard acts(seat, on: turn, ofAnyStick: ofAnyStick, &effects) else { return false }
        guard record(of: seat)?.role.facilitates == true else {
            effects.append(.refused(seat, .role))
            return false
        }
        return true
    }

    /// Whether the phase has a place for it. (SPEC §14.4)
    private func fits(_ kinds: [PhaseKind], _ seat: Seat, _ effects: inout [Effect]) -> Bool {
        guard kinds.contains(phaseKind) else {
            effects.append(.refused(seat, .notInPhase))
            return false
        }
        return true
    }

    private func canCall(_ seat: Seat, _ effects: inout [Effect]) -> Bool {
        guard space == nil else {
            effects.append(.refused(seat, .spaceHeld))
            return false
        }
        switch stick {
        case .home: return true
        case .open: effects.append(.refused(seat, .floorOpen))
        case .few: effects.append(.refused(seat, .notInPhase))
        case .offered, .held, .adrift: effects.append(.refused(seat, .stickOut))
        }
        return false
    }

    /// A stick that was given stays given: `CALL` means whoever is next.
    private mutating func callNext(by seat: Seat, at now: Moment, into effects: inout [Effect]) {
        let next: Int
        switch candidate(resting: true) {
        case .nobody: return effects.append(.refused(seat, .noHands))
        case .firstHandsFirst: return effects.append(.refused(seat, .firstHands))
        case .seat(let index): next = index
        }
        if case .seat(_, .given) = waiting {} else { waiting = .next }
        let window = firstHandsMissing(before: next) > 0 ? windowEnds : nil
        tellIfWaiting(until: boundaryEnds ?? window, seat, at: now, into: &effects)
    }

    /// A call within the boundary, or a window for a first hand, is carried out at its end.
    /// (SPEC §8.6, §10.6)
    private func tellIfWaiting(
        until end: Moment?,
        _ seat: Seat,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let end else { return }
        effects.append(.told(.seat(seat), .waiting(milliseconds: end.since(now))))
    }

    private mutating func askHome(
        by seat: Seat,
        _ turn: UInt32,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        let due = (space?.began ?? now).after(rules.homeAskMilliseconds)
        let holder: Seat
        switch stick {
        case .home, .open: return
        case .offered: return bringHome(by: seat, turn, at: now, into: &effects)
        case .held(let seat), .adrift(let seat):
            share.homeDue = due
            holder = seat
        case .few:
            guard let index = fewIndex(turn: turn) else {
                return effects.append(.refused(seat, .stale))
            }
            meeting.sticks[index].share.homeDue = due
            holder = meeting.sticks[index].held.seat
        }
        let milliseconds = rules.homeAskMilliseconds
        effects.append(.told(.seat(holder), .homeAsked(milliseconds: milliseconds)))
    }

    private mutating func bringHome(
        by seat: Seat,
        _ turn: UInt32,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        switch stick {
        case .home, .open: break
        case .offered:
            changeFloor(to: .home, .withdrawn, newTurn: true, at: now, into: &effects)
        case .held, .adrift:
            changeFloor(to: .home, .home, newTurn: true, at: now, into: &effects)
        case .few:
            guard let index = fewIndex(turn: turn) else {
                return effects.append(.refused(seat, .stale))
            }
            takeBack(heldSticks[index], .home, at: now, into: &effects)
        }
    }

    private mutating func extend(
        by seat: Seat,
        _ turn: UInt32,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        let milliseconds = rules.extensionMilliseconds
        let holder: Seat
        if let index = fewIndex(turn: turn) {
            guard meeting.sticks[index].share.limit > 0 else { return }
            meeting.sticks[index].share.extend(by: milliseconds, at: now)
            holder = meeting.sticks[index].held.seat
        } else {
            guard let seatOfStick = stick.holder else {
                return effects.append(.refused(seat, .notHolding))
            }
            guard share.limit > 0 else { return }
            share.extend(by: milliseconds, at: now)
            holder = seatOfStick
        }
        effects.append(
            .told(.timekeepers(and: holder), .extended(milliseconds: milliseconds))
        )
    }

    private mutating func setCrosstalk(
        _ on: Bool,
        by seat: Seat,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        switch stick {
        case .home:
            guard on else { return }
            changeFloor(to: .open, .open, newTurn: true, at: now, into: &effects)
        case .open:
            guard !on else { return }
            changeFloor(to: .home, .closed, newTurn: true, at: now, into: &effects)
        case .offered, .held, .adrift, .few:
            effects.append(.refused(seat, .stickOut))
        }
    }

    /// A facilitator or a timekeeper tells the holder the time. (SPEC §14.7)
    mutating func signal(by seat: Seat, at now: Moment, into effects: inout [Effect]) {
        guard let index = seated(seat, for: seat, &effects) else { return }
        guard seats[index].role.keepsTime else { return effects.append(.refused(seat, .role)) }
        let shares =
            stick.holder.map { [($0, share)] }
            ?? meeting.sticks.map { ($0.held.seat, $0.share) }
        guard !shares.isEmpty else { return effects.append(.refused(seat, .notHolding)) }
        for (holder, share) in shares {
            let left = share.left(at: now)
            let notice = Notice.time(percent: share.percent(at: now), milliseconds: left)
            effects.append(.told(.seat(holder), notice))
        }
    }

    /// In the open floor a seat can be asked to be silent for a while. (SPEC §16.7)
    mutating func quiet(
        _ other: Seat,
        _ on: Bool,
        by seat: Seat,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let asker = seated(seat, for: seat, &effects) else { return }
        guard seats[asker].role.facilitates else { return effects.append(.refused(seat, .role)) }
        guard stick == .open else { return effects.append(.refused(seat, .notInPhase)) }
        guard let index = seated(other, for: seat, &effects) else { return }
        guard !seats[index].role.facilitates else { return effects.append(.refused(seat, .role)) }
        guard seats[index].part.isQuieted != on else { return }
        commit(.quieted(other, on), at: now, into: &effects)
    }
}
