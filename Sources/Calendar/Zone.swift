/// What the clocks of a place show, at every moment there was and will be.
///
/// A value made of the system's own file, so that two places can be asked at once: the C library
/// knows one zone for a whole process, and no rules of others.
public struct Zone: Hashable, Sendable {
    /// The changes that are listed one by one, in order.
    private let changes: [ZoneChange]
    /// What held before all of them.
    private let earliest: LocalKind
    /// What holds after them, for ever.
    let rule: PosixZone?

    init(changes: [ZoneChange], earliest: LocalKind, rule: PosixZone?) {
        self.changes = changes
        self.earliest = earliest
        self.rule = rule
    }

    /// A place that has had one rule for ever.
    public init(rule: PosixZone) {
        self.init(changes: [], earliest: rule.standard, rule: rule)
    }

    /// What the clocks show at a moment.
    public func kind(at moment: Int) -> LocalKind {
        // Below `low` no change is after the moment, from `high` on every one is.
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].moment <= moment { low = middle + 1 } else { high = middle }
        }
        if low == changes.count, let rule { return rule.kind(at: moment) }
        return low == 0 ? earliest : changes[low - 1].after
    }

    /// The changes from one moment to another, in order; changes that nobody sees are left out.
    func changes(from start: Int, to end: Int) -> [ZoneChange] {
        var found = changes.filter { (start...end).contains($0.moment) }
        let lastListed = changes.last?.moment ?? Int.min
        if let rule, start <= end {
            let years = LocalSeconds(start).date.year - 1...LocalSeconds(end).date.year + 1
            for change in years.flatMap({ rule.changes(in: $0) })
            where change.moment > lastListed && (start...end).contains(change.moment) {
                found.append(change)
            }
        }
        return found.filter { $0.before != $0.after }
    }

    /// What calendars and clocks show at a moment.
    func local(of moment: Int) -> LocalSeconds {
        LocalSeconds(moment + kind(at: moment).offset)
    }

    /// The moment at which the clocks show this.
    ///
    /// What a change skips is counted as before the change; of what they show twice, the first.
    /// (SPEC §3.10)
    func moment(of local: LocalSeconds) -> Int {
        let before = kind(at: local.count - LocalKind.offsetBounds.upperBound).offset
        let early = local.count - before
        let offset = kind(at: early).offset
        guard offset != before else { return early }
        let late = local.count - offset
        return kind(at: late).offset == offset ? late : early
    }
}
