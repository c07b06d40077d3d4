// What happens because time passes. (SPEC §8, §11.1)

extension Circle {
    /// When `timePassed` is next worth sending, if ever.
    public var deadline: Moment? {
        var next = space?.ends
        if space == nil {
            next = earliest(boundaryEnds, windowEnds)
            switch stick {
            case .offered: next = earliest(next, earliest(offer.nudge, offer.lapses))
            case .held, .adrift:
                next = earliest(next, share.deadline(quiet: rules.quietMilliseconds))
            case .home, .open, .few: break
            }
        }
        next = earliest(next, hostingDeadline)
        for record in seats where record.isSeated {
            if stick.seat != record.seat { next = earliest(next, record.owedUntil) }
            guard let since = record.driftedSince else { continue }
            if record.presence != .adrift {
                next = earliest(next, since.after(rules.driftNoticeMilliseconds))
            }
            if stick == .adrift(record.seat) { next = earliest(next, graceEnds(since: since)) }
            next = earliest(next, since.after(rules.seatHoldMilliseconds))
        }
        return next
    }

    mutating func passTime(at now: Moment, into effects: inout [Effect]) {
        if let space, now >= space.ends { endSpace(at: now, into: &effects) }
        if space == nil {
            if let windowEnds, now >= windowEnds { self.windowEnds = nil }
            if let boundaryEnds, now >= boundaryEnds { self.boundaryEnds = nil }
            remindOffer(at: now, into: &effects)
            tellShareClock(at: now, into: &effects)
        }
        for index in seats.indices {
            forgetOwedTurn(of: index, at: now, into: &effects)
            noticeDrift(of: index, at: now, into: &effects)
        }
        endKeptMode(at: now, into: &effects)
        closeEntry(at: now, into: &effects)
    }

    private mutating func forgetOwedTurn(
        of index: Int,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let owed = seats[index].owedUntil, now >= owed, stick.seat != seats[index].seat else {
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

    private mutating func tellShareClock(at now: Moment, into effects: inout [Effect]) {
        guard let holder = stick.holder else { return }
        while let percent = share.percentDue(at: now) {
            let notice = Notice.time(percent: percent, milliseconds: share.left(at: now))
            let audience: Audience = percent < 100 ? .seat(holder) : .timekeepers(and: holder)
            effects.append(.told(audience, notice))
        }
        if share.silenceDue(after: rules.quietMilliseconds, at: now) {
            effects.append(.told(.timekeepers(and: holder), .quiet))
        }
        if let due = share.homeDue, now >= due {
            share.homeDue = nil
            effects.append(.told(.facilitators(and: holder), .homeDue))
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
    }
}
