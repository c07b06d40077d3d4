import ArgumentParser
import Formats

/// `circle formats`: the formats that come with the program.
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "List the meeting formats that are here, or show one.",
        discussion: """
            `circle found LINK --format NAME` and `circle plan CIRCLE NAME` take one of them. To \
            change one, write its file to a place of yours, edit it, and give the file instead of \
            the name: circle formats NAME --file > mine.toml
            """
    )

    @Argument(help: "The name of a format, or a file, to show it on one page.")
    var format: String?

    @Flag(help: "Print the file of the format, to change a copy of it.")
    var file = false

    func validate() throws {
        guard !file || format != nil else { throw ValidationError("--file needs a format's name.") }
    }

    func run() throws {
        guard let format else { return try list() }
        let choice = try FormatChoice(format)
        guard !file else {
            _ = Output.write(String(decoding: choice.toml, as: UTF8.self), to: 1)
            return
        }
        for row in FormatSheet(choice.format).rows { Output.say(row) }
    }

    private func list() throws(Trouble) {
        let formats = try ShippedFormat.all.map { shipped throws(Trouble) in
            try FormatChoice(shipped.name).format
        }
        let widest = formats.map(\.name.count).max() ?? 0
        for format in formats {
            let gap = String(repeating: " ", count: widest - format.name.count + 2)
            Output.say("\(format.name)\(gap)\(format.seconds / 60) min  \(format.title)")
        }
    }
}
