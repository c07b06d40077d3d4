/// One meeting of a circle, in seconds since 1 January 1970 UTC.
public struct Meeting: Hashable, Sendable {
    /// When it begins.
    public let start: Int
    /// When it is planned to end.
    public let end: Int
}

extension Schedule {
    /// The meeting that is under way or comes next; nil when there will be none.
    public func nextMeeting(after now: Int, in zone: Zone) -> Meeting? {
        // A meeting that is under way may have begun on the day before.
        var day = zone.local(of: now).date.advanced(by: -2)
        while let date = date(onOrAfter: day), date.year <= Self.yearBounds.upperBound {
            let meeting = meeting(on: date, in: zone)
            if meeting.end > now { return meeting }
            day = date.advanced(by: 1)
        }
        return nil
    }

    /// The meeting that begins on a day.
    func meeting(on date: CivilDate, in zone: Zone) -> Meeting {
        let start = zone.moment(of: LocalSeconds(date, time))
        return Meeting(start: start, end: start + minutes * 60)
    }
}
