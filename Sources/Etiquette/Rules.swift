/// What a circle agreed on, and every number of the manners, with its unit and its rule.
public struct Rules: Hashable, Sendable {
    /// Order of the hands. (SPEC §10.2)
    public var queue: QueueOrder = .fair
    /// Who moves the stick on. (SPEC §10.10)
    public var passing: Passing = .called
    /// Silence between two shares, 0 to 120,000. (SPEC §8.6)
    public var boundaryMilliseconds: UInt64 = 5_000
    /// Length of a share, told and never cut; 0 for none, else 60,000 to 1,800,000. (SPEC §8.7)
    public var shareLimitMilliseconds: UInt64 = 300_000

    /// A gentle word to somebody who has not answered an offer. (SPEC §8.4)
    public var offerNudgeMilliseconds: UInt64 = 45_000
    /// An offer ends by itself. (SPEC §8.4)
    public var offerLapseMilliseconds: UInt64 = 90_000
    /// Offers that may lapse before the hand comes down. (SPEC §8.4)
    public var offerLapsesMax = 2
    /// What `EXTEND` gives. (SPEC §8.7)
    public var extensionMilliseconds: UInt64 = 120_000
    /// A holder's silence before a kind word. (SPEC §8.8)
    public var quietMilliseconds: UInt64 = 180_000
    /// A lost link is not spoken of before this. (SPEC §5.8, §8.9)
    public var driftNoticeMilliseconds: UInt64 = 10_000
    /// The stick waits this long for its holder's link. (SPEC §8.9)
    public var holderGraceMilliseconds: UInt64 = 90_000
    /// All waiting for links within one turn. (SPEC §8.9)
    public var holderGraceSumMilliseconds: UInt64 = 180_000
    /// A seat waits this long. (SPEC §5.8)
    public var seatHoldMilliseconds: UInt64 = 600_000
    /// An owed turn is kept this long. (SPEC §8.9)
    public var owedMilliseconds: UInt64 = 600_000
    /// An owed turn has at least this long. (SPEC §8.9)
    public var owedShareMilliseconds: UInt64 = 120_000
    /// The bell, if no time is said, and its bounds. (SPEC §8.10)
    public var bellMilliseconds: UInt64 = 60_000
    /// Shortest and longest space. (SPEC §8.10)
    public var bellBoundsMilliseconds: ClosedRange<UInt64> = 15_000...600_000
    /// Lines of facilitators within a space: one to open, one to close. (SPEC §7.2)
    public var spaceLinesMax = 2
    /// Lines of facilitators during an offer. (SPEC §7.2)
    public var callLinesMax = 1
    /// From `HOME ask` to the reminder. (SPEC §8.12)
    public var homeAskMilliseconds: UInt64 = 20_000
    /// Room for a first hand. (SPEC §10.6)
    public var windowMilliseconds: UInt64 = 20_000
    /// Lines at once in `open`. (SPEC §8.11)
    public var openBurst: UInt64 = 5
    /// One more line in `open`. (SPEC §8.11)
    public var openMicrosecondsPerLine: UInt64 = 2_000_000

    /// What the meeting is made of; nil for one long share. (SPEC §14.1)
    public var plan: Plan?
    /// No line before this, and the stick goes back. (SPEC §16.6)
    public var fewLapseMilliseconds: UInt64 = 90_000
    /// The space after a content note. (SPEC §16.5)
    public var noteMilliseconds: UInt64 = 15_000
    /// Shortest and longest break. (SPEC §14.6)
    public var breakBoundsMilliseconds: ClosedRange<UInt64> = 60_000...3_600_000
    /// A response in which nobody asks for the stick ends. (SPEC §16.3)
    public var responseWaitMilliseconds: UInt64 = 20_000
    /// A turn of a go-round that splits the time has at least this. (SPEC §15.5)
    public var splitShareMilliseconds: UInt64 = 30_000
    /// The chair waits this long for a lost link. (SPEC §17.4)
    public var chairMilliseconds: UInt64 = 60_000
    /// Kept mode lasts this long, and is closed in that time. (SPEC §17.6)
    public var keptMilliseconds: UInt64 = 600_000
    /// See `keptMilliseconds`.
    public var keptClosingMilliseconds: UInt64 = 120_000
    /// Who has the stick when the meeting is ended has this to close. (SPEC §21.2)
    public var closingMilliseconds: UInt64 = 60_000
    /// Who waits at the door is held this long after the link was lost. (SPEC §18.3)
    public var vestibuleHoldMilliseconds: UInt64 = 120_000
    /// In which newcomers are counted. (SPEC §18.5)
    public var raidMilliseconds: UInt64 = 60_000

    /// The defaults of the specification.
    public init() {}
}
