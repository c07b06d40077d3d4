// What each fact changes. Nothing here decides anything.

extension Circle {
    /// Takes a fact as true.
    ///
    /// Facts folded in order rebuild a circle; its clocks start afresh.
    public mutating func fold(_ fact: Fact, at now: Moment) {
        switch fact {
        case .joined(let seat, let role): sit(seat, role)
        case .left(let seat, let why): foldDeparture(of: seat, why)
        case .presence(let seat, let presence): update(seat) { $0.become(presence, at: now) }
        case .listening(let seat, let listens): update(seat) { $0.listensByChoice = listens }
        case .role(let seat, let role): update(seat) { $0.role = role }
        case .hand(let seat, let move): fold(seat, move)
        case .hands(let open): handsAreOpen = open
        case .urgent(let seat): update(seat) { $0.usedUrgent = true }
        case .floor(let change): fold(change, at: now)
        case .line(let seat, _), .caution(let seat, _): foldLine(of: seat, at: now)
        case .whisper, .help: break
        case .phase, .agreed, .mark, .marks, .quieted: foldMeeting(fact, at: now)
        case .chair, .door, .waiting, .gaveUp, .out, .apart, .buddy: foldHosting(fact, at: now)
        }
    }

    mutating func update(_ seat: Seat, _ change: (inout SeatRecord) -> Void) {
        if let index = index(of: seat) { change(&seats[index]) }
    }

    /// A seat that comes again keeps its counts: they cannot be reset by leaving.
    private mutating func sit(_ seat: Seat, _ role: Role) {
        guard let index = index(of: seat) else {
            return seats.append(SeatRecord(seat: seat, role: role))
        }
        seats[index].role = role
        seats[index].presence = .here
        seats[index].driftedSince = nil
        seats[index].vestibule = nil
        seats[index].mayComeBack = true
    }

    private mutating func fold(_ seat: Seat, _ move: HandMove) {
        raises &+= 1
        let raise = raises
        update(seat) { record in
            switch move {
            case .up where record.raise == nil:
                record.raise = raise
                record.lapses = 0
                record.rests = false
            case .up: record.owedUntil = nil
            case .down:
                record.raise = nil
                record.owedUntil = nil
            case .later:
                record.raise = raise
                record.owedUntil = nil
            }
        }
    }

    private mutating func foldLine(of seat: Seat, at now: Moment) {
        if space != nil {
            space?.linesLeft -= 1
        } else if stick == .held(seat) {
            share.heardLine(at: now)
        } else if case .offered = stick {
            offer.callLinesLeft -= 1
        }
    }

    private mutating func fold(_ change: FloorChange, at now: Moment) {
        let before = stick
        foldSpace(change, at: now)
        turn = change.turn
        stick = change.stick
        switch change.reason {
        case .called, .next, .auto,
            .given where stick != .home:
            beginOffer(at: now)
        case .accepted, .spoke: beginShare(limit: change.limitMilliseconds, at: now)
        case .link: share.stop(at: now)
        case .back: if space == nil { share.start(at: now) }
        case .bell, .quietOver, .start, .note, .pause: break
        case .ring, .response, .lastWord: beginOffer(at: now)
        case .phase, .round, .stick: break
        case .open:
            waiting = nil
            windowEnds = nil
        case .closed: break
        case .given, .done, .passed, .later, .lapsed, .home, .withdrawn, .left, .removed, .grace:
            endTurn(of: before, change.reason, at: now)
        }
    }

    private mutating func foldSpace(_ change: FloorChange, at now: Moment) {
        if change.space == 0, let space {
            self.space = nil
            shiftFloorDeadlines(by: now.since(space.began))
            if case .held = stick { share.start(at: now) }
        } else if change.space != 0, space == nil {
            share.stop(at: now)
            spaces = change.space
            space = Space(
                number: change.space,
                ends: now.after(change.limitMilliseconds),
                began: now,
                linesLeft: rules.spaceLinesMax,
                milliseconds: change.limitMilliseconds
            )
        }
    }

    private mutating func beginOffer(at now: Moment) {
        waiting = nil
        windowEnds = nil
        // An offer tells that the boundary is over, also to who folds facts without a clock.
        boundaryEnds = nil
        offer = Offer(
            nudge: now.after(rules.offerNudgeMilliseconds),
            lapses: now.after(rules.offerLapseMilliseconds),
            callLinesLeft: rules.callLinesMax
        )
    }

    private mutating func beginShare(limit: UInt64, at now: Moment) {
        share = Share(limit: limit, at: now)
        hadWindow = false
        for index in seats.indices { seats[index].rests = false }
        guard let holder = stick.holder else { return }
        update(holder) { record in
            record.raise = nil
            record.owedUntil = nil
            record.lapses = 0
        }
    }

    /// The boundary stands still in a space, so it counts from where the space began. (SPEC §8.6)
    private mutating func beginBoundary(at now: Moment) {
        guard rules.boundaryMilliseconds > 0 else { return }
        boundaryEnds = (space?.began ?? now).after(rules.boundaryMilliseconds)
    }

    /// The stick comes home: what that means for the one who had it. (SPEC §8.4, §8.5, §8.9)
    private mutating func endTurn(of before: Stick, _ reason: FloorReason, at now: Moment) {
        guard let seat = before.seat else { return }
        let shared = before.holder != nil && reason != .passed && reason != .grace
        if shared || reason == .grace { beginBoundary(at: now) }
        raises &+= 1
        let raise = raises
        let left = max(share.left(at: now), rules.owedShareMilliseconds)
        let owedUntil = now.after(rules.owedMilliseconds)
        let lapsesMax = rules.offerLapsesMax
        let counts = shared && (reason == .done || reason == .given || share.lines > 0)
        update(seat) { record in
            if counts { record.shares += 1 }
            if !counts && reason != .withdrawn && reason != .grace { record.yields = raise }
            switch reason {
            case .passed:
                record.hasPassed = true
                record.raise = before.holder == nil ? nil : record.raise
                record.owedUntil = nil
            case .later: record.putOff(to: raise)
            case .lapsed:
                record.lapses += 1
                if record.lapses >= lapsesMax {
                    record.raise = nil
                    record.owedUntil = nil
                } else if record.waits {
                    record.putOff(to: raise)
                }
            case .withdrawn: record.rests = true
            case .grace:
                record.owedUntil = owedUntil
                record.owedMilliseconds = left
            default: break
            }
        }
    }
}

extension SeatRecord {
    mutating func become(_ presence: Presence, at now: Moment) {
        self.presence = presence
        driftedSince = presence == .adrift ? driftedSince ?? now : nil
    }

    mutating func leave() {
        presence = .gone
        raise = nil
        owedUntil = nil
        driftedSince = nil
        listensByChoice = false
        rests = false
    }

    /// Behind everybody who waits now; what was owed becomes a hand like the others.
    mutating func putOff(to raise: UInt64) {
        self.raise = raise
        owedUntil = nil
        rests = true
    }
}
