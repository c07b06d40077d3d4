// What is true after every event, whatever happened.

extension Circle {
    /// Whether the circle's facts agree with each other.
    ///
    /// Checked after every `apply` in debug.
    public var isConsistent: Bool {
        guard turn >= 1, space.map({ $0.number == spaces }) ?? true else { return false }
        if let seat = stick.seat {
            guard let record = record(of: seat), record.isSeated, record.role != .listener,
                !record.isOut
            else {
                return false
            }
            if case .held = stick, record.presence == .adrift { return false }
            if case .adrift = stick, record.presence != .adrift { return false }
        }
        if stick != .home, waiting != nil || windowEnds != nil { return false }
        if stick.seat != nil, boundaryEnds != nil { return false }
        return hostingIsConsistent && seats.allSatisfy { record in
            (record.isSeated || !record.waits)
                && (record.role != .listener || record.raise == nil)
                && (record.presence != .adrift || record.driftedSince != nil)
        }
    }

    private var hostingIsConsistent: Bool {
        if let chair = hosting.chair {
            guard let record = record(of: chair), record.isSeated, record.role.facilitates else {
                return false
            }
        }
        if hosting.isKept, hosting.chair != nil { return false }
        if rules.plan == nil {
            guard hosting.chair == nil, !hosting.isKept, hosting.door == .open else { return false }
        }
        return seats.allSatisfy { record in
            record.isOut == (record.isSeated && record.apart != .within)
                && (!record.isWaiting || (!record.isSeated && rules.plan != nil))
                && (!record.isBarred || !(record.isSeated || record.isWaiting))
                && (record.apart != .aside || !record.isSeated || !record.role.facilitates)
        }
    }
}
