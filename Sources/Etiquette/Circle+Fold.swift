// What each fact changes. Nothing here decides anything.

extension Circle {
    /// Takes a fact as true.
    ///
    /// Facts folded in order rebuild a circle; its clocks start afresh.
    public mutating func fold(_ fact: Fact, at now: Moment) {
        switch fact {
        case .joined(let seat, let role):
            sit(seat, role)
            enterRing(seat)
        case .left(let seat, let why):
            foldDeparture(of: seat, why)
            withdraw(seat)
        case .presence(let seat, let presence): update(seat) { $0.become(presence, at: now) }
        case .listening(let seat, let listens):
            update(seat) { $0.listensByChoice = listens }
            heedListening(of: seat)
        case .role(let seat, let role):
            update(seat) { $0.role = role }
            heedListening(of: seat)
        case .hand(let seat, let move): if !foldPart(seat, move) { fold(seat, move) }
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
        } else if stick == .few {
            foldFewLine(of: seat, at: now)
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
        foldSticks(change, at: now)
        switch change.reason {
        case .called, .next, .auto, .ring, .response, .lastWord,
            .given where stick != .home:
            beginOffer(change, at: now)
        case .accepted, .spoke: beginShare(limit: change.limitMilliseconds, at: now)
        case .link: share.stop(at: now)
        case .back: if space == nil { share.start(at: now) }
        case .bell, .quietOver, .start, .note, .pause: break
        case .phase, .round, .stick: break
        case .open:
            waiting = nil
            windowEnds = nil
        case .closed: for index in seats.indices { seats[index].part.isQuieted = false }
        case .given, .done, .passed, .later, .lapsed, .home, .withdrawn, .left, .removed, .grace:
            endTurn(of: before, change.reason, at: now)
        }
    }

    private mutating func foldSpace(_ change: FloorChange, at now: Moment) {
        if change.space == 0, let space {
            self.space = nil
            shiftFloorDeadlines(by: now.since(space.began))
            if case .held = stick { share.start(at: now) }
            startClocks(at: now)
        } else if change.space != 0, space == nil {
            share.stop(at: now)
            stopClocks(in: change, at: now)
            spaces = change.space
            space = Space(
                number: change.space,
                ends: now.after(change.limitMilliseconds),
                began: now,
                linesLeft: rules.spaceLinesMax,
                milliseconds: change.limitMilliseconds,
                stopsPhase: change.reason == .bell || change.reason == .pause
            )
        }
    }

    private mutating func beginOffer(_ change: FloorChange, at now: Moment) {
        waiting = nil
        windowEnds = nil
        // An offer tells that the boundary is over, also to who folds facts without a clock.
        boundaryEnds = nil
        offer = Offer(
            nudge: now.after(rules.offerNudgeMilliseconds),
            lapses: now.after(rules.offerLapseMilliseconds),
            callLinesLeft: rules.callLinesMax,
            limit: customs.splitsTime && change.reason == .ring ? change.limitMilliseconds : nil
        )
        if let seat = change.stick.seat { foldOffer(to: seat, change.reason) }
        meeting.forgetShare()
        forgetMarks()
    }

    private mutating func beginShare(limit: UInt64, at now: Moment) {
        share = Share(limit: limit, at: now)
        hadWindow = false
        for index in seats.indices { seats[index].rests = false }
        if let holder = stick.holder { takeHandDown(of: holder) }
    }

    /// Who has the stick for a share waits no more.
    mutating func takeHandDown(of seat: Seat) {
        guard turnsAreShares else { return }
        update(seat) { record in
            record.raise = nil
            record.owedUntil = nil
            record.lapses = 0
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
