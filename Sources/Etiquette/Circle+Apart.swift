// Out of the circle: stepped out, set aside, in a side room, sent away. (SPEC §19)

extension Circle {
    mutating func setApart(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .stepped(let seat, let out):
            guard let index = seated(seat, for: seat, &effects), seats[index].isOut != out else {
                return
            }
            out
                ? stepOut(seat, at: now, into: &effects)
                : stepIn(index, at: now, into: &effects)
        case .setAside(let seat, let on, let host):
            guard let index = apartBy(host, seat, &effects),
                (seats[index].apart == .aside) != on
            else { return }
            move(seat, to: on ? .aside : .within, at: now, into: &effects)
            guard on, seats[index].waits else { return }
            commit(.hand(seat, .down), at: now, into: &effects)
        case .openedSideRoom(let seat, true, let host):
            guard let index = apartBy(host, seat, &effects), seats[index].apart != .side(host)
            else { return }
            switch seats[index].apart {
            case .within, .step: move(seat, to: .side(host), at: now, into: &effects)
            case .aside, .side: effects.append(.refused(host, seats[index].refusalOutside))
            }
        case .openedSideRoom(let seat, false, let host):
            guard hosts(host, &effects), let index = seated(seat, for: host, &effects),
                case .side(let other) = seats[index].apart
            else { return }
            guard other == host else { return effects.append(.refused(host, .role)) }
            move(seat, to: .within, at: now, into: &effects)
        default: break
        }
    }

    /// The index of a seat that a facilitator may take out of the circle. (SPEC §19.2, §19.3)
    private func apartBy(_ host: Seat, _ seat: Seat, _ effects: inout [Effect]) -> Int? {
        guard hosts(host, &effects), let index = seated(seat, for: host, &effects) else {
            return nil
        }
        guard !seats[index].role.facilitates else {
            effects.append(.refused(host, .role))
            return nil
        }
        return index
    }

    /// For one share of another; one's own is ended first. (SPEC §19.2)
    private mutating func stepOut(_ seat: Seat, at now: Moment, into effects: inout [Effect]) {
        guard !hasStick(seat) else { return effects.append(.refused(seat, .stickOut)) }
        move(seat, to: .step, at: now, into: &effects)
    }

    private mutating func stepIn(_ index: Int, at now: Moment, into effects: inout [Effect]) {
        let seat = seats[index].seat
        guard seats[index].apart != .aside else {
            return effects.append(.refused(seat, .setAside))
        }
        move(seat, to: .within, at: now, into: &effects)
    }

    /// The stick of somebody who goes out comes home first. (SPEC §19.1)
    mutating func move(
        _ seat: Seat,
        to apart: Apart,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let index = index(of: seat) else { return }
        guard apart != .within else {
            commit(.apart(seat, .within), at: now, into: &effects)
            return commit(.out(seat, false), at: now, into: &effects)
        }
        let reason: FloorReason = stick == .offered(seat) ? .withdrawn : .home
        takeStick(from: seat, reason, at: now, into: &effects)
        if !seats[index].isOut { commit(.out(seat, true), at: now, into: &effects) }
        commit(.apart(seat, apart), at: now, into: &effects)
    }

    /// Who stepped out of a share is back when it is over. (SPEC §19.2)
    mutating func endSteps(at now: Moment, into effects: inout [Effect]) {
        for index in seats.indices where seats[index].isOut && seats[index].apart == .step {
            move(seats[index].seat, to: .within, at: now, into: &effects)
        }
    }

    /// Out of this meeting, seated or still at the door; not out of the group. (SPEC §19.4)
    mutating func sendAway(
        _ seat: Seat,
        by host: Seat,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard hosts(host, &effects), let asker = record(of: host) else { return }
        guard let index = present(seat) else {
            return effects.append(.refused(host, .noSuchSeat))
        }
        guard seat != host, asker.role.mayChange(seats[index].role) else {
            return effects.append(.refused(host, .role))
        }
        depart(seat, .removed, at: now, into: &effects)
    }

    // MARK: What has a place outside

    /// The event, or only a sign of life when its author is out and it needs the circle.
    /// (SPEC §19.1)
    func whatHasPlace(of event: Event, into effects: inout [Effect]) -> Event {
        guard let seat = event.actor, let record = record(of: seat), record.isOut,
            !event.hasPlaceOutside(as: record.role)
        else { return event }
        let isStale = event.turn.map { $0 != turn } ?? false
        effects.append(.refused(seat, isStale ? .stale : record.refusalOutside))
        return .returned(seat)
    }
}

extension Event {
    /// Whether somebody who is out may do this.
    fileprivate func hasPlaceOutside(as role: Role) -> Bool {
        switch self {
        case .joined, .drifted, .returned, .left, .removed, .changedRole, .wentAway, .cameBack,
            .listened, .loweredHand, .whispered, .askedHelp, .stepped, .buddied, .timePassed,
            .stalled:
            true
        case .tookChair, .gaveChair, .setDoor, .admitted, .admittedAll, .heldBack, .setAside,
            .openedSideRoom, .sentAway:
            // Who facilitates still hears the door, whispers and calls for help.
            role.facilitates
        case .raisedHand, .steppedBack, .raisedUrgent, .setHands, .calledNext, .called, .accepted,
            .passed, .finished, .gave, .askedHome, .broughtHome, .extended, .setCrosstalk, .rang,
            .endedSpace, .askedPause, .spoke, .cautioned, .nextPhase, .endedMeeting, .agreed,
            .welcomedResponses, .marked, .calledBreak, .signalled, .quieted:
            false
        }
    }

    /// The turn that this acts on, if it acts on one. (SPEC §9.5)
    fileprivate var turn: UInt32? {
        switch self {
        case .calledNext(_, let turn), .called(_, _, let turn), .accepted(_, let turn),
            .passed(_, let turn), .finished(_, let turn), .gave(_, _, let turn),
            .askedHome(_, let turn), .broughtHome(_, let turn), .extended(_, let turn),
            .setCrosstalk(_, _, let turn), .spoke(_, let turn), .cautioned(_, let turn):
            turn
        default: nil
        }
    }
}

extension FloorChange {
    /// Whether the share that was said or offered is over with it. (SPEC §19.2)
    var endsShare: Bool {
        switch reason {
        case .given: stick == .home
        case .done, .passed, .later, .lapsed, .home, .withdrawn, .left, .removed, .grace, .open,
            .closed, .phase, .round:
            true
        case .start, .called, .next, .auto, .accepted, .spoke, .link, .back, .bell, .quietOver,
            .ring, .response, .lastWord, .note, .pause, .stick:
            false
        }
    }
}

extension SeatRecord {
    /// A farewell ends what was one's own choice, a lost link does not. (SPEC §19.2, §19.3)
    mutating func goFromApart(_ why: Departure) {
        isOut = false
        mayComeBack = why == .gone
        isBarred = isBarred || why == .removed
        switch apart {
        case .within, .aside: break
        case .side where why == .gone: break
        case .step, .side: apart = .within
        }
    }
}
