public import Etiquette
public import Wire

/// Something a person is told, with texts and names that are fit to be shown. (SPEC §12.3)
public struct Shown: Hashable, Sendable {
    /// The number of the event it tells of.
    public var number: UInt64?
    /// What is told.
    public var what: What

    /// Something to be told.
    public init(number: UInt64? = nil, _ what: What) {
        self.number = number
        self.what = what
    }

    /// What can be told.
    public enum What: Hashable, Sendable {
        // Words.
        case said(Person, String)
        case whispered(Person, to: Ear, String)
        case unreadable(Person, isWhisper: Bool)
        case lost(LostWords)

        // People.
        case seated(Person, Role, isSealed: Bool)
        case who([Attendance])
        case joined(Person, Role)
        /// Why is for facilitators only.
        case left(Person, Departure, facilitates: Bool)
        case renamed(Person, before: String?)
        case presence(Person, Presence)
        case listening(Person, Bool)
        case role(Person, Role)

        // The floor and the hands.
        case floor(FloorShown)
        case queue([Person], place: Int?)
        case ownHand(HandMove, place: Int?)
        case hands(open: Bool)
        case urgent(Person)
        case noted(Noted)
        case time(TimeShown)
        case rules(CircleRules)

        // The person's own words and wishes.
        case draftKept(String, DraftReason)
        case draftOffered(first: String, count: Int)
        case drafts([String])
        case draftsDropped(Int)
        case draftNotNow(DraftReason)
        case tooLong(bytes: Int)
        case waiting(lines: Int, isLinkLost: Bool)
        case unsure(String)
        case accepted(Request.Ask, changed: Bool)
        case refused(Refused)

        // The link.
        case lostLink
        case back(Back)
        case gap(first: UInt64, last: UInt64)
        case relayLeaves(milliseconds: UInt64)
        case setBack(seconds: UInt64)
        case alarm(Alarm)

        // Whole meetings. (SPEC §14 to §21)
        case meeting(MeetingShown)
        case hosting(HostingShown)
        case safety(SafetyShown)
    }
}

/// Whom a whisper is for.
public enum Ear: Hashable, Sendable {
    case facilitators
    case person(Person)
}

/// Words that a restart of the relay took. (SPEC §5.16)
public struct LostWords: Hashable, Sendable {
    /// The event they belong to.
    public var number: UInt64
    /// Whose they were.
    public var person: Person
    /// Whether they were not for all.
    public var isWhisper: Bool
    /// Whether the reader has seen them; then only others have not.
    public var wereShown: Bool
}

/// One row of who is there.
public struct Attendance: Hashable, Sendable {
    /// Who.
    public var person: Person
    /// What they may do.
    public var role: Role
    /// Whether they are there.
    public var presence: Presence
    /// Whether they only listen.
    public var isListening: Bool
    /// Shares in this meeting.
    public var shares: UInt32
    /// Whether they are out of the circle for now. (SPEC §19.1)
    public var isOut = false
    /// Whether they have the chair. (SPEC §17.2)
    public var hasChair = false
}

/// The floor, and what it was before. (SPEC §8.3)
public struct FloorShown: Hashable, Sendable {
    /// The turn.
    public var turn: UInt32
    /// The state.
    public var state: FloorState
    /// Who has the offer or the stick.
    public var person: Person?
    /// Who had it before.
    public var before: Person?
    /// Why it changed; nil when it is only told.
    public var reason: FloorReason?
    /// Seconds of the share, or of the silence; 0 for no limit.
    public var limitSeconds: UInt64
    /// The reader's place among the hands.
    public var place: Int?
    /// Who has one of several sticks. (SPEC §16.6)
    public var holders: [Person] = []
    /// Whether people speak by voice in this part. (SPEC §14.7)
    public var isByVoice = false
    /// Whether the reader is in the circle to listen.
    public var onlyListens = false
    /// The kind of the part that is on; nil without a plan.
    public var phase: PhaseKind?
}

/// A share's time.
public struct TimeShown: Hashable, Sendable {
    /// Whose share it is; nil when nobody's.
    public var person: Person?
    /// Seconds it has had.
    public var usedSeconds: UInt64
    /// Seconds it has in all; 0 for no limit.
    public var limitSeconds: UInt64
    /// Whether its beginning was seen.
    public var isExact: Bool
}

/// A note with the person it is about. (SPEC §8)
public struct Noted: Hashable, Sendable {
    /// What the relay noted.
    public var note: Note
    /// Whom it is about; for notes about a share, who has the stick.
    public var person: Person?
    /// Whether people speak by voice in this part. (SPEC §14.7)
    public var isByVoice = false
    /// The word by which the reader can go on from this part, if they may. (SPEC §14.4, §21.2)
    public var wayOn: WayOn?

    /// How a facilitator goes on.
    public enum WayOn: Hashable, Sendable {
        /// To the next part.
        case next
        /// The last part is followed by the end.
        case end
    }
}

/// A refusal by the relay. (SPEC §6.2)
public struct Refused: Hashable, Sendable {
    /// What was asked.
    public var verb: Verb?
    /// Why not; nil for a code this version does not know.
    public var code: RefusalCode?
    /// Place, milliseconds or floor, as the code has it.
    public var details: [String]
    /// The whole of what was asked, where it is known.
    public var ask: Request.Ask?
    /// Where the person was when the refusal came.
    public var context = Context()

    /// What a refusal is better understood with.
    public struct Context: Hashable, Sendable {
        /// Whether the stick is offered to the person.
        public var isOffered = false
        /// Whether the person facilitates.
        public var facilitates = false
        /// The facilitator in whose side room the person is, and who hears it no more.
        public var sideHost: Person?

        /// A member in the circle.
        public init() {}
    }

    /// A refusal to be told.
    public init(
        verb: Verb?,
        code: RefusalCode?,
        details: [String] = [],
        ask: Request.Ask? = nil,
        context: Context = Context()
    ) {
        self.verb = verb
        self.code = code
        self.details = details
        self.ask = ask
        self.context = context
    }
}

/// A link that is there again.
public struct Back: Hashable, Sendable {
    /// How long it was lost.
    public var seconds: UInt64
    /// Whether the relay was restarted meanwhile and still has the meeting. (SPEC §5.13)
    public var wasRestarted: Bool
    /// Whether it is another meeting, so that nobody knows what was missed.
    public var isNewMeeting: Bool
    /// Whether the reader had the stick when the link was lost.
    public var heldStick: Bool
    /// Whether the reader has the stick.
    public var holdsStick: Bool
    /// The reader's place among the hands when the link was lost.
    public var placeBefore: Int?
    /// The reader's place among the hands.
    public var place: Int?
    /// Lines that came meanwhile and have just been shown.
    public var caughtUp: Int
    /// Lines of others that came without their words. (SPEC §5.16)
    public var lost: Int
    /// Events that are gone for good.
    public var missed: UInt64

    /// A link that is there again, and everything as it was.
    public init(seconds: UInt64) {
        self.seconds = seconds
        wasRestarted = false
        isNewMeeting = false
        heldStick = false
        holdsStick = false
        caughtUp = 0
        lost = 0
        missed = 0
    }
}

/// Something that an honest relay would not do.
public enum Alarm: Hashable, Sendable {
    /// A seat's number came with another key. (SPEC §5.9)
    case keyChanged(Person)
    /// Words under the reader's own seat that were never sent. (SPEC §7.5)
    case notMine
    /// Words that are not sealed in a sealed circle. (SPEC §7.5)
    case plainInSealed(Person)
    /// The relay took no part of its own protocol seriously.
    case broken
    /// All ids of acts are used up.
    case idsUsedUp
}
