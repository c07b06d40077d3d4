import Etiquette

extension Phase {
    /// A phase that differs from the default of its kind.
    init(_ kind: PhaseKind, _ adjust: (inout Phase) -> Void) {
        self.init(kind)
        adjust(&self)
    }
}

extension Scene {
    /// The people have gathered, and the first of these phases has just begun.
    init(
        phases: [Phase],
        people: [(Seat, Role)] = Scene.everybody,
        _ adjust: (inout Rules) -> Void = { _ in }
    ) {
        self.init(people: people) { rules in
            rules.plan = Plan([Phase(.gather)] + phases)
            adjust(&rules)
        }
        next()
    }

    var phase: PhaseKind { circle.phaseKind }
    var phaseNumber: UInt32 { circle.meeting.phase?.number ?? 0 }

    /// Fay goes on to the next phase.
    @discardableResult
    mutating func next(now isForced: Bool = false) -> [Effect] {
        after(.nextPhase(by: fay, phase: phaseNumber, now: isForced))
    }

    /// Who is offered the stick or has it says a line and is done; the boundary passes.
    @discardableResult
    mutating func takeTurn() -> [Effect] {
        guard let seat = circle.stick.seat else { return [] }
        var effects = after(.spoke(seat, turn: turn))
        effects += after(.finished(seat, turn: turn))
        return effects + wait(circle.rules.boundaryMilliseconds)
    }

    /// Says a line under the seat's own turn.
    @discardableResult
    mutating func speak(_ seat: Seat) -> [Effect] { after(.spoke(seat, turn: turn(of: seat))) }

    @discardableResult
    mutating func done(_ seat: Seat) -> [Effect] { after(.finished(seat, turn: turn(of: seat))) }

    @discardableResult
    mutating func pass(_ seat: Seat) -> [Effect] { after(.passed(seat, turn: turn(of: seat))) }

    /// The circle goes on from its image, as after a restart, with everybody where they were.
    mutating func goOnFromImage() {
        circle = Circle(rules: circle.rules, image: circle.image, seed: 7, at: now)
    }
}

extension [Effect] {
    var phases: [PhaseChange] {
        facts.compactMap { fact in
            if case .phase(let change) = fact { change } else { nil }
        }
    }
}
