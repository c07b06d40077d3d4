import Wire

/// A name made fit to be shown beside others. (SPEC §2.7, §12.3)
enum ShownName {
    /// The name as it may be shown, and whether it keeps the rules of names.
    static func read(_ bytes: [UInt8]) -> (name: String, isSound: Bool)? {
        guard !NameRules.allows(bytes) else {
            return (String(decoding: bytes, as: UTF8.self), true)
        }
        let scrubbed = scrubbed(bytes)
        return scrubbed.isEmpty ? nil : (scrubbed, false)
    }

    /// Letters, digits and single spaces stay; anything that could look like a line's own marks
    /// becomes a question mark.
    private static func scrubbed(_ bytes: [UInt8]) -> String {
        var scrubbed = ""
        for letter in TextRules.shown(bytes).prefix(NameRules.lettersMax) {
            let isPlain =
                letter.unicodeScalars.count <= 3
                && (letter.isLetter || letter.isNumber || letter == "-" || letter == "'"
                    || letter == "." || (letter == " " && !scrubbed.isEmpty))
            scrubbed.append(isPlain ? letter : "?")
        }
        return scrubbed
    }
}
