/// An Ed25519 public key: a seat's, a ticket's or a relay's. (SPEC §3.1)
public struct PublicKey: Hashable, Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// The key with these 32 bytes; nil for any other count.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        words = (
            Self.word(bytes[0..<8]), Self.word(bytes[8..<16]), Self.word(bytes[16..<24]),
            Self.word(bytes[24..<32])
        )
    }

    /// The key's 32 bytes.
    public var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
        }
    }

    public static func == (left: PublicKey, right: PublicKey) -> Bool { left.words == right.words }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// The public id of a circle: 8 random bytes. (SPEC §3.2)
public struct CircleID: Hashable, Sendable {
    /// The id as a number, most significant byte first.
    public let number: UInt64

    /// The id with this number.
    public init(_ number: UInt64) { self.number = number }

    /// The id with these 8 bytes; nil for any other count.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 8 else { return nil }
        number = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The id written in b64, 11 characters; nil if it is not that.
    public init?(text: String) {
        guard let bytes = Base64URL.decode([UInt8](text.utf8)) else { return nil }
        self.init(bytes: bytes)
    }

    /// The id's 8 bytes.
    public var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
    }

    /// The id as b64, 11 characters.
    public var text: String { String(decoding: Base64URL.encode(bytes), as: UTF8.self) }
}
