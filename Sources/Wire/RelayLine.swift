public import Etiquette

/// One line of a relay. (SPEC §4.8 to §21; the table is `Protocol/verbs.tsv`)
public struct RelayLine: Hashable, Sendable {
    /// The id of the request it answers.
    public var id: UInt32?
    /// The number of the event, and the one before it in this view. (SPEC §5.4)
    public var number: UInt64?
    /// Left out on the wire when it is one less than `number`.
    public var previous: UInt64?
    /// The last act of the seat when it is not the one that WELCOME told. (SPEC §5.1)
    public var lastID: UInt32?
    /// What is said.
    public var body: Body

    /// A line to be sent.
    public init(
        id: UInt32? = nil,
        number: UInt64? = nil,
        previous: UInt64? = nil,
        lastID: UInt32? = nil,
        _ body: Body
    ) {
        self.id = id
        self.number = number
        self.previous = previous
        self.lastID = lastID
        self.body = body
    }

    /// What a relay says, one case a verb.
    public enum Body: Hashable, Sendable {
        case welcome(Welcome)
        case ok(Verb, UInt64)
        case fail(Verb?, RefusalCode?, details: [String])
        case pong(UInt64)
        case state(base: UInt64)
        case rules(CircleRules)
        case seat(SeatLine)
        case ready
        case stable(UInt64)
        /// Words of that event, by that act of that seat, are wanted. (SPEC §5.15)
        case need(UInt64, Seat, id: UInt32)
        case gap(UInt64, UInt64)
        case note(Note)
        case bye(milliseconds: UInt64)
        case invitation(PublicKey, Role, usesLeft: UInt64, seconds: UInt64)

        // Events; without a number they are part of the state. Names and words that a restart took
        // are nil. (SPEC §5.14, §5.16)
        case join(Seat, PublicKey, Role, Content?)
        case name(Seat, Content?)
        case leave(Seat, Departure)
        case presence(Seat, Presence)
        case listen(Seat, Bool)
        case role(Seat, Role)
        case hand(Seat, HandMove, order: [Seat])
        case hands(open: Bool)
        case urgent(Seat)
        case floor(FloorLine)
        case line(Seat, id: UInt32, turn: UInt32, Content?, blind: Blind?)
        case whisper(Seat, id: UInt32, to: Addressee, Content?, blind: Blind?)
        case help(Seat)
        /// The words of that event are gone. (SPEC §5.16)
        case lost(UInt64)

        // Whole meetings, events first. (SPEC §14 to §21)
        case phase(PhaseLine)
        case agreed(Seat)
        case mark(Mark, Seat)
        case marks(Seat, MarkCounts)
        case caution(Seat, id: UInt32, turn: UInt32, Content?, blind: Blind?)
        case quiet(Seat, Bool)
        case chair(Seat?, ChairReason)
        case door(Door, DoorReason, Seat?)
        case knock(Seat, PublicKey, Role, Content?)
        case out(Seat, Bool)
        case apart(Seat, Apart)
        case buddy(Seat, Seat, BuddyMove)
        /// That seat brought that page. (SPEC §20.1)
        case page(UInt8, Seat)
        case plan(CirclePlan)
        /// A page, and the key of who brought it.
        case leaf(UInt8, PublicKey, PagePayload)
        case balance(Seat, shares: UInt32, seconds: UInt64)
        case slip(Slip)
        case card(Card)

        /// A verb this version does not know. (SPEC §2.9)
        case unknown
    }

    /// One seat in the state. (SPEC §5.6)
    public struct SeatLine: Hashable, Sendable {
        /// The seat's number.
        public var seat: Seat
        /// The key that owns it.
        public var key: PublicKey
        /// What it may do.
        public var role: Role
        /// Whether somebody is there.
        public var presence: Presence
        /// Shares in this meeting.
        public var shares: UInt32
        /// Its name; nil when a restart took it. (SPEC §5.14)
        public var name: Content?

        /// A seat as it is told.
        public init(
            seat: Seat,
            key: PublicKey,
            role: Role,
            presence: Presence,
            shares: UInt32,
            name: Content?
        ) {
            self.seat = seat
            self.key = key
            self.role = role
            self.presence = presence
            self.shares = shares
            self.name = name
        }
    }

    /// The floor as it is from now on. (SPEC §8.3)
    public struct FloorLine: Hashable, Sendable {
        /// The turn.
        public var turn: UInt32
        /// The state.
        public var state: FloorState
        /// Who has the offer or the stick.
        public var seat: Seat?
        /// Why it changed.
        public var reason: FloorReason
        /// The seats that wait, first to last.
        public var order: [Seat]
        /// Seconds the share has in all, or the space; 0 for no limit.
        public var limitSeconds: UInt64
        /// The number of the space, 0 for none.
        public var space: UInt32
        /// Where the sticks are; told in state `few` only. (SPEC §16.6)
        public var sticks: [HeldStick]

        /// A floor as it is told.
        public init(
            turn: UInt32,
            state: FloorState,
            seat: Seat?,
            reason: FloorReason,
            order: [Seat],
            limitSeconds: UInt64,
            space: UInt32,
            sticks: [HeldStick] = []
        ) {
            self.turn = turn
            self.state = state
            self.seat = seat
            self.reason = reason
            self.order = order
            self.limitSeconds = limitSeconds
            self.space = space
            self.sticks = sticks
        }
    }

    /// The phase from now on. (SPEC §14.3)
    public struct PhaseLine: Hashable, Sendable {
        /// Which beginning this is, from 1.
        public var number: UInt32
        /// The place in the plan from 1; 0 outside it.
        public var place: UInt16
        /// What kind of time it is.
        public var kind: PhaseKind
        /// How long it is meant to last, 0 for no end.
        public var seconds: UInt64
        /// Why it began.
        public var reason: PhaseReason

        /// A phase as it is told.
        public init(
            number: UInt32,
            place: UInt16,
            kind: PhaseKind,
            seconds: UInt64,
            reason: PhaseReason
        ) {
            self.number = number
            self.place = place
            self.kind = kind
            self.seconds = seconds
            self.reason = reason
        }
    }
}

/// What a relay answers to a proof. (SPEC §4.8)
public struct Welcome: Hashable, Sendable {
    /// What the key may do.
    public var role: Role
    /// True when words are sealed.
    public var isSealed: Bool
    /// The open log, or the next one.
    public var log: UInt64
    /// The seat held in it.
    public var seat: Seat?
    /// The last accepted act of that seat, or 0.
    public var lastID: UInt32
    /// The sealed box, after `join` while the relay has it.
    public var box: [UInt8]?
    /// What the client paces itself to.
    public var limits: Limits
    /// The relay's run, 0 if it does not tell. (SPEC §5.12)
    public var epoch: UInt64
    /// The hash of the agreements that hold here; nil without any. (SPEC §20.2)
    public var agreements: [UInt8]?

    /// A welcome to be sent.
    public init(
        role: Role,
        isSealed: Bool,
        log: UInt64,
        seat: Seat?,
        lastID: UInt32,
        box: [UInt8]?,
        limits: Limits,
        epoch: UInt64 = 0,
        agreements: [UInt8]? = nil
    ) {
        self.role = role
        self.isSealed = isSealed
        self.log = log
        self.seat = seat
        self.lastID = lastID
        self.box = box
        self.limits = limits
        self.epoch = epoch
        self.agreements = agreements
    }

    /// The limits a relay tells. (SPEC §4.8, §11.2)
    public struct Limits: Hashable, Sendable {
        /// Lines at once.
        public var lineBurst: UInt64 = 5
        /// Milliseconds for one more line.
        public var lineMilliseconds: UInt64 = 1_000
        /// Bytes of lines at once.
        public var byteBurst: UInt64 = 32_768
        /// Bytes of lines a second.
        public var bytesPerSecond: UInt64 = 8_192
        /// Other acts at once.
        public var actBurst: UInt64 = 10
        /// Milliseconds for one more act.
        public var actMilliseconds: UInt64 = 1_000
        /// Acts on the way at once.
        public var unanswered: UInt64 = 8

        /// The defaults of the specification.
        public init() {}
    }
}

/// Something worth knowing that has no number. (SPEC §8, §10.6, §14.5, §18.6)
public enum Note: Hashable, Sendable {
    case nudge
    case time(percent: UInt64, seconds: UInt64)
    case quiet
    case homeAsked(seconds: UInt64)
    case homeDue
    case window(count: UInt64, seconds: UInt64)
    case waiting(seconds: UInt64)
    case callDropped(Seat)
    case pauseAsked(Seat)
    case extended(seconds: UInt64)
    /// A restart would now end the meeting; it would not any more; it did. (SPEC §5.17, §5.18)
    case unkept, kept, anew
    /// You wait in the vestibule, and for what. (SPEC §18.2)
    case vestibule(VestibuleReason)
    case phaseTime(percent: UInt64, seconds: UInt64)
    /// The meeting ends after that time. (SPEC §17.6, §21.2)
    case closing(seconds: UInt64)
    case fewFacilitators(count: UInt64)
    case quorum(count: UInt64)
    /// A note this version does not know. (SPEC §2.9)
    case unknown
}
