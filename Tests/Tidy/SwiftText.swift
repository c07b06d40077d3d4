/// Enough of Swift's tokens to tell code from comments and strings.
enum SwiftText {
    /// The text with every comment and string blanked, line for line and column for column.
    static func codeOnly(_ text: String) -> String {
        var blanker = Blanker(text)
        blanker.readCode(until: nil)
        return String(decoding: blanker.output, as: UTF8.self)
    }
}

private struct Blanker {
    private let input: [UInt8]
    private(set) var output: [UInt8] = []
    private var index = 0

    init(_ text: String) {
        input = [UInt8](text.utf8)
        output.reserveCapacity(input.count)
    }

    private func starts(with word: String) -> Bool { input[index...].starts(with: word.utf8) }

    private mutating func keep() {
        output.append(input[index])
        index += 1
    }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where index < input.count {
            output.append(input[index] == UInt8(ascii: "\n") ? input[index] : UInt8(ascii: " "))
            index += 1
        }
    }

    /// Reads code; within an interpolation until the parenthesis that ends it.
    mutating func readCode(until end: UInt8?) {
        var depth = 0
        while index < input.count {
            if starts(with: "//") {
                while index < input.count, input[index] != UInt8(ascii: "\n") { blank() }
            } else if starts(with: "/*") {
                while index < input.count, !starts(with: "*/") { blank() }
                blank(2)
            } else if let hashes = stringStart() {
                readString(hashes)
            } else if end == input[index], depth == 0 {
                return blank()
            } else {
                if input[index] == UInt8(ascii: "(") { depth += 1 }
                if input[index] == UInt8(ascii: ")") { depth -= 1 }
                if end == nil { keep() } else { blank() }
            }
        }
    }

    /// How many hashes stand before the quote that begins a string here.
    private func stringStart() -> Int? {
        var place = index
        while place < input.count, input[place] == UInt8(ascii: "#") { place += 1 }
        guard place < input.count, input[place] == UInt8(ascii: "\"") else { return nil }
        return place - index
    }

    private mutating func readString(_ hashes: Int) {
        blank(hashes)
        let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        let marks = String(repeating: "#", count: hashes)
        blank(quote.utf8.count)
        while index < input.count, !starts(with: quote + marks) {
            if starts(with: "\\\(marks)(") {
                blank(2 + hashes)
                readCode(until: UInt8(ascii: ")"))
            } else {
                blank(starts(with: "\\\(marks)") ? 2 + hashes : 1)
            }
        }
        blank(quote.utf8.count + hashes)
    }
}
