/// What a name may be, and when two names are too alike. (SPEC §2.7)
public enum NameRules {
    /// The longest name in bytes.
    public static let bytesMax = 60
    /// The longest name in letters as a person counts them.
    public static let lettersMax = 24
    /// Marks on one letter.
    private static let marksMax = 2

    private static let reserved = [
        "relay", "system", "server", "facilitator", "host", "moderator",
    ].map(folded)

    /// Whether the bytes are a name.
    public static func allows(_ bytes: [UInt8]) -> Bool {
        guard (1...bytesMax).contains(bytes.count),
            let name = String(validating: bytes, as: UTF8.self), name.count <= lettersMax
        else { return false }
        return hasGoodParts(name) && hasOneScript(name) && !reserved.contains(folded(name))
    }

    /// What a scalar is to a name.
    private enum Part {
        case letter, mark, digit, sign, space, joiner

        init?(_ scalar: Unicode.Scalar) {
            switch scalar {
            case " ": self = .space
            case "'", "-", ".": self = .sign
            case "\u{200c}", "\u{200d}": self = .joiner
            // Fillers are letters by category and cannot be seen.
            case _ where scalar.properties.isDefaultIgnorableCodePoint: return nil
            default: self.init(scalar.properties.generalCategory)
            }
        }

        private init?(_ category: Unicode.GeneralCategory) {
            switch category {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter:
                self = .letter
            case .nonspacingMark, .spacingMark: self = .mark
            case .decimalNumber: self = .digit
            default: return nil
            }
        }
    }

    private static func hasGoodParts(_ name: String) -> Bool {
        var marks = 0
        var joiners = 0
        var letters = 0
        var before: Part?
        for scalar in name.unicodeScalars {
            guard let part = Part(scalar) else { return false }
            guard before != .joiner || part == .letter else { return false }
            marks = part == .mark ? marks + 1 : 0
            joiners += part == .joiner ? 1 : 0
            letters += part == .letter || part == .digit ? 1 : 0
            switch part {
            case .letter, .digit, .sign: break
            case .space: guard before != nil, before != .space else { return false }
            case .mark, .joiner: guard before == .letter || before == .mark else { return false }
            }
            guard marks <= marksMax, joiners <= 1 else { return false }
            before = part
        }
        return letters > 0 && before != .space && before != .joiner
    }

    private static func hasOneScript(_ name: String) -> Bool {
        var found: NameScript?
        for scalar in name.unicodeScalars {
            guard let script = NameScript(of: scalar) else { continue }
            guard found == nil || found == script else { return false }
            found = script
        }
        return true
    }
}
