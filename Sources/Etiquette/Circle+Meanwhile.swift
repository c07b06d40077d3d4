// What the phases bring along; until they do, a circle has one stick and ends bare.

extension Circle {
    /// Whether a seat has the offer or the stick.
    func hasStick(_ seat: Seat) -> Bool { stick.seat == seat }

    /// Brings home what a seat has, for a reason that is not its own doing.
    mutating func takeStick(
        from seat: Seat,
        _ reason: FloorReason,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard stick.seat == seat else { return }
        changeFloor(to: .home, reason, newTurn: true, at: now, into: &effects)
    }

    /// Nothing is left of the meeting.
    mutating func endMeeting(at now: Moment, into effects: inout [Effect]) {
        if let seat = stick.seat { takeStick(from: seat, .home, at: now, into: &effects) }
        let end = PhaseChange(
            number: (meeting.phase?.number ?? 0) &+ 1,
            place: 0,
            kind: .ended,
            milliseconds: 0,
            reason: .end,
            seed: 0
        )
        commit(.phase(end), at: now, into: &effects)
    }
}

extension Meeting {
    /// Whether nothing is left of it. (SPEC §21.3)
    public var hasEnded: Bool { phase?.kind == .ended }
}
