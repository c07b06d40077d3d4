public import Wire

/// Where words belong: they open in this place and in no other. (SPEC §3.7)
public struct PayloadPlace: Hashable, Sendable {
    /// What the words are.
    public enum Kind: UInt8, CaseIterable, Sendable {
        case line = 1
        case name = 2
        case whisper = 3
        /// A text of the plan. (SPEC §20.1)
        case page = 4
    }

    /// The log they were said in.
    public var log: UInt64
    /// The key of the author's seat.
    public var author: PublicKey
    /// What they are.
    public var kind: Kind
    /// The turn of a line, the number of a page; 0 for names and whispers.
    public var turn: UInt32
    /// The id of the act; 0 for names and pages.
    public var id: UInt32
    /// Whom they are for; empty for all.
    public var audience: [UInt8]

    /// A place for words.
    public init(
        log: UInt64,
        author: PublicKey,
        kind: Kind,
        turn: UInt32 = 0,
        id: UInt32 = 0,
        audience: [UInt8] = []
    ) {
        self.log = log
        self.author = author
        self.kind = kind
        self.turn = turn
        self.id = id
        self.audience = audience
    }
}

/// How words are closed and opened in one circle; keys and randomness live behind it.
public protocol PayloadCipher: Sendable {
    /// Whether words travel sealed, which is fixed for a circle's life. (SPEC §4.9)
    var isSealed: Bool { get }

    /// Makes the keys of this log ready; false when it lies out of reach. (SPEC §4.9)
    mutating func enter(log: UInt64) -> Bool

    /// What travels for this text; nil when it cannot be made.
    mutating func seal(_ text: [UInt8], for place: PayloadPlace) -> Content?

    /// The text, if it belongs to exactly this place. (SPEC §7.5)
    func open(_ content: Content, from place: PayloadPlace, blind: Blind?) -> [UInt8]?

    /// What goes with words in an open circle; nil in a sealed one. (SPEC §7.4)
    mutating func blind() -> Blind?

    /// The hash under which these agreements hold in this circle, 20 bytes. (SPEC §20.2)
    func agreementsHash(of text: [UInt8]) -> [UInt8]
}
