import Wire

/// Why something was asked that is none of the circle's manners. (SPEC §6.1)
enum Purpose: Hashable, Sendable {
    /// The program around this asked; it gets the answer.
    case host(Verb)
    /// A page, or one that is brought.
    case page(UInt8)
    case bring(UInt8)
    case card, balance, slip
    /// Another name, and how it travels.
    case name([UInt8], Content)

    /// What the person is told a refusal of; nil when nobody waits for it.
    var verb: Verb? {
        switch self {
        case .host(let verb): verb
        case .page, .bring, .card: nil
        case .balance: .balance
        case .slip: .slip
        case .name: .name
        }
    }
}

/// Agreements that the relay wants to be accepted. (SPEC §20.2)
struct Consent: Hashable, Sendable {
    /// Their hash.
    var hash: [UInt8]
    /// Whether the person was asked.
    var isAsked = false
    /// Whether the person was told that the text is not there, or not the right one.
    var isExcused = false
}

/// What the person was asked and may say yes to.
enum Question: Hashable, Sendable {
    /// Whether this goes to the facilitators.
    case flag(String)
}
