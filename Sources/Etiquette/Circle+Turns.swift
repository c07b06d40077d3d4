// The end of a turn: what it means for the one who had it. (SPEC §8.4, §8.5, §8.9)

/// An offer or a stick that is over.
struct EndedTurn {
    let seat: Seat
    let share: Share
    /// It was the stick, not an offer of it.
    let wasHeld: Bool
    let reason: FloorReason

    init(_ seat: Seat, _ share: Share, wasHeld: Bool, _ reason: FloorReason) {
        self.seat = seat
        self.share = share
        self.wasHeld = wasHeld
        self.reason = reason
    }

    /// The stick was used, and is not waited for.
    var isShare: Bool { wasHeld && reason != .passed && reason != .grace }

    /// It raises the count of shares where turns are shares. (SPEC §8.5)
    var counts: Bool { isShare && (reason == .done || reason == .given || share.lines > 0) }
}

extension Circle {
    /// The stick comes home, or an offer ends.
    mutating func endTurn(of before: Stick, _ reason: FloorReason, at now: Moment) {
        guard let seat = before.seat else { return }
        let turn = EndedTurn(seat, share, wasHeld: before.holder != nil, reason)
        if turn.isShare || reason == .grace { beginBoundary(at: now) }
        close(turn, at: now)
    }

    /// The boundary stands still in a space, so it counts from where the space began. (SPEC §8.6)
    private mutating func beginBoundary(at now: Moment) {
        guard customBoundary > 0 else { return }
        boundaryEnds = (space?.began ?? now).after(customBoundary)
    }

    /// Counts what was said, and puts the seat in its new place. (SPEC §15.2, §16.3)
    mutating func close(_ turn: EndedTurn, at now: Moment) {
        if turn.wasHeld, let index = index(of: turn.seat) {
            let spoken = seats[index].spokenMilliseconds
            let (sum, overflow) = spoken.addingReportingOverflow(turn.share.spent(at: now))
            seats[index].spokenMilliseconds = overflow ? .max : sum
        }
        let canBeTold = turn.counts || (turn.reason == .grace && turn.share.lines > 0)
        meeting.sharer = canBeTold && canBeMarked ? turn.seat : nil
        switch phaseKind {
        case .round, .closing: visit(turn)
        case .response: foldAnswered(turn, at: now)
        case .gather, .read, .agree, .lead, .share, .open, .few, .silence, .fellowship, .ended:
            moveOn(turn, at: now)
        }
    }

    /// What an end means for the hand and the counts. (SPEC §8.4, §8.5, §8.9)
    private mutating func moveOn(_ turn: EndedTurn, at now: Moment) {
        guard let index = index(of: turn.seat) else { return }
        raises &+= 1
        var record = seats[index]
        if turn.counts { record.shares += 1 }
        if !turn.counts, turn.reason != .withdrawn, turn.reason != .grace { record.yields = raises }
        switch turn.reason {
        case .passed:
            record.hasPassed = true
            record.raise = turn.wasHeld ? record.raise : nil
            record.owedUntil = nil
        case .later: record.putOff(to: raises)
        case .lapsed:
            record.lapses += 1
            if record.lapses >= rules.offerLapsesMax {
                record.raise = nil
                record.owedUntil = nil
            } else if record.waits {
                record.putOff(to: raises)
            }
        case .withdrawn: record.rests = true
        case .grace:
            record.owedUntil = now.after(rules.owedMilliseconds)
            record.owedMilliseconds = max(turn.share.left(at: now), rules.owedShareMilliseconds)
        default: break
        }
        seats[index] = record
    }
}
