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
        guard lengths.contains(payload.count), payload[0] == UInt8(ascii: "A") else { return false }
        guard let first = Base64URL.decode(Array(payload[0..<4])) else { return false }
        return first[0] == 0x01 && payload.allSatisfy(isBase64)
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    init(_ fields: inout Fields) throws(Fields.Flaw) {
        self = fields.nextIsText ? .plain(try fields.text()) : .sealed(try fields.wordBytes())
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
