internal import Wire

/// The fingerprint of a relay's identity key, by which a client knows its relay. (SPEC §3.3)
///
/// TLS certificates come and go without touching it.
public struct Pin: Sendable, Equatable {
    /// SHA-256 of the raw public key, 32 bytes.
    public let bytes: [UInt8]

    /// The pin of an identity's raw public key.
    public init(of publicKey: [UInt8]) {
        bytes = Digest.sha256(publicKey)
    }

    /// A pin as it was kept, or nil unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Digest.count else { return nil }
        self.bytes = bytes
    }

    /// A pin from its 43 characters, or nil when they are not the one text of 32 bytes.
    public init?(reading text: some Collection<UInt8>) {
        guard let bytes = Base64URL.decode(text, count: Digest.count) else { return nil }
        self.bytes = bytes
    }

    /// The 43 characters in which a link or an operator's log shows it.
    public var text: String {
        String(decoding: Base64URL.encode(bytes), as: UTF8.self)
    }
}

extension Base64URL {
    /// The bytes that `text` spells, or nil unless it is canonical and there are `count` of them.
    static func decode(_ text: some Collection<UInt8>, count: Int) -> [UInt8]? {
        guard text.count == encodedCount(count) else { return nil }
        return decode([UInt8](text))
    }
}
