/// A circle's meetings as an entry for calendar programs, by RFC 5545.
public struct CalendarEntry: Sendable {
    /// How many bytes an identifier is made of.
    public static let identifierCount = 16

    private let schedule: Schedule
    private let zone: Zone
    private let identifier: [UInt8]
    private let title: String
    private let description: String

    /// An entry; the `identifier` is the same whenever the same circle's entry is made.
    public init(
        _ schedule: Schedule,
        zone: Zone,
        identifier: [UInt8],
        title: String,
        description: String
    ) {
        self.schedule = schedule
        self.zone = zone
        self.identifier = identifier
        self.title = title
        self.description = description
    }

    /// The whole calendar, made at `now`.
    public func text(now: Int) -> String {
        let first = LocalSeconds(schedule.first, schedule.time)
        let start = zone.moment(of: first)
        var calendar = CalendarText()
        calendar.part("VCALENDAR") { calendar in
            calendar.line("VERSION", "2.0")
            calendar.line("PRODID", "-//circle//circle//EN")
            calendar.line("CALSCALE", "GREGORIAN")
            ZoneEntry(schedule.zone, zone, around: start).write(to: &calendar)
            calendar.part("VEVENT") { calendar in
                calendar.line("UID", uid)
                calendar.line("DTSTAMP", CalendarText.moment(LocalSeconds(now)) + "Z")
                calendar.line(
                    "DTSTART;TZID=\(schedule.zone.text)",
                    CalendarText.moment(first)
                )
                calendar.line("DURATION", "PT\(schedule.minutes)M")
                if let rule { calendar.line("RRULE", rule) }
                calendar.words("SUMMARY", title)
                calendar.words("DESCRIPTION", description)
                calendar.part("VALARM") { calendar in
                    calendar.line("ACTION", "DISPLAY")
                    calendar.line("TRIGGER", "-PT10M")
                    calendar.words("DESCRIPTION", title)
                }
            }
        }
        return calendar.text
    }

    private var uid: String {
        identifier.map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    private var rule: String? {
        let day = schedule.first.weekday.calendarWord
        switch schedule.rule {
        case .once: return nil
        case .weekly(1, _): return "FREQ=WEEKLY;BYDAY=\(day)"
        case .weekly(let weeks, _): return "FREQ=WEEKLY;INTERVAL=\(weeks);BYDAY=\(day)"
        case .monthly(let place, _):
            return "FREQ=MONTHLY;BYDAY=\(place == .last ? -1 : place.rawValue)\(day)"
        }
    }
}
