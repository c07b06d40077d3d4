/// The clock of one share.
///
/// It tells and never cuts. (SPEC §8.7)
struct Share: Hashable, Sendable {
    /// Lines said.
    var lines = 0
    /// Link losses in this turn, added up. (SPEC §8.9)
    var graceUsed: UInt64 = 0
    /// When a facilitator's request to close is due. (SPEC §8.12)
    var homeDue: Moment?
    private var clock = LimitClock()
    /// When the last line came, or the clock started; nil once the silence has been noticed.
    private var quietSince: Moment?

    init() {}

    init(limit: UInt64, at now: Moment) {
        clock = LimitClock(limit: limit, at: now)
        quietSince = now
    }

    /// What the share has, 0 for no limit.
    var limit: UInt64 { clock.limit }

    mutating func start(at now: Moment) {
        guard clock.runsSince == nil else { return }
        clock.start(at: now)
        quietSince = now
    }

    mutating func stop(at now: Moment) { clock.stop(at: now) }

    func spent(at now: Moment) -> UInt64 { clock.spent(at: now) }

    func left(at now: Moment) -> UInt64 { clock.left(at: now) }

    /// How much of the time is over, at most 999; 0 without a limit. (SPEC §14.7)
    func percent(at now: Moment) -> Int { clock.percent(at: now) }

    mutating func heardLine(at now: Moment) {
        lines += 1
        quietSince = now
    }

    /// Gives more time, and will tell again about it.
    mutating func extend(by milliseconds: UInt64, at now: Moment) {
        clock.extend(by: milliseconds, at: now)
    }

    /// The next percentage that is due, once.
    mutating func percentDue(at now: Moment) -> Int? { clock.percentDue(at: now) }

    /// Whether the holder has just been silent for long; true once per silence.
    mutating func silenceDue(after quiet: UInt64, at now: Moment) -> Bool {
        guard clock.runsSince != nil, let since = quietSince, now.since(since) >= quiet else {
            return false
        }
        quietSince = nil
        return true
    }

    /// When the clock next has something to tell.
    func deadline(quiet: UInt64) -> Moment? {
        guard clock.runsSince != nil else { return homeDue }
        return earliest(earliest(clock.deadline, quietSince?.after(quiet)), homeDue)
    }

    mutating func shift(by milliseconds: UInt64) {
        clock.shift(by: milliseconds)
        quietSince = quietSince?.after(milliseconds)
        homeDue = homeDue?.after(milliseconds)
    }
}

/// The times of one offer. (SPEC §8.4)
struct Offer: Hashable, Sendable {
    var nudge: Moment?
    var lapses: Moment?
    /// Lines a facilitator may still say to it. (SPEC §7.2)
    var callLinesLeft = 0
    /// What the share will have, when its part of the phase was counted. (SPEC §15.5)
    var limit: UInt64?

    mutating func shift(by milliseconds: UInt64) {
        nudge = nudge?.after(milliseconds)
        lapses = lapses?.after(milliseconds)
    }
}

/// The earlier of two moments that may not exist.
func earliest(_ left: Moment?, _ right: Moment?) -> Moment? {
    guard let left else { return right }
    guard let right else { return left }
    return min(left, right)
}
