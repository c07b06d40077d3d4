import ClientCore
import Etiquette
import Wire

// What must be true when the weather has cleared and everybody is back.

extension Checks {
    /// Everything that was accepted was shown to everybody who was there, or is marked.
    mutating func checkEverybody(_ people: [Participant], log: UInt64) {
        guard let events = logs[log], !events.isAbandoned else { return }
        let hearers = hearers(of: events)
        for person in people where !person.hasLeft {
            guard let view = views[person.index][log] else { continue }
            // Who never came further than to the door lacks nothing.
            guard joined(person, events) > 0 else { continue }
            let from = max(view.beyond, joined(person, events))
            let seat = seat(of: person, in: events)
            for (number, event) in events.events where event.isLine && number > from {
                guard let seat, hearers[number]?.contains(seat) == true else { continue }
                let isThere = view.shown.contains(number) || view.gaps.contains { $0 ~= number }
                if !isThere { fail("P3 a silent hole at \(number) for \(person.index)") }
            }
        }
    }

    /// Nothing from before coming, nothing from after leaving.
    mutating func checkNewcomers(_ people: [Participant]) {
        for (log, events) in logs {
            for person in people {
                guard let view = views[person.index][log], !view.shown.isEmpty else { continue }
                guard let first = firstJoin(person, events) else { continue }
                let early = view.shown.contains { number in
                    number < first && events.events[number]?.isLine == true
                }
                if early { fail("P9 words from before the coming of \(person.index)") }
            }
        }
    }

    private func joins(_ person: Participant, _ log: Log) -> [UInt64] {
        log.events.compactMap { number, event in
            if case .join(_, let key, _, _) = event, key == person.key { number } else { nil }
        }
    }

    private func joined(_ person: Participant, _ log: Log) -> UInt64 {
        joins(person, log).max() ?? 0
    }

    private func firstJoin(_ person: Participant, _ log: Log) -> UInt64? {
        joins(person, log).min()
    }

    /// Every line has its verdict: said, kept as a draft, or lost and kept.
    mutating func checkVerdicts(_ people: [Participant]) {
        for (text, origin) in typed.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let person = people[origin.person]
            guard origin.run == person.runs, !person.hasLeft, !origin.isExcused else { continue }
            if origin.number == nil, !origin.isDraft {
                fail("P6 no verdict for \(String(decoding: text, as: UTF8.self))")
            }
        }
    }
}
