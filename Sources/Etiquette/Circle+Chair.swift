// Who leads, and what goes on when nobody does. (SPEC §17)

extension Circle {
    /// Whether hands are offered the stick without a call. (SPEC §10.10, §17.5)
    var passesByItself: Bool { customPassing == .auto || hosting.isKept }

    mutating func moveChair(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .tookChair(let seat):
            guard hosts(seat, &effects), hasPlan(seat, &effects), hosting.chair != seat else {
                return
            }
            commit(.chair(seat, .took), at: now, into: &effects)
        case .gaveChair(let seat, let other):
            guard hosts(seat, &effects), hasPlan(seat, &effects) else { return }
            guard hosting.chair == seat else { return effects.append(.refused(seat, .role)) }
            guard let index = seated(other, for: seat, &effects), other != seat else { return }
            guard seats[index].role.facilitates else {
                return effects.append(.refused(seat, .role))
            }
            guard seats[index].hasLink else {
                return effects.append(.refused(seat, .notHere))
            }
            commit(.chair(other, .given), at: now, into: &effects)
        default: break
        }
    }

    /// The chair falls to a facilitator who is here, and to nobody else. (SPEC §17.2, §17.4, §17.5)
    mutating func seatChair(at now: Moment, into effects: inout [Effect]) {
        guard rules.plan != nil, !meeting.hasEnded else { return }
        guard let chair = hosting.chair else {
            guard let first = firstToLead(but: nil) else { return }
            return commit(.chair(first, .came), at: now, into: &effects)
        }
        guard !canKeepChair(chair, at: now) else { return }
        let next = firstToLead(but: chair)
        commit(.chair(next, next == nil ? .kept : .lost), at: now, into: &effects)
    }

    private func canKeepChair(_ seat: Seat, at now: Moment) -> Bool {
        guard let record = record(of: seat), record.isSeated, record.role.facilitates else {
            return false
        }
        guard let since = record.driftedSince else { return true }
        return now < since.after(rules.chairMilliseconds)
    }

    /// By role, then by seat; who has stepped out of a share comes last. (SPEC §17.4)
    private func firstToLead(but chair: Seat?) -> Seat? {
        var first: SeatRecord?
        for record in seats
        where record.role.facilitates && record.hasLink && record.seat != chair {
            guard let best = first else {
                first = record
                continue
            }
            let isBetter =
                record.isOut == best.isOut ? record.role > best.role : best.isOut
            if isBetter { first = record }
        }
        return first?.seat
    }

    mutating func foldChair(_ seat: Seat?, _ why: ChairReason, at now: Moment) {
        hosting.chair = seat
        hosting.isKept = why == .kept
        hosting.keptEnds = nil
        hosting.keptCloses = why == .kept ? now.after(rules.keptMilliseconds) : nil
    }

    /// Kept mode does not last for ever; it closes kindly. (SPEC §17.6)
    mutating func endKeptMode(at now: Moment, into effects: inout [Effect]) {
        guard !meeting.hasEnded else { return }
        if let closes = hosting.keptCloses, now >= closes {
            hosting.keptCloses = nil
            hosting.keptEnds = now.after(rules.keptClosingMilliseconds)
            let notice = Notice.closing(milliseconds: rules.keptClosingMilliseconds)
            effects.append(.told(.all, notice))
        }
        guard let ends = hosting.keptEnds, now >= ends else { return }
        hosting.keptEnds = nil
        endMeeting(at: now, into: &effects)
    }

    /// Says when fewer facilitators are here than the plan wishes. (SPEC §18.6)
    func tellFewFacilitators(_ plan: Plan, into effects: inout [Effect]) {
        let count = seats.count {
            $0.role.facilitates && $0.isSeated && $0.presence != .adrift
        }
        guard count < Int(plan.options.facilitators), let audience = anyFacilitators else {
            return
        }
        effects.append(.told(audience, .fewFacilitators(count: count)))
    }

    /// Says when the circle has just become small. (SPEC §18.6)
    func tellQuorum(into effects: inout [Effect]) {
        guard let quorum = rules.plan?.options.quorum, !meeting.hasEnded else { return }
        let count = seats.count(where: \.isSeated)
        guard count + 1 == Int(quorum), let audience = anyFacilitators else { return }
        effects.append(.told(audience, .quorum(count: count)))
    }

    /// The facilitators, if there are any.
    private var anyFacilitators: Audience? {
        seats.first { $0.isSeated && $0.role.facilitates }.map { .facilitators(and: $0.seat) }
    }
}
