import EventLoop
import Formats
import Wire

/// A meeting format as somebody named it: one that comes with the program, or a file of their own.
struct FormatChoice {
    let format: Format
    /// The file, byte for byte: what is kept for the meetings to come.
    let toml: [UInt8]

    /// Reads and checks it all; nothing is sent before it is sound.
    init(_ text: String) throws(Trouble) {
        if let shipped = ShippedFormat(named: text) {
            toml = [UInt8](shipped.toml.utf8)
            format = try Self.read(toml, text + ".toml")
            return
        }
        guard text.contains("/") || text.contains(".") else { throw Self.unknown(text) }
        let bytes: [UInt8]?
        do {
            bytes = try PrivateFile.read(text, limit: Format.fileBytesMax + 1, followsLink: true)
        } catch { throw Trouble("\(text) cannot be read. Nothing was sent.") }
        guard let bytes else {
            throw Trouble("There is no file \(text). Check its name. Nothing was sent.")
        }
        toml = bytes
        format = try Self.read(bytes, text)
    }

    /// Every fault stands on a row of its own, with its place in the file.
    private static func read(_ bytes: [UInt8], _ file: String) throws(Trouble) -> Format {
        do throws(FormatFailure) { return try Format(toml: bytes, file: file) } catch {
            for line in error.lines { Output.complain(line) }
            throw Trouble(
                "This format cannot be used yet, and nothing was sent. Mend the file first."
            )
        }
    }

    private static func unknown(_ name: String) -> Trouble {
        let nearest = Spelling.nearest(to: name, among: ShippedFormat.all.map(\.name))
        return Trouble(
            "There is no format called \(TextRules.shown([UInt8](name.utf8))). Did you mean"
                + " \(nearest)? `circle formats` lists them; a file of your own ends in .toml."
        )
    }
}
