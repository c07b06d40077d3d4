import Etiquette

/// How long the present share has lasted, as seen from here: it runs only while the stick is held.
/// (SPEC §8.7)
struct ShareClock: Hashable, Sendable {
    private var turn: UInt32 = 0
    private var runningSince: Moment?
    private var usedMilliseconds: UInt64 = 0
    /// Whether the share was seen from its beginning.
    private(set) var isExact = false

    /// The floor is in this state from `now` on.
    mutating func follow(turn: UInt32, state: FloorState, isExact: Bool, at now: Moment) {
        if turn != self.turn {
            self = ShareClock()
            self.turn = turn
            self.isExact = isExact
        }
        if let since = runningSince { usedMilliseconds += now.since(since) }
        runningSince = state == .held ? now : nil
    }

    /// The relay was restarted: its clocks begin anew. (SPEC §5.13)
    mutating func beginAnew(at now: Moment) {
        usedMilliseconds = 0
        if runningSince != nil { runningSince = now }
    }

    /// Seconds used of this share.
    func usedSeconds(at now: Moment) -> UInt64 {
        (usedMilliseconds + (runningSince.map { now.since($0) } ?? 0)) / 1_000
    }
}
