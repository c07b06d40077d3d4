// Go-rounds: the stick goes to everybody once. (SPEC §15)

extension Circle {
    /// Offers the stick to the first who is to come and is here; over when nobody is. (SPEC §15.2 to
    /// §15.4)
    mutating func goRound(at now: Moment, into effects: inout [Effect]) {
        let next = meeting.ring.first { record(of: $0)?.canBeOffered == true }
        guard let next else { return endPhase(at: now, into: &effects) }
        let offer = FloorChange(
            turn: turn &+ 1,
            stick: .offered(next),
            space: 0,
            reason: .ring,
            limitMilliseconds: turnLimit(at: now)
        )
        commit(.floor(offer), at: now, into: &effects)
    }

    /// What a turn has: at most its part of what is left, when the time is split. (SPEC §15.5)
    private func turnLimit(at now: Moment) -> UInt64 {
        let limit = customLimit
        guard customs.splitsTime, meeting.clock.limit > 0, !meeting.ring.isEmpty else {
            return limit
        }
        let part = meeting.clock.left(at: now) / UInt64(meeting.ring.count)
        let most = max(part, rules.splitShareMilliseconds)
        return limit > 0 ? min(limit, most) : most
    }

    /// Everybody who is seated and does not listen, the leader first or last; or in an order that is
    /// drawn. (SPEC §15.1)
    func drawRing(seed: UInt64) -> [Seat] {
        let ring = seats.filter { $0.isSeated && !$0.listens }.map(\.seat).sorted()
        guard customs.order == .ring else {
            var drawing = Drawing(seed: seed)
            return drawing.order(ring)
        }
        guard let leader, let place = ring.firstIndex(of: leader) else { return ring }
        let first = customs.facilitator == .first ? place : place + 1
        return Array(ring[first...] + ring[..<first])
    }

    /// Whether a go-round is on, or lies beneath a response.
    private var hasRing: Bool { (meeting.beneath ?? meeting.phase)?.kind.isRound == true }

    /// Who comes late, or listens no more, is visited last. (SPEC §15.3)
    mutating func enterRing(_ seat: Seat) {
        guard hasRing, let record = record(of: seat), record.isSeated, !record.listens,
            !record.part.wasVisited, !meeting.ring.contains(seat)
        else { return }
        meeting.ring.append(seat)
    }

    mutating func leaveRing(_ seat: Seat) { meeting.ring.removeAll { $0 == seat } }

    private mutating func putLast(_ seat: Seat) {
        guard meeting.ring.contains(seat) else { return }
        leaveRing(seat)
        meeting.ring.append(seat)
    }

    /// Whether `HAND later` of this seat is about its place in the ring: once. (SPEC §15.2)
    func canBePutOff(_ seat: Seat) -> Bool {
        phaseKind.isRound && stick.seat != seat && meeting.ring.contains(seat)
            && record(of: seat)?.part.wasPutOff == false
    }

    mutating func putOff(_ seat: Seat) {
        if let index = index(of: seat) { seats[index].part.wasPutOff = true }
        putLast(seat)
    }

    /// A turn is a visit, but for the first time somebody is put off or lost. (SPEC §15.2, §15.3)
    mutating func visit(_ turn: EndedTurn) {
        guard let index = index(of: turn.seat) else { return }
        switch turn.reason {
        case .later, .lapsed, .withdrawn:
            if !seats[index].part.wasPutOff { return putOff(turn.seat) }
        case .grace:
            if !seats[index].part.wasLost {
                seats[index].part.wasLost = true
                return putLast(turn.seat)
            }
        default: break
        }
        seats[index].part.wasVisited = true
        leaveRing(turn.seat)
    }
}
