/// What is wrong with a schedule that somebody typed, and where.
public enum ScheduleFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What should have stood there.
    public enum Expected: Hashable, Sendable {
        case rule, weekday, weeks, weeksWord, monthPlace, date, time, minutes, minutesWord, zone
        /// Nothing more, or one of the words that go on.
        case end
    }

    /// A word that does not fit, with the place of its first letter; nil when the text ends there.
    case word(String?, place: Int, Expected)
    /// A length that no meeting has.
    case minutes
    /// A day beyond the years that a schedule can name, or a text that is too long in all.
    case tooFar

    /// A sentence for the person who typed it.
    public var description: String {
        switch self {
        case .word(let word?, let place, let expected):
            "“\(word)” (character \(place) of the schedule) does not fit: \(Self.sentence(expected))"
        case .word(nil, _, let expected):
            "The schedule ends too early: \(Self.sentence(expected))"
        case .minutes:
            "A meeting has \(Schedule.minutesBounds.lowerBound) to"
                + " \(Schedule.minutesBounds.upperBound) minutes."
        case .tooFar:
            "The schedule is too long, or its day is not within the years"
                + " \(Schedule.yearBounds.lowerBound) to \(Schedule.yearBounds.upperBound)."
        }
    }

    private static func sentence(_ expected: Expected) -> String {
        switch expected {
        case .rule:
            "begin with weekly, every 2 weeks, monthly first, or a date such as 2026-12-01."
        case .weekday: "a day is mon, tue, wed, thu, fri, sat or sun."
        case .weeks: "after “every” comes a number of weeks from 2 to 52."
        case .weeksWord: "after the number comes “weeks”."
        case .monthPlace: "after “monthly” comes first, second, third, fourth or last."
        case .date: "a date is written like 2026-12-01, and must be in the calendar."
        case .time: "a time is written like 19:00, with hours up to 23."
        case .minutes: "after “for” comes a number of minutes from 5 to 720."
        case .minutesWord: "after the number comes “min”."
        case .zone: "a time zone is named like Europe/Berlin."
        case .end:
            "after the time there can be “from” and a date, “for” and minutes, “in” and a zone."
        }
    }
}
