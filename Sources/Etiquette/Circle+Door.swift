// The door, the vestibule, and who comes in. (SPEC §18)

extension Circle {
    mutating func keepDoor(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .setDoor(let door, let seat):
            guard hosts(seat, &effects), hosting.door != door else { return }
            // Whoever opens the door again knows who came.
            hosting.newcomers = []
            commit(.door(door, .set, seat), at: now, into: &effects)
        case .admitted(let seat, let keeper):
            guard admits(keeper, &effects), record(of: seat)?.isSeated != true,
                let index = waiting(seat, for: keeper, &effects)
            else { return }
            letIn(index, at: now, into: &effects)
        case .admittedAll(let keeper):
            guard admits(keeper, &effects) else { return }
            for index in seats.indices
            where seats[index].isWaiting && seats[index].vestibule != .held {
                letIn(index, at: now, into: &effects)
            }
        case .heldBack(let seat, let keeper):
            guard keepsDoor(keeper, &effects), let index = waiting(seat, for: keeper, &effects),
                seats[index].vestibule != .held
            else { return }
            keepWaiting(seat, seats[index].role, .held, at: now, into: &effects)
        default: break
        }
    }

    private func keepsDoor(_ seat: Seat, _ effects: inout [Effect]) -> Bool {
        guard let index = seated(seat, for: seat, &effects) else { return false }
        guard seats[index].role.keepsDoor else {
            effects.append(.refused(seat, .role))
            return false
        }
        return true
    }

    /// In kept mode the door stays as it is: nobody is let in. (SPEC §17.5)
    private func admits(_ seat: Seat, _ effects: inout [Effect]) -> Bool {
        guard keepsDoor(seat, &effects) else { return false }
        guard !hosting.isKept else {
            effects.append(.refused(seat, .notInPhase))
            return false
        }
        return true
    }

    private func waiting(_ seat: Seat, for keeper: Seat, _ effects: inout [Effect]) -> Int? {
        if let index = index(of: seat), seats[index].isWaiting { return index }
        effects.append(.refused(keeper, .noSuchSeat))
        return nil
    }

    // MARK: Coming

    /// What awaits somebody who wants to sit down.
    private enum Welcome {
        case comesIn
        case waits(VestibuleReason)
        case refused(Refusal)
    }

    /// Why this role may not sit down here now, not even in the vestibule; nil if it may.
    ///
    /// To be asked before a seat is given to a key that has none: `seat` is nil then. A `joined`
    /// that is refused leaves no trace. (SPEC §18.1, §19.4, §21.3)
    public func refusal(of seat: Seat?, as role: Role) -> Refusal? {
        guard case .refused(let refusal) = welcome(seat, role) else { return nil }
        return refusal
    }

    /// Facilitators pass every door. (SPEC §17.7)
    private func welcome(_ seat: Seat?, _ role: Role) -> Welcome {
        let record = seat.flatMap(record(of:))
        if record?.isBarred == true { return .refused(.removed) }
        guard !role.facilitates else { return .comesIn }
        guard !meeting.hasEnded else { return .refused(.ended) }
        guard record?.mayComeBack != true else { return .comesIn }
        guard hosting.door != .locked else { return .refused(.locked) }
        guard !hosting.isKept else { return .waits(.kept) }
        guard hosting.door != .knock else { return .waits(.door) }
        return isBoundary ? .comesIn : .waits(.boundary)
    }

    /// Whether somebody may come in without breaking into a share. (SPEC §14.1, §18.2)
    private var isBoundary: Bool {
        guard let plan = rules.plan else { return true }
        return stick.seat == nil || plan.options.late == .atOnce
    }

    /// Somebody wants to sit down, or to whoever waits already something new is granted.
    mutating func knock(
        _ seat: Seat,
        _ role: Role,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard record(of: seat)?.isSeated != true else { return }
        if let index = index(of: seat), let why = seats[index].vestibule, !role.facilitates {
            guard seats[index].role == role else {
                return keepWaiting(seat, role, why, at: now, into: &effects)
            }
            guard why == .boundary, isBoundary, !hosting.isKept else {
                return effects.append(.told(.seat(seat), .vestibule(why)))
            }
            return comeIn(seat, role, at: now, into: &effects)
        }
        if record(of: seat) == nil { countNewcomer(role, at: now, into: &effects) }
        switch welcome(seat, role) {
        case .comesIn: comeIn(seat, role, at: now, into: &effects)
        case .waits(let why): keepWaiting(seat, role, why, at: now, into: &effects)
        case .refused(let refusal): effects.append(.refused(seat, refusal))
        }
    }

    /// Too many at once, and the door is to be knocked at. (SPEC §18.5)
    private mutating func countNewcomer(
        _ role: Role,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let raid = rules.plan?.options.raid, raid > 0, hosting.door == .open,
            !role.facilitates, !meeting.hasEnded
        else { return }
        hosting.newcomers.removeAll { now.since($0) >= rules.raidMilliseconds }
        hosting.newcomers.append(now)
        guard hosting.newcomers.count > Int(raid) else { return }
        hosting.newcomers = []
        commit(.door(.knock, .raid, nil), at: now, into: &effects)
    }

    private mutating func comeIn(
        _ seat: Seat,
        _ role: Role,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        commit(.joined(seat, role), at: now, into: &effects)
        guard let apart = record(of: seat)?.apart, apart != .within else { return }
        // Coming again is no way back from where a facilitator has put somebody. (SPEC §19.2)
        guard !role.facilitates else {
            return commit(.apart(seat, .within), at: now, into: &effects)
        }
        commit(.out(seat, true), at: now, into: &effects)
        commit(.apart(seat, apart), at: now, into: &effects)
    }

    // MARK: The vestibule

    private mutating func keepWaiting(
        _ seat: Seat,
        _ role: Role,
        _ why: VestibuleReason,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        commit(.waiting(seat, role, why), at: now, into: &effects)
        effects.append(.told(.seat(seat), .vestibule(why)))
    }

    /// The door is passed; what is left is the boundary, and a link that was lost. (SPEC §18.3)
    private mutating func letIn(_ index: Int, at now: Moment, into effects: inout [Effect]) {
        let (seat, role) = (seats[index].seat, seats[index].role)
        if isBoundary, seats[index].driftedSince == nil {
            comeIn(seat, role, at: now, into: &effects)
        } else if seats[index].vestibule != .boundary {
            keepWaiting(seat, role, .boundary, at: now, into: &effects)
        }
    }

    /// Lets those in for whom the time has come. (SPEC §18.2)
    mutating func tendVestibule(at now: Moment, into effects: inout [Effect]) {
        for index in seats.indices {
            guard let why = seats[index].vestibule else { continue }
            let (seat, role) = (seats[index].seat, seats[index].role)
            guard !meeting.hasEnded else {
                commit(.gaveUp(seat, .gone), at: now, into: &effects)
                continue
            }
            switch why {
            case .held: break
            case .boundary where hosting.isKept:
                keepWaiting(seat, role, .kept, at: now, into: &effects)
            case .kept where !hosting.isKept && hosting.door != .open:
                keepWaiting(seat, role, .door, at: now, into: &effects)
            case .door where hosting.door != .open: break
            case .boundary, .kept, .door:
                if !hosting.isKept { letIn(index, at: now, into: &effects) }
            }
        }
    }

    /// Who waits and whose link is lost is not waited for as long as a seat. (SPEC §18.3)
    mutating func endWait(
        of index: Int,
        since: Moment,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard now >= since.after(rules.vestibuleHoldMilliseconds) else { return }
        commit(.gaveUp(seats[index].seat, .gone), at: now, into: &effects)
    }

    mutating func foldWait(of seat: Seat, _ role: Role, _ why: VestibuleReason) {
        if index(of: seat) == nil {
            var record = SeatRecord(seat: seat, role: role)
            record.presence = .gone
            record.mayComeBack = false
            seats.append(record)
        }
        update(seat) { record in
            record.role = role
            record.vestibule = why
        }
    }

    // MARK: The time to come

    /// From the second phase on time runs for those who are late. (SPEC §18.4)
    mutating func beginEntry(_ plan: Plan, _ phase: PhaseChange, at now: Moment) {
        guard plan.options.entrySeconds > 0, phase.place > 1, !hosting.entryIsOver,
            hosting.entryEnds == nil
        else { return }
        hosting.entryEnds = now.after(UInt64(plan.options.entrySeconds) * 1_000)
    }

    mutating func closeEntry(at now: Moment, into effects: inout [Effect]) {
        guard let ends = hosting.entryEnds, now >= ends, !meeting.hasEnded else { return }
        hosting.entryEnds = nil
        commit(.door(.locked, .entry, nil), at: now, into: &effects)
    }
}

extension SeatRecord {
    mutating func stopWaiting(_ why: Departure) {
        vestibule = nil
        driftedSince = nil
        isBarred = isBarred || why == .removed
    }
}
