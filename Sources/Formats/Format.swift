public import Etiquette
public import Wire

/// How a group meets: the plan that the relay keeps, and the texts that only members see.
///
/// The relay is given the plan alone; the texts travel as sealed pages. (SPEC §14.1, §20.1)
public struct Format: Hashable, Sendable {
    /// What it is called on a command line: a-z, 0-9 and `-`.
    public let name: String
    /// What people call it.
    public let title: String
    /// What it is, in a few sentences.
    public let about: [String]
    /// What holds in all parts.
    public let options: MeetingOptions
    /// What everybody agrees to before they sit down; empty for nothing.
    public let agreements: [String]
    /// What a newcomer should know; empty for nothing.
    public let orientation: [String]
    /// Its parts in order, 1 to `Plan.phasesMax`.
    public let parts: [FormatPart]

    /// The longest file that is read.
    public static let fileBytesMax = 262_144

    /// What the relay keeps.
    public var plan: Plan { Plan(parts.map(\.phase), options: options) }

    /// How long a meeting is: all parts but those a group may leave out.
    public var seconds: UInt32 {
        parts.reduce(0) { $0 + ($1.isOptional ? 0 : $1.phase.seconds) }
    }

    /// Whether its last part is one in which people say goodbye.
    public var hasEnding: Bool {
        switch parts.last?.phase.kind {
        case .closing, .read, .fellowship: true
        default: false
        }
    }
}

/// One part of a meeting with its texts.
public struct FormatPart: Hashable, Sendable {
    /// What the relay keeps.
    public let phase: Phase
    /// Its title, what is read in it, and what comes by itself.
    public let card: PageText.Card
    /// Whether a group may leave it out.
    public let isOptional: Bool
}

extension Format {
    /// The texts as they travel, each with what it is about. (SPEC §20.1)
    public var pages: [(subject: PageText.Subject, text: PageText)] {
        var pages: [(subject: PageText.Subject, text: PageText)] = []
        if !agreements.isEmpty { pages.append((.agreements, PageText(rows: agreements))) }
        if !orientation.isEmpty { pages.append((.orientation, PageText(rows: orientation))) }
        pages.append((.meeting, PageText(rows: [title] + about)))
        for (place, part) in parts.enumerated() { pages.append((.phase(place), part.card.page)) }
        return pages
    }
}
