import ArgumentParser
import Etiquette
import Sealing
import Wire

/// `circle found`: makes a circle's key here and becomes its facilitator.
struct FoundCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "found",
        abstract: "Found a circle with the link that its relay printed.",
        discussion: """
            Prints two links: first an invitation for members, then a recovery link to keep on \
            paper, which makes whoever uses it a facilitator.

            The recovery link is for the day on which your device or its key is lost: `circle join \
            RECOVERYLINK` on another one makes you a facilitator with a new key. It works once. When \
            the lost key shows up in the circle, `ban NAME` keeps it out for ever, and `role NAME \
            member` takes its role only. `remove NAME` is for this meeting alone.

            \(ScheduleOptions.grammar)
            """
    )

    @Argument(help: "The founding link.")
    var link: String

    @Option(help: "What the others call you.")
    var name: String?

    @Option(help: "What the circle is called.")
    var title = ""

    @Option(help: "Order of the hands: fair (default), strict or fifo.")
    var queue: QueueWord?

    @Option(help: "Who moves the stick on: called (default) or auto.")
    var passing: PassingWord?

    @Option(help: "Silence between two shares, by default 5s.")
    var boundary: TimeSpan?

    @Option(help: "Length of a share, told and never cut: by default 5m; or none.")
    var shareLimit: TimeSpan?

    @Option(
        help: "How the circle meets: a format that `circle formats` lists, or a file of your own."
    )
    var format: String?

    @Option(help: "When the circle meets, for example \"weekly tue 19:00\".")
    var schedule: String?

    @OptionGroup var scheduleOptions: ScheduleOptions

    enum QueueWord: String, ExpressibleByArgument, CaseIterable { case fair, strict, fifo }
    enum PassingWord: String, ExpressibleByArgument, CaseIterable { case called, auto }

    func validate() throws {
        guard title.utf8.count <= Box.titleBytesMax else {
            throw ValidationError("A title has at most \(Box.titleBytesMax) bytes.")
        }
        guard boundary?.seconds ?? 0 <= CircleRules.boundarySecondsMax else {
            throw ValidationError("--boundary takes up to 120 seconds.")
        }
        let share = shareLimit?.seconds ?? 0
        guard share == 0 || CircleRules.shareSecondsBounds.contains(share) else {
            throw ValidationError("--share-limit takes 1m to 30m, or none.")
        }
        guard schedule != nil || scheduleOptions.zone == nil && scheduleOptions.minutes == nil
        else {
            throw ValidationError("--zone and --minutes belong to --schedule.")
        }
    }

    func run() throws {
        let choice = try format.map { text throws(Trouble) in try FormatChoice(text) }
        let folder = try SeatFolder()
        let founding = try Self.read(link)
        let meetings = try schedule.map { try scheduleOptions.schedule($0) }
        let invitation: Invitation
        do { invitation = try Invitation(secret: founding.secret) } catch { throw Trouble.sealing }
        var seat = try SeatChoice(folder: folder, name: name).seat(for: founding)
        let lock = try folder.lock(seat)
        let isFirst = !seat.isEntered
        if isFirst { seat.title = TextRules.shown([UInt8](title.utf8)) }
        seat.schedule = meetings ?? seat.schedule
        // A lost answer must not cost the key under which the circle was founded.
        try folder.save(seat)
        var door = try Self.enter(&seat, with: invitation, folder)
        if isFirst || saysRules { try door.ask(.rules(rules)) }
        if let choice { try PlanCommand.set(choice, for: seat, through: &door, folder) }
        var recovery = InvitationDesk.Order(.facilitator)
        recovery.seconds = 0
        let links = try [InvitationDesk.Order(.member), recovery].map { order in
            try Self.make(order, by: seat, through: &door, folder: folder)
        }
        _ = consume lock
        Output.complain("An invitation for members: 30 uses, 7 days. Send it by a private way.")
        Output.say(links[0])
        Output.complain("Your recovery link. Keep it on paper, as you would keep a house key.")
        Output.say(links[1])
        Output.complain("Open the circle with: circle join \(seat.label)")
        if let sentence = NextMeeting.sentence(for: seat) { Output.complain(sentence) }
    }

    /// A founding link comes from another person than an invitation, and so does a new one.
    private static func enter(
        _ seat: inout SeatRecord,
        with invitation: Invitation,
        _ folder: SeatFolder
    ) throws(Trouble) -> Door {
        do throws(Trouble) {
            return try Door.enter(&seat, by: .found(invitation), folder: folder)
        } catch {
            guard error.code == .notAdmitted else { throw error }
            throw Trouble(
                "This relay does not know this founding link. Ask the person who runs the relay for"
                    + " a new one.",
                code: .notAdmitted
            )
        }
    }

    private var rules: CircleRules {
        var rules = CircleRules()
        rules.queue = queue.flatMap { QueueOrder(rawValue: $0.rawValue) } ?? rules.queue
        rules.passing = passing.flatMap { Passing(rawValue: $0.rawValue) } ?? rules.passing
        rules.boundarySeconds = boundary?.seconds ?? rules.boundarySeconds
        rules.shareSeconds = shareLimit?.seconds ?? rules.shareSeconds
        return rules
    }

    /// Founding again, after a lost answer, changes no rules that were not named.
    private var saysRules: Bool {
        queue != nil || passing != nil || boundary != nil || shareLimit != nil
    }

    private static func read(_ text: String) throws(Trouble) -> Link {
        let link: Link
        do { link = try Link(reading: text) } catch { throw Trouble(error.advice) }
        guard link.kind == .founding else {
            throw Trouble("This is an invitation, not a founding link. `circle join` takes it.")
        }
        return link
    }

    static func make(
        _ order: InvitationDesk.Order,
        by seat: SeatRecord,
        through door: inout Door,
        folder: SeatFolder
    ) throws(Trouble) -> String {
        let draft = try InvitationDesk.draft(order, by: seat, log: door.welcome.log)
        try door.ask(draft.ask)
        try folder.remember(ticket: draft.ticket, role: draft.role.rawValue, of: seat)
        return draft.link.text
    }
}
