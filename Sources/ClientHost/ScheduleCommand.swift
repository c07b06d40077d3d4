import ArgumentParser
import Calendar
import Etiquette

/// `circle schedule`: when the circle meets, as this account's invitations tell it. (SPEC §3.10)
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Show or change when a circle meets.",
        discussion: """
            \(ScheduleOptions.grammar)

            The schedule travels sealed in the invitations that you make from now on; the relay \
            cannot read it. Whoever is in the circle already keeps what they were told: tell them \
            there, or send them a new invitation. On a member's machine this command changes what \
            that member is shown, and nothing else.
            """
    )

    @Argument(help: "The circle's label or id.")
    var circle: String

    @Argument(help: "The new schedule.")
    var text: String?

    @OptionGroup var options: ScheduleOptions

    @Flag(help: "Forget the schedule.")
    var none = false

    @Option(help: "Which of your seats, when you have several.")
    var name: String?

    func validate() throws {
        guard !none || text == nil && options.zone == nil && options.minutes == nil else {
            throw ValidationError("--none goes with nothing else.")
        }
    }

    func run() throws {
        let folder = try SeatFolder()
        let choice = SeatChoice(folder: folder, name: name)
        var seat = try choice.seat(in: circle, forInviting: true)
        guard none || text != nil || options.zone != nil || options.minutes != nil else {
            return show(seat)
        }
        let lock = try folder.lock(seat)
        if none {
            seat.schedule = nil
        } else {
            guard let days = text ?? seat.schedule?.text else {
                throw Trouble("This circle has no schedule yet. Say when it meets.")
            }
            seat.schedule = try options.schedule(days, after: seat.schedule)
        }
        try folder.save(seat)
        _ = consume lock
        show(seat)
        Output.complain(
            seat.role.facilitates
                ? "Invitations that you make from now on tell it. Tell the others in the circle, or"
                    + " send them a new invitation."
                : "This changes what is shown to you, and nothing for the others."
        )
    }

    /// The schedule in its one form, which can be typed again, and the next meeting.
    private func show(_ seat: SeatRecord) {
        guard let schedule = seat.schedule else {
            return Output.complain("No schedule is known for this circle.")
        }
        Output.say(schedule.text)
        Output.complain(NextMeeting.sentence(for: seat) ?? "Its last meeting is over.")
    }
}
