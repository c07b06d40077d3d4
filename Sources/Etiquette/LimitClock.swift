/// A clock that tells how much of its time is over, and ends nothing. (SPEC §8.7, §14.5)
struct LimitClock: Hashable, Sendable {
    /// What there is in all, 0 for no limit.
    private(set) var limit: UInt64 = 0
    /// Time used before the clock last started.
    private var used: UInt64 = 0
    /// When the clock last started; nil while it stands still.
    private(set) var runsSince: Moment?
    /// How many of 80, 100 and 150 percent have been told.
    private var told = 0

    private static let percents: [UInt64] = [80, 100, 150]

    init() {}

    /// A clock that runs from `now`.
    init(limit: UInt64, at now: Moment) {
        self.limit = limit
        runsSince = now
    }

    mutating func start(at now: Moment) {
        if runsSince == nil { runsSince = now }
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

    /// How much of the time is over, at most 999; 0 without a limit.
    func percent(at now: Moment) -> Int {
        guard limit > 0 else { return 0 }
        let (product, overflow) = spent(at: now).multipliedReportingOverflow(by: 100)
        return overflow ? 999 : Int(min(product / limit, 999))
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

    /// When the next percentage is due, while the clock runs.
    var deadline: Moment? {
        guard let runsSince, let next = nextThreshold else { return nil }
        return runsSince.after(next > used ? next - used : 0)
    }

    mutating func shift(by milliseconds: UInt64) {
        runsSince = runsSince?.after(milliseconds)
    }
}
