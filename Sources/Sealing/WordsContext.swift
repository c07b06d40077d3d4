/// The place for which words are sealed; anywhere else they do not open. (SPEC §3.7)
public struct WordsContext: Sendable, Equatable {
    /// What the words are; the raw value is their byte in the context.
    public enum Kind: UInt8, Sendable, CaseIterable {
        case line = 1
        case name
        case whisper
        case page
    }

    /// Who the words are for.
    public enum Audience: Sendable, Equatable {
        /// Everybody in the circle.
        case all
        /// Whoever facilitates.
        case facilitators
        /// The one who holds this seat key, 32 bytes.
        case seat([UInt8])

        var bytes: [UInt8] {
            switch self {
            case .all: []
            case .facilitators: [1]
            case .seat(let key): [2] + key
            }
        }
    }

    /// The circle's id, 8 bytes.
    public var circle: [UInt8]
    /// The number of the log.
    public var log: UInt64
    /// The speaker's seat key as the reader's own roster has it, 32 bytes.
    public var seatKey: [UInt8]
    /// What the words are.
    public var kind: Kind
    /// The turn in which they were spoken, 0 for names and whispers; the number of a page.
    public var turn: UInt64
    /// The message id; 0 for names and pages.
    public var id: UInt64
    /// Who they are for.
    public var audience: Audience

    /// A context of these parts; `line`, `name`, `whisper` and `page` make the usual ones.
    public init(
        circle: [UInt8],
        log: UInt64,
        seatKey: [UInt8],
        kind: Kind,
        turn: UInt64,
        id: UInt64,
        audience: Audience
    ) {
        self.circle = circle
        self.log = log
        self.seatKey = seatKey
        self.kind = kind
        self.turn = turn
        self.id = id
        self.audience = audience
    }

    /// A line said to everybody in a turn.
    public static func line(
        circle: [UInt8],
        log: UInt64,
        seatKey: [UInt8],
        turn: UInt64,
        id: UInt64
    ) -> WordsContext {
        WordsContext(
            circle: circle,
            log: log,
            seatKey: seatKey,
            kind: .line,
            turn: turn,
            id: id,
            audience: .all
        )
    }

    /// The name that somebody goes by during a log.
    public static func name(circle: [UInt8], log: UInt64, seatKey: [UInt8]) -> WordsContext {
        WordsContext(
            circle: circle,
            log: log,
            seatKey: seatKey,
            kind: .name,
            turn: 0,
            id: 0,
            audience: .all
        )
    }

    /// A word aside.
    public static func whisper(
        circle: [UInt8],
        log: UInt64,
        seatKey: [UInt8],
        id: UInt64,
        to audience: Audience
    ) -> WordsContext {
        WordsContext(
            circle: circle,
            log: log,
            seatKey: seatKey,
            kind: .whisper,
            turn: 0,
            id: id,
            audience: audience
        )
    }

    /// A text of the circle's plan, by its number. (SPEC §20.1)
    public static func page(
        circle: [UInt8],
        log: UInt64,
        seatKey: [UInt8],
        number: UInt8
    ) -> WordsContext {
        WordsContext(
            circle: circle,
            log: log,
            seatKey: seatKey,
            kind: .page,
            turn: UInt64(number),
            id: 0,
            audience: .all
        )
    }

    /// What is authenticated along with the words.
    public var bytes: [UInt8] {
        var fields = LengthPrefixed(label: Label.wordsContext)
        fields.append(circle)
        fields.append(log)
        fields.append(seatKey)
        fields.append(kind.rawValue)
        fields.append(turn)
        fields.append(id)
        fields.append(audience.bytes)
        return fields.bytes
    }
}
