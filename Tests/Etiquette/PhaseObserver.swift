import Etiquette

/// Somebody who knows the phase and the sticks from the facts alone, and what has a place in it.
struct PhaseObserver {
    private(set) var phase: PhaseChange?
    private(set) var beneath: PhaseChange?
    private(set) var sticks: [HeldStick]
    private(set) var quieted: Set<Seat>
    private let plan: Plan?
    /// A phase has begun whose floor is to be told next.
    private var awaitsFloor = false
    /// A content note was said that a space is to follow.
    private var awaitsSpace = false

    init(_ circle: Circle) {
        phase = circle.meeting.phase
        beneath = circle.meeting.beneath
        sticks = circle.floor.sticks
        plan = circle.rules.plan
        quieted = Set(circle.seats.filter(\.part.isQuieted).map(\.seat))
    }

    /// What kind of time it is; without a plan one long share.
    var kind: PhaseKind { phase?.kind ?? .share }

    /// Whether anybody may say a line. (SPEC §14.7, §21.3)
    var hasWords: Bool { kind != .ended && (planned?.words ?? true) }

    private var planned: Phase? {
        guard let plan, let place = (beneath ?? phase)?.place, place > 0 else { return nil }
        return plan.phases[Int(place) - 1]
    }

    /// Takes a fact; tells what rule it breaks, if any.
    mutating func hear(_ fact: Fact, on stick: Stick, space: UInt32) -> String? {
        if awaitsFloor, fact.floor == nil { return "§14.3 a phase without its floor" }
        switch fact {
        case .phase(let change):
            defer { take(change) }
            guard stick.seat == nil, sticks.isEmpty, space == 0 else {
                return "§14.4 a phase began with the stick out"
            }
            return broken(by: change)
        case .floor(let change):
            defer { (sticks, awaitsFloor, awaitsSpace) = (change.sticks, false, false) }
            return broken(by: change)
        case .caution: awaitsSpace = true
        case .quieted(let seat, true): quieted.insert(seat)
        case .quieted(let seat, false): quieted.remove(seat)
        default: break
        }
        return nil
    }

    private mutating func take(_ change: PhaseChange) {
        switch change.reason {
        case .response: beneath = phase ?? PhaseChange(ofNobody: .share)
        default: beneath = nil
        }
        phase = change
        awaitsFloor = true
        if change.reason != .response, change.reason != .resume { quieted = [] }
    }

    /// §14.3, §14.4, §16.2, §16.3, §21.2: which phase may follow which.
    private func broken(by change: PhaseChange) -> String? {
        guard change.number == (phase?.number ?? 0) + 1 else { return "§14.3 the number is wrong" }
        guard kind != .ended else { return "§21.3 a phase after the end" }
        let place = (beneath ?? phase)?.place ?? 0
        let follows =
            switch change.reason {
            case .start: phase == nil && change.place == 1
            case .next: change.place == place + 1
            case .over:
                change.place == place + 1 && [.round, .closing, .agree, .silence].contains(kind)
            case .response:
                change.place == 0 && change.kind == .response
                    && [.share, .lead, .round, .closing].contains(kind)
                    && planned?.response != .never
            case .resume:
                kind == .response && change.place == place && change.kind == beneath?.kind
                    && change.milliseconds == beneath?.milliseconds
            case .end: change.place == 0 && change.kind == .ended
            }
        guard follows else { return "§14.4 \(kind) → \(change.kind) by \(change.reason)" }
        guard change.place > 0, let plan else { return nil }
        return plan.phases[Int(change.place) - 1].kind == change.kind
            ? nil : "§14.3 not the phase of the plan"
    }

    /// §14.4, §16.5, §16.6: what the phase leaves a place for.
    private func broken(by change: FloorChange) -> String? {
        let isPhase = change.reason == .phase || change.reason == .round
        guard isPhase == awaitsFloor else { return "§14.3 the floor of no phase" }
        guard (change.reason == .note) == awaitsSpace else { return "§16.5 a note without a space" }
        guard (change.stick == .few) == (kind == .few || (!isPhase && !sticks.isEmpty)) else {
            return "§16.6 several sticks in \(kind)"
        }
        let fits =
            switch change.reason {
            case .called: kind == .share || kind == .lead
            case .next, .auto: kind == .share
            case .given: kind == .share
            case .ring: kind.isRound
            case .response, .lastWord: kind == .response
            case .open, .closed: plan == nil && kind == .share
            case .stick: kind == .few
            case .phase, .round: change.stick == home(of: kind) && change.sticks.isEmpty
            default: true
            }
        guard fits else { return "§14.4 \(change.reason) in \(kind)" }
        return brokenBySticks(change)
    }

    private func home(of kind: PhaseKind) -> Stick {
        kind.isOpen ? .open : kind == .few ? .few : .home
    }

    /// §16.6: sticks come and go one by one, each under a turn of its own.
    private func brokenBySticks(_ change: FloorChange) -> String? {
        guard change.stick == .few else {
            return change.sticks.isEmpty ? nil : "§16.6 sticks on another floor"
        }
        let (old, new) = (Set(sticks), Set(change.sticks))
        guard new.count == change.sticks.count, new.count <= Int(planned?.sticks ?? 0),
            Set(new.map(\.seat)).count == new.count
        else { return "§16.6 too many sticks" }
        switch change.reason {
        case .stick:
            let came = new.subtracting(old)
            return old.isSubset(of: new) && came.map(\.turn) == [change.turn]
                ? nil : "§16.6 a stick without a turn of its own"
        case .done, .passed, .home, .lapsed, .grace, .left, .removed:
            return new.isSubset(of: old) && new.count + 1 == old.count
                ? nil : "§16.6 more than one stick went"
        case .bell, .pause, .note, .quietOver, .phase:
            return new == old ? nil : "§8.10 a space moved the sticks"
        default: return "§16.6 \(change.reason) with several sticks"
        }
    }
}

extension PhaseChange {
    /// The circle without a plan.
    init(ofNobody kind: PhaseKind) {
        self.init(number: 0, place: 0, kind: kind, milliseconds: 0, reason: .start, seed: 0)
    }
}

extension Fact {
    var floor: FloorChange? {
        if case .floor(let change) = self { change } else { nil }
    }
}
