import Wire

/// Reads values of a TOML document as what they should be, and notes every one that is something else.
///
/// An answer of nil means that there is no such value or that a fault was noted; either way reading
/// goes on, so that a person is told of all faults at once.
struct FaultFinder {
    let document: TomlDocument
    private(set) var faults: [FormatFault] = []

    init(_ document: TomlDocument) { self.document = document }

    mutating func note(_ advice: String, at node: Int) {
        let node = document.nodes[node]
        faults.append(FormatFault(line: node.line, column: node.column, advice: advice))
    }

    /// Where a key of a table is.
    func find(_ key: String, in table: Int) -> Int? {
        document.nodes[table].children.first { document.nodes[$0].key == key }
    }

    /// Notes the keys of a table that nobody knows.
    mutating func checkKeys(of table: Int, named place: String, known: [String]) {
        for child in document.nodes[table].children {
            let key = document.nodes[child].key
            guard !known.contains(key) else { continue }
            let shown = TextRules.shown([UInt8](key.prefix(40).utf8))
            let nearest = Spelling.nearest(to: key, among: known)
            note("There is no key \"\(shown)\" \(place). Did you mean \(nearest)?", at: child)
        }
    }

    /// A text in quotes.
    mutating func text(_ key: String, in table: Int) -> (text: String, node: Int)? {
        guard let node = find(key, in: table) else { return nil }
        guard case .text(let text) = document.nodes[node].value else {
            note("\(key) takes a text in quotes.", at: node)
            return nil
        }
        return (text, node)
    }

    /// A whole number within a range.
    mutating func number(_ key: String, in table: Int, from range: ClosedRange<UInt32>) -> UInt32? {
        guard let node = find(key, in: table) else { return nil }
        guard case .number(let number) = document.nodes[node].value,
            let number = UInt32(exactly: number), range.contains(number)
        else {
            note(
                "\(key) takes a whole number from \(range.lowerBound) to \(range.upperBound).",
                at: node
            )
            return nil
        }
        return number
    }

    /// `true` or `false`.
    mutating func truth(_ key: String, in table: Int) -> Bool? {
        guard let node = find(key, in: table) else { return nil }
        guard case .truth(let truth) = document.nodes[node].value else {
            note("\(key) takes true or false, without quotes.", at: node)
            return nil
        }
        return truth
    }

    /// One of a few words.
    mutating func word<Word: RawRepresentable<String>>(
        _ key: String,
        in table: Int,
        of words: [Word]
    ) -> Word? {
        guard let node = find(key, in: table) else { return nil }
        guard case .text(let text) = document.nodes[node].value,
            let word = words.first(where: { $0.rawValue == text })
        else {
            let known = words.map { "\"\($0.rawValue)\"" }
            note("\(key) takes \(known.alternatives).", at: node)
            return nil
        }
        return word
    }

    /// A length in seconds; 0 for `none` where that is taken.
    mutating func length(
        _ key: String,
        in table: Int,
        from range: ClosedRange<UInt32>,
        orNone takesNone: Bool = false
    ) -> UInt32? {
        guard let node = find(key, in: table) else { return nil }
        if case .text(let text) = document.nodes[node].value {
            if takesNone, text == "none" { return 0 }
            if let length = Length(reading: text), range.contains(length.seconds) {
                return length.seconds
            }
        }
        let bounds = "from \(Length(range.lowerBound)) to \(Length(range.upperBound))"
        note(
            "\(key) takes a time \(bounds)\(takesNone ? ", or \"none\"" : ""). "
                + "Write it like \"90s\", \"2m\" or \"1m30s\".",
            at: node
        )
        return nil
    }
}

extension [String] {
    /// `a`, `a or b`, `a, b or c`.
    var alternatives: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " or " + last
    }
}
