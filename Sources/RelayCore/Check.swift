public import Wire

/// What the journal holds of words and keys: 20 bytes from which neither can be told. (SPEC §3.9)
public struct Check: Hashable, Sendable {
    /// How long a check is.
    public static let byteCount = 20

    /// 20 bytes.
    public let bytes: [UInt8]

    /// The check of these bytes; filled or cut to 20.
    public init(_ bytes: [UInt8]) {
        let cut = bytes.prefix(Check.byteCount)
        self.bytes = cut + [UInt8](repeating: 0, count: Check.byteCount - cut.count)
    }

    /// Nothing was checked.
    static let none = Check([])
}

/// How checks are made; the digest itself is not this room's business. (SPEC §3.9)
public struct Checker: Sendable {
    /// The check of words as they travelled.
    public var ofWords: @Sendable (Content, Blind?) -> Check
    /// The check of a seat's key.
    public var ofKey: @Sendable (PublicKey) -> Check

    /// A way to make checks.
    public init(
        ofWords: @escaping @Sendable (Content, Blind?) -> Check,
        ofKey: @escaping @Sendable (PublicKey) -> Check
    ) {
        self.ofWords = ofWords
        self.ofKey = ofKey
    }
}
