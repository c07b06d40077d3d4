import Etiquette
import Wire

/// A log told again, event by event, by rules written down a second time.
struct Replay {
    private var people: People
    private var stage: Stage
    /// Whether nothing is missing so far; an event that nobody saw may have been anything.
    private var isWhole = true
    private var last: UInt64 = 0

    init(_ plan: Plan?) {
        people = People(hasPlan: plan != nil)
        stage = Stage(plan)
    }

    /// Checks the next event and answers whom it is for; nil when that cannot be told.
    mutating func take(_ body: RelayLine.Body, _ number: UInt64) -> [Seat]? {
        if number != last + 1 { isWhole = false }
        last = number
        guard isWhole else { return nil }
        let before = people.within
        let own = people.audience(of: body, sharer: stage.sharer)
        people.take(body)
        stage.take(body, &people)
        guard own == nil else { return own }
        // Who comes or goes is told of it; who leaves has no connection any more.
        guard case .leave = body else { return before + people.within }
        return people.within
    }
}
