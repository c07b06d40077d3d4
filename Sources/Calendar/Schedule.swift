/// When a circle meets, as its members agreed on: a courtesy, which nothing enforces.
///
/// It travels in the box of an invitation, so the relay cannot read it. (SPEC §3.6, §3.10)
public struct Schedule: Hashable, Sendable {
    /// On which days.
    public enum Rule: Hashable, Sendable {
        /// On one day.
        case once(CivilDate)
        /// On the weekday of the first meeting, in each week or in every second, third and so on.
        case weekly(weeks: Int, from: CivilDate)
        /// On the weekday of the first meeting, at one place in each month.
        case monthly(MonthPlace, from: CivilDate)
    }

    /// Which of a month's days of one name.
    public enum MonthPlace: Int, CaseIterable, Sendable {
        case first = 1
        case second, third, fourth, last

        var word: String {
            switch self {
            case .first: "first"
            case .second: "second"
            case .third: "third"
            case .fourth: "fourth"
            case .last: "last"
            }
        }
    }

    /// The longest schedule, in bytes. (SPEC §3.10)
    public static let textBytesMax = 96
    static let weeksBounds = 2...52
    static let minutesBounds = 5...720
    static let yearBounds = 2_000...2_199

    /// On which days.
    public let rule: Rule
    /// At what time of the zone.
    public let time: CivilTime
    /// For how many minutes.
    public let minutes: Int
    /// The name of the time zone in the IANA database.
    public let zone: ZoneName

    /// A schedule, or nil when it cannot be written down or its rule does not fall on its first day.
    public init?(rule: Rule, time: CivilTime, minutes: Int, zone: ZoneName) {
        self.rule = rule
        self.time = time
        self.minutes = minutes
        self.zone = zone
        guard Self.minutesBounds.contains(minutes), Self.yearBounds.contains(first.year),
            date(onOrAfter: first) == first, text.utf8.count <= Self.textBytesMax
        else { return nil }
        if case .weekly(let weeks, _) = rule, weeks != 1, !Self.weeksBounds.contains(weeks) {
            return nil
        }
    }

    /// The day of the first meeting.
    public var first: CivilDate {
        switch rule {
        case .once(let date): date
        case .weekly(_, let from), .monthly(_, let from): from
        }
    }

    /// The first day on which the circle meets, from a given day on; nil when there is none.
    public func date(onOrAfter day: CivilDate) -> CivilDate? {
        let start = max(day, first)
        switch rule {
        case .once(let date): return start <= date ? date : nil
        case .weekly(let weeks, let from):
            guard weeks > 0 else { return nil }
            let late = (start.dayNumber - from.dayNumber) % (7 * weeks)
            return late == 0 ? start : start.advanced(by: 7 * weeks - late)
        case .monthly(let place, let from):
            return Self.date(place, from.weekday, onOrAfter: start)
        }
    }

    /// The first day at this place of a month from a given day on.
    static func date(
        _ place: MonthPlace,
        _ weekday: Weekday,
        onOrAfter day: CivilDate
    ) -> CivilDate? {
        if let here = date(place, weekday, day.year, day.month), here >= day { return here }
        let isYearOver = day.month == 12
        return date(
            place,
            weekday,
            isYearOver ? day.year + 1 : day.year,
            isYearOver ? 1 : day.month + 1
        )
    }

    /// The first, second … or last day of a name in a month.
    private static func date(
        _ place: MonthPlace,
        _ weekday: Weekday,
        _ year: Int,
        _ month: Int
    ) -> CivilDate? {
        guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
        let day = 1 + (weekday.rawValue - first.weekday.rawValue + 7) % 7
        guard place == .last else { return first.advanced(by: day - 1 + 7 * (place.rawValue - 1)) }
        let left = CivilDate.days(inMonth: month, of: year) - day
        return first.advanced(by: day - 1 + left / 7 * 7)
    }
}

// As text.
extension Schedule {
    /// The schedule in its one form. (SPEC §3.10)
    public var text: String { "\(days) for \(minutes) min in \(zone.text)" }

    private var days: String {
        switch rule {
        case .once(let date): "\(date.text) \(time.text)"
        case .weekly(let weeks, let from):
            weeks == 1
                ? "weekly \(from.weekday.word) \(time.text) from \(from.text)"
                : "every \(weeks) weeks \(from.weekday.word) \(time.text) from \(from.text)"
        case .monthly(let place, let from):
            "monthly \(place.word) \(from.weekday.word) \(time.text) from \(from.text)"
        }
    }

    /// Reads a schedule in exactly its one form; nil when it has another one. (SPEC §3.10)
    public init?(text: String) {
        guard text.utf8.count <= Self.textBytesMax, text.utf8.allSatisfy({ $0 < 0x80 }),
            let wish = try? ScheduleWish(text: text), let minutes = wish.minutes,
            let zone = wish.zone, let rule = wish.wholeRule,
            let schedule = Schedule(rule: rule, time: wish.time, minutes: minutes, zone: zone),
            schedule.text == text
        else { return nil }
        self = schedule
    }
}
