import Testing
import Wire

@Suite("§2.6 Text")
struct TextRulesTests {
    private static let allowed: [String] = [
        "", "hello, all", "Zoë is here", "李雷", "नमस्ते", "ありがとう", "שלום", "مرحبا",
        "می‌خواهم", "क्‍ष", "👩‍❤️‍💋‍👨", "🏳️‍🌈", "👍🏽", "🇩🇪", "1️⃣", "~!@#$%^&*()_+{}|:\"<>?",
        "e" + String(repeating: "\u{301}", count: 8), "\u{2067}שלום\u{2069}",
        "\u{2066}a\u{2067}b\u{2069}c\u{2069}", "\u{2068}x\u{2069}\u{2068}y\u{2069}", "\u{a0}",
        "\u{fffd}", "\u{10fffd}",
        String(repeating: "e\u{301}\u{302}\u{303}", count: 50),
    ]

    @Test("§2.6 what people write in any language is allowed", arguments: allowed)
    func goodText(_ text: String) {
        #expect(TextRules.allows([UInt8](text.utf8)))
        #expect(TextRules.shown([UInt8](text.utf8)) == text)
    }

    @Test("§2.6 exactly these scalars are forbidden wherever they stand") func everyScalar() {
        var forbidden: [ClosedRange<UInt32>] = [
            0x00...0x1f, 0x7f...0x9f, 0x061c...0x061c, 0x200e...0x200f, 0x2028...0x2029,
            0x202a...0x202e, 0x2066...0x2069, 0xfdd0...0xfdef, 0xfeff...0xfeff, 0xe0000...0xe007f,
        ]
        for plane in UInt32(0)...16 {
            forbidden.append(plane << 16 | 0xfffe...plane << 16 | 0xffff)
        }
        for value in UInt32(0)...0x10ffff {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = [97] + [UInt8](String(scalar).utf8) + [98]
            let isForbidden = forbidden.contains { $0.contains(value) }
            guard TextRules.allows(bytes) == isForbidden else { continue }
            Issue.record("U+\(String(value, radix: 16))")
        }
    }

    private static let noText: [[UInt8]] = [
        [0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x80, 0xaf], [0xf0, 0x80, 0x80, 0xaf],
        [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80],
        [0x80], [0xbf], [0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xff], [0xfe],
        [0xc3, 0x28], [0x61, 0xe2, 0x28, 0xa1], [0xf8, 0x88, 0x80, 0x80, 0x80],
    ]

    @Test("§2.6 overlong forms, surrogates and torn sequences are no UTF-8", arguments: noText)
    func invalid(_ bytes: [UInt8]) {
        #expect(!TextRules.allows(bytes))
        #expect(!TextRules.allows([97] + bytes + [98]))
        #expect(TextRules.shown(bytes).unicodeScalars.contains("\u{fffd}"))
    }

    @Test(
        "§2.6 isolates are balanced within the text",
        arguments: [
            "\u{2066}", "\u{2069}", "\u{2069}\u{2066}", "\u{2066}\u{2066}\u{2069}",
            "\u{2067}a\u{2069}\u{2069}", "\u{2068}",
        ]
    )
    func unbalanced(_ text: String) {
        #expect(!TextRules.allows([UInt8](text.utf8)))
        #expect(!TextRules.shown([UInt8](text.utf8)).unicodeScalars.contains { isIsolate($0) })
    }

    private func isIsolate(_ scalar: Unicode.Scalar) -> Bool {
        (0x2066...0x2069).contains(scalar.value)
    }

    @Test(
        "§2.6 at most eight marks stand in a row, of whatever kind they are",
        arguments: ["\u{301}", "\u{20dd}", "\u{93e}", "\u{fe0f}", "\u{34f}", "\u{e0100}"]
    )
    func marks(_ mark: String) {
        #expect(TextRules.allows([UInt8](("e" + String(repeating: mark, count: 8)).utf8)))
        #expect(!TextRules.allows([UInt8](("e" + String(repeating: mark, count: 9)).utf8)))
        let mixed = "e" + String(repeating: "\u{301}\u{fe0f}", count: 5)
        #expect(!TextRules.allows([UInt8](mixed.utf8)))
    }

    @Test("§12.3 each forbidden scalar is shown by its number") func shown() {
        let shown: [(String, String)] = [
            ("a\u{202e}b", "a<U+202E>b"), ("\u{1b}[2J", "<U+001B>[2J"), ("a\tb", "a<U+0009>b"),
            ("\u{9b}31m", "<U+009B>31m"), ("a\r\nb", "a<U+000D><U+000A>b"),
            ("\u{e0041}", "<U+E0041>"), ("\u{1ffff}", "<U+1FFFF>"), ("\u{7f}", "<U+007F>"),
            ("\u{2067}a", "<U+2067>a"),
            (
                "e" + String(repeating: "\u{301}", count: 10),
                "e" + String(repeating: "\u{301}", count: 8) + "<U+0301><U+0301>"
            ),
        ]
        for (text, expected) in shown { #expect(TextRules.shown([UInt8](text.utf8)) == expected) }
    }

    @Test("§12.3 whatever comes, what is shown holds nothing forbidden") func shownIsAllowed() {
        var numbers = SeededNumbers(state: 123)
        let pieces: [[UInt8]] =
            [
                "\u{301}", "\u{2066}", "\u{2069}", "\u{202e}", "\u{1b}[", "\u{9b}", "\u{fe0f}", "a",
                "李",
            ]
            .map { [UInt8]($0.utf8) } + Self.noText
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...20, using: &numbers) {
                if Bool.random(using: &numbers) {
                    bytes.append(UInt8.random(in: 0...255, using: &numbers))
                } else {
                    bytes += pieces.randomElement(using: &numbers) ?? []
                }
            }
            let shown = TextRules.shown(bytes)
            #expect(TextRules.allows([UInt8](shown.utf8)), "\(bytes)")
            #expect(TextRules.shown([UInt8](shown.utf8)) == shown)
            if TextRules.allows(bytes) { #expect([UInt8](shown.utf8) == bytes) }
        }
    }
}
