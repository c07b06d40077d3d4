import ArgumentParser
import ClientCore
import Etiquette
import Sealing
import Wire

/// `circle invite`: makes, lists and ends invitations; it takes no seat and disturbs none.
struct InviteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Invite people into a circle.",
        discussion: """
            `circle invite CIRCLE` prints a link. With --qr it is drawn as a QR code too, for somebody \
            who sits beside you; with --file it goes to a file, which `circle join FILE` takes.
            """,
        subcommands: [MakeInvitation.self, ListInvitations.self, RevokeInvitation.self],
        defaultSubcommand: MakeInvitation.self
    )
}

/// Which circle, and by which of this account's seats.
struct CircleOption: ParsableArguments {
    @Argument(help: "The circle's label or id.")
    var circle: String

    @Option(help: "Which of your seats does it, when you have several.")
    var name: String?

    /// The seat, and a connection that was let in with its key.
    func enter() throws(Trouble) -> (SeatRecord, SeatFolder) {
        let folder = try SeatFolder()
        return (
            try SeatChoice(folder: folder, name: name).seat(in: circle, forInviting: true), folder
        )
    }
}

struct MakeInvitation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Print a new invitation."
    )

    @OptionGroup var place: CircleOption

    @Option(help: "member, listener, greeter, timekeeper, guardian, cofacilitator or facilitator.")
    var role = RoleWord.member

    @Option(help: "How many people may use it: 30 for members and listeners, 1 for others.")
    var uses: UInt64?

    @Option(help: "When it ends, for example 12h or 7d; at most 90d.")
    var expires = TimeSpan(seconds: 7 * 86_400)

    @Flag(help: "Draw the link as a QR code too, below its text.")
    var qr = false

    @Option(
        help: "Write the invitation to a new file, such as tuesday.circle, and do not print it."
    )
    var file: String?

    enum RoleWord: String, ExpressibleByArgument, CaseIterable {
        case member, listener, greeter, timekeeper, guardian, cofacilitator, facilitator
    }

    func validate() throws {
        guard uses.map({ (1...Invite.usesMax).contains($0) }) ?? true else {
            throw ValidationError("--uses takes 1 to \(Invite.usesMax).")
        }
        guard (1...Invite.secondsMax).contains(expires.seconds) else {
            throw ValidationError("--expires takes 1s to 90d.")
        }
    }

    func run() throws {
        var (seat, folder) = try place.enter()
        if let file { try NewFile.check(file) }
        var door = try Door.enter(&seat, by: .back, folder: folder)
        var order = InvitationDesk.Order(Role(rawValue: role.rawValue) ?? .member)
        order.uses = uses ?? order.uses
        order.seconds = expires.seconds
        let link = try FoundCommand.make(order, by: seat, through: &door, folder: folder)
        let length = English.duration(order.seconds)
        let count = order.uses == 1 ? "1 use" : "\(order.uses) uses"
        let terms = "for a \(role.rawValue): \(count), \(length)"
        Output.complain("An invitation \(terms).")
        Output.complain("Send it by a private way.")
        hand(link, terms)
    }

    /// Gives the link in the way that was asked for; it is never lost.
    private func hand(_ link: String, _ terms: String) {
        if let file {
            if InvitationFile.write(link, terms: terms, to: file) {
                Output.complain("It is in \(file).")
                guard qr else { return }
            } else {
                Output.complain("\(file) could not be written; here is the invitation.")
            }
        }
        Output.say(link)
        if qr { LinkCode.show(link) }
    }
}

struct ListInvitations: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the invitations that can still be used."
    )

    @OptionGroup var place: CircleOption

    func run() throws {
        var (seat, folder) = try place.enter()
        var door = try Door.enter(&seat, by: .back, folder: folder)
        let mine = folder.tickets(of: seat)
        var rows: [String] = []
        try door.ask(.invites) { body in
            guard case .invitation(let key, let role, let uses, let seconds) = body else { return }
            let ticket = String(decoding: Base64URL.encode(key.bytes), as: UTF8.self)
            let end = seconds == 0 ? "no end" : English.duration(seconds)
            let maker = mine.contains(ticket) ? " made here" : ""
            rows.append("\(ticket)  \(role.rawValue)  \(uses) left  \(end)\(maker)")
        }
        for row in rows { Output.say(row) }
        if rows.isEmpty { Output.complain("No invitation is open.") }
    }
}

struct RevokeInvitation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End an invitation."
    )

    @OptionGroup var place: CircleOption

    @Argument(help: "The ticket, as `circle invite list` shows it.")
    var ticket: String

    @Flag(help: "Also remove everybody who came by it, except facilitators.")
    var seats = false

    func run() throws {
        var (seat, folder) = try place.enter()
        let ticket = KeyArgument.unmarked(ticket)
        guard let bytes = Base64URL.decode([UInt8](ticket.utf8)), let key = PublicKey(bytes) else {
            throw Trouble("That is no ticket. `circle invite list` shows them.")
        }
        var door = try Door.enter(&seat, by: .back, folder: folder)
        try door.ask(.uninvite(key, seats: seats))
        Output.complain(
            seats
                ? "The invitation is over, and who came by it was removed."
                : "The invitation is over."
        )
    }
}
