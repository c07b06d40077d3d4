import Etiquette
import Wire

// What somebody saw of a meeting, for whoever checks it.

extension RelayLine {
    var phase: PhaseLine? {
        guard case .phase(let phase) = body else { return nil }
        return phase
    }

    /// The floor as an event, not as part of the state.
    var floor: FloorLine? {
        guard case .floor(let floor) = body, number != nil else { return nil }
        return floor
    }
}

extension Person {
    /// What was told them under a number.
    var events: [RelayLine] { heard.filter { $0.number != nil } }

    var phases: [RelayLine.PhaseLine] { events.compactMap(\.phase) }
    var floors: [RelayLine.FloorLine] { events.compactMap(\.floor) }

    /// Whether they said farewell before the end.
    var hasLeft: Bool { !heard.contains { $0.phase?.kind == .ended } }

    func wasTold(_ isIt: (RelayLine.Body) -> Bool) -> Bool { heard.contains { isIt($0.body) } }

    /// One go-round: who was to come when it began, and who was offered the stick.
    struct Round {
        var published: [Seat]
        var offers: [Seat] = []
        var offered: Set<Seat> { Set(offers) }
    }

    var rounds: [Round] {
        var rounds: [Round] = []
        for (line, next) in zip(events, events.dropFirst() + [RelayLine(.ready)]) {
            guard let floor = line.floor else { continue }
            if floor.reason == .round, !isResumed(before: line) {
                let first = next.floor?.reason == .ring ? next.floor?.seat : nil
                rounds.append(Round(published: floor.order + (first.map { [$0] } ?? [])))
            }
            if floor.reason == .ring, let seat = floor.seat, !rounds.isEmpty {
                rounds[rounds.count - 1].offers.append(seat)
            }
        }
        return rounds
    }

    private func isResumed(before line: RelayLine) -> Bool {
        let number = line.number ?? 0
        return events.last { $0.phase != nil && ($0.number ?? 0) < number }?.phase?.reason
            == .resume
    }
}

extension Evening {
    var fay: Person { people[0] }
}
