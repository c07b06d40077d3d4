/// What a meeting is made of: its phases in order, and what holds for all of them. (SPEC §14.1)
///
/// The relay learns no more of a group's format than this; titles and texts are not in it.
public struct Plan: Hashable, Sendable {
    /// 1 to `phasesMax`.
    public var phases: [Phase]
    /// What holds in every phase.
    public var options = MeetingOptions()

    /// The most phases of a plan.
    public static let phasesMax = 32

    /// A meeting of these phases.
    public init(_ phases: [Phase], options: MeetingOptions = MeetingOptions()) {
        self.phases = phases
        self.options = options
    }
}

/// What kind of time a phase is. (SPEC §14.4)
public enum PhaseKind: String, CaseIterable, Sendable {
    /// People come; everybody has words.
    case gather
    /// A facilitator reads; nobody else has words.
    case read
    /// Everybody agrees or leaves.
    case agree
    /// The stick goes round once.
    case round
    /// One named person speaks.
    case lead
    /// Hands wait, the stick is passed.
    case share
    /// Others answer one share, because the sharer wishes it; never part of a plan.
    case response
    /// Everybody has words.
    case open
    /// A few sticks at once.
    case few
    /// Nobody has words for a fixed time.
    case silence
    /// A go-round with which the meeting closes.
    case closing
    /// The stick is put away; everybody has words.
    case fellowship
    /// Nothing is left; never part of a plan.
    case ended
}

/// One part of a meeting.
public struct Phase: Hashable, Sendable {
    /// What kind of time it is.
    public var kind: PhaseKind
    /// How long it is meant to last, told and never cut but in a silence; 0 for no end.
    public var seconds: UInt32 = 0
    /// What one share has; 0 for no limit, nil for what the kind or the circle says.
    public var limitSeconds: UInt32?
    /// Order of the hands; nil for the circle's.
    public var queue: QueueOrder?
    /// Who moves the stick on; nil for the circle's.
    public var passing: Passing?
    /// Silence after a share; nil for the circle's.
    public var boundarySeconds: UInt32?
    /// In which order a go-round visits. (SPEC §15.1)
    public var order = RingOrder.ring
    /// When a go-round visits the one who facilitates. (SPEC §15.1)
    public var facilitator = RingEnd.first
    /// Whether a turn has at most its part of the time that is left. (SPEC §15.5)
    public var splitsTime = false
    /// Whether others may answer a share. (SPEC §16.1)
    public var response = ResponseConsent.never
    /// What one answer has.
    public var responseSeconds: UInt32 = 120
    /// How many may answer one share.
    public var responders: UInt32 = 3
    /// When marks are shown. (SPEC §16.4)
    public var marks = MarksTime.after
    /// How many sticks there are in `few`. (SPEC §16.6)
    public var sticks: UInt32 = 2
    /// Whether anybody has words: not when a meeting is held by voice. (SPEC §14.7)
    public var words = true

    /// The longest phase.
    public static let secondsMax: UInt32 = 14_400
    /// The longest share or answer, and the shortest.
    public static let limitSecondsBounds: ClosedRange<UInt32> = 15...3_600
    /// The longest boundary.
    public static let boundarySecondsMax: UInt32 = 120
    /// How many may answer one share, at least and at most.
    public static let respondersBounds: ClosedRange<UInt32> = 1...10
    /// How many sticks `few` may have.
    public static let sticksBounds: ClosedRange<UInt32> = 2...4

    /// A phase with the defaults of its kind.
    public init(_ kind: PhaseKind) { self.kind = kind }
}

extension PhaseKind {
    /// Whether a plan may hold it.
    public var isPlanned: Bool { self != .response && self != .ended }

    /// Whether the stick goes round in it. (SPEC §15)
    public var isRound: Bool { self == .round || self == .closing }

    /// Whether everybody has words in it. (SPEC §14.4)
    public var isOpen: Bool { self == .gather || self == .open || self == .fellowship }
}

/// What holds in all phases of a meeting. (SPEC §14.2)
public struct MeetingOptions: Hashable, Sendable {
    /// How the door stands when the meeting begins. (SPEC §18.1)
    public var door = Door.open
    /// When a newcomer is let in while somebody has the stick. (SPEC §18.2)
    public var late = LateEntry.boundary
    /// After this time from the end of the first phase nobody new is let in; 0 for no end.
    public var entrySeconds: UInt32 = 0
    /// New people in one minute from which on the door is to be knocked at; 0 for never.
    public var raid: UInt32 = 6
    /// Who has the bell.
    public var bell = BellRight.keepers
    /// Seats; 0 for as many as the relay allows.
    public var seats: UInt32 = 0
    /// Facilitators without whom a meeting should not begin.
    public var facilitators: UInt32 = 1
    /// People below whom a meeting is small; told and nothing else.
    public var quorum: UInt32 = 2

    /// The defaults of the specification.
    public init() {}
}

/// In which order a go-round visits.
public enum RingOrder: String, CaseIterable, Sendable {
    case ring, shuffle
}

/// Which end of a go-round.
public enum RingEnd: String, CaseIterable, Sendable {
    case first, last
}

/// Whether others may answer a share.
public enum ResponseConsent: String, CaseIterable, Sendable {
    case never, asked, always
}

/// When marks are shown.
public enum MarksTime: String, CaseIterable, Sendable {
    case off, after, live
}

/// How the door stands. (SPEC §18.1)
public enum Door: String, CaseIterable, Sendable {
    case open, knock, locked
}

/// When a newcomer is let in while somebody has the stick.
public enum LateEntry: String, CaseIterable, Sendable {
    case boundary
    case atOnce = "at-once"
}

/// Who has the bell.
public enum BellRight: String, CaseIterable, Sendable {
    case keepers, all
}
