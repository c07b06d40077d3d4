public import Etiquette
public import Wire

/// The member's side of one circle: what they see, what they said, what is on its way.
///
/// Reads no clock, does no I/O and makes no secrets. Feed it what happened and when; it appends
/// what must follow. One value lives through any number of connections: after each of them it is
/// welcomed again and goes on where it was. (SPEC §5, §6)
public struct Member<Cipher: PayloadCipher>: Sendable {
    /// The key of the member's seat.
    public let key: PublicKey
    /// The circle as the member sees it.
    public internal(set) var room = Room()
    /// Words that were typed and not sent.
    public internal(set) var drafts = Drafts()
    /// The log of the last welcome; 0 before it. (SPEC §3.2)
    public internal(set) var log: UInt64
    /// The number of the last event that was shown. (SPEC §5.5)
    public internal(set) var have: UInt64 = 0
    /// Closes and opens the words.
    public internal(set) var cipher: Cipher

    /// The bytes under which the name travels in one log. (SPEC §5.1)
    public struct SealedName: Hashable, Sendable {
        /// The log.
        public var log: UInt64
        /// The bytes.
        public var content: Content

        /// A name as it travelled before.
        public init(log: UInt64, content: Content) {
            self.log = log
            self.content = content
        }
    }

    /// The highest run of the relay in which one log was seen. (SPEC §5.12)
    public struct SeenEpoch: Hashable, Sendable {
        /// The log.
        public var log: UInt64
        /// The relay's run.
        public var epoch: UInt64

        /// An epoch as it was seen.
        public init(log: UInt64, epoch: UInt64) {
            self.log = log
            self.epoch = epoch
        }
    }

    /// The last epoch of the present log; worth keeping. (SPEC §5.12)
    public internal(set) var seenEpoch: SeenEpoch?

    /// How the name travels in the present log, the same each time; worth keeping. (SPEC §5.1)
    public internal(set) var sealedName: SealedName?

    /// The name that the member goes by; worth keeping when it changes. (SPEC §21.5)
    public internal(set) var name: [UInt8]
    /// The agreements that the person has accepted. (SPEC §20.2)
    public internal(set) var agreed: [UInt8]?
    /// The operator's crisis card, as the relay last told it. (SPEC §19.6)
    public internal(set) var card: Card?

    /// The locale of the person, in which the card is asked for.
    let locale: String?
    var role = Role.member
    var link = Link()
    var outbox = Outbox()
    /// Words that not everybody is known to have seen. (SPEC §5.7)
    var kept = KeptWords()
    var pacer = Pacer()
    var clock = ShareClock()
    var dice: Dice
    /// Acts get ids from here on; kept wide, since a relay may say that all are used.
    var nextID: UInt64 = 1
    var nextAsk = ClientLimits.firstAsk
    var nextSerial: UInt64 = 0
    /// Acts up to here were made by another process of this key. (SPEC §4.8)
    var lastForeignID: UInt32 = 0
    /// Ids under which this process sent words, rising.
    var wordIDs: [UInt32] = []
    var asks: [UInt32: Purpose] = [:]
    var state: IncomingState?
    var hasBeenSeated = false
    var hasConfirmedLog = false
    var owesConfirmation = false
    /// Whether a line was said under the present turn by who has it. (SPEC §8.5)
    var linesInTurn = false
    /// Turns of several sticks under which a line was said. (SPEC §16.6)
    var spokenTurns: [UInt32] = []
    var turnOfLines: UInt32 = 0
    /// What the present share has in all, also during a silence; 0 for no limit.
    var shareLimitSeconds: UInt64 = 0
    var told = Told()
    /// How long the phase has lasted, and the prompts of a silence.
    var phaseClock = PhaseClock()
    var prompts: [PageText.Prompt] = []
    /// The texts that this facilitator can bring, and those that are still to be brought.
    var brought: [BroughtPage] = []
    var toBring: [UInt8] = []
    /// What is due by itself besides the link.
    var due = Due()
    /// Agreements that have to be accepted before the seat is taken. (SPEC §20.2)
    var consent: Consent?
    /// What somebody said of late, for a word to the facilitators.
    var quotable = Quotable()
    /// What waits for a yes.
    var question: Question?
    /// The highest log ever seen, from the member's file. (SPEC §3.2)
    var highestLog: UInt64

    /// What the person has been told already.
    struct Told: Hashable, Sendable {
        /// The last event that was told to be gone.
        var gap: UInt64 = 0
        /// The line of hands as last told.
        var queue: [Seat] = []
        /// The same of the phase beneath a response.
        var queueBeneath: [Seat] = []
        /// When a changed line of hands is to be told.
        var queueDue: Moment?
        /// The turn under which drafts were offered.
        var draftTurn: UInt32 = 0
        /// Whether the waiting of lines was told since the outbox was last empty.
        var waiting = false
        /// The phase that was told, and whether with its title.
        var phase: UInt32 = 0
        var hasTitle = false
        /// Whether the texts that are there were told.
        var texts = false
        /// Whether the slips of attendance were told.
        var slips = false
        /// For what the person waits in the vestibule.
        var vestibule: VestibuleReason?
        /// Whether the person was out of the circle.
        var wasOut = false
        /// Whether the person was told that the reading had to stop.
        var readingStopped = false
        /// Facilitators who were away, their link alive, when the person called for help.
        var calledAway: [Seat] = []
        /// Calls for help to which this facilitator has not turned.
        var helps: [Seat] = []
    }

    /// Times at which something is to be done.
    struct Due: Hashable, Sendable {
        /// The plan is told as far as it is known.
        var plan: Moment?
        /// The phase is told without its title.
        var phase: Moment?
        /// The agreements are asked for again, or a page is brought again.
        var agreements: Moment?
        var bringing: Moment?
        /// Calls for help are told again.
        var help: Moment?
    }

    /// Marks between `STATE` and `READY`.
    struct IncomingState: Hashable, Sendable {
        /// The number it goes on from, once it is whole: cut short, it is asked for again. (SPEC §5.6)
        var base: UInt64
        /// Whether the person needs to be told who is here.
        var isFirst: Bool
        /// Whether a floor came with it; without one it is that of the vestibule. (SPEC §18.2)
        var hasFloor = false
    }

    /// A member who has not connected yet.
    ///
    /// `highestLog` is the highest log number stored for this circle; `seenEpoch` and `sealedName`
    /// are what an earlier process saw and how the name travelled when it sat there; `agreed` and
    /// `card` are what was kept of the agreements and of the operator's crisis card; `seed` spreads
    /// the pauses.
    public init(
        key: PublicKey,
        name: [UInt8],
        cipher: Cipher,
        highestLog: UInt64 = 0,
        seenEpoch: SeenEpoch? = nil,
        sealedName: SealedName? = nil,
        agreed: [UInt8]? = nil,
        card: Card? = nil,
        locale: String? = nil,
        seed: UInt64
    ) {
        self.key = key
        self.name = name
        self.cipher = cipher
        self.highestLog = highestLog
        self.seenEpoch = seenEpoch
        self.sealedName = sealedName
        self.agreed = agreed
        self.card = card
        self.locale = locale
        log = 0
        dice = Dice(seed: seed)
    }

    /// The one door: takes in what happened at `now` and appends what must follow.
    public mutating func apply(
        _ input: ClientInput,
        at now: Moment,
        into effects: inout [ClientEffect]
    ) {
        guard !link.isOver else { return }
        switch input {
        case .welcomed(let welcome): enter(welcome, at: now, &effects)
        case .received(let line): receive(line, at: now, &effects)
        case .lost: lose(at: now, &effects)
        case .setBack(let seconds): setBack(seconds, at: now, &effects)
        case .timePassed: break
        case .wished(let wish): grant(wish, at: now, &effects)
        case .asked(let ask): self.ask(ask, at: now, &effects)
        case .agreed(let hash): accept(hash, at: now, &effects)
        case .brought(let pages): bring(pages)
        }
        if owesConfirmation {
            owesConfirmation = false
            effects.append(.confirmed(log: log))
        }
        sweep(at: now, &effects)
    }

    /// Whether the seat is taken and the circle has been seen.
    public var isReady: Bool { link.stage == .seated && room.floor != nil && state == nil }

    /// Whether a line of the member's own would be heard now.
    public var hasWords: Bool { silence == nil }

    /// Whether the person was asked for a yes or a no.
    public var isAsked: Bool { question != nil }

    /// Whether a reading is being said.
    public var isReading: Bool { outbox.holdsReading }

    /// What the member may do.
    public var ownRole: Role { role }

    /// Whether nothing that was typed still waits for its way or its answer.
    public var isSettled: Bool { outbox.isEmpty && asks.isEmpty }

    /// How many words are kept for others, and about how much memory they take. (SPEC §5.7)
    package var keptSize: (words: Int, bytes: Int) { (kept.count, kept.bytes) }

    /// How many acts wait to be sent.
    public var waitingCount: Int { outbox.waiting.count }

    /// When `timePassed` is next worth sending, if ever.
    public var deadline: Moment? {
        guard !link.isOver else { return nil }
        return [
            link.deadline(isSoon: speaksSoon), told.queueDue, due.plan, due.phase, due.agreements,
            due.bringing, due.help, promptDue,
        ].compactMap(\.self).min()
    }

    /// Whether this member speaks or is about to. (SPEC §11.5)
    var speaksSoon: Bool { room.holdsStick || room.isOffered || room.myPlace == 1 }

    mutating func takeSerial() -> UInt64 {
        nextSerial += 1
        return nextSerial
    }
}
