/// Schedules and meetings as people are told of them.
public enum ScheduleEnglish {
    /// The rule, with the zone's name: for who sets it, and where no clock can be asked.
    public static func rule(_ schedule: Schedule) -> String {
        let day = schedule.first.weekday.name
        let days =
            switch schedule.rule {
            case .once(let date): "on \(self.day(date)) \(date.year)"
            case .weekly(1, _): "every \(day)"
            case .weekly(let weeks, _): "every \(weeks) weeks on \(day)"
            case .monthly(let place, _): "on the \(place.word) \(day) of the month"
            }
        return "\(days) at \(schedule.time.text), \(schedule.zone.text) time,"
            + " for \(schedule.minutes) minutes"
    }

    /// Whose clock a time is told by.
    public enum Clock: Sendable {
        /// The person's own.
        case own(Zone)
        /// The circle's, when nobody knows the person's.
        case circle(Zone, ZoneName)

        var zone: Zone {
            switch self {
            case .own(let zone), .circle(let zone, _): zone
            }
        }

        var words: String {
            switch self {
            case .own: "your time"
            case .circle(_, let name): "\(name.text) time"
            }
        }
    }

    /// When the circle meets next, or since when it has been meeting.
    public static func sentence(for meeting: Meeting, now: Int, by clock: Clock) -> String {
        let start = clock.zone.local(of: meeting.start)
        let today = clock.zone.local(of: now).date
        let time = "at \(start.time.text) \(clock.words)"
        let days = start.date.dayNumber - today.dayNumber
        guard meeting.start > now else {
            return days == 0
                ? "Today's meeting began \(time)."
                : "The meeting of \(day(start.date)) began \(time)."
        }
        let year = start.date.year == today.year ? "" : " \(start.date.year)"
        let date = day(start.date) + year
        switch days {
        case ...0: return "The next meeting is today, \(date), \(time), in \(wait(meeting, now))."
        case 1: return "The next meeting is tomorrow, \(date), \(time)."
        default: return "The next meeting is on \(date) \(time), in \(days) days."
        }
    }

    private static func day(_ date: CivilDate) -> String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ]
        let month = months.indices.contains(date.month - 1) ? months[date.month - 1] : ""
        return "\(date.weekday.name) \(date.day) \(month)"
    }

    /// Minutes within two hours, else hours; never nothing.
    private static func wait(_ meeting: Meeting, _ now: Int) -> String {
        let minutes = max(1, (meeting.start - now + 59) / 60)
        guard minutes >= 120 else { return minutes == 1 ? "1 minute" : "\(minutes) minutes" }
        return "\((minutes + 30) / 60) hours"
    }
}
