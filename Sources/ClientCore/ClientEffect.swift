public import Etiquette
public import Wire

/// What must follow from what happened.
public enum ClientEffect: Hashable, Sendable {
    /// Send these bytes: one line with its end.
    case send([UInt8])
    /// Tell the person.
    case show(Shown)
    /// Close the connection, if there is one, and come back after this time. (SPEC §11.7)
    case reconnect(afterMilliseconds: UInt64)
    /// Close the connection and end.
    case leave(Farewell)
    /// Words of another seat opened under the key of this log: older keys may go. (SPEC §4.9)
    case confirmed(log: UInt64)
    /// An ask was answered.
    case answered(Verb, AskAnswer)
    /// One invitation of the circle. (SPEC §9.1)
    case invitation(PublicKey, Role, usesLeft: UInt64, seconds: UInt64)
}

/// What came of an ask. (SPEC §6.1)
public enum AskAnswer: Hashable, Sendable {
    case ok(UInt64)
    case refused(Refused)
    /// The connection broke before the answer.
    case unknown
}

/// Why a session ended for good.
public enum Farewell: Hashable, Sendable {
    /// The person left.
    case left
    /// A newer connection of this key has the seat. (SPEC §4.7)
    case replaced
    /// The key was removed from the circle.
    case removed
    /// The circle was closed.
    case closed
    /// The seat was refused.
    case refused(Refused)
    /// The log lies below one that was seen before. (SPEC §3.2)
    case oldLog
    /// The relay has lost a part of the log since it was last seen. (SPEC §5.12)
    case oldEpoch
    /// The log lies out of reach of the key. (SPEC §4.9)
    case farLog
    /// The circle is another kind than it was. (SPEC §4.9)
    case modeChanged
    /// The name could not be sealed.
    case unsealed
    /// The relay makes no sense.
    case broken

    /// The end in one word, for programs.
    var word: String {
        switch self {
        case .left: "left"
        case .replaced: "replaced"
        case .removed: "removed"
        case .closed: "closed"
        case .refused(let refused): refused.code?.rawValue ?? "refused"
        case .oldLog: "old-log"
        case .oldEpoch: "old-epoch"
        case .farLog: "far-log"
        case .modeChanged: "mode"
        case .unsealed: "unsealed"
        case .broken: "broken"
        }
    }
}
