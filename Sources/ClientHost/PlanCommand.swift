import ArgumentParser
import Etiquette
import Wire

/// `circle plan`: the format by which a circle meets. (SPEC §14.1)
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show or change the format by which a circle meets.",
        discussion: """
            The relay is told the parts of a meeting and their times. The texts stay in a copy that \
            this account keeps; your client brings them to every meeting, sealed. A cofacilitator who \
            has no copy leads by the texts that you brought.

            It can be changed between meetings only. On a device that has no copy, after an import or \
            by a recovery link, it brings the texts there at any time. `circle formats` lists the \
            formats that are here.
            """
    )

    @Argument(help: "The circle's label or id.")
    var circle: String

    @Argument(help: "The name of a format that is here, or a file of your own.")
    var format: String?

    @Flag(help: "Meet without a format.")
    var none = false

    @Option(help: "Which of your seats, when you have several.")
    var name: String?

    func validate() throws {
        guard !none || format == nil else {
            throw ValidationError("--none goes without a format.")
        }
    }

    func run() throws {
        let choice = try format.map { text throws(Trouble) in try FormatChoice(text) }
        let folder = try SeatFolder()
        var seat = try SeatChoice(folder: folder, name: name).seat(in: circle, forInviting: true)
        guard none || choice != nil else { return try show(seat, folder) }
        var door = try Door.enter(&seat, by: .back, folder: folder)
        guard let choice else {
            try door.ask(.plan(CirclePlan()))
            try folder.forgetFormat(of: seat)
            return Output.complain("From now on the circle meets without a format.")
        }
        try Self.set(choice, for: seat, through: &door, folder)
    }

    /// Gives a plan to the relay, keeps its texts here, and tells what came of it.
    static func set(
        _ choice: FormatChoice,
        for seat: SeatRecord,
        through door: inout Door,
        _ folder: SeatFolder
    ) throws(Trouble) {
        let format = MeetingFormat(choice.format, in: seat.circle)
        do throws(Trouble) {
            try door.ask(.plan(format.plan))
        } catch {
            guard error.code == .inMeeting, try folder.format(of: seat) == nil else { throw error }
            try folder.keep(choice, for: seat)
            return Output.complain(
                "A meeting is under way, so its plan stays as it is. The texts are kept here now:"
                    + " `leave` and come in again, and your client brings them, if they are the"
                    + " same."
            )
        }
        try folder.keep(choice, for: seat)
        Output.complain("The format of this circle: \(format.sentence)")
        guard format.plan.agreements != nil else { return }
        Output.complain(
            "Before anybody else comes in they are shown its agreements and asked to accept them. They"
                + " can be shown when you have come in."
        )
    }

    private func show(_ seat: SeatRecord, _ folder: SeatFolder) throws(Trouble) {
        guard let format = try folder.format(of: seat) else {
            return Output.complain(
                "No format of this circle is kept here. `circle plan \(seat.label) NAME` sets one;"
                    + " `circle formats` lists them."
            )
        }
        for row in format.sheet { Output.say(row) }
        Output.complain("This is the format as it was last set from here.")
    }
}
