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
        guard meetingIsConsistent, sticksAreConsistent else { return false }
        return hostingIsConsistent
            && seats.allSatisfy { record in
                (record.isSeated || !record.waits)
                    && (record.role != .listener || record.raise == nil)
                    && (record.presence != .adrift || record.driftedSince != nil)
            }
    }

    private var hostingIsConsistent: Bool {
        // After the end nobody leads any more: the chair stays where it was.
        if let chair = hosting.chair, !meeting.hasEnded {
            guard let record = record(of: chair), record.isSeated, record.role.facilitates else {
                return false
            }
        }
        if hosting.isKept, hosting.chair != nil { return false }
        if rules.plan == nil {
            guard hosting.chair == nil, !hosting.isKept else { return false }
        }
        return seats.allSatisfy { record in
            record.isOut == (record.isSeated && record.apart != .within)
                && (!record.isWaiting || !record.isSeated)
                && (!record.isBarred || !(record.isSeated || record.isWaiting))
                && !(record.apart.isByOthers && record.isSeated && record.role.facilitates)
        }
    }

    /// The phase and the floor agree, and so do the ring and the response. (SPEC §14 to §16)
    private var meetingIsConsistent: Bool {
        let isResponse = phaseKind == .response
        guard isResponse == (meeting.response != nil), isResponse == (meeting.beneath != nil)
        else { return false }
        guard (stick == .few) == (phaseKind == .few) else { return false }
        if phaseKind.isOpen, stick != .open { return false }
        if rules.plan != nil, stick == .open, !phaseKind.isOpen { return false }
        if meeting.hasEnded, stick != .home || space != nil { return false }
        if meeting.closes != nil, !stickIsOut { return false }
        let isRound = (meeting.beneath ?? meeting.phase)?.kind.isRound == true
        guard isRound || meeting.ring.isEmpty else { return false }
        return meeting.ring.allSatisfy { seat in
            guard let record = record(of: seat) else { return false }
            return record.isSeated && !record.listens && !record.part.wasVisited
                && meeting.ring.count { $0 == seat } == 1
        }
    }

    /// One stick to a seat that is here, each with a turn of its own. (SPEC §16.6)
    private var sticksAreConsistent: Bool {
        guard stick == .few || meeting.sticks.isEmpty,
            meeting.sticks.count <= Int(customs.sticks)
        else { return false }
        return heldSticks.allSatisfy { stick in
            guard let record = record(of: stick.seat), record.isSeated else { return false }
            return record.isConnected && !record.listens && stick.turn <= turn
                && heldSticks.count { $0.seat == stick.seat || $0.turn == stick.turn } == 1
        }
    }
}
