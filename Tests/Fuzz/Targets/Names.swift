import Wire

/// F3: what the rules of text and names accept is canonical. (SPEC §2.6, §2.7, §12.3)
enum Names {
    static func run(_ input: [UInt8]) {
        checkText(input)
        checkName(input)
    }

    private static func checkText(_ bytes: [UInt8]) {
        let text = String(validating: bytes, as: UTF8.self)
        let isAllowed = TextRules.allows(bytes)
        check(!isAllowed || text != nil, "bytes that are no UTF-8 were allowed")
        let shown = [UInt8](TextRules.shown(bytes).utf8)
        check(TextRules.allows(shown), "what is shown is not allowed")
        check([UInt8](TextRules.shown(shown).utf8) == shown, "shown twice differs from shown once")
        if text != nil {
            check((shown == bytes) == isAllowed, "allowed text is shown as it is, and no other")
        }
        for scalar in TextRules.shown(bytes).unicodeScalars {
            check(!movesCursor(scalar), "U+\(String(scalar.value, radix: 16)) is shown")
        }
    }

    /// The table of §2.6, in other words than the room's.
    static func movesCursor(_ scalar: Unicode.Scalar) -> Bool {
        let hidden: Set<UInt32> = [0x2028, 0x2029, 0xfeff, 0x061c, 0x200e, 0x200f]
        return scalar.properties.generalCategory == .control || hidden.contains(scalar.value)
            || (0x202a...0x202e).contains(scalar.value)
            || (0xe0000...0xe007f).contains(scalar.value)
            || scalar.properties.isNoncharacterCodePoint
    }

    private static func checkName(_ bytes: [UInt8]) {
        guard NameRules.allows(bytes) else { return }
        let name = String(decoding: bytes, as: UTF8.self)
        check([UInt8](name.utf8) == bytes, "a name that is no UTF-8")
        check(TextRules.allows(bytes), "a name that is no text")
        check(bytes.count <= 60 && (1...24).contains(name.count), "a name of a wrong length")
        let folded = NameRules.folded(name)
        check(!folded.isEmpty, "a name that looks like nothing")
        for other in [name.lowercased(), fullWidth(name)] {
            check(NameRules.folded(other) == folded, "\(name) and \(other) are told apart")
        }
        // Letters beyond ASCII are called by their names in capitals, so only plain forms are names.
        if folded.unicodeScalars.allSatisfy({ $0.isASCII && !(65...90).contains($0.value) }) {
            check(NameRules.folded(folded) == folded, "\(folded) folds again")
        }
        for reserved in ["relay", "system", "server", "facilitator", "host", "moderator"] {
            check(folded != NameRules.folded(reserved), "\(name) is reserved")
        }
    }

    private static func fullWidth(_ name: String) -> String {
        var wide = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            let isPlain = (0x21...0x7e).contains(scalar.value)
            wide.append(
                isPlain ? Unicode.Scalar(scalar.value + 0xfee0) ?? scalar : scalar
            )
        }
        return String(wide)
    }
}
