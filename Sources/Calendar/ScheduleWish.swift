/// What somebody typed about a schedule; the parts that they left out are filled in later.
///
/// `weekly tue 19:00`, `every 2 weeks tue 19:00`, `monthly first tue 19:00` or `2026-12-01 19:00`,
/// each with `from DATE`, `for MINUTES min` and `in ZONE` after it if they like.
public struct ScheduleWish: Sendable {
    enum Days: Hashable, Sendable {
        case once(CivilDate)
        case weekly(weeks: Int, Weekday)
        case monthly(Schedule.MonthPlace, Weekday)
    }

    let days: Days
    let time: CivilTime
    /// The earliest day.
    let from: CivilDate?
    /// The length that was said.
    public let minutes: Int?
    /// The zone that was said.
    public let zone: ZoneName?

    /// Reads what was typed; a fault names its place.
    public init(text: String) throws(ScheduleFault) {
        var reader = ScheduleReader(text)
        (days, time) = try reader.daysAndTime()
        if case .once = days {
            from = nil
        } else {
            from = try reader.take("from") ? try reader.date() : nil
        }
        minutes = try reader.take("for") ? try reader.minutes() : nil
        zone = try reader.take("in") ? try reader.zone() : nil
        try reader.finish()
    }

    /// The rule, when the first day was said too and is one of the rule's.
    var wholeRule: Schedule.Rule? {
        if case .once = days { return rule(from: nil) }
        return from.flatMap { rule(from: $0) }
    }

    /// The rule, beginning on the first of its days from `day` on.
    private func rule(from day: CivilDate?) -> Schedule.Rule? {
        switch days {
        case .once(let date): return .once(date)
        case .weekly(let weeks, let weekday):
            return day.map { .weekly(weeks: weeks, from: Self.next(weekday, $0)) }
        case .monthly(let place, let weekday):
            let from = day.flatMap { Schedule.date(place, weekday, onOrAfter: $0) }
            return from.map { .monthly(place, from: $0) }
        }
    }

    private static func next(_ weekday: Weekday, _ day: CivilDate) -> CivilDate {
        day.advanced(by: (weekday.rawValue - day.weekday.rawValue + 7) % 7)
    }

    /// The whole schedule: from the day that was said, or from the next meeting that is not over.
    ///
    /// What is given here goes before what was typed. nil when all its meetings are over.
    public func schedule(
        minutes: Int,
        zone name: ZoneName,
        rules zone: Zone,
        now: Int
    ) throws(ScheduleFault) -> Schedule? {
        guard Schedule.minutesBounds.contains(minutes) else { throw .minutes }
        var day = from ?? zone.local(of: now).date
        // Of today's meeting and the next one, the first that is not over begins the schedule.
        for _ in 0..<2 {
            guard let rule = rule(from: day),
                let schedule = Schedule(rule: rule, time: time, minutes: minutes, zone: name)
            else { throw .tooFar }
            guard from == nil else { return schedule }
            if schedule.meeting(on: schedule.first, in: zone).end > now { return schedule }
            if case .once = days { return nil }
            day = schedule.first.advanced(by: 1)
        }
        return nil
    }
}
