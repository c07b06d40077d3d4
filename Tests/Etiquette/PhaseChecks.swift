import Etiquette

// What must be true of every step about phases, rounds and responses. (SPEC §14 to §16, §21)

/// What members can see of a meeting's plan going on.
struct MeetingView: Hashable {
    let phase: PhaseChange?
    let beneath: PhaseChange?
    let ring: [Seat]
    let sticks: [HeldStick]
    let quieted: [Seat]

    init(_ circle: Circle) {
        phase = circle.meeting.phase
        beneath = circle.meeting.beneath
        ring = circle.meeting.ring
        sticks = circle.floor.sticks
        quieted = circle.seats.filter(\.part.isQuieted).map(\.seat)
    }
}

extension Step {
    /// The first of these rules that this step breaks, if any.
    var brokenByPhases: String? {
        brokenByOldPhase ?? brokenByRing ?? brokenByEnd ?? brokenByPermission ?? brokenByTime
    }

    /// §14.4, §21.2: what was meant for another phase changes nothing.
    private var brokenByOldPhase: String? {
        let number = before.meeting.phase?.number ?? 0
        guard let meant = event.phase, meant != number, let seat = event.seat,
            let record = before.record(of: seat), record.isSeated, !record.isOut
        else { return nil }
        guard effects.refusals == [before.meeting.hasEnded ? .ended : .stalePhase(number)] else {
            return "§14.4 an old phase was not refused"
        }
        let back = Step(before, .returned(seat), at: now)
        return after == back.after ? nil : "§14.4 an old phase, yet changed"
    }

    /// §15.1 to §15.3: the ring has everybody who is to come once, and nobody else.
    private var brokenByRing: String? {
        let ring = after.meeting.ring
        guard Set(ring).count == ring.count else { return "§15.2 twice in the ring" }
        for seat in ring {
            guard let record = after.record(of: seat), record.isSeated, !record.listens else {
                return "§15.3 in the ring without being there"
            }
        }
        guard after.phaseKind.isRound else { return nil }
        if let seat = after.stick.seat, !ring.contains(seat) { return "§15.2 visited twice" }
        let isLed =
            !after.hosting.isKept
            && after.seats.contains {
                ($0.role == .facilitator || $0.role == .cofacilitator)
                    && ($0.presence == .here || $0.presence == .away)
            }
        let rests = after.stick == .home && after.space == nil && !after.image.isInBoundary
        let somebody = ring.contains { after.record(of: $0)?.canBeOffered == true }
        if rests, somebody { return "§15.2 the stick rests while somebody is to come" }
        let isLast = after.meeting.phase.map { Int($0.place) == after.rules.plan?.phases.count }
        if rests, isLed, isLast == false { return "§15.4 a round that does not end" }
        return nil
    }

    /// §21.3: after the end nothing is said and nothing moves.
    private var brokenByEnd: String? {
        guard before.meeting.hasEnded else { return nil }
        for fact in effects.facts {
            switch fact {
            case .help, .whisper, .left, .presence, .role, .joined, .gaveUp, .hand(_, .down), .out,
                .apart, .listening:
                continue
            default: return "§21.3 after the end: \(fact.brief)"
            }
        }
        return nil
    }

    /// §7.2: what `permits` says is what is done.
    private var brokenByPermission: String? {
        guard case .spoke(let seat, let turn) = event,
            before.record(of: seat)?.isDrifting == false
        else { return nil }
        let isSlow = effects.refusals.contains { refusal in
            if case .slowDown = refusal { true } else { false }
        }
        return before.permits(seat, turn: turn) == (effects.lines == 1 || isSlow)
            ? nil : "§7.2 permits says something else"
    }

    /// §21.1: the time with the stick never falls, and is counted for holders only.
    private var brokenByTime: String? {
        for record in before.seats {
            let then = before.spokenMilliseconds(of: record.seat, at: now)
            let later = after.spokenMilliseconds(of: record.seat, at: now)
            guard event.isStall || then == later else { return "§21.1 time was lost or made" }
        }
        return nil
    }
}

extension Event {
    /// The phase that this acts on, if it acts on one.
    var phase: UInt32? {
        switch self {
        case .nextPhase(_, let phase, _), .endedMeeting(_, let phase, _): phase
        default: nil
        }
    }

    var isStall: Bool {
        if case .stalled = self { true } else { false }
    }
}
