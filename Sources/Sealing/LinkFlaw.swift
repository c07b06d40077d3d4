/// Why a text is not a link that can be used; found offline, before connecting. (SPEC §3.4)
public enum LinkFlaw: Error, Equatable, Sendable, CaseIterable {
    /// The text is something else altogether.
    case notALink
    /// Some of it was cut, changed or mistyped on the way.
    case damaged
    /// Whole and unharmed, but made by a later version.
    case newerClientNeeded
    /// Whole, but it does not say by which key to know the relay.
    case noPin

    /// What to tell the person who pasted it.
    public var advice: String {
        switch self {
        case .notALink:
            "This is not a link to a circle. A link begins with circle:// and was sent to you whole."
        case .damaged:
            "This link is damaged: a part of it was lost or changed on the way. "
                + "Copy it again as a whole, or ask whoever sent it to you for a new one."
        case .newerClientNeeded:
            "This link was made by a newer version of this program. Update it, then try again."
        case .noPin:
            "This link does not say how to recognise its relay, so it cannot be used safely. "
                + "Ask whoever sent it to you for a new one."
        }
    }
}
