/// What text may hold: in open circles the relay refuses the rest, and every client shows the rest
/// as a mark. (SPEC §2.6, §12.3)
public enum TextRules {
    /// Combining marks in a row.
    static let marksMax = 8

    /// Whether the bytes are text as §2.6 allows it: strict UTF-8 without forbidden scalars.
    public static func allows(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        var marks = 0
        var isolates = 0
        for scalar in text.unicodeScalars {
            guard !isForbidden(scalar) else { return false }
            marks = isMark(scalar) ? marks + 1 : 0
            guard marks <= marksMax else { return false }
            switch scalar.value {
            case 0x2066...0x2068: isolates += 1
            case 0x2069: isolates -= 1
            default: break
            }
            guard isolates >= 0 else { return false }
        }
        return isolates == 0
    }

    /// The same for a text with rows parted by LF, each of which is text. (SPEC §20.1)
    public static func allowsRows(_ bytes: [UInt8]) -> Bool {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .allSatisfy { allows([UInt8]($0)) }
    }

    /// Text as it may be shown: every scalar that is not allowed becomes `<U+202E>`, bytes that are
    /// no UTF-8 become U+FFFD.
    public static func shown(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let balanced = hasBalancedIsolates(text)
        var shown = ""
        var marks = 0
        for scalar in text.unicodeScalars {
            marks = isMark(scalar) ? marks + 1 : 0
            let isIsolate = (0x2066...0x2069).contains(scalar.value)
            if isForbidden(scalar) || marks > marksMax || (isIsolate && !balanced) {
                shown += "<U+" + hexadecimal(scalar.value) + ">"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    private static func hasBalancedIsolates(_ text: String) -> Bool {
        var depth = 0
        for scalar in text.unicodeScalars where (0x2066...0x2069).contains(scalar.value) {
            depth += scalar.value == 0x2069 ? -1 : 1
            guard depth >= 0 else { return false }
        }
        return depth == 0
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1f, 0x7f...0x9f: true
        case 0x2028, 0x2029, 0xfeff, 0x061c, 0x200e, 0x200f: true
        case 0x202a...0x202e: true
        case 0xfdd0...0xfdef: true
        // Tags: invisible, and able to carry hidden text.
        case 0xe0000...0xe007f: true
        default: scalar.value & 0xfffe == 0xfffe
        }
    }

    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
