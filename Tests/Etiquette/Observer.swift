import Etiquette

/// Somebody who knows the floor from the facts alone, and who may be heard under it.
struct Observer {
    private(set) var turn: UInt32
    private(set) var stick: Stick
    /// The number of the space, 0 for none.
    private(set) var space: UInt32
    private var roles: [Seat: Role] = [:]
    private var listeners: Set<Seat> = []
    private(set) var phases: PhaseObserver

    init(_ circle: Circle) {
        turn = circle.turn
        stick = circle.stick
        space = circle.space?.number ?? 0
        phases = PhaseObserver(circle)
        for record in circle.seats {
            roles[record.seat] = record.role
            if record.listens { listeners.insert(record.seat) }
        }
    }

    /// Takes a fact; tells what rule it breaks, if any.
    mutating func hear(_ fact: Fact, because event: Event) -> String? {
        if let broken = phases.hear(fact, on: stick, space: space) { return broken }
        switch fact {
        case .floor(let change):
            defer { (turn, stick, space) = (change.turn, change.stick, change.space) }
            return broken(by: change)
        case .line(let seat, let turn):
            guard event == .spoke(seat, turn: turn) else { return "§7.2 a line nobody said" }
            return mayBeHeard(seat, turn) ? nil : "§7.2 heard without the right"
        case .caution(let seat, let turn):
            guard event == .cautioned(seat, turn: turn) else { return "§16.5 a note nobody said" }
            let holds = stick == .held(seat) || phases.sticks.contains { $0.seat == seat }
            return holds && space == 0 && mayBeHeard(seat, turn)
                ? nil : "§16.5 a note without the stick"
        default: return nil
        }
    }

    /// §7.2 in a second telling.
    private func mayBeHeard(_ seat: Seat, _ turn: UInt32) -> Bool {
        guard let role = roles[seat], !listeners.contains(seat), phases.hasWords else {
            return false
        }
        let own = phases.sticks.first { $0.seat == seat }?.turn ?? self.turn
        guard turn == own else { return false }
        let facilitates = role == .facilitator || role == .cofacilitator
        if space != 0 { return facilitates }
        return switch stick {
        case .home, .offered: facilitates
        case .held(let holder): seat == holder
        case .adrift: false
        case .open: !phases.quieted.contains(seat)
        case .few: phases.sticks.contains { $0.seat == seat }
        }
    }

    private func broken(by change: FloorChange) -> String? {
        let rises =
            switch change.reason {
            case .accepted, .spoke, .link, .back, .bell, .note, .pause, .quietOver, .start: false
            case .called, .next, .auto, .given, .done, .passed, .later, .lapsed, .home, .withdrawn,
                .left, .removed, .grace, .open, .closed, .phase, .round, .ring, .response,
                .lastWord, .stick:
                true
            }
        guard change.turn == (rises ? turn + 1 : turn) else { return "§8.2 the turn is wrong" }
        switch change.reason {
        case .bell, .note, .pause:
            return space == 0 && change.space > 0 && change.stick == stick
                ? nil : "§8.10 the bell changed more than the space"
        case .phase where phases.kind == .silence:
            return space == 0 && change.space > 0 ? nil : "§14.4 a silence without a space"
        case .quietOver:
            return space != 0 && change.space == 0 && change.stick == stick
                ? nil : "§8.10 what lay beneath did not come back"
        default:
            guard change.space == space else { return "§8.10 a space came or went by itself" }
        }
        return isStep(to: change) ? nil : "§8.1 \(stick) → \(change.stick) by \(change.reason)"
    }

    /// Which way the stick can go, and why.
    private func isStep(to change: FloorChange) -> Bool {
        switch (stick, change.stick, change.reason) {
        case (.home, .offered, .called), (.home, .offered, .next), (.home, .offered, .auto),
            (.home, .offered, .given), (.home, .open, .open), (.home, .offered, .ring),
            (.home, .offered, .response), (.home, .offered, .lastWord), (.few, .few, .stick):
            space == 0 || change.reason == .open
        case (.home, _, .phase), (.open, _, .phase), (.few, _, .phase), (.home, .home, .round),
            (.open, .home, .round), (.few, .home, .round):
            true
        case (.few, .few, .done), (.few, .few, .passed), (.few, .few, .home),
            (.few, .few, .lapsed), (.few, .few, .grace), (.few, .few, .left),
            (.few, .few, .removed):
            true
        case (.offered(let from), .held(let to), .accepted),
            (.offered(let from), .held(let to), .spoke):
            from == to && space == 0
        case (.held(let from), .adrift(let to), .link), (.adrift(let from), .held(let to), .back):
            from == to
        case (.offered, .home, .passed), (.offered, .home, .later), (.offered, .home, .lapsed),
            (.offered, .home, .withdrawn):
            true
        case (.held, .home, .done), (.held, .home, .passed), (.held, .home, .given),
            (.adrift, .home, .grace), (.held, .home, .home), (.adrift, .home, .home),
            (.open, .home, .closed):
            true
        case (_, .home, .left), (_, .home, .removed), (.offered, .home, .home):
            stick.seat != nil
        default: false
        }
    }
}

extension Event {
    /// The turn that this acts on, if it acts on one.
    var turn: UInt32? {
        switch self {
        case .calledNext(_, let turn), .called(_, _, let turn), .accepted(_, let turn),
            .passed(_, let turn), .finished(_, let turn), .gave(_, _, let turn),
            .askedHome(_, let turn), .broughtHome(_, let turn), .extended(_, let turn),
            .setCrosstalk(_, _, let turn), .spoke(_, let turn), .cautioned(_, let turn):
            turn
        default: nil
        }
    }

    /// The seat that does this, or to which it happens.
    var seat: Seat? {
        switch self {
        case .joined(let seat, _), .drifted(let seat, _), .returned(let seat), .left(let seat),
            .removed(let seat), .changedRole(let seat, _), .wentAway(let seat),
            .cameBack(let seat), .listened(let seat, _), .raisedHand(let seat),
            .loweredHand(let seat), .steppedBack(let seat), .raisedUrgent(let seat),
            .setHands(_, let seat), .calledNext(let seat, _), .called(_, let seat, _),
            .accepted(let seat, _), .passed(let seat, _), .finished(let seat, _),
            .gave(let seat, _, _), .askedHome(let seat, _), .broughtHome(let seat, _),
            .extended(let seat, _), .setCrosstalk(_, let seat, _), .rang(let seat, _),
            .endedSpace(let seat, _), .askedPause(let seat), .spoke(let seat, _),
            .whispered(let seat, _), .askedHelp(let seat), .cautioned(let seat, _),
            .nextPhase(let seat, _, _), .endedMeeting(let seat, _, _), .agreed(let seat),
            .welcomedResponses(let seat, _), .marked(let seat, _), .calledBreak(let seat, _),
            .signalled(let seat), .quieted(_, _, let seat), .tookChair(let seat),
            .gaveChair(let seat, _), .setDoor(_, let seat), .admitted(_, let seat),
            .admittedAll(let seat), .heldBack(_, let seat), .stepped(let seat, _),
            .setAside(_, _, let seat), .openedSideRoom(_, _, let seat), .sentAway(_, let seat),
            .buddied(let seat, _, _):
            seat
        case .timePassed, .stalled: nil
        }
    }
}
