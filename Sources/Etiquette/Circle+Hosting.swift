// The chair, the door, and who is out. (SPEC §17 to §19)

extension Circle {
    mutating func host(_ event: Event, at now: Moment, into effects: inout [Effect]) {}

    mutating func foldHosting(_ fact: Fact, at now: Moment) {}
}
