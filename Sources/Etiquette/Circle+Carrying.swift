// What follows by itself when the stick is home. (SPEC §8.6, §10.10, §14.4)

extension Circle {
    /// Does what waited for the stick to be home and the boundary to be over.
    mutating func carryOn(at now: Moment, into effects: inout [Effect]) {
        openMeeting(at: now, into: &effects)
        if meeting.closes != nil {
            guard !stickIsOut else { return }
            return endMeeting(at: now, into: &effects)
        }
        guard space == nil, boundaryEnds == nil else { return }
        if stick == .few { giveSticks(at: now, into: &effects) }
        guard stick == .home else { return }
        if let sharer = meeting.sharer { settleShare(of: sharer, at: now, into: &effects) }
        switch phaseKind {
        case .share, .lead: offerByCall(at: now, into: &effects)
        case .round, .closing: goRound(at: now, into: &effects)
        case .response: answer(at: now, into: &effects)
        case .agree: if everybodyAgreed { endPhase(at: now, into: &effects) }
        case .silence: endPhase(at: now, into: &effects)
        case .gather, .read, .open, .few, .fellowship, .ended: break
        }
    }

    /// A call is carried out; else hands are offered the stick where it passes by itself.
    private mutating func offerByCall(at now: Moment, into effects: inout [Effect]) {
        switch waiting {
        case .seat(let seat, let reason):
            waiting = nil
            guard let record = record(of: seat), record.canBeOffered else {
                effects.append(.told(.facilitators(and: seat), .callDropped(seat)))
                return carryOn(at: now, into: &effects)
            }
            offerStick(to: seat, reason, at: now, into: &effects)
        case .next:
            offerNext(.next, at: now, into: &effects)
        case nil:
            guard phaseKind == .share, passesByItself else { return }
            offerNext(.auto, at: now, into: &effects)
        }
    }

    /// Offers the stick by order, after a window for a first hand where there must be one.
    private mutating func offerNext(
        _ reason: FloorReason,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard case .seat(let index) = candidate(resting: reason != .auto) else {
            waiting = nil
            windowEnds = nil
            return
        }
        let missing = firstHandsMissing(before: index)
        if missing > 0, !hadWindow {
            hadWindow = true
            windowEnds = now.after(rules.windowMilliseconds)
            if reason == .next { waiting = .next }
            effects.append(
                .told(.all, .window(count: missing, milliseconds: rules.windowMilliseconds))
            )
            return
        }
        guard missing == 0 || windowEnds == nil else {
            if reason == .next { waiting = .next }
            return
        }
        offerStick(to: seats[index].seat, reason, at: now, into: &effects)
    }
}
