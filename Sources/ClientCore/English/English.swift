import Etiquette
import Wire

/// What a person reads: one plain sentence or two for everything that can be told.
///
/// Who and what come first. Lines of the circle itself begin with `circle: `, which no name can
/// imitate, since a name is always followed by its seat's number. (SPEC §12.3)
public struct English: Sendable {
    /// The word at the beginning of lines that nobody said.
    public static let mark = "circle: "

    /// Whether one's own words are only confirmed, because they stand on the screen already.
    public var confirmsOwnWords = false

    /// The English of this client.
    public init() {}

    /// The line for this; nil when there is nothing to say.
    public func line(for shown: Shown) -> String? {
        switch shown.what {
        case .said(let person, let text):
            guard confirmsOwnWords, person.isMe else { return "\(tag(person)): \(isolated(text))" }
            return Self.mark + "heard."
        case .whispered(let person, let ear, let text):
            return "\(tag(person)) whispers to \(hearer(ear)): \(isolated(text))"
        case .unreadable, .lost, .seated, .who, .joined, .left, .renamed, .presence, .listening,
            .role:
            return people(shown.what).map { Self.mark + $0 }
        case .floor(let floor): return sentence(for: floor).map { Self.mark + $0 }
        case .queue, .ownHand, .hands, .urgent, .noted, .time, .rules:
            return manners(shown.what).map { Self.mark + $0 }
        case .draftKept, .draftOffered, .drafts, .draftsDropped, .draftNotNow, .tooLong, .waiting,
            .unsure, .accepted, .refused:
            return own(shown.what).map { Self.mark + $0 }
        case .lostLink, .back, .gap, .relayLeaves, .setBack, .alarm:
            return link(shown.what).map { Self.mark + $0 }
        case .meeting(let what): return line(for: what)
        case .hosting(let what): return hosting(what).map { Self.mark + $0 }
        case .safety(let what): return line(for: what)
        }
    }

    /// Whom a whisper is for, as its end of a sentence.
    private func hearer(_ ear: Ear) -> String {
        switch ear {
        case .facilitators: "the facilitators"
        case .person(let person): person.isMe ? "you" : tag(person)
        }
    }
}

extension English {
    /// Name and number: `Ana·2`.
    public func tag(_ person: Person) -> String {
        "\(isolated(person.name ?? "seat"))·\(person.seat.number)"
    }

    /// The name alone where that is enough, else with its number. (SPEC §2.7)
    public func name(_ person: Person) -> String {
        guard !person.needsNumber, let name = person.name else { return tag(person) }
        return isolated(name)
    }

    /// Right-to-left words in isolation, so that they turn nothing round that is not theirs.
    func isolated(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: Self.isRightToLeft) else { return text }
        return "\u{2068}\(text)\u{2069}"
    }

    private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x590...0x8ff, 0xfb1d...0xfdff, 0xfe70...0xfefc, 0x1_0800...0x1_0fff,
            0x1_e800...0x1_efff, 0x2066...0x2069:
            true
        default: false
        }
    }

    /// Names in a row: `Ana, Bo and Cy`.
    func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "nobody" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// A length of time in words; never a clock face.
    public static func duration(_ seconds: UInt64) -> String {
        let parts = [
            (seconds / 86_400, "day"), (seconds / 3_600 % 24, "hour"),
            (seconds / 60 % 60, "minute"), (seconds % 60, "second"),
        ]
        let told = parts.filter { $0.0 > 0 }.prefix(2).map {
            "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")"
        }
        return told.isEmpty ? "0 seconds" : told.joined(separator: " ")
    }

    /// A place in a row, as in 1st, 2nd and 3rd.
    public static func ordinal(_ place: Int) -> String {
        let ending =
            switch (place % 100, place % 10) {
            case (11...13, _): "th"
            case (_, 1): "st"
            case (_, 2): "nd"
            case (_, 3): "rd"
            default: "th"
            }
        return "\(place)\(ending)"
    }

    /// Where the reader stands among the hands, as a sentence after another; empty without a hand.
    func place(_ place: Int?) -> String {
        place.map { " You are \(Self.ordinal($0)) in line." } ?? ""
    }
}
