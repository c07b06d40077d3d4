// The phases of a meeting: how one begins, and how it ends. (SPEC §14, §21.2)

extension Circle {
    mutating func lead(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .nextPhase(by: let seat, let phase, let isForced):
            guard leads(seat, in: phase, &effects) else { return }
            moveOn(by: seat, isForced, at: now, into: &effects)
        case .endedMeeting(by: let seat, let phase, let isForced):
            guard leads(seat, in: phase, &effects), meeting.closes == nil else { return }
            guard isForced || !stickIsOut else { return effects.append(.refused(seat, .stickOut)) }
            closeMeeting(at: now, into: &effects)
        case .agreed(let seat): agree(seat, at: now, into: &effects)
        case .welcomedResponses(let seat, let on): welcome(on, by: seat, at: now, into: &effects)
        case .marked(let seat, let mark): give(mark, from: seat, at: now, into: &effects)
        case .calledBreak(let seat, let milliseconds):
            callBreak(by: seat, milliseconds, at: now, into: &effects)
        case .signalled(let seat): signal(by: seat, at: now, into: &effects)
        case .quieted(let other, let on, by: let seat):
            quiet(other, on, by: seat, at: now, into: &effects)
        default: break
        }
    }

    /// Whether `seat` facilitates and meant the phase that is on. (SPEC §14.4)
    private func leads(_ seat: Seat, in phase: UInt32, _ effects: inout [Effect]) -> Bool {
        guard let index = seated(seat, for: seat, &effects) else { return false }
        let number = meeting.phase?.number ?? 0
        guard phase == number else {
            effects.append(.refused(seat, .stalePhase(number)))
            return false
        }
        guard seats[index].role.facilitates else {
            effects.append(.refused(seat, .role))
            return false
        }
        return true
    }

    /// The next phase; the end of the meeting after the last one. (SPEC §14.4, §21.2)
    private mutating func moveOn(
        by seat: Seat,
        _ isForced: Bool,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard rules.plan != nil else { return effects.append(.refused(seat, .notInPhase)) }
        guard meeting.closes == nil else { return }
        if !isForced {
            guard !stickIsOut else { return effects.append(.refused(seat, .stickOut)) }
            guard space == nil || phaseKind == .silence else {
                return effects.append(.refused(seat, .spaceHeld))
            }
            let count = turnsLeft(in: phaseKind)
            guard count == 0 else { return effects.append(.refused(seat, .handsUp(count: count))) }
        }
        guard let next = nextPlace else { return closeMeeting(at: now, into: &effects) }
        clearFloor(at: now, into: &effects)
        beginPhase(change(to: next, .next), at: now, into: &effects)
    }

    /// Whom the next phase would pass over.
    private func turnsLeft(in kind: PhaseKind) -> Int {
        switch kind {
        case .share: queueIndices.count
        case .round, .closing:
            meeting.ring.count { record(of: $0)?.canBeOffered == true }
        case .response:
            (meeting.response?.hands.count ?? 0)
                + turnsLeft(in: meeting.beneath?.kind ?? .ended)
        case .gather, .read, .agree, .lead, .open, .few, .silence, .fellowship, .ended: 0
        }
    }

    private var nextPlace: UInt16? {
        let next = placeInPlan &+ 1
        return planned(next) == nil ? nil : next
    }

    /// The beginning of the phase at a place of the plan.
    private func change(to place: UInt16, _ reason: PhaseReason) -> PhaseChange {
        let phase = planned(place) ?? Phase(.ended)
        return change(phase.kind, place, UInt64(phase.seconds) * 1_000, reason)
    }

    func change(
        _ kind: PhaseKind,
        _ place: UInt16,
        _ milliseconds: UInt64,
        _ reason: PhaseReason
    ) -> PhaseChange {
        let number = (meeting.phase?.number ?? 0) &+ 1
        return PhaseChange(
            number: number,
            place: place,
            kind: kind,
            milliseconds: milliseconds,
            reason: reason,
            seed: Drawing.seed(seed, ofPhase: number)
        )
    }

    /// A phase begins with the stick at home, and with a turn of its own. (SPEC §14.3, §14.4)
    mutating func beginPhase(_ change: PhaseChange, at now: Moment, into effects: inout [Effect]) {
        tellMarks(at: now, into: &effects)
        if change.reason != .response, change.reason != .resume {
            dropCall(into: &effects)
        }
        commit(.phase(change), at: now, into: &effects)
        let isSilence = change.kind == .silence
        let floor = FloorChange(
            turn: turn &+ 1,
            stick: change.kind.stick,
            space: isSilence ? spaces &+ 1 : 0,
            reason: change.kind.isRound ? .round : .phase,
            limitMilliseconds: isSilence ? change.milliseconds : 0
        )
        commit(.floor(floor), at: now, into: &effects)
    }

    /// A call or a gift that the new phase has no place for. (SPEC §8.13)
    private func dropCall(into effects: inout [Effect]) {
        guard case .seat(let seat, _) = waiting ?? meeting.response?.waiting else { return }
        effects.append(.told(.facilitators(and: seat), .callDropped(seat)))
    }

    /// Ends a space and brings home whatever is out.
    private mutating func clearFloor(at now: Moment, into effects: inout [Effect]) {
        if space != nil { endSpace(at: now, into: &effects) }
        switch stick {
        case .home, .open: break
        case .offered:
            changeFloor(to: .home, .withdrawn, newTurn: true, at: now, into: &effects)
        case .held, .adrift:
            changeFloor(to: .home, .home, newTurn: true, at: now, into: &effects)
        case .few:
            for stick in heldSticks { takeBack(stick, .home, at: now, into: &effects) }
        }
    }

    /// The first phase begins when the first has sat down. (SPEC §14.3)
    mutating func openMeeting(at now: Moment, into effects: inout [Effect]) {
        guard meeting.phase == nil, planned(1) != nil, seats.contains(where: \.isSeated) else {
            return
        }
        beginPhase(change(to: 1, .start), at: now, into: &effects)
    }

    /// A phase that is over by itself; the last one stays until a facilitator ends the meeting.
    /// (SPEC §14.4)
    mutating func endPhase(at now: Moment, into effects: inout [Effect]) {
        guard isLed, let next = nextPlace else { return }
        beginPhase(change(to: next, .over), at: now, into: &effects)
        carryOn(at: now, into: &effects)
    }

    /// Who has the stick has a little time to close; without one the meeting ends now. (SPEC §21.2)
    private mutating func closeMeeting(at now: Moment, into effects: inout [Effect]) {
        let holders = stick.holder.map { [$0] } ?? heldSticks.map(\.seat)
        guard !holders.isEmpty else { return endMeeting(at: now, into: &effects) }
        meeting.closes = now.after(rules.closingMilliseconds)
        for holder in holders {
            effects.append(
                .told(.seat(holder), .closing(milliseconds: rules.closingMilliseconds))
            )
        }
    }

    /// Nothing is left of the meeting. (SPEC §21.2, §21.3)
    mutating func endMeeting(at now: Moment, into effects: inout [Effect]) {
        clearFloor(at: now, into: &effects)
        beginPhase(change(.ended, 0, 0, .end), at: now, into: &effects)
    }

    /// The event, if the end of the meeting left a place for it; else refuses it. (SPEC §21.3)
    func whatOutlives(_ event: Event, into effects: inout [Effect]) -> Event {
        guard meeting.hasEnded, !event.outlivesMeeting, let seat = event.actor else { return event }
        effects.append(.refused(seat, .ended))
        return .returned(seat)
    }

    /// Everybody who is here agrees, or leaves. (SPEC §14.4)
    private mutating func agree(_ seat: Seat, at now: Moment, into effects: inout [Effect]) {
        guard let index = seated(seat, for: seat, &effects) else { return }
        guard phaseKind == .agree else { return effects.append(.refused(seat, .notInPhase)) }
        guard !seats[index].part.hasAgreed else { return }
        commit(.agreed(seat), at: now, into: &effects)
    }

    /// Whether all who are here and do not facilitate have agreed, and somebody has.
    var everybodyAgreed: Bool {
        let others = seats.filter { $0.isConnected && !$0.isOut && !$0.role.facilitates }
        return !others.isEmpty && others.allSatisfy(\.part.hasAgreed)
    }
}

extension PhaseKind {
    /// Where the stick is when a phase begins. (SPEC §14.4)
    fileprivate var stick: Stick {
        switch self {
        case .gather, .open, .fellowship: .open
        case .few: .few
        case .read, .agree, .round, .lead, .share, .response, .silence, .closing, .ended: .home
        }
    }
}

extension Event {
    /// Whether it has a place when the meeting has ended. (SPEC §21.3)
    var outlivesMeeting: Bool {
        switch self {
        case .joined, .whispered, .askedHelp, .drifted, .returned, .left, .removed, .changedRole,
            .timePassed, .stalled:
            true
        default: false
        }
    }
}
