// What the facts of a meeting change. Nothing here decides anything. (SPEC §14 to §16)

extension Circle {
    mutating func foldMeeting(_ fact: Fact, at now: Moment) {
        switch fact {
        case .phase(let change): fold(change, at: now)
        case .agreed(let seat): updatePart(of: seat) { $0.hasAgreed = true }
        case .quieted(let seat, let on): updatePart(of: seat) { $0.isQuieted = on }
        case .mark(let mark, from: let seat, to: _):
            if let index = index(of: seat) { seats[index].mark = mark }
        case .marks: if customs.marks == .after { forgetMarks() }
        default: break
        }
    }

    private mutating func updatePart(of seat: Seat, _ change: (inout PhasePart) -> Void) {
        if let index = index(of: seat) { change(&seats[index].part) }
    }

    private mutating func fold(_ change: PhaseChange, at now: Moment) {
        switch change.reason {
        case .response: layResponse(over: change, at: now)
        case .resume: liftResponse(change, at: now)
        case .start, .next, .over, .end: begin(change, at: now)
        }
        windowEnds = nil
        meeting.forgetShare()
        forgetMarks()
    }

    /// The phase beneath keeps its ring, its hands and its clock. (SPEC §16.2, §16.3)
    private mutating func layResponse(over change: PhaseChange, at now: Moment) {
        var response = Response(sharer: meeting.sharer ?? Seat(0))
        response.waiting = waiting
        response.waitEnds = now.after(rules.responseWaitMilliseconds)
        meeting.response = response
        // The circle without a plan was in its one long share. (SPEC §14.1)
        meeting.beneath =
            meeting.phase
            ?? PhaseChange(
                number: 0,
                place: 0,
                kind: .share,
                milliseconds: 0,
                reason: .start,
                seed: 0
            )
        meeting.phase = change
        waiting = nil
        meeting.clock.stop(at: now)
    }

    private mutating func liftResponse(_ change: PhaseChange, at now: Moment) {
        waiting = meeting.response?.waiting
        meeting.response = nil
        meeting.beneath = nil
        meeting.phase = change
        meeting.clock.start(at: now)
    }

    private mutating func begin(_ change: PhaseChange, at now: Moment) {
        waiting = nil
        meeting.response = nil
        meeting.beneath = nil
        meeting.closes = nil
        meeting.phase = change
        for index in seats.indices { seats[index].part = PhasePart() }
        // A silence is told by nobody, and ends. (SPEC §14.5)
        let isTold = change.kind != .silence && change.kind != .ended
        meeting.clock = LimitClock(limit: isTold ? change.milliseconds : 0, at: now)
        meeting.ring = change.kind.isRound ? drawRing(seed: change.seed) : []
        if change.kind == .ended { boundaryEnds = nil }
    }

    /// A hand for a response, or a place in the ring; returns whether it was one. (SPEC §15.2, §16.2)
    mutating func foldPart(_ seat: Seat, _ move: HandMove) -> Bool {
        if foldAnswer(seat, move) { return true }
        guard move == .later, canBePutOff(seat) else { return false }
        putOff(seat)
        return true
    }

    /// Who listens has no hand and is not visited; who listens no more comes last. (SPEC §10.9, §15.3)
    mutating func heedListening(of seat: Seat) {
        guard let index = index(of: seat), seats[index].listens else { return enterRing(seat) }
        seats[index].raise = nil
        seats[index].owedUntil = nil
        withdraw(seat)
    }

    /// Takes a seat out of the ring and of a response.
    mutating func withdraw(_ seat: Seat) {
        leaveRing(seat)
        meeting.response?.hands.removeAll { $0 == seat }
    }
}
