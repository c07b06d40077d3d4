// Others answer one share, because the sharer wishes it. (SPEC §16.1 to §16.3)

extension Circle {
    /// `RESPONSE on` before the end of the boundary; `off` at any moment. (SPEC §16.1, §16.3)
    mutating func welcome(
        _ on: Bool,
        by seat: Seat,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let index = seated(seat, for: seat, &effects) else { return }
        if let response = meeting.response {
            guard seat == response.sharer || (!on && seats[index].role.facilitates) else {
                return effects.append(.refused(seat, .notHolding))
            }
            guard !on, !response.isOver, !response.hadLastWord else { return }
            meeting.response?.isOver = true
            guard stick.seat != nil else { return }
            let reason: FloorReason = stick.holder == nil ? .withdrawn : .home
            return changeFloor(to: .home, reason, newTurn: true, at: now, into: &effects)
        }
        guard customs.response != .never, canBeMarked else {
            return effects.append(.refused(seat, .notInPhase))
        }
        guard seat == stick.holder ?? meeting.sharer else {
            return effects.append(.refused(seat, .notHolding))
        }
        meeting.isWelcome = on
    }

    /// At the end of the boundary: the marks are told, and a response begins. (SPEC §16.2, §16.4)
    mutating func settleShare(
        of sharer: Seat,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        tellMarks(at: now, into: &effects)
        let isWelcome = meeting.isWelcome ?? (customs.response == .always)
        let others = seats.contains { $0.seat != sharer && $0.canBeOffered }
        let begins = isWelcome && others && record(of: sharer)?.canBeOffered == true
        guard begins, customs.response != .never else {
            meeting.forgetShare()
            return
        }
        beginPhase(change(.response, 0, 0, .response), at: now, into: &effects)
    }

    /// Who asks, in that order; the last word; and back. (SPEC §16.2, §16.3)
    mutating func answer(at now: Moment, into effects: inout [Effect]) {
        guard let response = meeting.response else { return }
        let next = response.hands.first { record(of: $0)?.canBeOffered == true }
        let isOver =
            response.isOver || response.hadLastWord || response.answers >= customs.responders
            || record(of: response.sharer)?.isSeated != true
        if !isOver {
            if let next { return offerStick(to: next, .response, at: now, into: &effects) }
            guard response.waitEnds == nil else { return }
        }
        if !response.hadLastWord, record(of: response.sharer)?.canBeOffered == true {
            return offerStick(to: response.sharer, .lastWord, at: now, into: &effects)
        }
        guard let beneath = meeting.beneath else { return }
        let resumed = change(beneath.kind, beneath.place, beneath.milliseconds, .resume)
        beginPhase(resumed, at: now, into: &effects)
        carryOn(at: now, into: &effects)
    }

    /// Whether a hand may go up for the response: once, and not the sharer's. (SPEC §16.2)
    func canAnswer(_ seat: Seat) -> Bool {
        guard let response = meeting.response, !response.hadLastWord else { return false }
        return seat != response.sharer && !response.offered.contains(seat)
    }

    /// A hand for the response; other hands wait. (SPEC §16.2)
    ///
    /// Returns whether it was one.
    mutating func foldAnswer(_ seat: Seat, _ move: HandMove) -> Bool {
        guard let response = meeting.response else { return false }
        let asks = response.hands.contains(seat)
        switch move {
        case .up:
            if !asks { meeting.response?.hands.append(seat) }
            return true
        case .down, .later:
            guard asks else { return false }
            meeting.response?.hands.removeAll { $0 == seat }
            if move == .later { meeting.response?.hands.append(seat) }
            return true
        }
    }

    /// The stick goes out in a response: nobody is offered it twice. (SPEC §16.2)
    mutating func foldOffer(to seat: Seat, _ reason: FloorReason) {
        meeting.response?.waitEnds = nil
        switch reason {
        case .response:
            meeting.response?.hands.removeAll { $0 == seat }
            meeting.response?.offered.append(seat)
        case .lastWord: meeting.response?.hadLastWord = true
        default: break
        }
    }

    /// The stick is home again in a response, which ends if nobody asks for a while. (SPEC §16.3)
    mutating func foldAnswered(_ turn: EndedTurn, at now: Moment) {
        guard let response = meeting.response else { return }
        if turn.counts, !response.hadLastWord { meeting.response?.answers += 1 }
        let since = boundaryEnds ?? space?.began ?? now
        meeting.response?.waitEnds = since.after(rules.responseWaitMilliseconds)
    }
}

extension Meeting {
    /// Nobody answers or marks the last share any more.
    mutating func forgetShare() {
        sharer = nil
        isWelcome = nil
    }
}
