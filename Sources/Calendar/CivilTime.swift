/// A time of day as clocks show it, to the minute.
public struct CivilTime: Hashable, Sendable {
    /// Minutes since midnight, 0 to 1,439.
    public let minutes: Int

    /// A time, or nil when no clock shows it.
    public init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        minutes = hour * 60 + minute
    }

    /// The time in the second of a day.
    init(secondOfDay: Int) { minutes = min(max(secondOfDay, 0), 86_399) / 60 }

    /// As `19:00`.
    public var text: String {
        "\(CivilDate.padded(minutes / 60, 2)):\(CivilDate.padded(minutes % 60, 2))"
    }

    /// A time in exactly the form of `text`; nil when it has another one.
    public init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            let time = CivilTime(hour: hour, minute: minute), time.text == text
        else { return nil }
        self = time
    }
}

/// What calendars and clocks of one place show, counted as seconds since 1 January 1970 there.
struct LocalSeconds: Hashable, Sendable {
    let count: Int

    init(_ count: Int) { self.count = count }

    init(_ date: CivilDate, _ time: CivilTime) {
        count = date.dayNumber * 86_400 + time.minutes * 60
    }

    var date: CivilDate {
        CivilDate(dayNumber: count >= 0 ? count / 86_400 : (count - 86_399) / 86_400)
    }

    var secondOfDay: Int { (count % 86_400 + 86_400) % 86_400 }

    var time: CivilTime { CivilTime(secondOfDay: secondOfDay) }
}
