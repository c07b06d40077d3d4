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
    /// Show the person the agreements and ask; what they accept comes back as `agreed`. (SPEC §20.2)
    case agreementsNeeded(Agreements)
    /// The slip that was asked for; worth giving to the person. (SPEC §21.4)
    case slip(Slip)
    /// The operator's crisis card, or that there is none; worth keeping. (SPEC §19.6)
    case card(Card)
    /// The name from now on; worth keeping. (SPEC §21.5)
    case named([UInt8])
}

/// What everybody agrees to before they sit down. (SPEC §20.2)
public struct Agreements: Hashable, Sendable {
    /// Their hash, 20 bytes.
    public var hash: [UInt8]
    /// The text under it, fit to be shown. (SPEC §12.3)
    public var text: PageText
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
    /// The meeting has ended. (SPEC §21.3)
    case ended

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
        case .ended: "meeting-ended"
        }
    }
}
