import Etiquette

/// What must hold over many steps, followed from the facts.
struct Watch {
    private let rules: Rules
    private var overtaking = Overtaking()
    private var rounds = RoundWatch()
    private var lastPhase: UInt32 = 0
    private var owed: Set<Seat> = []
    /// The end of the boundary after the last share.
    private var boundaryEnds: Moment?
    private var linesInSpace = 0
    private var callLines = 0
    private var lastTurn: UInt32 = 1
    private var stick: Stick = .home
    private var sticks: [HeldStick] = []
    private var space: UInt32 = 0

    init(_ rules: Rules) { self.rules = rules }

    mutating func broken(by step: Step) -> String? {
        if let broken = step.broken { return broken }
        guard step.after.turn >= lastTurn else { return "§8.2 the turn fell" }
        lastTurn = step.after.turn
        let phase = step.after.meeting.phase?.number ?? 0
        guard phase >= lastPhase else { return "§14.3 the phase number fell" }
        lastPhase = phase
        if rules.queue == .fair, let broken = overtaking.watch(step) { return broken }
        if rules.queue != .fair { _ = overtaking.watch(step) }
        if case .stalled = step.event { boundaryEnds = nil }
        for fact in step.effects.facts {
            if let broken = rounds.hear(fact, step) { return broken }
            if let broken = hear(fact, step) { return broken }
        }
        return nil
    }

    private mutating func hear(_ fact: Fact, _ step: Step) -> String? {
        switch fact {
        case .line:
            if space != 0 { linesInSpace += 1 } else if case .offered = stick { callLines += 1 }
            if linesInSpace > 2 { return "§7.2 more than two lines in a space" }
            if callLines > 1 { return "§7.2 more than one line in an offer" }
        case .hand(let seat, .down), .hand(let seat, .later):
            if movesHands(step) { owed.remove(seat) }
        case .left(let seat, _): owed.remove(seat)
        case .floor(let change):
            defer { (stick, space, sticks) = (change.stick, change.space, change.sticks) }
            return hear(change, step)
        default: break
        }
        return nil
    }

    /// Whether the turns of the phase are shares: a place in a ring and an answer are none, and
    /// leave owed turns as they are. (SPEC §15.2, §16.2)
    private func movesHands(_ step: Step) -> Bool {
        guard let kind = step.before.meeting.phase?.kind else { return true }
        return !kind.isRound && kind != .response
    }

    private mutating func hear(_ change: FloorChange, _ step: Step) -> String? {
        if (change.space == 0) != (space == 0) {
            linesInSpace = 0
            // A boundary stands still meanwhile: not followed here.
            boundaryEnds = nil
        }
        if case .offered(let seat) = change.stick, stick == .home {
            callLines = 0
            if let boundaryEnds, step.now < boundaryEnds {
                return "§8.6 offered within the boundary"
            }
            let byOrder = change.reason == .next || change.reason == .auto
            if byOrder, !owed.contains(seat) { return brokenByStrictness(seat, step.after) }
        }
        if stick.holder != nil, change.stick == .home {
            let seconds = step.before.customs.boundarySeconds
            let boundary = seconds.map { UInt64($0) * 1_000 } ?? rules.boundaryMilliseconds
            boundaryEnds = change.reason == .passed ? nil : step.now.after(boundary)
        }
        guard movesHands(step) else { return nil }
        let gone = sticks.first { !change.sticks.contains($0) }?.seat
        let came = change.sticks.first { !sticks.contains($0) }?.seat
        if change.reason == .grace, let seat = stick.seat ?? gone { owed.insert(seat) }
        if [.accepted, .spoke, .stick].contains(change.reason), let seat = change.stick.seat ?? came
        {
            owed.remove(seat)
        }
        if [.passed, .later, .lapsed].contains(change.reason), let seat = stick.seat ?? gone {
            owed.remove(seat)
        }
        return nil
    }

    /// §10.5: no second share by order while somebody here has not shared.
    private func brokenByStrictness(_ seat: Seat, _ circle: Circle) -> String? {
        let queue = circle.customs.queue ?? rules.queue
        guard queue == .strict, (circle.record(of: seat)?.shares ?? 0) > 0 else { return nil }
        let missing = circle.seats.first { record in
            record.presence == .here && !record.listens && !record.isOut && record.shares == 0
                && !overtaking.passed.contains(record.seat) && record.seat != seat
        }
        return missing.map { "§10.5 \(seat) again before \($0.seat)" }
    }
}
