// The phases of a meeting. (SPEC §14)

extension Circle {
    mutating func lead(_ event: Event, at now: Moment, into effects: inout [Effect]) {}

    mutating func foldMeeting(_ fact: Fact, at now: Moment) {
        if case .phase(let change) = fact { meeting.phase = change }
    }
}
