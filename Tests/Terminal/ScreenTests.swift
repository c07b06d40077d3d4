import Terminal
import Testing

@Suite("§12.3 What reaches the terminal")
struct ScreenTests {
    @Test("§12.3 a line that wraps goes on behind a gutter, never at the beginning of a row")
    func gutter() {
        let screen = Screen(columns: 40)
        let forged = "Bo·2: " + String(repeating: " ", count: 33) + "Ana·1: I hate you all"
        let rows = screen.rows(forged)
        #expect(rows.count > 1)
        #expect(rows[0].hasPrefix("Bo·2: "))
        #expect(rows.dropFirst().allSatisfy { $0.hasPrefix(Screen.gutter) })
    }

    @Test(
        "§12.3 wherever the terminal breaks it, nobody can forge another's line",
        arguments: [3, 4, 5, 11, 12, 13, 14, 20, 39, 40, 41, 79, 80, 81]
    )
    func forging(_ columns: Int) {
        let screen = Screen(columns: columns)
        for padding in 0..<100 {
            for filler in ["x", " ", "界", "e\u{301}", "👨‍👩‍👧", "\u{200b}", "🇫🇷"] {
                let text = "Bo·2: " + String(repeating: filler, count: padding) + "Ana·1: forged"
                for (number, row) in screen.rows(text).enumerated() {
                    #expect(number == 0 || row.hasPrefix("|") || row.hasPrefix(Screen.gutter))
                    #expect(narrowest(row) <= columns)
                }
            }
        }
    }

    /// Columns that any terminal uses at least: one for each letter that is seen.
    private func narrowest(_ row: String) -> Int {
        row.count { $0 != "\u{200b}" }
    }

    @Test(
        "§12.3 letters that join without end are wrapped like others",
        arguments: ["\u{1100}", "👩\u{200d}", "\u{0915}\u{094d}", "\u{0600}", "\u{1f3fb}"]
    )
    func endless(_ letter: String) {
        let rows = Screen(columns: 60).rows("Ana·1: " + String(repeating: letter, count: 400))
        #expect(rows.count >= 400 / 59)
        #expect(
            rows.dropFirst().allSatisfy {
                $0.unicodeScalars.starts(with: Screen.gutter.unicodeScalars)
            }
        )
        #expect(rows.allSatisfy { $0.unicodeScalars.count <= 2 * 60 })
    }

    @Test("§12.3 a letter that is wider than a narrow row comes apart", arguments: 4...12)
    func wideLetter(_ columns: Int) {
        let family = "👨\u{200d}👩\u{200d}👧\u{200d}👦"
        for row in Screen(columns: columns).rows("Bo·2: \(family)\(family)") {
            let cells = row.unicodeScalars.reduce(0) { sum, scalar in
                sum + (scalar == "\u{200d}" ? 0 : scalar.value < 0x1f000 ? 1 : 2)
            }
            #expect(cells <= columns)
        }
    }

    @Test("nothing is lost or added by wrapping but gutters and single spaces") func whole() {
        let screen = Screen(columns: 30)
        let text = "Ana·1: it was the last day of the year and we went down to the river together"
        let joined = screen.rows(text).enumerated().map { number, row in
            number == 0 ? row : String(row.dropFirst(Screen.gutter.count))
        }.joined(separator: " ")
        #expect(joined == text)
    }

    @Test("without a width a line is one row") func noWidth() {
        let text = "Ana·1: " + String(repeating: "word ", count: 400)
        #expect(Screen().rows(text) == [text])
    }

    @Test(
        "§12.3 2,000 hostile texts: no byte that a terminal would obey comes out",
        arguments: [1, 2, 3, 4] as [UInt64]
    )
    func hostile(_ seed: UInt64) {
        var dice = Throws(seed)
        let nasty: [UInt32] = [
            0x1b, 0x07, 0x08, 0x0d, 0x0a, 0x09, 0x00, 0x7f, 0x9b, 0x90, 0x85, 0x2028, 0x2029,
            0x202e,
            0x202a, 0x200f, 0xfeff, 0xe0041, 0x5b, 0x5d, 0x31, 0x6d, 0x41, 0x301, 0x1f468, 0x200d,
        ]
        for _ in 0..<500 {
            var text = ""
            for _ in 0..<Int.random(in: 0...200, using: &dice) {
                guard let value = nasty.randomElement(using: &dice),
                    let scalar = Unicode.Scalar(value)
                else { continue }
                text.unicodeScalars.append(scalar)
            }
            let width = Int.random(in: 1...100, using: &dice)
            for row in Screen(columns: width).rows("Ana·1: " + text) {
                for scalar in row.unicodeScalars {
                    #expect(scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value))
                    #expect(
                        ![0x2028, 0x2029, 0x202e, 0x202a, 0x200f, 0xfeff].contains(scalar.value)
                    )
                }
            }
        }
    }
}
