import ClientCore
import Etiquette
import Wire

// What must be true when the weather has cleared and everybody is back.

extension Checks {
    /// One voice: only who has the stick has lines while it is held. (SPEC §8.1)
    mutating func checkVoices() {
        for log in logs.sorted(by: { $0.key < $1.key }).map(\.value) where !log.isAbandoned {
            var floor: RelayLine.FloorLine?
            // Several sticks lie beneath a space as one does.
            var sticks: [HeldStick] = []
            for number in log.events.keys.sorted() {
                switch log.events[number] {
                case .floor(let next):
                    if let before = floor { check(next, after: before) }
                    if next.state != .space { sticks = next.sticks }
                    floor = next
                case .line(let seat, _, let turn, _, _):
                    guard let floor else { continue }
                    let own = sticks.first { $0.seat == seat }?.turn
                    if floor.state == .few, own == nil { fail("P4 a line without a stick") }
                    // In a space it is not told which stick has gone back.
                    let isInSpace = floor.state == .space && turn == floor.turn
                    if turn != own ?? floor.turn, !isInSpace {
                        fail("P5 a line under \(turn), the floor at \(floor.turn)")
                    }
                    if floor.state == .held, seat != floor.seat { fail("P4 two voices") }
                    if floor.state == .adrift { fail("P4 a line while the holder is away") }
                default: break
                }
            }
        }
    }

    private mutating func check(_ next: RelayLine.FloorLine, after before: RelayLine.FloorLine) {
        if next.turn < before.turn { fail("P4 the turn fell") }
        guard next.turn == before.turn, let was = before.seat, let now = next.seat else { return }
        if was != now { fail("P4 two holders under one turn") }
    }

    /// Everything that was accepted was shown to everybody who was there, or is marked.
    mutating func checkEverybody(_ people: [Participant], log: UInt64) {
        guard let events = logs[log], !events.isAbandoned else { return }
        let away = away(in: events)
        for person in people where !person.hasLeft {
            guard let view = views[person.index][log] else { continue }
            // Who never came further than to the door lacks nothing.
            guard joined(person, events) > 0 else { continue }
            let from = max(view.beyond, joined(person, events))
            let seat = seat(of: person, in: events)
            for (number, event) in events.events where event.isLine && number > from {
                if let seat, away[number]?.contains(seat) == true { continue }
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
