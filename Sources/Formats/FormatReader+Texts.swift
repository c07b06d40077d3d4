import Wire

extension FormatReader {
    /// The longest title, in letters.
    private static let titleMax = 64
    /// The longest row that is said or shown by itself, in letters.
    private static let rowMax = 300

    /// A title, which has to be there.
    mutating func requiredTitle(in table: Int, of owner: String) -> String? {
        guard finder.find("title", in: table) != nil else {
            finder.note("\(owner) needs a title, for example title = \"Check-in\".", at: table)
            return nil
        }
        guard let (text, node) = finder.text("title", in: table) else { return nil }
        guard (1...Self.titleMax).contains(text.count), text.utf8.count <= 4 * Self.titleMax,
            isOneRow(text)
        else {
            finder.note("title takes one row of 1 to \(Self.titleMax) letters.", at: node)
            return nil
        }
        return text
    }

    /// The rows of a text; `page` is the page they travel in.
    mutating func rows(
        _ key: String,
        in table: Int,
        fitting page: ([String]) -> PageText = { PageText(rows: $0) }
    ) -> [String] {
        guard let (text, node) = finder.text(key, in: table) else { return [] }
        let rows = Self.rows(of: text)
        for (index, row) in rows.enumerated() where !row.isEmpty && !isOneRow(row) {
            finder.note(
                "Row \(index + 1) of \(key) holds a character that cannot be shown, such as a tab. "
                    + "Take it out.",
                at: node
            )
        }
        checkLength(of: page(rows), named: key, at: node)
        return rows
    }

    /// Rows that a facilitator says as lines.
    mutating func reading(in table: Int) -> [String] {
        guard let node = finder.find("read", in: table) else { return [] }
        let rows = rows("read", in: table)
        for (index, row) in rows.enumerated() {
            if row.hasPrefix("@") {
                finder.note(
                    "Row \(index + 1) of read begins with \"@\". Begin it another way.",
                    at: node
                )
            }
            if row.count > Self.rowMax {
                finder.note(
                    "Row \(index + 1) of read has \(row.count) letters. Part it into rows of at most "
                        + "\(Self.rowMax), each of which is said as one line.",
                    at: node
                )
            }
        }
        return rows
    }

    /// What comes by itself in a silence that has so many seconds.
    mutating func prompts(in table: Int, within seconds: UInt32?) -> [PageText.Prompt] {
        guard let list = finder.find("prompts", in: table) else { return [] }
        guard case .array = finder.document.nodes[list].value else {
            finder.note(Self.promptsAdvice, at: list)
            return []
        }
        var prompts: [PageText.Prompt] = []
        for entry in finder.document.nodes[list].children {
            guard case .table = finder.document.nodes[entry].value else {
                finder.note(Self.promptsAdvice, at: entry)
                continue
            }
            finder.checkKeys(of: entry, named: "in a prompt", known: ["at", "text"])
            let second = promptSecond(in: entry, after: prompts.last?.second, within: seconds)
            let text = promptText(in: entry)
            if let second, let text { prompts.append(PageText.Prompt(second: second, text: text)) }
        }
        return prompts
    }

    private static let promptsAdvice =
        "prompts takes a list like [ { at = \"0:30\", text = \"Breathe in.\" } ]."

    private mutating func promptSecond(
        in entry: Int,
        after last: UInt32?,
        within seconds: UInt32?
    ) -> UInt32? {
        guard finder.find("at", in: entry) != nil else {
            finder.note("A prompt needs its time, for example at = \"0:30\".", at: entry)
            return nil
        }
        guard let (text, node) = finder.text("at", in: entry) else { return nil }
        guard let time = Length(readingClock: text) else {
            finder.note("at takes minutes and seconds like \"0:30\" or \"12:05\".", at: node)
            return nil
        }
        if let seconds, time.seconds >= seconds {
            finder.note("This prompt comes after the silence has ended.", at: node)
        }
        if let last, time.seconds <= last {
            finder.note(
                "Write prompts in the order of their times, each later than the last.",
                at: node
            )
        }
        return time.seconds
    }

    private mutating func promptText(in entry: Int) -> String? {
        guard finder.find("text", in: entry) != nil else {
            finder.note("A prompt needs its text, for example text = \"Breathe in.\"", at: entry)
            return nil
        }
        guard let (text, node) = finder.text("text", in: entry) else { return nil }
        guard (1...Self.rowMax).contains(text.count), isOneRow(text) else {
            finder.note("text takes one row of 1 to \(Self.rowMax) letters.", at: node)
            return nil
        }
        return text
    }

    mutating func checkLength(of page: PageText, named name: String, at node: Int) {
        let count = page.bytes.count
        guard count > PageText.bytesMax else { return }
        finder.note(
            "\(name) is too long: \(count) bytes, where a page has at most \(PageText.bytesMax). "
                + "A letter is one byte, with an accent two.",
            at: node
        )
    }

    /// The rows of a text without spaces at their ends and without empty rows around them.
    private static func rows(of text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { row in
                var row = row
                while row.last == UInt8(ascii: " ") || row.last == UInt8(ascii: "\r") {
                    row = row.dropLast()
                }
                return String(decoding: row, as: UTF8.self)
            }
            .withoutEmptyEnds
    }

    /// Whether a text holds no end of a row and nothing that cannot be shown. (SPEC §2.6)
    private func isOneRow(_ text: String) -> Bool { TextRules.allows([UInt8](text.utf8)) }
}
