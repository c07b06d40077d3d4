public import Etiquette

/// How words go: to whom, and as what.
public enum Manner: Hashable, Sendable {
    /// A line for all.
    case line
    /// A row of a text that a facilitator reads; never a draft. (SPEC §20.3)
    case reading
    /// A content note. (SPEC §16.5)
    case caution
    case whisper(Addressee)

    /// Whom they are for; nil for all.
    public var addressee: Addressee? {
        switch self {
        case .line, .reading, .caution: nil
        case .whisper(let addressee): addressee
        }
    }
}
