/// Words or a name as they travel: a sealed payload in its b64 form, or text in an open circle.
public enum Content: Hashable, Sendable {
    case sealed([UInt8])
    case plain([UInt8])

    /// The b64 lengths that a payload may have. (SPEC §3.7)
    public static let payloadLengths = [140, 396, 1_420, 5_516]
    /// The b64 length of a sealed name.
    public static let namePayloadLength = 140
    /// The longest text. (SPEC §2.6)
    public static let textBytesMax = 4_000

    /// What travels, without saying which kind it is.
    public var bytes: [UInt8] {
        switch self {
        case .sealed(let payload): payload
        case .plain(let text): text
        }
    }

    /// Whether a payload has one of the lengths and the first byte 0x01, which is all a relay
    /// checks. (SPEC §7.3)
    public static func isPayload(_ payload: [UInt8], lengths: [Int] = payloadLengths) -> Bool {
        guard payload.count > 1, lengths.contains(payload.count) else { return false }
        // 0x01 is six zero bits, which spell `A`, then `01` and four bits of what follows.
        guard payload[0] == UInt8(ascii: "A") else { return false }
        switch payload[1] {
        case UInt8(ascii: "Q")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "f"):
            return true
        default: return false
        }
    }

    init(_ fields: inout Fields) throws(Fields.Flaw) {
        self = fields.nextIsText ? .plain(try fields.text()) : .sealed(try fields.wordBytes())
    }
}

extension Fields {
    /// Content that a restart may have taken; `*` stands where it was. (SPEC §5.14, §5.16)
    mutating func optionalContent() throws(Flaw) -> Content? {
        let content = try Content(&self)
        return content == .sealed([UInt8(ascii: "*")]) ? nil : content
    }
}

/// Words in an open circle carry 16 random bytes, so that their check reveals nothing. (SPEC §7.4)
public struct Blind: Hashable, Sendable {
    /// b64 of 16 bytes, 22 characters.
    public let text: [UInt8]

    /// The blind in its b64 form; nil if it is not that.
    public init?(text: [UInt8]) {
        guard Base64URL.decode(text)?.count == 16 else { return nil }
        self.text = text
    }

    /// The blind of these 16 bytes; nil for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        text = Base64URL.encode(bytes)
    }
}
