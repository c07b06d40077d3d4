import Etiquette
import Wire

// Whose words are said, and when. (SPEC §7.2, §8.1, §14, §18, §19)

extension Checks {
    /// Walks through each log with what its events tell.
    mutating func checkVoices() {
        for (log, events) in logs.sorted(by: { $0.key < $1.key }) where !events.isAbandoned {
            var told = Told()
            for (number, event) in events.known {
                switch event {
                case .floor(let next):
                    check(next, after: told)
                    if number <= calm[log] ?? 0 { checkOrder(next, after: told) }
                case .phase(let next):
                    if next.number <= told.phase?.number ?? 0 { fail("P7 the phase fell back") }
                case .line(let seat, _, let turn, _, _):
                    checkLine(of: seat, turn: turn, told)
                    checkPlace(of: seat, told)
                case .caution(let seat, _, let turn, _, _):
                    let isHolder =
                        told.floor?.seat == seat
                        || told.sticks.contains(HeldStick(seat: seat, turn: turn))
                    if !isHolder { fail("P4 a note of another than the holder") }
                    checkPlace(of: seat, told)
                default: break
                }
                told.take(event)
            }
        }
    }

    private mutating func check(_ next: RelayLine.FloorLine, after told: Told) {
        guard let before = told.floor else { return }
        if next.turn < before.turn { fail("P4 the turn fell") }
        guard next.turn == before.turn, let was = before.seat, let now = next.seat else { return }
        if was != now { fail("P4 two holders under one turn") }
    }

    /// One voice: only who has the stick has lines while it is held. (SPEC §7.2, §8.1)
    private mutating func checkLine(of seat: Seat, turn: UInt32, _ told: Told) {
        guard let floor = told.floor else { return }
        let own = told.sticks.first { $0.seat == seat }?.turn
        // In a space it is not told which stick has gone back.
        let isInSpace = floor.state == .space && turn == floor.turn
        if turn != own ?? floor.turn, !isInSpace {
            fail("P5 a line under \(turn), the floor at \(floor.turn)")
        }
        switch floor.state {
        case .held: if seat != floor.seat { fail("P4 two voices") }
        case .adrift: fail("P4 a line while the holder is away")
        case .few: if own == nil { fail("P4 a line without a stick") }
        case .home: if !told.facilitates(seat) { fail("P4 a line with the stick at home") }
        // The first line of the one it is offered to makes the floor `held` before it is said.
        case .offered:
            if !told.facilitates(seat) || told.linesBeside > 0 { fail("P4 a line beside an offer") }
        case .space:
            if !told.facilitates(seat) || told.linesBeside > 1 { fail("P11 a line into silence") }
        case .open:
            if told.listens(seat) { fail("P4 a line of somebody who listens") }
            if told.quieted.contains(seat) { fail("P4 a line of somebody who was quieted") }
        }
    }

    /// Who is out, set aside, removed or at the door has no words for all, and nobody has in a
    /// phase without words or after the end. (SPEC §14.7, §18.2, §19.1, §19.4, §21.2)
    private mutating func checkPlace(of seat: Seat, _ told: Told) {
        if !told.seated.contains(seat) { fail("P10 words of somebody who is not in the circle") }
        if told.out.contains(seat) { fail("P10 words of somebody who is out") }
        guard let phase = told.phase else { return }
        if phase.kind == .ended { fail("P11 words after the end") }
        let place = Int(phase.place)
        guard place > 0, let phases = plan.plan?.phases, phases.indices.contains(place - 1) else {
            return
        }
        if !phases[place - 1].words { fail("P11 words in a phase without words") }
    }

    /// As long as no link was lost, the first hand of somebody who is here is offered the stick.
    /// (SPEC §10.2, §10.10)
    private mutating func checkOrder(_ next: RelayLine.FloorLine, after told: Told) {
        // With a phase hands may wait in another order.
        guard next.state == .offered, next.reason == .next || next.reason == .auto,
            let before = told.floor, before.turn != next.turn,
            ![.phase, .round, .start].contains(before.reason)
        else { return }
        guard let seat = next.seat else { return }
        // What happens at once is told with the order after it, so a hand may be told in none.
        let orders = [told.order, told.orderBefore].filter { $0.contains(seat) }
        let isFirst = orders.contains { told.isNext(seat, of: $0, byCall: next.reason == .next) }
        if !isFirst, !orders.isEmpty {
            fail("P12 turn \(next.turn) was offered past the first hand")
        }
    }
}
