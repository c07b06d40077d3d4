import Etiquette
import Wire

extension Format {
    /// Reads a format file and checks all of it; `file` is its name, for messages.
    public init(toml bytes: [UInt8], file: String) throws(FormatFailure) {
        let document: TomlDocument
        do throws(FormatFault) { document = try TomlDocument(bytes) } catch {
            throw FormatFailure(file, [error])
        }
        var reader = FormatReader(document)
        let format = reader.read()
        guard let format, reader.finder.faults.isEmpty else {
            throw FormatFailure(file, reader.finder.faults)
        }
        self = format
    }
}

/// Reads a document from its top to its parts.
struct FormatReader {
    var finder: FaultFinder
    var hasAgreements = false

    /// The version of the schema that is read.
    private static let version: Int64 = 1
    private static let keys = [
        "format", "name", "title", "about", "meeting", "agreements", "orientation", "phase",
    ]
    private static let meetingKeys = [
        "door", "late", "entry", "raid", "bell", "seats", "facilitators", "quorum",
    ]
    private static let root = 0

    init(_ document: TomlDocument) { finder = FaultFinder(document) }

    /// The format, or nil when something that it cannot be without is missing or wrong.
    mutating func read() -> Format? {
        guard checkVersion() else { return nil }
        finder.checkKeys(of: Self.root, named: "at the top of a format", known: Self.keys)
        let name = name()
        let title = requiredTitle(in: Self.root, of: "A format")
        let about = rows("about", in: Self.root, fitting: { PageText(rows: [title ?? ""] + $0) })
        let agreements = rows("agreements", in: Self.root)
        let orientation = rows("orientation", in: Self.root)
        hasAgreements = !agreements.isEmpty
        let options = options()
        let parts = parts()
        guard let name, let title else { return nil }
        return Format(
            name: name,
            title: title,
            about: about,
            options: options,
            agreements: agreements,
            orientation: orientation,
            parts: parts
        )
    }

    private mutating func checkVersion() -> Bool {
        guard let node = finder.find("format", in: Self.root) else {
            finder.note("Begin the file with format = 1.", at: Self.root)
            return true
        }
        guard case .number(let number) = finder.document.nodes[node].value else {
            finder.note("format takes the number 1, without quotes.", at: node)
            return true
        }
        guard number == Self.version else {
            finder.note("This program reads formats of version 1; a newer one is needed.", at: node)
            return false
        }
        return true
    }

    private mutating func name() -> String? {
        guard finder.find("name", in: Self.root) != nil else {
            finder.note("A format needs a name, for example name = \"tuesday\".", at: Self.root)
            return nil
        }
        guard let (name, node) = finder.text("name", in: Self.root) else { return nil }
        let isPlain = name.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard isPlain, (1...32).contains(name.utf8.count) else {
            finder.note("name takes 1 to 32 of the letters a-z, 0-9 and \"-\".", at: node)
            return nil
        }
        return name
    }

    private mutating func options() -> MeetingOptions {
        var options = MeetingOptions()
        guard let table = finder.find("meeting", in: Self.root) else { return options }
        guard case .table = finder.document.nodes[table].value else {
            finder.note("Write [meeting] on a line of its own, and its keys below it.", at: table)
            return options
        }
        finder.checkKeys(of: table, named: "in [meeting]", known: Self.meetingKeys)
        options.door = finder.word("door", in: table, of: [Door.open, .knock]) ?? options.door
        options.late = finder.word("late", in: table, of: LateEntry.allCases) ?? options.late
        options.entrySeconds = entrySeconds(in: table)
        options.raid = finder.number("raid", in: table, from: 0...30) ?? options.raid
        options.bell = finder.word("bell", in: table, of: BellRight.allCases) ?? options.bell
        let people: ClosedRange<UInt32> = 0...200
        options.seats = finder.number("seats", in: table, from: people) ?? options.seats
        options.facilitators =
            finder.number("facilitators", in: table, from: people) ?? options.facilitators
        options.quorum = finder.number("quorum", in: table, from: people) ?? options.quorum
        return options
    }

    /// The end of entry; a plain 0 is taken too.
    private mutating func entrySeconds(in table: Int) -> UInt32 {
        if let node = finder.find("entry", in: table),
            case .number(0) = finder.document.nodes[node].value
        {
            return 0
        }
        let range = 1...Phase.secondsMax
        return finder.length("entry", in: table, from: range, orNone: true) ?? 0
    }
}
