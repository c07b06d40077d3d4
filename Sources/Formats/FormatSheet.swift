import Etiquette
import Wire

/// A format on one page, to print and to keep at hand: at most 72 columns.
///
/// What the sheet itself says is plain ASCII; the texts of a group stand in it as they are.
public struct FormatSheet {
    /// The rows of the page.
    public private(set) var rows: [String] = []

    /// The widest row.
    public static let columnsMax = 72

    /// Where the words of a row begin that has a time before it.
    private static let indent = 7
    /// Where the title of a part ends, so that its length has room.
    private static let titleEnd = 58

    /// The sheet of a format.
    public init(_ format: Format) {
        rows.append(format.title)
        rows.append("\(Length(format.seconds).spoken), \(format.parts.count) parts")
        write(format.about)
        writeTable(format)
        writeList("What holds in all parts", MeetingWords.sentences(of: format.options))
        writeList("Agreements", format.agreements)
    }

    private mutating func write(_ texts: [String]) {
        guard !texts.isEmpty else { return }
        rows.append("")
        for text in texts { rows += Self.wrapped(text, by: 0) }
    }

    /// A row for each part with its time on the clock, and below it what holds.
    private mutating func writeTable(_ format: Format) {
        rows.append("")
        var clock: UInt32 = 0
        for part in format.parts {
            writePart(part, at: clock)
            if !part.isOptional { clock += part.phase.seconds }
        }
    }

    private mutating func writePart(_ part: FormatPart, at clock: UInt32) {
        let time = Length(clock).clock
        let kind = part.phase.kind.rawValue
        let title = part.card.title == kind ? kind : "\(kind): \(part.card.title)"
        let length = part.phase.seconds > 0 ? Length(part.phase.seconds).spoken : "open end"
        var heads = Self.wrapped(title, by: Self.indent, to: Self.titleEnd)
        let blank = String(repeating: " ", count: max(0, Self.indent - 2 - time.count))
        heads[0] = blank + time + "  " + heads[0].dropFirst(Self.indent)
        let gap = max(1, Self.columnsMax - heads[0].count - length.count)
        heads[0] += String(repeating: " ", count: gap) + length
        rows += heads
        let optional = part.isOptional ? ["Only if the group wishes."] : []
        let sentences = optional + PhaseWords.sentences(of: part)
        rows += Self.wrapped(sentences.joined(separator: " "), by: Self.indent)
    }

    private mutating func writeList(_ heading: String, _ texts: [String]) {
        guard !texts.isEmpty else { return }
        rows += ["", heading]
        for text in texts where !text.isEmpty {
            var lines = Self.wrapped(text, by: 2)
            lines[0] = "- " + lines[0].dropFirst(2)
            rows += lines
        }
    }

    /// A text in rows of at most `columns`, each after so many spaces; at least one row.
    private static func wrapped(
        _ text: String,
        by indent: Int,
        to columns: Int = columnsMax
    ) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var rows: [String] = []
        var row = ""
        for word in text.split(separator: " ") {
            var word = word
            while true {
                let room = columns - indent - (row.isEmpty ? 0 : row.count + 1)
                if word.count <= room {
                    row += (row.isEmpty ? "" : " ") + word
                    break
                }
                if row.isEmpty {
                    // A word that is wider than the page.
                    rows.append(margin + word.prefix(room))
                    word = word.dropFirst(room)
                } else {
                    rows.append(margin + row)
                    row = ""
                }
            }
        }
        if !row.isEmpty || rows.isEmpty { rows.append(margin + row) }
        return rows
    }
}

extension Length {
    /// As somebody would say it: `90 min`, `90 s`.
    var spoken: String {
        if seconds == 0 { return "no set time" }
        if seconds % 60 == 0 { return "\(seconds / 60) min" }
        return seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }
}
