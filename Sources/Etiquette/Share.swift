/// The clock of one share.
///
/// It tells and never cuts. (SPEC §8.7)
struct Share: Hashable, Sendable {
    /// What the share has, 0 for no limit.
    var limit: UInt64 = 0
    /// Lines said.
    var lines = 0
    /// Time used before the clock last started.
    private var used: UInt64 = 0
    /// When the clock last started; nil while it stands still.
    private(set) var runsSince: Moment?
    /// How many of 80, 100 and 150 percent have been told.
    private var told = 0
    /// Link losses in this turn, added up. (SPEC §8.9)
    var graceUsed: UInt64 = 0
    /// When the last line came, or the clock started; nil once the silence has been noticed.
    private var quietSince: Moment?
    /// When a facilitator's request to close is due. (SPEC §8.12)
    var homeDue: Moment?

    private static let percents: [UInt64] = [80, 100, 150]

    init() {}

    init(limit: UInt64, at now: Moment) {
        self.limit = limit
        start(at: now)
    }

    mutating func start(at now: Moment) {
        guard runsSince == nil else { return }
        runsSince = now
        quietSince = now
    }

    mutating func stop(at now: Moment) {
        used = spent(at: now)
        runsSince = nil
    }

    func spent(at now: Moment) -> UInt64 {
        guard let runsSince else { return used }
        let (sum, overflow) = used.addingReportingOverflow(now.since(runsSince))
        return overflow ? .max : sum
    }

    func left(at now: Moment) -> UInt64 {
        let spent = spent(at: now)
        return limit > spent ? limit - spent : 0
    }

    mutating func heardLine(at now: Moment) {
        lines += 1
        quietSince = now
    }

    /// Gives more time, and will tell again about it.
    mutating func extend(by milliseconds: UInt64, at now: Moment) {
        guard limit > 0 else { return }
        limit += milliseconds
        let spent = spent(at: now)
        told = Self.percents.prefix { spent >= threshold($0) }.count
    }

    private func threshold(_ percent: UInt64) -> UInt64 { limit / 100 * percent }

    private var nextThreshold: UInt64? {
        limit > 0 && told < Self.percents.count ? threshold(Self.percents[told]) : nil
    }

    /// The next percentage that is due, once.
    mutating func percentDue(at now: Moment) -> Int? {
        guard runsSince != nil, let next = nextThreshold, spent(at: now) >= next else { return nil }
        told += 1
        return Int(Self.percents[told - 1])
    }

    /// Whether the holder has just been silent for long; true once per silence.
    mutating func silenceDue(after quiet: UInt64, at now: Moment) -> Bool {
        guard runsSince != nil, let since = quietSince, now.since(since) >= quiet else {
            return false
        }
        quietSince = nil
        return true
    }

    /// When the clock next has something to tell.
    func deadline(quiet: UInt64) -> Moment? {
        guard let runsSince else { return homeDue }
        let percent = nextThreshold.map { runsSince.after($0 > used ? $0 - used : 0) }
        return earliest(earliest(percent, quietSince?.after(quiet)), homeDue)
    }

    mutating func shift(by milliseconds: UInt64) {
        runsSince = runsSince?.after(milliseconds)
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
