import Etiquette

/// What becomes of a circle when everybody is back, nothing is in the way and a facilitator calls:
/// whoever waits is heard. (SPEC §10.4)
struct Calm {
    private var circle: Circle
    private var now: Moment

    init(_ circle: Circle, at now: Moment) {
        (self.circle, self.now) = (circle, now)
    }

    /// The seats that waited and were never offered the stick; nil if there is nobody to call.
    mutating func unheard() -> [Seat]? {
        for record in circle.seats where record.isSeated { act(.returned(record.seat)) }
        guard let lead = circle.seats.first(where: { canLead($0) })?.seat, findShare(lead) else {
            return nil
        }
        var waiting = circle.queue.filter { circle.record(of: $0)?.canBeOffered == true }
        // Each turn offers the stick to one of them, but for what comes on top.
        for _ in 0..<(4 * circle.seats.count) where !waiting.isEmpty {
            if circle.stick == .home, circle.phaseKind == .share {
                act(.calledNext(by: lead, turn: circle.turn))
            }
            if let seat = circle.stick.seat {
                waiting.removeAll { $0 == seat }
                act(.spoke(seat, turn: circle.turn))
                act(.finished(seat, turn: circle.turn))
            }
            wait(60_000)
        }
        return waiting
    }

    private func canLead(_ record: SeatRecord) -> Bool {
        (record.role == .facilitator || record.role == .cofacilitator) && record.canBeOffered
    }

    /// Goes to the next share of the plan, whatever is on.
    private mutating func findShare(_ lead: Seat) -> Bool {
        for _ in 0...Plan.phasesMax {
            if let space = circle.space { act(.endedSpace(lead, space: space.number)) }
            act(.broughtHome(by: lead, turn: circle.turn))
            if circle.stick == .open { act(.setCrosstalk(false, by: lead, turn: circle.turn)) }
            wait(30_000)
            if circle.phaseKind == .share, circle.stick.holder == nil { return true }
            if circle.meeting.hasEnded { return false }
            act(.nextPhase(by: lead, phase: circle.meeting.phase?.number ?? 0, now: true))
        }
        return false
    }

    private mutating func wait(_ milliseconds: UInt64) {
        let end = now.after(milliseconds)
        while let deadline = circle.deadline, deadline <= end {
            now = max(now, deadline)
            act(.timePassed)
        }
        now = end
    }

    private mutating func act(_ event: Event) {
        var effects: [Effect] = []
        circle.apply(event, at: now, into: &effects)
    }
}
