import Testing

@Suite("SPEC.md, the code and the tests cite each other")
struct CitationTests {
    private static let rules = Rule.all(in: House.text("Protocol/SPEC.md") ?? "")

    @Test("every rule with MUST is cited in Sources") func cited() {
        let cited = Set(House.sources.flatMap { Citations.ofCode($0.text) })
        let missing = Self.rules.filter { $0.binds && !cited.contains($0.number) }
        #expect(missing.isEmpty, "no SPEC citation in Sources:\(list(missing.map(\.brief)))")
    }

    @Test("every rule with MUST is cited in Tests") func tested() {
        let tested = Set(
            House.tests.filter { $0.room != "Tidy" }.flatMap { Citations.ofTests($0.text) }
        )
        let missing = Self.rules.filter { $0.binds && !tested.contains($0.number) }
        #expect(missing.isEmpty, "no § in Tests:\(list(missing.map(\.brief)))")
    }

    @Test("every citation points to a rule") func pointed() {
        let numbers = Set(Self.rules.map(\.number))
        let chapters = Set(numbers.compactMap { $0.split(separator: ".").first.map(String.init) })
        let known = numbers.union(chapters)
        var strays: [String] = []
        for file in House.sources + House.tests.filter({ $0.room != "Tidy" }) {
            let isSource = file.path.hasPrefix("Sources")
            let cited = isSource ? Citations.ofCode(file.text) : Citations.ofTests(file.text)
            for number in Set(cited).subtracting(known).sorted() {
                strays.append("\(file.path): §\(number)")
            }
        }
        #expect(strays.isEmpty, "\(list(strays))")
    }

    @Test("the rules were found, each once") func found() {
        #expect(Self.rules.count > 80)
        #expect(Set(Self.rules.map(\.number)).count == Self.rules.count)
    }

    @Test("citations are read in lists, in ranges and across lines") func reading() {
        #expect(Citations.ofCode("(SPEC §8.5, §8.6)") == ["8.5", "8.6"])
        #expect(Citations.ofCode("(SPEC §8.4 to §8.6, §9.1)") == ["8.4", "8.5", "8.6", "9.1"])
        #expect(Citations.ofCode("/// It holds. (SPEC §1.2,\n    /// §3.4)") == ["1.2", "3.4"])
        #expect(Citations.ofCode("(SPEC §4.8 to §11; §3)") == ["4.8", "11"])
        #expect(Citations.ofCode("see §4.3") == [])
        #expect(Citations.ofTests("\"§4.3, §5.1 to §5.3 x\"") == ["4.3", "5.1", "5.2", "5.3"])
    }
}

/// A numbered rule of SPEC.md.
struct Rule {
    let number: String
    let text: Substring

    /// Whether it holds a MUST, and so has to be cited.
    var binds: Bool { text.contains(/\bMUST\b/) }
    /// The number and the first words.
    var brief: String { "§\(number) \(text.split(separator: "\n").first?.prefix(72) ?? "")" }

    /// A rule reaches from its number to the next one or to the next heading.
    static func all(in text: String) -> [Rule] {
        let starts = text.matches(of: /(?m)^\*\*§(\d+\.\d+)\*\*/)
        let headings = text.matches(of: /(?m)^##\s/).map(\.range.lowerBound)
        let bounds = (starts.map(\.range.lowerBound) + headings + [text.endIndex]).sorted()
        return starts.map { start in
            let end = bounds.first { $0 > start.range.lowerBound } ?? text.endIndex
            return Rule(number: String(start.output.1), text: text[start.range.upperBound..<end])
        }
    }
}

/// The numbers that comments and names of tests cite.
enum Citations {
    /// Those that follow the word SPEC, with lists and ranges.
    static func ofCode(_ text: String) -> [String] {
        let pattern = /SPEC §[\d.]+(?:(?:, | and | to )§[\d.]+)*/
        return unwrapped(text).matches(of: pattern).flatMap { numbers(in: $0.output) }
    }

    /// Every section sign, with ranges.
    static func ofTests(_ text: String) -> [String] {
        numbers(in: unwrapped(text)[...])
    }

    /// Comments as one line each.
    private static func unwrapped(_ text: String) -> String {
        text.replacing(/\n\s*\/\/+ ?/, with: " ")
    }

    private static func numbers(in text: Substring) -> [String] {
        text.matches(of: /§(\d+(?:\.\d+)?)(?: to §(\d+(?:\.\d+)?))?/).flatMap { match in
            range(String(match.output.1), match.output.2.map(String.init))
        }
    }

    /// All numbers from one to the other where both are of one chapter.
    private static func range(_ first: String, _ last: String?) -> [String] {
        guard let last else { return [first] }
        let from = first.split(separator: ".").compactMap { Int($0) }
        let to = last.split(separator: ".").compactMap { Int($0) }
        guard from.count == 2, to.count == 2, from[0] == to[0], from[1] <= to[1] else {
            return [first, last]
        }
        return (from[1]...to[1]).map { "\(from[0]).\($0)" }
    }
}
