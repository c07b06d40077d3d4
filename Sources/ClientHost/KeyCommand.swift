import ArgumentParser
import EventLoop
import Sealing
import Wire

/// `circle key`: takes a seat to a second device, or to a new one.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Use one seat on another device.",
        discussion: """
            `circle key export` writes your seat in a circle to a file under a passphrase; `circle key \
            import` reads it on the other device. Both devices are you then. Only one of them can sit \
            in the circle at a time: the one that comes later takes the seat, and the earlier one is \
            told.

            The circle's key moves on with every meeting. A device that stayed away catches up by \
            itself at its next meeting. It needs a new file, or an invitation, only when the relay \
            has got another key in the meantime.
            """,
        subcommands: [ExportKey.self, ImportKey.self]
    )
}

struct ExportKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write your seat in a circle to a file under a passphrase."
    )

    @Argument(help: "The circle's label or id.")
    var circle: String

    @Argument(help: "The file, which must not be there yet.")
    var file: String

    @Option(help: "Which of your seats, when you have several.")
    var name: String?

    func run() throws {
        let seat = try SeatChoice(folder: SeatFolder(), name: name).seat(in: circle)
        try NewFile.check(file)
        var passphrase = try Prompt.newPassphrase()
        var text = seat.text
        defer {
            Cleansing.cleanse(&passphrase)
            Cleansing.cleanse(&text)
        }
        let sealed: [UInt8]
        do { sealed = try KeyFile.seal(text, passphrase: passphrase) } catch {
            throw Trouble(KeyFileFlaw.library.advice)
        }
        do {
            guard try PrivateFile.create(sealed, at: file) else { throw NewFile.taken(file) }
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw Trouble("\(file) could not be written. Choose another place for it.")
        }
        for sentence in Self.sentences(file) { Output.complain(sentence) }
    }

    /// What must be known of the file. (SPEC §4.7, §4.9)
    private static func sentences(_ file: String) -> [String] {
        [
            "Your seat is in \(file). On the other device: circle key import FILE",
            "Whoever has the file and its passphrase is you in this circle. Delete the file when it"
                + " has arrived.",
            "Only one device sits in the circle at a time: the one that comes later takes the seat,"
                + " and the earlier one is told.",
            "The circle's key moves on with every meeting; a device that stayed away catches up by"
                + " itself.",
        ]
    }
}

struct ImportKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read a seat from a file that `circle key export` wrote."
    )

    @Argument(help: "The file.")
    var file: String

    func run() throws {
        let folder = try SeatFolder()
        let seat = try read()
        let seats = try folder.seats()
        let lock = try folder.lock(seat)
        if let known = seats.first(where: { $0.key.publicKey == seat.key.publicKey }) {
            try put(seat, into: known, folder)
        } else {
            try Self.check(seat, among: seats)
            try folder.save(seat)
            Output.complain("Your seat is here now too. Join with: circle join \(seat.label)")
            Output.complain(
                "Only one device sits in the circle at a time: the one that comes later takes the"
                    + " seat, and the earlier one is told."
            )
        }
        _ = consume lock
    }

    private func read() throws(Trouble) -> SeatRecord {
        let bytes: [UInt8]?
        do {
            bytes = try PrivateFile.read(file, limit: KeyFile.bytesMax + 1, followsLink: true)
        } catch { throw Trouble("\(file) cannot be read.") }
        guard let bytes else { throw Trouble("There is no file \(file). Check its name.") }
        do throws(KeyFileFlaw) {
            try KeyFile.inspect(bytes)
        } catch { throw Trouble(error.advice) }
        var passphrase = try Prompt.passphrase()
        defer { Cleansing.cleanse(&passphrase) }
        do throws(KeyFileFlaw) {
            var text = try KeyFile.open(bytes, passphrase: passphrase)
            defer { Cleansing.cleanse(&text) }
            // What opens was written by a client: another form is a newer form.
            guard let seat = SeatRecord(text: text), seat.isFitToShow else {
                throw .newerClientNeeded
            }
            return seat
        } catch { throw Trouble(error.advice) }
    }

    /// Two seats in one circle under one name could not be told apart.
    private static func check(_ seat: SeatRecord, among seats: [SeatRecord]) throws(Trouble) {
        let name = NameRules.folded(seat.name)
        let isTaken = seats.contains {
            $0.circle == seat.circle && NameRules.folded($0.name) == name
        }
        guard !isTaken else {
            throw Trouble(
                "Another seat called \(seat.name) is here already in this circle, with another key."
                    + " Nothing was changed. Sit down there once under another name, with --name,"
                    + " then import again."
            )
        }
    }

    private func put(
        _ seat: SeatRecord,
        into known: SeatRecord,
        _ folder: SeatFolder
    ) throws(Trouble) {
        guard let merged = known.merged(with: seat) else {
            throw Trouble(
                "The file and the seat that is here do not agree about the circle. Nothing was"
                    + " changed. Ask your facilitator for a new invitation."
            )
        }
        guard merged.text != known.text else {
            return Output.complain("This seat is here already, and the file knows nothing newer.")
        }
        try folder.save(merged)
        Output.complain(
            "This seat is here already. What the file knew of later meetings was added."
        )
    }
}
