import Etiquette
import Wire

/// What somebody types, as their client understands it.
///
/// A word that stands alone is a wish, anything else is words.
struct Typed {
    let asks: Request.Ask
    /// Whether the turn goes with it. (SPEC §9.5)
    var hasTurn = false

    private init(_ asks: Request.Ask, hasTurn: Bool = false) {
        self.asks = asks
        self.hasTurn = hasTurn
    }

    init(_ text: String, by person: Person) {
        self =
            Self.alone(text, person) ?? Self.facilitating(text, person)
            ?? Self.withName(text, person) ?? Self.withWords(text, person)
            ?? Typed(.line(Self.content(text), blind: Self.blind), hasTurn: true)
    }

    private static func alone(_ text: String, _ person: Person) -> Typed? {
        switch text {
        case "": Typed(.accept, hasTurn: true)
        case "hand": Typed(.hand(.up))
        case "lower": Typed(.hand(.down))
        case "later": Typed(.hand(.later))
        case "pass": Typed(.pass, hasTurn: true)
        case "done": Typed(.done, hasTurn: true)
        case "agree": Typed(.agree)
        case "welcome": Typed(.response(true))
        case "no more": Typed(.response(false))
        case "heard" where !person.hasWords: Typed(.mark(.heard))
        case "with you" where !person.hasWords: Typed(.mark(.withYou))
        case "thank you" where !person.hasWords: Typed(.mark(.thankYou))
        case "hug" where !person.hasWords: Typed(.mark(.hug))
        case "help me": Typed(.help)
        case "step out": Typed(.step(out: true))
        case "step in": Typed(.step(out: false))
        case "slip": Typed(.slip)
        case "leave": Typed(.leave)
        case "bell": Typed(.bell(.on(seconds: nil)))
        case "bell off": Typed(.bell(.off(space: person.floor?.space ?? 0)))
        default: nil
        }
    }

    private static func facilitating(_ text: String, _ person: Person) -> Typed? {
        let phase = person.phase?.number ?? 0
        return switch text {
        case "next": Typed(.call(nil), hasTurn: true)
        case "phase next": Typed(.phase(.next(phase, now: false)))
        case "phase next!": Typed(.phase(.next(phase, now: true)))
        case "end meeting": Typed(.phase(.end(phase, now: false)))
        case "admit all": Typed(.admit(nil))
        case "home!": Typed(.home(now: true), hasTurn: true)
        case "extend": Typed(.extend, hasTurn: true)
        case "signal": Typed(.signal)
        case "balance": Typed(.balance)
        case "lock": Typed(.door(.locked))
        default: nil
        }
    }

    private static func withName(_ text: String, _ person: Person) -> Typed? {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, let seat = person.seat(of: parts[1]) else { return nil }
        switch parts[0] {
        case "call": return Typed(.call(seat), hasTurn: true)
        case "give": return Typed(.give(seat), hasTurn: true)
        case "admit": return Typed(.admit(seat))
        case "hold": return Typed(.hold(seat))
        case "chair": return Typed(.chair(seat))
        case "quiet": return Typed(.quiet(seat, true))
        default: return nil
        }
    }

    private static func withWords(_ text: String, _ person: Person) -> Typed? {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "note": return Typed(.caution(content(parts[1]), blind: blind), hasTurn: true)
        case "w":
            guard parts[1].hasPrefix("@") else {
                return Typed(.whisper(.facilitators, content(parts[1]), blind: blind))
            }
            let words = parts[1].dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2, let seat = person.seat(of: words[0]) else { return nil }
            return Typed(.whisper(.seat(seat), content(words[1]), blind: blind))
        default: return nil
        }
    }

    static func line(_ text: String) -> Typed {
        Typed(.line(content(text), blind: blind), hasTurn: true)
    }

    private static func content(_ text: String) -> Content { .plain([UInt8](text.utf8)) }

    private static var blind: Blind? { Blind(bytes: [UInt8](repeating: 7, count: 16)) }
}
