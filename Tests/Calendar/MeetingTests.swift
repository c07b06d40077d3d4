import Calendar
import Testing

@Suite("§3.10 Meetings and the clocks of their zone")
struct MeetingTests {
    private func starts(
        _ text: String,
        from moment: String,
        _ count: Int
    ) throws -> [Int] {
        let schedule = try #require(Schedule(text: text))
        let zone = try Place.zone(schedule.zone.text)
        var now = try Place.moment(moment)
        var starts: [Int] = []
        while starts.count < count, let meeting = schedule.nextMeeting(after: now, in: zone) {
            #expect(meeting.end - meeting.start == schedule.minutes * 60)
            #expect(meeting.end > now)
            starts.append(meeting.start)
            now = meeting.end
        }
        return starts
    }

    private func check(_ text: String, _ moments: [String]) throws {
        let first = try #require(moments.first)
        let before = "\(first.prefix(10)) 00:00"
        #expect(try starts(text, from: before, moments.count) == moments.map(Place.moment))
    }

    @Test("§3.10 a weekly meeting keeps its local time when the clocks change") func keeps() throws
    {
        try check(
            "weekly tue 19:00 from 2026-10-13 for 90 min in Europe/Berlin",
            ["2026-10-13 17:00", "2026-10-20 17:00", "2026-10-27 18:00", "2026-11-03 18:00"]
        )
        try check(
            "weekly sun 09:00 from 2027-03-07 for 90 min in America/New_York",
            ["2027-03-07 14:00", "2027-03-14 13:00", "2027-03-21 13:00"]
        )
        try check(
            "weekly sun 18:00 from 2027-03-28 for 90 min in Australia/Lord_Howe",
            ["2027-03-28 07:00", "2027-04-04 07:30"]
        )
    }

    @Test("§3.10 a time that is skipped is counted as before the change") func skipped() throws {
        try check(
            "weekly sun 02:30 from 2027-03-21 for 90 min in Europe/Berlin",
            ["2027-03-21 01:30", "2027-03-28 01:30", "2027-04-04 00:30"]
        )
    }

    @Test("§3.10 of a time that comes twice the first one is meant") func twice() throws {
        try check(
            "weekly sun 02:30 from 2027-10-24 for 90 min in Europe/Berlin",
            ["2027-10-24 00:30", "2027-10-31 00:30", "2027-11-07 01:30"]
        )
    }

    @Test("§3.10 whole days are skipped where the date line was moved") func dateLine() throws {
        // Samoa had no 30 December 2011.
        try check(
            "weekly fri 12:00 from 2011-12-23 for 60 min in Pacific/Apia",
            ["2011-12-23 22:00", "2011-12-30 22:00", "2012-01-05 22:00"]
        )
    }

    @Test("§3.10 a meeting that is under way is the next one until it is over") func underWay()
        throws
    {
        let text = "weekly tue 23:30 from 2026-11-24 for 90 min in Europe/Berlin"
        let start = try Place.moment("2026-11-24 22:30")
        #expect(try starts(text, from: "2026-11-24 22:29", 1) == [start])
        #expect(try starts(text, from: "2026-11-24 23:59", 1) == [start])
        #expect(try starts(text, from: "2026-11-25 00:00", 1) == [start + 7 * 86_400])
    }

    @Test("§3.10 one day comes once") func once() throws {
        let text = "2026-12-01 19:00 for 90 min in Europe/Berlin"
        #expect(try starts(text, from: "2026-01-01 00:00", 5) == [Place.moment("2026-12-01 18:00")])
    }

    @Test("§3.10 at the end of the calendar there is no next meeting") func end() throws {
        let text = "monthly last tue 19:00 from 2026-12-29 for 90 min in Europe/Berlin"
        #expect(try starts(text, from: "2199-12-31 23:00", 1) == [])
        let schedule = try #require(Schedule(text: text))
        let zone = try Place.zone("Europe/Berlin")
        #expect(schedule.nextMeeting(after: 1 << 50, in: zone) == nil)
    }
}

@Suite("§3.10 Meetings in words")
struct ScheduleEnglishTests {
    private func told(_ start: String, now: String, zone: String = "Europe/Berlin") throws -> String
    {
        let meeting = try Place.moment(start)
        let berlin = try Place.zone(zone)
        let schedule = try #require(Schedule(text: "\(start) for 90 min in UTC"))
        let next = schedule.nextMeeting(after: meeting - 1, in: try Place.zone("UTC"))
        return ScheduleEnglish.sentence(
            for: try #require(next),
            now: try Place.moment(now),
            by: .own(berlin)
        )
    }

    @Test(
        "a meeting is told by the reader's own clock and calendar",
        arguments: [
            (
                "2026-11-24 19:00", "2026-11-21 12:00",
                "The next meeting is on Tuesday 24 November at 20:00 your time, in 3 days."
            ),
            (
                "2026-11-24 23:30", "2026-11-21 12:00",
                "The next meeting is on Wednesday 25 November at 00:30 your time, in 4 days."
            ),
            (
                "2026-11-24 19:00", "2026-11-23 22:59",
                "The next meeting is tomorrow, Tuesday 24 November, at 20:00 your time."
            ),
            (
                "2026-11-24 19:00", "2026-11-23 23:00",
                "The next meeting is today, Tuesday 24 November, at 20:00 your time, in 20 hours."
            ),
            (
                "2026-11-24 19:00", "2026-11-24 17:01",
                "The next meeting is today, Tuesday 24 November, at 20:00 your time, in 119 minutes."
            ),
            (
                "2026-11-24 19:00", "2026-11-24 18:59",
                "The next meeting is today, Tuesday 24 November, at 20:00 your time, in 1 minute."
            ),
            ("2026-11-24 19:00", "2026-11-24 19:00", "Today's meeting began at 20:00 your time."),
            (
                "2026-11-24 22:30", "2026-11-24 23:30",
                "The meeting of Tuesday 24 November began at 23:30 your time."
            ),
            (
                "2027-01-05 19:00", "2026-11-24 19:00",
                "The next meeting is on Tuesday 5 January 2027 at 20:00 your time, in 42 days."
            ),
        ] as [(String, String, String)]
    )
    func sentences(_ start: String, _ now: String, _ sentence: String) throws {
        #expect(try told(start, now: now) == sentence)
    }

    @Test("where nobody knows the reader's clock, the circle's is named") func circle() throws {
        let name = try #require(ZoneName("Asia/Tokyo"))
        let meeting = try #require(
            Schedule(text: "2026-11-24 19:00 for 90 min in Asia/Tokyo")?
                .nextMeeting(after: 0, in: Place.zone("Asia/Tokyo"))
        )
        let sentence = ScheduleEnglish.sentence(
            for: meeting,
            now: try Place.moment("2026-11-21 12:00"),
            by: .circle(try Place.zone("Asia/Tokyo"), name)
        )
        #expect(
            sentence
                == "The next meeting is on Tuesday 24 November at 19:00 Asia/Tokyo time, in 3 days."
        )
    }

    @Test(
        "a rule is told in a sentence's part",
        arguments: [
            ("weekly tue 19:00 from 2026-12-01", "every Tuesday at 19:00"),
            ("every 2 weeks tue 19:00 from 2026-12-01", "every 2 weeks on Tuesday at 19:00"),
            (
                "monthly first tue 19:00 from 2026-12-01",
                "on the first Tuesday of the month at 19:00"
            ),
            ("2026-12-01 19:00", "on Tuesday 1 December 2026 at 19:00"),
        ]
    )
    func rules(_ days: String, _ words: String) throws {
        let schedule = try #require(Schedule(text: "\(days) for 90 min in Europe/Berlin"))
        #expect(ScheduleEnglish.rule(schedule) == "\(words), Europe/Berlin time, for 90 minutes")
    }
}
