public import Etiquette
public import Wire

/// What is told of the parts of a meeting. (SPEC §14 to §16, §20, §21)
public enum MeetingShown: Hashable, Sendable {
    case phase(PhaseShown)
    /// The title of the part that is on, which came after its beginning.
    case phaseTitle(String)
    /// The circle meets without a plan.
    case noPlan
    case planRow(PlanRow)
    /// One row of a text or of a crisis card.
    case row(TextMark, String)
    /// These texts are there to be read.
    case texts([PageText.Subject])
    /// Nobody has brought such a text.
    case noText(PageText.Subject)
    /// A text that could not be opened, or that is another than was promised.
    case unreadableText(PageText.Subject)
    /// A row that belongs to this moment of a silence. (SPEC §20.3)
    case prompt(String)
    /// The reading cannot be said now, and why.
    case notRead(DraftReason)
    /// The reading ended before its last row.
    case readingStopped
    case agreed(Person)
    /// Somebody's mark on the reader's share.
    case mark(Person, Mark)
    /// The marks of a share.
    case marks(Person, MarkCounts)
    /// A content note.
    case cautioned(Person, String)
    case quieted(Person, Bool)
    /// Several people have a stick, and it must be said whose is meant. (SPEC §16.6)
    case whichStick
    /// How long somebody has had the stick.
    case balance(Person, shares: UInt32, seconds: UInt64)
    /// The link is not there, so nothing was asked.
    case notThere
    /// What the person wants goes out when they have accepted the agreements. (SPEC §20.2)
    case waitsForAgreement
    /// The agreements have to be accepted, and nobody has brought their text yet.
    case agreementsMissing
    /// The meeting has ended.
    case ended(facilitates: Bool)
}

/// Whose rows these are.
public enum TextMark: String, Hashable, Sendable {
    case agreements, orientation, meeting, reading, card, flag
}

/// A part of the meeting that is on. (SPEC §14.3)
public struct PhaseShown: Hashable, Sendable {
    /// What the relay told.
    public var line: RelayLine.PhaseLine
    /// Its title, if its text is known.
    public var title: String?
    /// What holds in it; nil outside the plan.
    public var customs: Phase?
    /// What one turn has in it; nil when no clock runs, or none is told.
    public var limitSeconds: UInt64?
    /// How many parts the plan has.
    public var count: Int
    /// Seconds it has lasted; nil when its beginning was not seen, and at its beginning.
    public var usedSeconds: UInt64?
    /// Whether it begins now.
    public var isNew: Bool
    /// Whose share is answered. (SPEC §16.2)
    public var sharer: Person?
    /// Whether the reader has not yet been told of the slips of attendance. (SPEC §21.4)
    public var offersSlip = false
    /// Whether the reader's hand waits until the answers are over. (SPEC §16.2)
    public var handWaits = false
    /// Whether people speak by voice in it. (SPEC §14.7)
    public var isByVoice = false
    /// Whether the reader is in the circle to listen.
    public var onlyListens = false
}

/// One part of the plan. (SPEC §14.1)
public struct PlanRow: Hashable, Sendable {
    /// The place in the plan, from 1.
    public var place: Int
    /// Its title, if its text is known.
    public var title: String?
    /// What holds in it.
    public var phase: Phase
    /// Whether it is on.
    public var isNow: Bool
}
