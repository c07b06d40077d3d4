/// What the store knows of one circle.
public struct CircleRecord: Hashable, Sendable {
    /// Where a circle stands in its life; it only moves downwards in this list.
    public enum State: Sendable {
        /// Made by the operator; its founding link has not been used.
        case unfounded
        case founded
        case closed
    }

    public let id: CircleID
    /// The operator's label, never the circle's title.
    public let handle: String
    public let mode: Mode
    public let state: State
    /// The last log number that was taken, 0 for none.
    public let log: UInt64
    public let settings: CircleSettings
    /// How its meetings go, as it travels: "AGREEMENTS OPTIONS PHASES"; empty when its facilitator
    /// chose no plan. (SPEC §14.1)
    public let plan: String
    let foundingTicket: [UInt8]
    let founder: [UInt8]?

    /// Whether `text` can be a handle: 1 to 40 of a-z, 0-9 and `-`.
    public static func isHandle(_ text: String) -> Bool {
        guard 1...StoreLimits.handleCharactersMax ~= text.utf8.count else { return false }
        return text.utf8.allSatisfy { character in
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }

    /// Reads the columns in the order of the queries named `circle…`.
    init(_ row: Row) throws(StoreFailure) {
        guard let id = CircleID(bytes: try row.bytes(0)),
            let mode = Mode(rawValue: try row.byte(2))
        else { throw .damaged }
        self.id = id
        self.mode = mode
        handle = try row.text(1)
        founder = try row.optionalBytes(3)
        state = try row.flag(4) ? .closed : founder == nil ? .unfounded : .founded
        log = try row.unsigned(5)
        foundingTicket = try row.bytes(6)
        settings = try CircleSettings(row, from: 7)
        plan = try row.text(11)
    }
}
