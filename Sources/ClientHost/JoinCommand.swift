import ArgumentParser
import ClientCore
import Sealing
import Wire

/// `circle join`: sits down in a circle.
struct JoinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Join a circle.",
        discussion: """
            Without an argument it asks for the invitation, without showing it. An invitation can also \
            be the name of a file that holds one.
            """
    )

    @Argument(
        help: "An invitation, a file with one, or the label or id of a circle you have been in."
    )
    var circle: String?

    @Option(help: "What the others call you; of several seats, which is meant.")
    var name: String?

    @Flag(help: "Plain lines: nothing is ever drawn twice. For screen readers.")
    var plain = false

    @Flag(help: "One JSON object a line, for programs.")
    var json = false

    @Flag(help: "Accept the circle's agreements, which are shown. For programs.")
    var agree = false

    func run() throws {
        let folder = try SeatFolder()
        let choice = SeatChoice(folder: folder, name: name)
        let wanted = try Self.unpacked(circle ?? Prompt.invitation(), choice)
        let link = try wanted.contains("://") ? Self.link(wanted) : nil
        var seat = try link.map { try choice.seat(for: $0) } ?? choice.seatToJoin(in: wanted)
        let lock = try folder.lock(seat)
        // Whatever becomes of the connection, the same person comes back with the same key.
        try folder.save(seat)
        let door = try Self.enter(&seat, with: link, folder: folder)
        var session = try Session(
            seat: seat,
            folder: folder,
            door: door,
            isPlain: plain,
            isJSON: json,
            agrees: agree
        )
        let farewell = session.run()
        if case .refused(let refused) = farewell, refused.code == .name {
            var nameless = session.seat
            nameless.name = ""
            try folder.save(nameless)
        }
        _ = consume lock
        guard farewell != .left, farewell != .ended else { return }
        guard !session.isExplained else { throw ExitCode.failure }
        throw Trouble(English().sentence(for: farewell))
    }

    /// The link in a file, when a file is meant; what else was typed stays as it is.
    ///
    /// A circle that is known goes before a file that happens to be called like it.
    private static func unpacked(
        _ text: String,
        _ choice: SeatChoice
    ) throws(Trouble) -> String {
        guard !text.contains("://") else { return text }
        if InvitationFile.isMeant(by: text) {
            if let link = try InvitationFile.link(at: text) { return link }
            throw Trouble("There is no file \(text). Check its name and where it is.")
        }
        guard try !choice.knows(text) else { return text }
        return (try? InvitationFile.link(at: text)).flatMap { $0 } ?? text
    }

    private static func link(_ text: String) throws(Trouble) -> Link {
        let link: Link
        do { link = try Link(reading: text) } catch { throw Trouble(error.advice) }
        guard link.kind == .invitation else {
            throw Trouble("This is a founding link. `circle found` takes it.")
        }
        return link
    }

    /// With an invitation by the invitation; who has been in before comes in by their key when the
    /// invitation is over.
    private static func enter(
        _ seat: inout SeatRecord,
        with link: Link?,
        folder: SeatFolder
    ) throws(Trouble) -> Door {
        guard let link else { return try Door.enter(&seat, by: .back, folder: folder) }
        let invitation: Invitation
        do { invitation = try Invitation(secret: link.secret) } catch { throw .sealing }
        do throws(Trouble) {
            return try Door.enter(&seat, by: .join(invitation), folder: folder)
        } catch {
            switch error.code {
            case .invitationUsed, .invitationExpired, .invitationRevoked, .notAdmitted:
                guard seat.isEntered else { throw error }
                return try Door.enter(&seat, by: .back, folder: folder)
            default: throw error
            }
        }
    }
}
