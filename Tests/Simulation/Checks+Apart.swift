import ClientCore
import Etiquette
import Wire

// Who is out of the circle, or at its door, is shown nobody's words for all. (SPEC §18.2, §19.1)

extension Checks {
    /// Who is out when each line is said.
    func away(in log: Log) -> [UInt64: Set<Seat>] {
        var out: Set<Seat> = []
        var away: [UInt64: Set<Seat>] = [:]
        for (number, event) in log.events.sorted(by: { $0.key < $1.key }) {
            switch event {
            case .out(let seat, true): out.insert(seat)
            case .out(let seat, false), .leave(let seat, _), .join(let seat, _, _, _):
                out.remove(seat)
            case .line: away[number] = out
            default: break
            }
        }
        return away
    }

    /// The seat of somebody in a log.
    func seat(of person: Participant, in log: Log) -> Seat? {
        for event in log.events.values {
            if case .join(let seat, let key, _, _) = event, key == person.key { return seat }
        }
        return nil
    }

    mutating func checkApart(_ people: [Participant]) {
        for (number, log) in logs.sorted(by: { $0.key < $1.key }) {
            let away = away(in: log)
            for person in people {
                guard let view = views[person.index][number],
                    let seat = seat(of: person, in: log)
                else { continue }
                let wrong = away.first { view.shown.contains($0.key) && $0.value.contains(seat) }
                guard let wrong else { continue }
                fail("P10 \(person.index) was out and was shown the line \(wrong.key)")
            }
        }
    }
}
