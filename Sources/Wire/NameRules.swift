/// What a name may be, and when two names are too alike. (SPEC §2.7)
public enum NameRules {
    /// The longest name in bytes.
    public static let bytesMax = 60
    /// The longest name in letters as a person counts them.
    public static let lettersMax = 24

    private static let reserved: [String] = [
        "relay", "system", "server", "facilitator", "host", "moderator",
    ]

    /// Whether the bytes are a name.
    public static func allows(_ bytes: [UInt8]) -> Bool {
        guard (1...bytesMax).contains(bytes.count),
            let name = String(validating: bytes, as: UTF8.self), name.count <= lettersMax
        else { return false }
        return hasGoodScalars(name) && hasOneScript(name) && hasGoodJoiners(name)
            && !reserved.map(folded).contains(folded(name))
    }

    /// The form in which two names are compared; equal forms are too alike.
    public static func folded(_ name: String) -> String {
        var folded = ""
        for scalar in name.unicodeScalars {
            for small in scalar.properties.lowercaseMapping.unicodeScalars {
                folded += skeleton(of: small)
            }
        }
        return folded.replacing("rn", with: "m")
    }

    private static func hasGoodScalars(_ name: String) -> Bool {
        var marks = 0
        var previous: Unicode.Scalar?
        for scalar in name.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter, .decimalNumber:
                guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
                marks = 0
            case .nonspacingMark, .spacingMark:
                marks += 1
                guard previous != nil, previous != " ", marks <= 2,
                    !scalar.properties.isDefaultIgnorableCodePoint
                else { return false }
            default:
                guard isPunctuation(scalar, after: previous) else { return false }
                marks = 0
            }
            previous = scalar
        }
        return previous != " "
    }

    private static func isPunctuation(
        _ scalar: Unicode.Scalar,
        after previous: Unicode.Scalar?
    ) -> Bool {
        switch scalar {
        case " ": previous != nil && previous != " "
        case "'", "-", ".": true
        case "\u{200c}", "\u{200d}": true
        default: false
        }
    }

    /// A joiner stands alone, between two letters that no script of §2.7's mixing rule owns.
    private static func hasGoodJoiners(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        let joiners = scalars.indices.filter { (0x200c...0x200d).contains(scalars[$0].value) }
        guard let joiner = joiners.first else { return true }
        guard joiners.count == 1, joiner > 0, joiner + 1 < scalars.count else { return false }
        return isJoining(scalars[joiner - 1]) && isJoining(scalars[joiner + 1])
    }

    /// Arabic and its relatives, and the Indic blocks.
    private static func isJoining(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0600...0x08ff, 0x0900...0x0dff, 0xfb50...0xfdff, 0xfe70...0xfefc: true
        default: false
        }
    }

    private enum Script { case latin, greek, cyrillic, armenian, cherokee }

    private static func hasOneScript(_ name: String) -> Bool {
        var found: Script?
        for scalar in name.unicodeScalars {
            guard let script = script(of: scalar) else { continue }
            guard found == nil || found == script else { return false }
            found = script
        }
        return true
    }

    private static func script(of scalar: Unicode.Scalar) -> Script? {
        switch scalar.value {
        case 0x41...0x5a, 0x61...0x7a, 0xc0...0x24f, 0x1e00...0x1eff, 0x2c60...0x2c7f,
            0xa720...0xa7ff, 0xff21...0xff3a, 0xff41...0xff5a:
            .latin
        case 0x370...0x3ff, 0x1f00...0x1fff: .greek
        case 0x400...0x52f, 0x1c80...0x1c8f, 0x2de0...0x2dff, 0xa640...0xa69f: .cyrillic
        case 0x531...0x58f, 0xfb13...0xfb17: .armenian
        case 0x13a0...0x13ff, 0xab70...0xabbf: .cherokee
        default: nil
        }
    }

    /// A letter without its marks, taken from its Unicode name: `LATIN SMALL LETTER E WITH ACUTE`
    /// is an `e`. Digits that look like letters become those letters.
    private static func skeleton(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "0": return "o"
        case "1", "l", "|": return "i"
        case "5": return "s"
        case "\u{200c}", "\u{200d}": return ""
        case _ where TextRules.isMark(scalar): return ""
        case _ where scalar.isASCII: return String(scalar)
        default: break
        }
        guard let name = scalar.properties.name else { return String(scalar) }
        let full = name.hasPrefix("FULLWIDTH ") ? String(name.dropFirst(10)) : name
        let parts = full.split(separator: " ")
        let base = parts.prefix { $0 != "WITH" }
        if base.starts(with: ["LATIN", "SMALL", "LETTER"]), base.count == 4,
            let letter = base.last, letter.count == 1
        {
            return letter == "L" ? "i" : letter.lowercased()
        }
        if base.first == "DIGIT", let digit = scalar.properties.numericType.map({ _ in base.last })
        {
            return digit.map(String.init) ?? ""
        }
        return base.joined(separator: " ")
    }
}
