// What happens because time passes. (SPEC §8, §11.1)

extension Circle {
    /// When `timePassed` is next worth sending, if ever.
    public var deadline: Moment? {
        var next = earliest(meeting.clock.deadline, meeting.closes)
        if let space {
            if space.milliseconds > 0 { next = earliest(next, space.ends) }
        } else {
            next = earliest(next, floorDeadline)
        }
        next = earliest(next, hostingDeadline)
        for record in seats where record.isSeated {
            if keepsOwedTime(record) { next = earliest(next, record.owedUntil) }
            guard let since = record.driftedSince else { continue }
            if record.presence != .adrift {
                next = earliest(next, since.after(rules.driftNoticeMilliseconds))
            }
            if stick == .adrift(record.seat) { next = earliest(next, graceEnds(since: since)) }
            next = earliest(next, since.after(rules.seatHoldMilliseconds))
        }
        return next
    }

    /// What stands still in a space.
    private var floorDeadline: Moment? {
        var next = earliest(earliest(boundaryEnds, windowEnds), meeting.response?.waitEnds)
        switch stick {
        case .offered: next = earliest(next, earliest(offer.nudge, offer.lapses))
        case .held, .adrift: next = earliest(next, share.deadline(quiet: quietAfter))
        case .few:
            for stick in meeting.sticks {
                next = earliest(next, stick.lapses)
                next = earliest(next, stick.share.deadline(quiet: quietAfter))
            }
        case .home, .open: break
        }
        return next
    }

    /// A holder without words is not silent. (SPEC §8.8, §14.7)
    private var quietAfter: UInt64 { customs.words ? rules.quietMilliseconds : .max }

    mutating func passTime(at now: Moment, into effects: inout [Effect]) {
        if let closes = meeting.closes, now >= closes { endMeeting(at: now, into: &effects) }
        if let space, space.milliseconds > 0, now >= space.ends {
            endSpace(at: now, into: &effects)
        }
        if space == nil {
            if let windowEnds, now >= windowEnds { self.windowEnds = nil }
            if let boundaryEnds, now >= boundaryEnds { self.boundaryEnds = nil }
            if let ends = meeting.response?.waitEnds, now >= ends {
                meeting.response?.waitEnds = nil
            }
            remindOffer(at: now, into: &effects)
            tellShareClocks(at: now, into: &effects)
            lapseSticks(at: now, into: &effects)
        }
        tellPhaseClock(at: now, into: &effects)
        for index in seats.indices {
            forgetOwedTurn(of: index, at: now, into: &effects)
            noticeDrift(of: index, at: now, into: &effects)
        }
        endKeptMode(at: now, into: &effects)
        closeEntry(at: now, into: &effects)
    }

    /// An owed turn does not end while its seat has the stick, nor during a response. (SPEC §8.9)
    private func keepsOwedTime(_ record: SeatRecord) -> Bool {
        !hasStick(record.seat) && meeting.response == nil
    }

    private mutating func forgetOwedTurn(
        of index: Int,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let owed = seats[index].owedUntil, now >= owed, keepsOwedTime(seats[index]) else {
            return
        }
        let move: HandMove = seats[index].raise == nil ? .down : .up
        commit(.hand(seats[index].seat, move), at: now, into: &effects)
    }

    private mutating func remindOffer(at now: Moment, into effects: inout [Effect]) {
        guard case .offered(let seat) = stick else { return }
        if let nudge = offer.nudge, now >= nudge {
            offer.nudge = nil
            effects.append(.told(.seat(seat), .nudge))
        }
        if let lapses = offer.lapses, now >= lapses {
            changeFloor(to: .home, .lapsed, newTurn: true, at: now, into: &effects)
        }
    }

    private mutating func tellShareClocks(at now: Moment, into effects: inout [Effect]) {
        if let holder = stick.holder { tell(&share, of: holder, at: now, into: &effects) }
        for index in meeting.sticks.indices {
            let holder = meeting.sticks[index].held.seat
            tell(&meeting.sticks[index].share, of: holder, at: now, into: &effects)
        }
    }

    private func tell(
        _ share: inout Share,
        of holder: Seat,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        while let percent = share.percentDue(at: now) {
            let notice = Notice.time(percent: percent, milliseconds: share.left(at: now))
            let audience: Audience = percent < 100 ? .seat(holder) : .timekeepers(and: holder)
            effects.append(.told(audience, notice))
        }
        if share.silenceDue(after: quietAfter, at: now) {
            effects.append(.told(.timekeepers(and: holder), .quiet))
        }
        if let due = share.homeDue, now >= due {
            share.homeDue = nil
            effects.append(.told(.facilitators(and: nil), .homeDue))
        }
    }

    /// The clock of a phase tells those who keep the time. (SPEC §14.5)
    private mutating func tellPhaseClock(at now: Moment, into effects: inout [Effect]) {
        while let percent = meeting.clock.percentDue(at: now) {
            let left = meeting.clock.left(at: now)
            let notice = Notice.phaseTime(percent: percent, milliseconds: left)
            effects.append(.told(.timekeepers(and: nil), notice))
        }
    }

    /// Moves every running deadline, because nobody could act in that time. (SPEC §11.1)
    mutating func shiftDeadlines(by milliseconds: UInt64) {
        if let space {
            // What is beneath stands still already, and moves by the whole silence at its end.
            self.space?.ends = space.ends.after(milliseconds)
        } else {
            shiftFloorDeadlines(by: milliseconds)
        }
        hosting.shift(by: milliseconds)
        meeting.clock.shift(by: milliseconds)
        meeting.closes = meeting.closes?.after(milliseconds)
        for index in seats.indices {
            seats[index].driftedSince = seats[index].driftedSince?.after(milliseconds)
            seats[index].owedUntil = seats[index].owedUntil?.after(milliseconds)
        }
    }

    /// Moves the deadlines that stand still in a space. (SPEC §8.10)
    mutating func shiftFloorDeadlines(by milliseconds: UInt64) {
        boundaryEnds = boundaryEnds?.after(milliseconds)
        windowEnds = windowEnds?.after(milliseconds)
        offer.shift(by: milliseconds)
        share.shift(by: milliseconds)
        let waitEnds = meeting.response?.waitEnds
        meeting.response?.waitEnds = waitEnds?.after(milliseconds)
        for index in meeting.sticks.indices {
            let lapses = meeting.sticks[index].lapses
            meeting.sticks[index].lapses = lapses?.after(milliseconds)
            meeting.sticks[index].share.shift(by: milliseconds)
        }
    }
}
