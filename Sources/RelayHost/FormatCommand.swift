import ArgumentParser
import EventLoop
import Formats

/// `circle-relay format`: for whoever writes how a group meets; needs neither a relay nor its store.
struct FormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Check, show, list and export meeting formats.",
        discussion: """
            A format is a file that says how a group meets: its parts, their times, its agreements. \
            Begin with one that is here: circle-relay format export check-in > mine.toml
            """,
        subcommands: [CheckFormat.self, ShowFormat.self, ListFormats.self, ExportFormat.self]
    )
}

struct CheckFormat: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a format file and tell everything that is wrong with it."
    )

    @Argument(help: "The file.")
    var file: String

    func run() throws {
        let format = try FormatSource.read(file: file)
        let advice = format.hasEnding ? "" : " Think of a closing: it ends in mid-air."
        Output.say([
            "\(format.name): \(format.seconds / 60) minutes, \(format.parts.count) parts, "
                + "\(format.pages.count) pages. It can be used." + advice
        ])
    }
}

struct ShowFormat: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print a format on one page, for people."
    )

    @Argument(help: "The name of a format that is here, or a file.")
    var format: String

    func run() throws {
        Output.say(FormatSheet(try FormatSource.find(format)).rows)
    }
}

struct ListFormats: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the formats that are here: name, minutes, title."
    )

    func run() throws {
        let widest = ShippedFormat.all.map(\.name.count).max() ?? 0
        for shipped in ShippedFormat.all {
            let format = try FormatSource.telling { () throws(FormatFailure) in
                try shipped.format()
            }
            let gap = String(repeating: " ", count: widest - format.name.count + 2)
            Output.say(["\(format.name)\(gap)\(format.seconds / 60) min  \(format.title)"])
        }
    }
}

struct ExportFormat: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print the file of a format that is here, to change a copy of it."
    )

    @Argument(help: "The name of the format.")
    var name: String

    func run() throws {
        guard let shipped = ShippedFormat(named: name) else { throw FormatSource.unknown(name) }
        Output.say([String(shipped.toml.dropLast())])
    }
}

/// Where a format comes from, and what to say when it does not.
private enum FormatSource {
    /// One that is here, else a file.
    static func find(_ text: String) throws -> Format {
        if let shipped = ShippedFormat(named: text) {
            return try telling { () throws(FormatFailure) in try shipped.format() }
        }
        guard text.contains("/") || text.contains(".") else { throw unknown(text) }
        return try read(file: text)
    }

    static func read(file: String) throws -> Format {
        let bytes: [UInt8]?
        do throws(SyscallError) {
            bytes = try PrivateFile.read(file, limit: Format.fileBytesMax + 1, followsLink: true)
        } catch { throw CommandFailure("Cannot read \(file). Check its permissions.") }
        guard let bytes else { throw CommandFailure("There is no file \(file).") }
        return try telling { () throws(FormatFailure) in try Format(toml: bytes, file: file) }
    }

    /// Tells the faults of a file, each on its line.
    static func telling(_ read: () throws(FormatFailure) -> Format) throws -> Format {
        do throws(FormatFailure) { return try read() } catch {
            Output.complain(error.lines)
            throw ExitCode(1)
        }
    }

    static func unknown(_ name: String) -> CommandFailure {
        let names = ShippedFormat.all.map(\.name)
        return CommandFailure(
            "There is no format of that name here. Did you mean "
                + "\(Spelling.nearest(to: name, among: names))? `circle-relay format list` shows all."
        )
    }
}
