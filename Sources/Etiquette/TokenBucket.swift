/// A rate with a burst: so many at once, then one each interval.
public struct TokenBucket: Hashable, Sendable {
    /// How many a full bucket gives, and how long one token takes to come back.
    public struct Rate: Hashable, Sendable {
        /// Tokens at once.
        public var burst: UInt64
        /// Time for one token, in microseconds.
        public var microsecondsPerToken: UInt64

        /// A rate of `burst` at once, then one token each `microsecondsPerToken`.
        public init(burst: UInt64, microsecondsPerToken: UInt64) {
            self.burst = burst
            self.microsecondsPerToken = microsecondsPerToken
        }
    }

    /// Microseconds' worth of tokens that have been taken and are not back yet.
    private var debt: UInt64 = 0
    private var countedAt = Moment(0)

    /// A full bucket.
    public init() {}

    /// Takes `tokens`, or takes nothing and says how many milliseconds to wait for them.
    public mutating func take(_ tokens: UInt64, of rate: Rate, at now: Moment) -> UInt64? {
        let (elapsed, tooLong) = now.since(countedAt).multipliedReportingOverflow(by: 1_000)
        debt = tooLong || elapsed >= debt ? 0 : debt - elapsed
        countedAt = max(now, countedAt)
        let (price, dear) = tokens.multipliedReportingOverflow(by: rate.microsecondsPerToken)
        let (room, wide) = rate.burst.multipliedReportingOverflow(by: rate.microsecondsPerToken)
        let (wanted, over) = debt.addingReportingOverflow(price)
        guard !dear, !over else { return .max }
        guard wide || wanted <= room else { return (wanted - room + 999) / 1_000 }
        debt = wanted
        return nil
    }
}
