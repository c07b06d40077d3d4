// What holds in the phase that is on: its own customs, or the circle's. (SPEC §14.2)

extension Circle {
    /// The circle without a plan is one long share. (SPEC §14.1)
    private static let oneLongShare: Phase = {
        var phase = Phase(.share)
        phase.response = .asked
        return phase
    }()

    /// The kind of the phase that is on.
    public var phaseKind: PhaseKind { meeting.phase?.kind ?? .share }

    /// The phase whose customs hold; in a response those of the phase beneath it.
    public var customs: Phase {
        planned(placeInPlan) ?? Self.oneLongShare
    }

    /// The place in the plan of the phase that is on, or lies beneath a response.
    var placeInPlan: UInt16 { (meeting.beneath ?? meeting.phase)?.place ?? 0 }

    /// The phase at a place of the plan, from 1.
    func planned(_ place: UInt16) -> Phase? {
        guard let phases = rules.plan?.phases, place > 0, Int(place) <= phases.count else {
            return nil
        }
        return phases[Int(place) - 1]
    }

    var customQueue: QueueOrder { customs.queue ?? rules.queue }

    var customPassing: Passing { customs.passing ?? rules.passing }

    var customBoundary: UInt64 {
        customs.boundarySeconds.map { UInt64($0) * 1_000 } ?? rules.boundaryMilliseconds
    }

    /// What one turn has, 0 for no limit.
    var customLimit: UInt64 {
        let phase = customs
        guard phaseKind != .response else { return UInt64(phase.responseSeconds) * 1_000 }
        if let seconds = phase.limitSeconds { return UInt64(seconds) * 1_000 }
        return phase.kind.limitMilliseconds ?? rules.shareLimitMilliseconds
    }

    /// Whether a turn of this phase is a share: it counts, and moves hands. (SPEC §8.5)
    var turnsAreShares: Bool { !phaseKind.isRound && phaseKind != .response }

    /// Whether somebody has the offer or the stick, or one of several.
    var stickIsOut: Bool { stick.seat != nil || !meeting.sticks.isEmpty }

    /// Whether a facilitator is here, so that a phase may end by itself. (SPEC §14.4, §17.5)
    var isLed: Bool {
        !hosting.isKept && seats.contains { $0.role.facilitates && $0.isConnected }
    }

    /// Who models the share: the one in the chair. (SPEC §15.1, §17.2)
    ///
    /// Without a chair it is the one who would have it.
    var leader: Seat? {
        let here = seats.filter { $0.role.facilitates && $0.isConnected }
        return hosting.chair
            ?? here.min { ($1.role, $0.seat) < ($0.role, $1.seat) }?.seat
    }

    /// The seats of several sticks, as they are told.
    var heldSticks: [HeldStick] { meeting.sticks.map(\.held) }

    /// How long a seat had the stick until now. (SPEC §21.1)
    public func spokenMilliseconds(of seat: Seat, at now: Moment) -> UInt64 {
        let before = record(of: seat)?.spokenMilliseconds ?? 0
        let few = meeting.sticks.first { $0.held.seat == seat }?.share.spent(at: now) ?? 0
        let turn = stick.holder == seat ? share.spent(at: now) : few
        let (sum, overflow) = before.addingReportingOverflow(turn)
        return overflow ? .max : sum
    }
}

extension PhaseKind {
    /// What a turn has when neither the plan nor the circle says. (SPEC §14.2)
    fileprivate var limitMilliseconds: UInt64? {
        switch self {
        case .round: 180_000
        case .closing: 60_000
        case .few: 120_000
        case .gather, .read, .agree, .lead, .share, .response, .open, .silence, .fellowship, .ended:
            nil
        }
    }
}

extension SeatRecord {
    /// Has a link that is not known to be lost.
    var isConnected: Bool { presence == .here || presence == .away }
}
