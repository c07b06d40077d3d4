import ClientCore
import Etiquette
import Wire

// Who is out of the circle, or at its door, is shown nobody's words for all. (SPEC §18.2, §19.1)

extension Checks {
    /// Who is in the circle when each line is said, as far as it is known.
    func hearers(of log: Log) -> [UInt64: Set<Seat>] {
        var told = Told()
        var hearers: [UInt64: Set<Seat>] = [:]
        for (number, event) in log.known {
            if event.isLine { hearers[number] = told.circle }
            told.take(event)
        }
        return hearers
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
            let hearers = hearers(of: log)
            for person in people {
                guard let view = views[person.index][number] else { continue }
                let seat = seat(of: person, in: log)
                let wrong = hearers.keys.sorted().first { line in
                    guard view.shown.contains(line) else { return false }
                    return seat.map { hearers[line]?.contains($0) == true } != true
                }
                guard let wrong else { continue }
                fail("P10 \(person.index) was not in the circle and was shown the line \(wrong)")
            }
        }
    }
}
