import ArgumentParser
import Calendar
import Glibc
import Sealing
import Wire

/// `circle ics`: the circle's meetings for a calendar program.
struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ics",
        abstract: "Print a circle's meetings as a calendar entry.",
        discussion: """
            For example `circle ics tuesday > tuesday.ics`, then open the file with your calendar. It \
            holds the circle's title, when it meets, and how to join. Many calendars lie with a \
            provider who can read them.
            """
    )

    @Argument(help: "The circle's label or id.")
    var circle: String

    @Option(help: "Which of your seats, when you have several.")
    var name: String?

    func run() throws {
        let seat = try SeatChoice(folder: SeatFolder(), name: name).seat(in: circle)
        guard let schedule = seat.schedule else {
            throw Trouble(
                "No schedule is known for this circle. Ask a facilitator when it meets, and set it with"
                    + " `circle schedule`."
            )
        }
        guard let zone = SystemZones.zone(schedule.zone) else {
            throw Trouble(
                "This machine has no data for the time zone \(schedule.zone.text). It is in the"
                    + " package tzdata."
            )
        }
        let entry = CalendarEntry(
            schedule,
            zone: zone,
            identifier: Self.identifier(of: seat),
            title: seat.title.isEmpty ? "Circle" : seat.title,
            description: Self.description(of: seat)
        )
        Output.write(entry.text(now: WallClock.now), to: STDOUT_FILENO)
    }

    /// The same for every entry of the circle; the circle's id does not follow from it.
    private static func identifier(of seat: SeatRecord) -> [UInt8] {
        var fields = LengthPrefixed(label: "circle/1 ics")
        fields.append(seat.circle.bytes)
        return Array(Digest.sha256(fields.bytes).prefix(CalendarEntry.identifierCount))
    }

    /// A circle without a title is known by its id alone, which has no place in a calendar.
    private static func description(of seat: SeatRecord) -> String {
        seat.label == seat.circle.text
            ? "To join, type: circle join CIRCLE; `circle list` shows which."
            : "To join, type: circle join \(seat.label)"
    }
}
