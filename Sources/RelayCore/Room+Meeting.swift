import Etiquette
import Wire

// The facts of a whole meeting as events, and what they change of who sees what. (SPEC §14 to §19)

extension Room {
    /// The event of a fact that belongs to a meeting.
    func meetingBody(of fact: Fact, _ words: Words?) -> RelayLine.Body {
        switch fact {
        case .caution(let seat, let turn):
            .caution(
                seat,
                id: words?.id ?? 0,
                turn: turn,
                words?.content ?? Content.plain([]),
                blind: words?.blind
            )
        case .phase(let change): .phase(RelayLine.PhaseLine(change))
        case .agreed(let seat): .agreed(seat)
        case .mark(let mark, let seat, _): .mark(mark, seat)
        case .marks(let seat, let counts): .marks(seat, counts)
        case .quieted(let seat, let on): .quiet(seat, on)
        case .chair(let seat, let reason): .chair(seat, reason)
        case .door(let door, let reason, let seat): .door(door, reason, seat)
        case .waiting(let seat, let role, _): knock(of: seat, role)
        case .gaveUp(let seat, let why): .leave(seat, why)
        case .out(let seat, let on): .out(seat, on)
        case .apart(let seat, let apart): .apart(seat, apart)
        case .buddy(let seat, let other, let move): .buddy(seat, other, move)
        default: .unknown
        }
    }

    private func knock(of seat: Seat, _ role: Role) -> RelayLine.Body {
        guard let index = index(of: seat) else { return .unknown }
        return .knock(seat, members[index].key, role, members[index].name)
    }

    /// What else a fact changes of those who are here.
    mutating func follow(_ fact: Fact, at now: Moment, _ outputs: inout Outputs) {
        changeView(after: fact)
        introduce(fact)
        switch fact {
        case .joined(let seat, _):
            if let index = index(of: seat) { members[index].since = members[index].since ?? now }
        case .left(let seat, _):
            if let index = index(of: seat) { members[index].stop(at: now) }
        case .phase(let change) where change.kind == .ended: endMeeting(at: now, &outputs)
        default: break
        }
    }
}

extension RelayLine.PhaseLine {
    /// A phase as it is told.
    init(_ change: PhaseChange) {
        self.init(
            number: change.number,
            place: change.place,
            kind: change.kind,
            seconds: change.milliseconds / 1_000,
            reason: change.reason
        )
    }
}
