// Coming, going, being cut off and coming back. (SPEC §5.8, §5.9, §8.9)

extension Circle {
    mutating func attend(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .joined(let seat, let role): knock(seat, role, at: now, into: &effects)
        case .drifted(let seat, let since):
            guard let index = present(seat), seats[index].driftedSince == nil,
                mayDrift(seats[index])
            else { return }
            seats[index].driftedSince = since
            noticeDrift(of: index, at: now, into: &effects)
        case .returned: break  // `apply` has seen to it: who acts is here.
        case .left(let seat):
            depart(seat, .left, at: now, into: &effects)
        case .removed(let seat):
            depart(seat, .removed, at: now, into: &effects)
        case .changedRole(let seat, let role):
            changeRole(of: seat, to: role, at: now, into: &effects)
        case .wentAway(let seat):
            setPresence(of: seat, to: .away, at: now, into: &effects)
        case .cameBack(let seat):
            setPresence(of: seat, to: .here, at: now, into: &effects)
        case .listened(let seat, let listens):
            listen(seat, listens, at: now, into: &effects)
        default: break
        }
    }

    /// The relay's run ended, and every link with it. (SPEC §5.13)
    ///
    /// All at once: nothing may come of one seat's loss while another still seems to be here. What
    /// follows, follows when time passes.
    public mutating func loseLinks(at now: Moment) {
        for record in seats where record.driftedSince == nil && mayDrift(record) {
            update(record.seat) { $0.driftedSince = now }
        }
    }

    /// Members are let go at the end; that is no lost link. (SPEC §21.3)
    private func mayDrift(_ record: SeatRecord) -> Bool {
        (record.isSeated || record.isWaiting) && (!meeting.hasEnded || record.role.facilitates)
    }

    /// A lost link is spoken of after a while; the stick waits longer, the seat longest.
    mutating func noticeDrift(of index: Int, at now: Moment, into effects: inout [Effect]) {
        guard let since = seats[index].driftedSince else { return }
        guard !seats[index].isWaiting else {
            return endWait(of: index, since: since, at: now, into: &effects)
        }
        let seat = seats[index].seat
        if seats[index].presence != .adrift, now >= since.after(rules.driftNoticeMilliseconds) {
            commit(.presence(seat, .adrift), at: now, into: &effects)
            if stick == .held(seat) {
                changeFloor(to: .adrift(seat), .link, newTurn: false, at: now, into: &effects)
            } else if let few = fewStick(of: seat) {
                // One of several sticks does not wait: its holder is owed a turn. (SPEC §16.6)
                takeBack(few, .grace, at: now, into: &effects)
            }
        }
        if stick == .adrift(seat), now >= graceEnds(since: since) {
            changeFloor(to: .home, .grace, newTurn: true, at: now, into: &effects)
        }
        if now >= since.after(rules.seatHoldMilliseconds) {
            depart(seat, .gone, at: now, into: &effects)
        }
    }

    /// When the stick no longer waits for a holder whose last byte came at `since`. (SPEC §8.9)
    func graceEnds(since: Moment) -> Moment {
        let sum = rules.holderGraceSumMilliseconds
        let left = sum > share.graceUsed ? sum - share.graceUsed : 0
        let grace = min(rules.holderGraceMilliseconds, left)
        return since.after(max(grace, rules.driftNoticeMilliseconds))
    }

    /// Whatever a seat does proves that its link is back. (SPEC §8.9)
    mutating func comeBack(_ seat: Seat, at now: Moment, into effects: inout [Effect]) {
        guard let index = index(of: seat), let since = seats[index].driftedSince else { return }
        seats[index].driftedSince = nil
        if stick.holder == seat { share.graceUsed += now.since(since) }
        guard seats[index].presence == .adrift else { return }
        commit(.presence(seat, .here), at: now, into: &effects)
        if stick == .adrift(seat) {
            changeFloor(to: .held(seat), .back, newTurn: false, at: now, into: &effects)
        }
    }

    mutating func depart(
        _ seat: Seat,
        _ why: Departure,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let index = present(seat) else { return }
        guard !seats[index].isWaiting else {
            return commit(.gaveUp(seat, why), at: now, into: &effects)
        }
        takeStick(from: seat, why == .removed ? .removed : .left, at: now, into: &effects)
        commit(.left(seat, why), at: now, into: &effects)
        tellQuorum(into: &effects)
    }

    private mutating func changeRole(
        of seat: Seat,
        to role: Role,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let index = present(seat), seats[index].role != role else { return }
        guard !seats[index].isWaiting else {
            return knock(seat, role, at: now, into: &effects)
        }
        if role == .listener { takeStick(from: seat, .home, at: now, into: &effects) }
        if role == .listener, isUp(index) {
            commit(.hand(seat, .down), at: now, into: &effects)
        }
        commit(.role(seat, role), at: now, into: &effects)
        if role.facilitates, seats[index].apart.isByOthers {
            move(seat, to: .within, at: now, into: &effects)
        }
    }

    private mutating func setPresence(
        of seat: Seat,
        to presence: Presence,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let index = seated(seat, for: seat, &effects), seats[index].presence != presence,
            seats[index].presence != .adrift
        else { return }
        commit(.presence(seat, presence), at: now, into: &effects)
    }

    /// Listening takes the hand down; the one with the stick ends the share first. (SPEC §10.9)
    private mutating func listen(
        _ seat: Seat,
        _ listens: Bool,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let index = seated(seat, for: seat, &effects) else { return }
        guard seats[index].listensByChoice != listens else { return }
        guard !hasStick(seat) else { return effects.append(.refused(seat, .stickOut)) }
        if listens, isUp(index) {
            commit(.hand(seat, .down), at: now, into: &effects)
        }
        commit(.listening(seat, listens), at: now, into: &effects)
    }
}
