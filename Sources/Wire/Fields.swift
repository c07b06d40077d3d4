/// The parts of one line, copied out as they are asked for. (SPEC §2.4, §2.5)
struct Fields {
    /// What keeps a line from meaning anything.
    enum Flaw: Error {
        case form
        /// The form is right, but the plan in it is none. (SPEC §14.1)
        case plan

        /// What the line is answered with.
        var code: RefusalCode {
            switch self {
            case .form: .form
            case .plan: .plan
            }
        }
    }

    private let bytes: [UInt8]
    private let shape: LineShape
    private var next = 0

    init(_ line: Span<UInt8>) throws(Flaw) {
        guard let shape = LineShape(line) else { throw .form }
        self.shape = shape
        var bytes: [UInt8] = []
        bytes.reserveCapacity(line.count)
        for index in line.indices { bytes.append(line[index]) }
        self.bytes = bytes
        guard !repeatsTag else { throw .form }
    }

    var verb: String { string(shape.verb) }

    /// Parameters that have not been taken, text included.
    var left: Int { shape.parameterCount - next }

    /// Whether the next parameter is text after a colon.
    var nextIsText: Bool { shape.hasText && next == shape.parameterCount - 1 }

    private func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// The value of a tag; nil without one.
    func tag(_ key: String) -> String? {
        for index in 0..<shape.tagCount where string(shape.tags[index].key) == key {
            return string(shape.tags[index].value)
        }
        return nil
    }

    /// Whether some tag stands twice. (SPEC §2.4)
    private var repeatsTag: Bool {
        for index in 0..<shape.tagCount {
            for other in 0..<index
            where bytes[shape.tags[index].key] == bytes[shape.tags[other].key] { return true }
        }
        return false
    }

    /// The number in a tag; nil without the tag.
    func number(tag key: String, in range: ClosedRange<UInt64>) throws(Flaw) -> UInt64? {
        guard let value = tag(key) else { return nil }
        return try Fields.number(value, in: range)
    }

    private mutating func take() throws(Flaw) -> Range<Int> {
        guard left > 0 else { throw .form }
        defer { next += 1 }
        return shape.parameters[next]
    }

    /// The next parameter, which must not be text.
    mutating func word() throws(Flaw) -> String {
        guard !nextIsText else { throw .form }
        return string(try take())
    }

    /// The next parameter's bytes, which must not be text.
    mutating func wordBytes() throws(Flaw) -> [UInt8] {
        guard !nextIsText else { throw .form }
        return [UInt8](bytes[try take()])
    }

    /// The text after the colon.
    mutating func text() throws(Flaw) -> [UInt8] {
        guard nextIsText else { throw .form }
        return [UInt8](bytes[try take()])
    }

    mutating func number(in range: ClosedRange<UInt64>) throws(Flaw) -> UInt64 {
        try Fields.number(try word(), in: range)
    }

    /// The next parameter as a word of a fixed vocabulary.
    mutating func one<Word: RawRepresentable<String>>(
        of words: Word.Type
    ) throws(Flaw) -> Word {
        guard let word = Word(rawValue: try word()) else { throw .form }
        return word
    }

    /// The next parameter as b64 of exactly `count` bytes.
    mutating func bytes(_ count: Int) throws(Flaw) -> [UInt8] {
        guard let bytes = Base64URL.decode(try wordBytes()), bytes.count == count else {
            throw .form
        }
        return bytes
    }

    /// The hash of the agreements in a tag; nil without the tag. (SPEC §20.2)
    func agreements(tag key: String) throws(Flaw) -> [UInt8]? {
        guard let value = tag(key) else { return nil }
        guard let hash = Base64URL.decode([UInt8](value.utf8)),
            hash.count == CirclePlan.agreementsBytes
        else { throw .form }
        return hash
    }

    mutating func key() throws(Flaw) -> PublicKey {
        guard let key = PublicKey(try bytes(32)) else { throw .form }
        return key
    }

    /// Decimal, no sign, no leading zero, within the range. (SPEC §2.5)
    static func number(_ text: String, in range: ClosedRange<UInt64>) throws(Flaw) -> UInt64 {
        let digits = text.utf8
        guard (1...20).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }),
            digits.count == 1 || digits.first != UInt8(ascii: "0"),
            let number = UInt64(text), range.contains(number)
        else { throw .form }
        return number
    }
}
