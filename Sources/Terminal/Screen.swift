/// Turns finished lines into rows for a terminal, and nothing but rows.
///
/// Append-only: no row is ever drawn again, no alternate screen, no colour. Its output is made of
/// printable text, line ends and its own two control sequences. (SPEC §12.3)
public struct Screen: Sendable {
    /// What stands before every row that goes on with the line above.
    public static let gutter = "  | "

    /// The columns of the terminal; nil when there is none to wrap for.
    public var columns: Int?

    /// A screen of this width, or of none.
    public init(columns: Int? = nil) { self.columns = columns }

    /// The rows of a line, of which only the first can begin with a name.
    public func rows(_ line: String) -> [String] {
        let safe = Self.fit(line)
        guard let columns, columns > 0 else { return [safe] }
        return Self.wrap(safe, columns: columns)
    }

    /// Every scalar that could move the cursor or hide text, written out: the last gate before the
    /// terminal, whatever came before it.
    static func fit(_ line: String) -> String {
        var fit = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            if isDangerous(scalar) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let padding = String(repeating: "0", count: max(0, 4 - digits.count))
                fit.append(contentsOf: "<U+\(padding)\(digits)>".unicodeScalars)
            } else {
                fit.append(scalar)
            }
        }
        return String(fit)
    }

    static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1f, 0x7f...0x9f, 0x2028, 0x2029, 0x200e, 0x200f, 0x061c, 0x202a...0x202e,
            0xfeff, 0xe0000...0xe007f:
            true
        default: false
        }
    }

    private static func wrap(_ line: String, columns: Int) -> [String] {
        // The last column stays free: some terminals go to the next row as soon as it is filled.
        let room = max(2, columns - 1)
        let gutter = room >= 12 ? Self.gutter : "|"
        var rows: [String] = []
        var row = Row(start: "")
        for letter in CharacterCells.pieces(of: line, room: room - gutter.count) {
            let cells = CharacterCells.most(letter)
            if cells > 0, row.cells + cells > room, row.hasText {
                rows.append(row.broken())
                row = Row(start: gutter, carrying: row.carried)
                if row.cells + cells > room {
                    rows.append(row.text)
                    row = Row(start: gutter)
                }
            }
            row.append(letter, cells: cells)
        }
        rows.append(row.text)
        return rows
    }
}

/// One row as it fills.
private struct Row {
    private(set) var text: String
    private(set) var cells: Int
    private let startCells: Int
    /// The text up to the last space, and what follows it.
    private var whole = ""
    private var tail = ""

    init(start: String, carrying: String = "") {
        text = start
        startCells = start.count
        cells = start.count
        for letter in carrying { append(letter, cells: CharacterCells.most(letter)) }
    }

    var hasText: Bool { cells > startCells }

    mutating func append(_ letter: Character, cells more: Int) {
        text.append(letter)
        cells += more
        if letter == " " {
            whole = text
            tail = ""
        } else {
            tail.append(letter)
        }
    }

    /// Whether the row can end at a space without becoming very short.
    private var endsAtSpace: Bool { whole.count > max(startCells, text.count / 2) }

    /// The row as it ends.
    func broken() -> String {
        guard endsAtSpace else { return text }
        return String(whole.dropLast())
    }

    /// What goes on in the next row.
    var carried: String { endsAtSpace ? tail : "" }
}
