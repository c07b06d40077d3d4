// The chair, the door, and who is out: what is done, and what follows. (SPEC §17 to §19)

extension Circle {
    mutating func host(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .tookChair, .gaveChair: moveChair(event, at: now, into: &effects)
        case .setDoor, .admitted, .admittedAll, .heldBack:
            keepDoor(event, at: now, into: &effects)
        case .stepped, .setAside, .openedSideRoom: setApart(event, at: now, into: &effects)
        case .sentAway(let seat, let asker):
            sendAway(seat, by: asker, at: now, into: &effects)
        case .buddied(let seat, let other, let on):
            befriend(seat, other, on, at: now, into: &effects)
        default: break
        }
    }

    /// What follows by itself, before the stick moves on.
    mutating func tendMeeting(at now: Moment, into effects: inout [Effect]) {
        seatChair(at: now, into: &effects)
        tendVestibule(at: now, into: &effects)
    }

    /// What follows when it has moved on, and perhaps the meeting with it.
    mutating func noticePhase(
        since before: PhaseChange?,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let plan = rules.plan, let phase = meeting.phase else { return }
        if meeting.hasEnded { tendVestibule(at: now, into: &effects) }
        beginEntry(plan, phase, at: now)
        guard phase.place == 2, phase.number != before?.number, phase.reason != .resume else {
            return
        }
        tellFewFacilitators(plan, into: &effects)
    }

    mutating func foldHosting(_ fact: Fact, at now: Moment) {
        switch fact {
        case .chair(let seat, let why): foldChair(seat, why, at: now)
        case .door(let door, let why, _):
            hosting.door = door
            if why == .entry { hosting.entryIsOver = true }
        case .waiting(let seat, let role, let why): foldWait(of: seat, role, why)
        case .gaveUp(let seat, let why): update(seat) { $0.stopWaiting(why) }
        case .out(let seat, let isOut): update(seat) { $0.isOut = isOut }
        case .apart(let seat, let apart): update(seat) { $0.apart = apart }
        case .buddy(let asker, let other, let move): foldBuddies(asker, other, move)
        default: break
        }
    }

    /// A seat has ended, and with it what held only while it was there.
    mutating func foldDeparture(of seat: Seat, _ why: Departure) {
        update(seat) { record in
            record.leave()
            record.goFromApart(why)
        }
        hosting.buddies.removeAll { $0.move != .off && ($0.asker == seat || $0.other == seat) }
    }

    /// The index of a seat that is in the circle or in the vestibule.
    func present(_ seat: Seat) -> Int? {
        index(of: seat).flatMap { seats[$0].isSeated || seats[$0].isWaiting ? $0 : nil }
    }

    /// Whether a seat is in the circle or in the vestibule; refuses otherwise. (SPEC §18.2)
    func reaches(_ seat: Seat, _ effects: inout [Effect]) -> Bool {
        if present(seat) != nil { return true }
        effects.append(.refused(seat, .noSuchSeat))
        return false
    }

    /// Whether a seat facilitates; refuses otherwise.
    func hosts(_ seat: Seat, _ effects: inout [Effect]) -> Bool {
        guard let index = seated(seat, for: seat, &effects) else { return false }
        guard seats[index].role.facilitates else {
            effects.append(.refused(seat, .role))
            return false
        }
        return true
    }

    /// Whether there is a plan, and so a chair; refuses otherwise. (SPEC §14.1)
    func hasPlan(_ seat: Seat, _ effects: inout [Effect]) -> Bool {
        if rules.plan != nil { return true }
        effects.append(.refused(seat, .notInPhase))
        return false
    }

    /// When time next does something to chair, door or vestibule.
    var hostingDeadline: Moment? {
        guard !meeting.hasEnded else { return nil }
        var next = earliest(earliest(hosting.keptCloses, hosting.keptEnds), hosting.entryEnds)
        if let since = hosting.chair.flatMap(record(of:))?.driftedSince {
            next = earliest(next, since.after(rules.chairMilliseconds))
        }
        for record in seats where record.isWaiting {
            let ends = record.driftedSince?.after(rules.vestibuleHoldMilliseconds)
            next = earliest(next, ends)
        }
        return next
    }
}

extension Hosting {
    mutating func shift(by milliseconds: UInt64) {
        keptCloses = keptCloses?.after(milliseconds)
        keptEnds = keptEnds?.after(milliseconds)
        entryEnds = entryEnds?.after(milliseconds)
        for index in newcomers.indices { newcomers[index] = newcomers[index].after(milliseconds) }
    }
}
