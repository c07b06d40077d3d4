public import Etiquette

/// One line of a client, understood. (SPEC §4 to §21; the table is `Protocol/verbs.tsv`)
public struct Request: Hashable, Sendable {
    /// The id the answer will carry; nil for verbs that have none. (SPEC §6.1)
    public var id: UInt32?
    /// The turn it acts on. (SPEC §7.1, §9.5)
    public var turn: UInt32?
    /// What is asked.
    public var ask: Ask

    /// A request to be sent.
    public init(id: UInt32? = nil, turn: UInt32? = nil, _ ask: Ask) {
        self.id = id
        self.turn = turn
        self.ask = ask
    }

    /// What can be asked, one case a verb.
    public enum Ask: Hashable, Sendable {
        case auth(Auth)
        /// `agreed`: the hash of the agreements that the person accepted. (SPEC §20.2)
        case sit(log: UInt64, have: UInt64, name: Content, agreed: [UInt8]? = nil)
        /// Words that the relay lost and asked for; nil when they are not here either. (SPEC §5.15)
        case supply(UInt64, Content?, blind: Blind?)
        case line(Content, blind: Blind?)
        case whisper(Addressee, Content, blind: Blind?)
        case help
        case hand(HandMove)
        case urgent
        case hands(open: Bool)
        case call(Seat?)
        case accept, pass, done
        case give(Seat)
        case home(now: Bool)
        case extend
        case bell(Bell)
        case crosstalk(Bool)
        case presence(Presence)
        case listen(Bool)
        case role(Seat, Role)
        /// For ever, or from this meeting. (SPEC §9.3, §19.4)
        case remove(Seat, meeting: Bool)
        case invite(Invite)
        case uninvite(PublicKey, seats: Bool)
        case invites
        case rules(CircleRules)
        case ack(UInt64)
        case ping, leave

        // Whole meetings. (SPEC §14 to §21)
        case plan(CirclePlan)
        /// Brings a page, or asks for it. (SPEC §20.1)
        case page(UInt8, PagePayload?)
        case phase(PhaseMove)
        case agree
        case response(Bool)
        case mark(Mark)
        case caution(Content, blind: Blind?)
        case signal
        case quiet(Seat, Bool)
        /// Hands the chair to somebody, or takes it. (SPEC §17.3)
        case chair(Seat?)
        case door(Door)
        /// Lets somebody in; nil for everybody who was not held back. (SPEC §18.3)
        case admit(Seat?)
        case hold(Seat)
        case step(out: Bool)
        case aside(Seat, Bool)
        case side(Seat, Bool)
        case buddy(Seat, Bool)
        case name(Content)
        case balance, slip
        case card(locale: String)
    }

    /// What can be asked of the bell. (SPEC §8.10)
    public enum Bell: Hashable, Sendable {
        case on(seconds: UInt64?)
        case off(space: UInt32)
        case ask
        /// A break. (SPEC §14.6)
        case pause(seconds: UInt64)

        /// The shortest and longest break, in seconds.
        public static let pauseSecondsBounds: ClosedRange<UInt64> = 60...3_600
    }

    /// What a facilitator does with the phases; each names the phase it was typed in.
    ///
    /// `now`: also while somebody has the stick or waits. (SPEC §14.4, §21.2)
    public enum PhaseMove: Hashable, Sendable {
        case next(UInt32, now: Bool)
        case end(UInt32, now: Bool)
    }
}

/// The proof of a key, and what it asks for. (SPEC §4.3)
public struct Auth: Hashable, Sendable {
    /// The three ways in.
    public enum Way: String, CaseIterable, Sendable {
        case found, join, back
    }

    /// What is asked for.
    public var way: Way
    /// Which circle.
    public var circle: CircleID
    /// The key that owns or will own the seat.
    public var seatKey: PublicKey
    /// 64 bytes.
    public var seatSignature: [UInt8]
    /// The ticket's key and its signature of 64 bytes; nil for `back`.
    public var ticket: Ticket?

    /// A ticket's key and signature.
    public struct Ticket: Hashable, Sendable {
        /// The ticket's public key.
        public var key: PublicKey
        /// 64 bytes.
        public var signature: [UInt8]

        /// A proof of a ticket.
        public init(key: PublicKey, signature: [UInt8]) {
            self.key = key
            self.signature = signature
        }
    }

    /// A proof to be sent.
    public init(
        way: Way,
        circle: CircleID,
        seatKey: PublicKey,
        seatSignature: [UInt8],
        ticket: Ticket?
    ) {
        self.way = way
        self.circle = circle
        self.seatKey = seatKey
        self.seatSignature = seatSignature
        self.ticket = ticket
    }
}

/// An invitation as the relay learns it. (SPEC §9.1)
public struct Invite: Hashable, Sendable {
    /// The ticket's public key.
    public var ticket: PublicKey
    /// What who enters by it becomes.
    public var role: Role
    /// 1 to 200.
    public var uses: UInt64
    /// Time until it ends, 1 to 7,776,000; 0 for no end.
    public var seconds: UInt64
    /// The sealed box, at most 1,024 bytes.
    public var box: [UInt8]

    /// The longest time an invitation may live: 90 days.
    public static let secondsMax: UInt64 = 7_776_000
    /// The most uses of one invitation.
    public static let usesMax: UInt64 = 200
    /// The largest box. (SPEC §3.6)
    public static let boxBytesMax = 1_024

    /// An invitation to be made.
    public init(ticket: PublicKey, role: Role, uses: UInt64, seconds: UInt64, box: [UInt8]) {
        self.ticket = ticket
        self.role = role
        self.uses = uses
        self.seconds = seconds
        self.box = box
    }
}

/// What a circle agreed on, as it travels. (SPEC §9.4)
public struct CircleRules: Hashable, Sendable {
    /// Order of the hands.
    public var queue: QueueOrder
    /// Who moves the stick on.
    public var passing: Passing
    /// 0 to 120.
    public var boundarySeconds: UInt64
    /// 0 for none, else 60 to 1,800.
    public var shareSeconds: UInt64

    /// The longest boundary, in seconds.
    public static let boundarySecondsMax: UInt64 = 120
    /// The shortest and longest share, in seconds.
    public static let shareSecondsBounds: ClosedRange<UInt64> = 60...1_800

    /// Rules of a circle; the defaults are those of the specification.
    public init(
        queue: QueueOrder = .fair,
        passing: Passing = .called,
        boundarySeconds: UInt64 = 5,
        shareSeconds: UInt64 = 300
    ) {
        self.queue = queue
        self.passing = passing
        self.boundarySeconds = boundarySeconds
        self.shareSeconds = shareSeconds
    }
}
