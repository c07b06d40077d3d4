import Calendar
import Testing

@Suite("Entries for calendar programs")
struct CalendarEntryTests {
    private func entry(
        _ text: String,
        title: String = "Tuesday",
        description: String = "circle join tuesday"
    ) throws -> String {
        let schedule = try #require(Schedule(text: text))
        return CalendarEntry(
            schedule,
            zone: try Place.zone(schedule.zone.text),
            identifier: [0x01, 0xAB, 0xFF],
            title: title,
            description: description
        ).text(now: try Place.moment("2026-11-21 12:00"))
    }

    @Test("a weekly meeting in a zone with a yearly rule comes out whole") func whole() throws {
        let rows = try entry("weekly tue 19:00 from 2026-12-01 for 90 min in Europe/Berlin")
        #expect(
            rows.split(separator: "\r\n", omittingEmptySubsequences: false) == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//circle//circle//EN",
                "CALSCALE:GREGORIAN", "BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "BEGIN:DAYLIGHT",
                "DTSTART:20260329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT", "BEGIN:STANDARD",
                "DTSTART:20261025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE",
                "BEGIN:VEVENT", "UID:01abff", "DTSTAMP:20261121T120000Z",
                "DTSTART;TZID=Europe/Berlin:20261201T190000", "DURATION:PT90M",
                "RRULE:FREQ=WEEKLY;BYDAY=TU", "SUMMARY:Tuesday", "DESCRIPTION:circle join tuesday",
                "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT10M", "DESCRIPTION:Tuesday",
                "END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
            ]
        )
    }

    @Test("a zone without a summer time has one part") func plain() throws {
        let text = try entry("2026-12-01 19:00 for 90 min in Asia/Kolkata")
        #expect(text.contains("TZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nTZNAME:IST\r\n"))
        #expect(!text.contains("DAYLIGHT"))
        #expect(!text.contains("RRULE"))
    }

    @Test("changes that no rule of calendars can say are listed one by one") func listed() throws {
        let text = try entry("weekly tue 19:00 from 2026-12-01 for 90 min in America/Santiago")
        #expect(!text.contains("RRULE:FREQ=YEARLY"))
        // The first Saturday of April, at the end of the day.
        #expect(text.contains("20270404T000000"))
    }

    @Test("the rules of other weeks and months are said") func rules() throws {
        let rest = "for 90 min in Europe/Berlin"
        let biweekly = try entry("every 2 weeks tue 19:00 from 2026-12-01 \(rest)")
        #expect(biweekly.contains("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU\r\n"))
        let monthly = try entry("monthly first tue 19:00 from 2026-12-01 \(rest)")
        #expect(monthly.contains("RRULE:FREQ=MONTHLY;BYDAY=1TU\r\n"))
        let last = try entry("monthly last tue 19:00 from 2026-12-29 \(rest)")
        #expect(last.contains("RRULE:FREQ=MONTHLY;BYDAY=-1TU\r\n"))
    }

    @Test("titles are escaped and folded, and no letter is cut") func folding() throws {
        let title = String(repeating: "Trauer; Abschied, Trost\\ – ", count: 8)
        let text = try entry(
            "2026-12-01 19:00 for 90 min in UTC",
            title: title,
            description: "one\ntwo\u{7}"
        )
        for row in text.split(separator: "\r\n") { #expect(row.utf8.count <= 75) }
        let unfolded = text.replacing("\r\n ", with: "")
        let escaped = String(repeating: "Trauer\\; Abschied\\, Trost\\\\ – ", count: 8)
        #expect(unfolded.contains("SUMMARY:\(escaped)\r\n"))
        #expect(unfolded.contains("DESCRIPTION:one\\ntwo\r\n"))
        #expect(!text.replacing("\r\n", with: "").contains { $0.isNewline })
    }
}
