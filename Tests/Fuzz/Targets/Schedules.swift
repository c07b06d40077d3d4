import Calendar

/// Schedules, time zones, and the calendar entries that come of them. (SPEC §3.10)
enum Schedules {
    private static let utc: Zone = {
        guard let rule = PosixZone(text: "UTC0") else { fatalError("a rule of the right form") }
        return Zone(rule: rule)
    }()

    /// A schedule, or what somebody typed about one, at a moment.
    static func check(_ choices: inout Choices) {
        let now = moment(&choices)
        let words = text(choices.rest())
        if let schedule = Schedule(text: words) {
            fuzz.check(schedule.text == words, "a schedule that is spelled otherwise")
            check(schedule, in: utc, now: now)
        }
        guard let wish = try? ScheduleWish(text: words), let name = ZoneName("Europe/Berlin"),
            let made = try? wish.schedule(
                minutes: wish.minutes ?? 90,
                zone: wish.zone ?? name,
                rules: utc,
                now: now
            )
        else { return }
        fuzz.check(Schedule(text: made.text) == made, "another schedule: \(made.text)")
        check(made, in: utc, now: now)
    }

    /// A file of the time zone database, or a rule of its last line.
    static func checkZone(_ choices: inout Choices) {
        let now = moment(&choices)
        let isFile = choices.byte() & 1 == 0
        let bytes = choices.rest()
        let rule = isFile ? nil : PosixZone(text: text(bytes)).map { Zone(rule: $0) }
        guard let zone = isFile ? Zone(file: bytes) : rule else { return }
        let texts = [
            "weekly tue 19:00 from 2026-12-01 for 90 min in Europe/Berlin",
            "monthly last sun 02:30 from 2000-03-26 for 720 min in UTC",
            "2199-12-31 23:59 for 720 min in A/B",
        ]
        for schedule in texts.compactMap({ Schedule(text: $0) }) {
            check(schedule, in: zone, now: now)
        }
    }

    /// Any second from 1970 to long after the last schedule.
    private static func moment(_ choices: inout Choices) -> Int {
        choices.take(4).reduce(0) { $0 << 8 | Int($1) } * 2
    }

    private static func check(_ schedule: Schedule, in zone: Zone, now: Int) {
        if let meeting = schedule.nextMeeting(after: now, in: zone) {
            fuzz.check(meeting.end > now, "the next meeting is over")
            fuzz.check(meeting.end - meeting.start == schedule.minutes * 60, "another length")
            _ = ScheduleEnglish.sentence(for: meeting, now: now, by: .own(zone))
        }
        _ = ScheduleEnglish.rule(schedule)
        let entry = CalendarEntry(
            schedule,
            zone: zone,
            identifier: [UInt8](repeating: 3, count: CalendarEntry.identifierCount),
            title:
                "Evening; circle, \\ \n 🙂 of all who wish to come and stay for a long, long while",
            description: "No words\r\nof anybody."
        )
        let lines = Array(entry.text(now: now).utf8).split(
            separator: 10,
            omittingEmptySubsequences: false
        )
        fuzz.check(lines.last?.isEmpty == true, "a calendar without its last end")
        for line in lines.dropLast() {
            fuzz.check(
                line.last == 13 && line.count <= 76,
                "a line of \(line.count): \(text(line))"
            )
        }
    }
}
