import Etiquette

/// How long the present phase has lasted, as seen from here. (SPEC §14.5)
struct PhaseClock: Hashable, Sendable {
    /// When the phase began, if that was seen.
    private(set) var began: Moment?
    private var usedMilliseconds: UInt64 = 0
    private var runningSince: Moment?
    /// What the phase beneath a response had used; nil without one.
    private var beneathMilliseconds: UInt64?
    private var isBeneathExact = false
    /// Whether the phase was seen from its beginning.
    private(set) var isExact = false

    /// A phase begins; a response leaves the time of the one beneath as it is. (SPEC §16.3)
    mutating func begin(_ reason: PhaseReason, isExact: Bool, at now: Moment) {
        var clock = PhaseClock()
        clock.began = isExact ? now : nil
        clock.runningSince = now
        clock.isExact = isExact
        switch reason {
        case .response:
            clock.beneathMilliseconds = milliseconds(at: now)
            clock.isBeneathExact = self.isExact
        case .resume:
            clock.began = nil
            clock.usedMilliseconds = beneathMilliseconds ?? 0
            clock.isExact = beneathMilliseconds != nil && isBeneathExact
        case .start, .next, .over, .end: break
        }
        self = clock
    }

    /// It stands still in a silence of the bell and in a break. (SPEC §14.5)
    mutating func follow(isStill: Bool, at now: Moment) {
        usedMilliseconds = milliseconds(at: now)
        runningSince = isStill ? nil : now
    }

    /// The relay was restarted: its clocks begin anew. (SPEC §14.8)
    mutating func beginAnew(at now: Moment) {
        usedMilliseconds = 0
        if runningSince != nil { runningSince = now }
    }

    /// Seconds that the phase has lasted; nil when its beginning was not seen.
    func usedSeconds(at now: Moment) -> UInt64? {
        isExact ? milliseconds(at: now) / 1_000 : nil
    }

    private func milliseconds(at now: Moment) -> UInt64 {
        usedMilliseconds + (runningSince.map { now.since($0) } ?? 0)
    }
}
