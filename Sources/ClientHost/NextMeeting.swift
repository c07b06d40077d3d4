import Calendar

/// When the circle of a seat meets next, told by the person's own clock. (SPEC §3.10)
enum NextMeeting {
    /// A sentence, or nil when no schedule is known or all its meetings are over.
    static func sentence(for seat: SeatRecord) -> String? {
        guard let schedule = seat.schedule else { return nil }
        guard let zone = SystemZones.zone(schedule.zone) else {
            return
                "The circle meets \(ScheduleEnglish.rule(schedule)). This machine has no data for"
                + " that time zone."
        }
        let now = WallClock.now
        guard let meeting = schedule.nextMeeting(after: now, in: zone) else { return nil }
        let clock = SystemZones.own.map(ScheduleEnglish.Clock.own) ?? .circle(zone, schedule.zone)
        return ScheduleEnglish.sentence(for: meeting, now: now, by: clock)
    }
}
