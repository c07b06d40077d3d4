import ArgumentParser
import Calendar

/// Where and for how long a circle meets.
struct ScheduleOptions: ParsableArguments {
    /// The length of a meeting when nobody says another one.
    private static let minutesUsual = 90

    @Option(
        help: "The time zone of the schedule, such as Europe/Berlin; by default this machine's."
    )
    var zone: String?

    @Option(
        help: "How many minutes a meeting has, by default as many as before, or \(minutesUsual)."
    )
    var minutes: Int?

    /// The form of a schedule, for the help of commands that take one.
    static let grammar = """
        A schedule is one of these, with a time of 24 hours:

          weekly tue 19:00
          every 2 weeks tue 19:00
          monthly first tue 19:00    (first, second, third, fourth or last)
          2026-12-01 19:00           (one meeting)

        "from 2026-12-01" after the time says from which day on; without it the next such day \
        is the first. Days are mon, tue, wed, thu, fri, sat, sun. The time is that of the zone, \
        all year round.
        """

    /// The schedule that was typed, made whole with what held before.
    func schedule(_ text: String, after known: Schedule? = nil) throws(Trouble) -> Schedule {
        let wish = try Self.told { () throws(ScheduleFault) in try ScheduleWish(text: text) }
        let (name, rules) = try place(wish, known)
        let length = minutes ?? wish.minutes ?? known?.minutes ?? Self.minutesUsual
        let schedule = try Self.told { () throws(ScheduleFault) in
            try wish.schedule(minutes: length, zone: name, rules: rules, now: WallClock.now)
        }
        guard let schedule else { throw Trouble("That day is over. Choose one that will come.") }
        return schedule
    }

    /// A fault as the person is told of it.
    private static func told<Value>(
        _ body: () throws(ScheduleFault) -> Value
    ) throws(Trouble) -> Value {
        do throws(ScheduleFault) { return try body() } catch { throw Trouble(error.description) }
    }

    private func place(
        _ wish: ScheduleWish,
        _ known: Schedule?
    ) throws(Trouble) -> (ZoneName, Zone) {
        let name: ZoneName?
        if let zone {
            name = ZoneName(zone)
            guard name != nil else { throw Self.unknown(zone) }
        } else {
            name = wish.zone ?? known?.zone ?? SystemZones.ownName
        }
        guard let name else {
            throw Trouble(
                "This machine does not say its time zone. Name one: --zone Europe/Berlin."
            )
        }
        guard let rules = SystemZones.zone(name) else { throw Self.unknown(name.text) }
        return (name, rules)
    }

    private static func unknown(_ zone: String) -> Trouble {
        Trouble(
            "This machine knows no time zone “\(zone)”. Zones are named like Europe/Berlin or"
                + " America/New_York; their data is in the package tzdata."
        )
    }
}
