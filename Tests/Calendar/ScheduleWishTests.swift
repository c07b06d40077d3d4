import Calendar
import Testing

@Suite("§3.10 What people type about a schedule")
struct ScheduleWishTests {
    private let berlin: Zone
    private let name: ZoneName
    /// A Tuesday; 18:59 in Berlin.
    private let now: Int

    init() throws {
        berlin = try Place.zone("Europe/Berlin")
        name = try #require(ZoneName("Europe/Berlin"))
        now = try Place.moment("2026-11-24 17:59")
    }

    @Test(
        "§3.10 what was left out is filled in: the next meeting that is not over comes first",
        arguments: [
            ("weekly tue 19:00", "weekly tue 19:00 from 2026-11-24"),
            ("WEEKLY Tuesday 19:00", "weekly tue 19:00 from 2026-11-24"),
            // It is under way, or it is over.
            ("weekly tue 18:00", "weekly tue 18:00 from 2026-11-24"),
            ("weekly tue 17:00", "weekly tue 17:00 from 2026-12-01"),
            ("weekly mon 19:00", "weekly mon 19:00 from 2026-11-30"),
            ("every 2 weeks tue 17:00", "every 2 weeks tue 17:00 from 2026-12-01"),
            ("weekly tue 19:00 from 2026-12-02", "weekly tue 19:00 from 2026-12-08"),
            ("weekly tue 19:00 from 2025-12-02", "weekly tue 19:00 from 2025-12-02"),
            ("monthly first tue 19:00", "monthly first tue 19:00 from 2026-12-01"),
            ("monthly last tue 17:00", "monthly last tue 17:00 from 2026-12-29"),
            ("monthly fourth tue 19:00", "monthly fourth tue 19:00 from 2026-11-24"),
            ("2026-11-24 19:00", "2026-11-24 19:00"),
            ("  weekly   tue  19:00 ", "weekly tue 19:00 from 2026-11-24"),
        ]
    )
    func filled(_ typed: String, _ days: String) throws {
        let wish = try ScheduleWish(text: typed)
        #expect(wish.minutes == nil)
        #expect(wish.zone == nil)
        let schedule = try wish.schedule(minutes: 90, zone: name, rules: berlin, now: now)
        #expect(schedule?.text == "\(days) for 90 min in Europe/Berlin")
    }

    @Test("§3.10 a day that is over is no schedule") func over() throws {
        let wish = try ScheduleWish(text: "2026-11-24 17:00")
        #expect(try wish.schedule(minutes: 90, zone: name, rules: berlin, now: now) == nil)
    }

    @Test("§3.10 a whole schedule can be typed as it is printed", arguments: ScheduleTests.good)
    func whole(_ text: String) throws {
        let wish = try ScheduleWish(text: text)
        let zone = try #require(wish.zone)
        let minutes = try #require(wish.minutes)
        let earlier = try Place.moment("1999-11-24 17:59")
        let rules = try Place.zone(zone.text)
        let schedule = try wish.schedule(minutes: minutes, zone: zone, rules: rules, now: earlier)
        #expect(schedule?.text == text)
    }

    @Test(
        "§3.10 a fault names its place and what should be there",
        arguments: [
            ("", "The schedule ends too early: begin with weekly"),
            ("wekly tue 19:00", "“wekly” (character 1 of the schedule) does not fit: begin with"),
            ("weekly", "The schedule ends too early: a day is mon"),
            (
                "weekly tues 19:00",
                "“tues” (character 8 of the schedule) does not fit: a day is mon"
            ),
            ("weekly tue 7pm", "“7pm” (character 12 of the schedule) does not fit: a time is"),
            ("weekly tue 24:00", "“24:00” (character 12 of the schedule) does not fit: a time is"),
            ("weekly tue", "The schedule ends too early: a time is written"),
            (
                "every two weeks tue 19:00",
                "“two” (character 7 of the schedule) does not fit: after"
            ),
            ("every 1 weeks tue 19:00", "“1” (character 7 of the schedule) does not fit: after"),
            ("every 2 week tue 19:00", "“week” (character 9 of the schedule) does not fit: after"),
            ("monthly tue 19:00", "“tue” (character 9 of the schedule) does not fit: after"),
            ("2026-02-29 19:00", "“2026-02-29” (character 1 of the schedule) does not fit: begin"),
            ("2026-12-01", "The schedule ends too early: a time is written"),
            ("weekly tue 19:00 at", "“at” (character 18 of the schedule) does not fit: after the"),
            (
                "weekly tue 19:00 from mon",
                "“mon” (character 23 of the schedule) does not fit: a date"
            ),
            (
                "weekly tue 19:00 for 3 min",
                "“3” (character 22 of the schedule) does not fit: after"
            ),
            ("weekly tue 19:00 for 90 h", "“h” (character 25 of the schedule) does not fit: after"),
            (
                "weekly tue 19:00 in ..",
                "“..” (character 21 of the schedule) does not fit: a time zone"
            ),
        ]
    )
    func faults(_ typed: String, _ beginning: String) throws {
        let fault = try #require(throws: ScheduleFault.self) { try ScheduleWish(text: typed) }
        #expect(fault.description.hasPrefix(beginning), "\(fault.description)")
        #expect(fault.description.hasSuffix("."))
    }

    @Test("§3.10 a length or a year that no schedule names is a fault") func bounds() throws {
        let wish = try ScheduleWish(text: "weekly tue 19:00")
        #expect(throws: ScheduleFault.minutes) {
            try wish.schedule(minutes: 4, zone: name, rules: berlin, now: now)
        }
        let far = try ScheduleWish(text: "2200-01-01 19:00")
        #expect(throws: ScheduleFault.tooFar) {
            try far.schedule(minutes: 90, zone: name, rules: berlin, now: now)
        }
    }
}
