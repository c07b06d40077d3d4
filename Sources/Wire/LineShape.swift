/// Where the parts of one line lie: tags, verb, parameters, text. (SPEC §2.3)
///
/// Reading answers with ranges into the line and copies nothing.
struct LineShape {
    static let tagsMax = 16
    static let parametersMax = 15

    private(set) var verb = 0..<0
    private(set) var tags = InlineArray<16, Tag>(repeating: Tag(key: 0..<0, value: 0..<0))
    private(set) var tagCount = 0
    private(set) var parameters = InlineArray<15, Range<Int>>(repeating: 0..<0)
    private(set) var parameterCount = 0
    /// Whether the last parameter is text, introduced by a colon.
    private(set) var hasText = false

    struct Tag {
        var key: Range<Int>
        var value: Range<Int>
    }

    /// Reads the form of a line without its end; nil when it breaks §2.3.
    init?(_ line: Span<UInt8>) {
        var index = 0
        if line.count > 0, line[0] == UInt8(ascii: "@") {
            guard let end = readTags(line) else { return nil }
            index = end + 1
        }
        let verbEnd = Self.wordEnd(line, from: index)
        guard Self.isVerb(line.extracting(index..<verbEnd)) else { return nil }
        verb = index..<verbEnd
        index = verbEnd
        while index < line.count {
            // A space stands at `index`; what follows is one parameter.
            guard index + 1 < line.count, parameterCount < Self.parametersMax else { return nil }
            index += 1
            if line[index] == UInt8(ascii: ":") {
                hasText = true
                add(index + 1..<line.count)
                return
            }
            let end = Self.wordEnd(line, from: index)
            guard Self.isParameter(line.extracting(index..<end)) else { return nil }
            add(index..<end)
            index = end
        }
    }

    private mutating func add(_ parameter: Range<Int>) {
        parameters[parameterCount] = parameter
        parameterCount += 1
    }

    /// Reads `@key=value;…` and answers where the space after it stands.
    private mutating func readTags(_ line: Span<UInt8>) -> Int? {
        let end = Self.wordEnd(line, from: 1)
        guard end < line.count else { return nil }
        var start = 1
        while start < end {
            var stop = start
            while stop < end, line[stop] != UInt8(ascii: ";") { stop += 1 }
            guard tagCount < Self.tagsMax, stop + 1 != end,
                let tag = Self.tag(line, start..<stop)
            else { return nil }
            tags[tagCount] = tag
            tagCount += 1
            start = stop + 1
        }
        return tagCount > 0 ? end : nil
    }

    private static func tag(_ line: Span<UInt8>, _ range: Range<Int>) -> Tag? {
        var equals = range.lowerBound
        while equals < range.upperBound, line[equals] != UInt8(ascii: "=") { equals += 1 }
        guard equals < range.upperBound, (1...32).contains(equals - range.lowerBound),
            range.upperBound - equals - 1 <= 128
        else { return nil }
        for index in range.lowerBound..<equals where !isKeyByte(line[index]) { return nil }
        for index in equals + 1..<range.upperBound where !isValueByte(line[index]) { return nil }
        return Tag(key: range.lowerBound..<equals, value: equals + 1..<range.upperBound)
    }

    private static func wordEnd(_ line: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < line.count, line[index] != UInt8(ascii: " ") { index += 1 }
        return index
    }

    private static func isVerb(_ word: Span<UInt8>) -> Bool {
        if word.count == 1, word[0] == UInt8(ascii: "*") { return true }
        guard (1...16).contains(word.count) else { return false }
        for index in word.indices where !(65...90).contains(word[index]) { return false }
        return true
    }

    private static func isParameter(_ word: Span<UInt8>) -> Bool {
        guard word.count > 0 else { return false }
        for index in word.indices {
            let byte = word[index]
            guard (0x21...0x7e).contains(byte), byte != UInt8(ascii: ":") else { return false }
        }
        return true
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
    }

    private static func isValueByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","),
            UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
