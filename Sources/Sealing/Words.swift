/// Words on their way: text, padded to one of four sizes and sealed for its place. (SPEC §3.7)
public enum Words {
    /// The longest text, in bytes of UTF-8.
    public static let textBytesMax = 4_000
    /// The longest name, in bytes of UTF-8.
    public static let nameBytesMax = 60
    /// The sizes of a body, in bytes: all that a watcher learns of a text's length.
    public static let bodyBytes = [64, 256, 1_024, 4_096]
    /// The sizes of a sealed body, in bytes.
    public static let payloadBytes = bodyBytes.map { $0 + Payload.overheadBytes }
    /// Seals `text` for its place, with a fresh salt.
    ///
    /// Never call it twice for one id: what is sent again is the same payload, byte for byte.
    public static func seal(
        text: [UInt8],
        context: WordsContext,
        wordsKey: SecretBytes
    ) throws(WordsFlaw) -> [UInt8] {
        let salt: [UInt8]
        do { salt = try Random.bytes(Payload.saltCount) } catch { throw .failed(error) }
        return try seal(text: text, context: context, wordsKey: wordsKey, salt: salt)
    }

    /// Seals with a salt that is given, which only test vectors may do.
    package static func seal(
        text: [UInt8],
        context: WordsContext,
        wordsKey: SecretBytes,
        salt: [UInt8]
    ) throws(WordsFlaw) -> [UInt8] {
        guard context.kind != .name || text.count <= nameBytesMax else { throw .tooLong }
        var body = try body(text: text)
        defer { Cleansing.cleanse(&body) }
        do {
            return try Payload.seal(key: wordsKey, context: context.bytes, body: body, salt: salt)
        } catch {
            throw .failed(error)
        }
    }

    /// The text of a payload, in valid UTF-8, if it was sealed for exactly this place.
    public static func open(
        payload: [UInt8],
        context: WordsContext,
        wordsKey: SecretBytes
    ) throws(WordsFlaw) -> [UInt8] {
        var body: [UInt8]
        do {
            body = try Payload.open(key: wordsKey, context: context.bytes, payload: payload)
        } catch {
            switch error {
            case .newerClientNeeded: throw .newerClientNeeded
            case .unreadable: throw .unreadable
            }
        }
        defer { Cleansing.cleanse(&body) }
        guard context.kind != .name || body.count == bodyBytes[0] else { throw .unreadable }
        let text = try text(ofBody: body)
        guard context.kind != .name || text.count <= nameBytesMax else { throw .unreadable }
        return text
    }
}

extension Words {
    /// The body of `text`: its length, itself, and zeros up to the smallest size that fits.
    public static func body(text: [UInt8]) throws(WordsFlaw) -> [UInt8] {
        guard text.count <= textBytesMax else { throw .tooLong }
        guard isText(text) else { throw .notText }
        guard let size = size(for: 2 + text.count) else { throw .tooLong }
        var body: [UInt8] = []
        body.reserveCapacity(size)
        body.append(UInt8(truncatingIfNeeded: text.count >> 8))
        body.append(UInt8(truncatingIfNeeded: text.count))
        body.append(contentsOf: text)
        body.append(contentsOf: repeatElement(0, count: size - body.count))
        return body
    }

    /// The text in a body, which must have the one form that the rules allow.
    ///
    /// Extensions are passed over: a later version may add them without asking this one.
    public static func text(ofBody body: [UInt8]) throws(WordsFlaw) -> [UInt8] {
        guard bodyBytes.contains(body.count) else { throw .unreadable }
        let count = Int(BigEndian.number(body.prefix(2)))
        guard count <= textBytesMax, 2 + count <= body.count else { throw .unreadable }
        let text = [UInt8](body[2..<2 + count])
        let end = try endOfExtensions(in: body, from: 2 + count)
        guard body[end...].allSatisfy({ $0 == 0 }), size(for: end) == body.count, isText(text)
        else { throw .unreadable }
        return text
    }

    /// Where the zeros begin: at the first entry of type 0, or at the end.
    private static func endOfExtensions(in body: [UInt8], from start: Int) throws(WordsFlaw) -> Int
    {
        var position = start
        while position < body.count, body[position] != 0 {
            guard position + 3 <= body.count else { throw .unreadable }
            let count = Int(BigEndian.number(body[position + 1...position + 2]))
            guard count <= body.count - position - 3 else { throw .unreadable }
            position += 3 + count
        }
        return position
    }

    private static func size(for bytes: Int) -> Int? {
        bodyBytes.first { $0 >= bytes }
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return true
        } catch {
            return false
        }
    }
}

/// Why words cannot be sealed or read. (SPEC §3.7)
public enum WordsFlaw: Error, Equatable, Sendable {
    /// More than a text or a name may have.
    case tooLong
    /// Not UTF-8.
    case notText
    /// Sealed in a way that this version does not know.
    case newerClientNeeded
    /// Does not open here, or has not the form of words.
    case unreadable
    /// The library could not seal.
    case failed(SealingFailure)
}
