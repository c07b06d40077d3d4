/// Where a meeting is in its plan.
public struct Meeting: Hashable, Sendable {
    /// The phase that is on; nil without a plan, and before anybody came. (SPEC §14.3)
    public internal(set) var phase: PhaseChange?
    /// The phase that goes on when the response is over. (SPEC §16.3)
    public internal(set) var beneath: PhaseChange?
    /// Who is still to be visited in a go-round, in order. (SPEC §15.1)
    public internal(set) var ring: [Seat] = []

    /// The answers to one share.
    var response: Response?
    /// Where the sticks are when there are several. (SPEC §16.6)
    var sticks: [FewStick] = []
    /// Whose share has just ended, until the end of the boundary. (SPEC §16.1, §16.4)
    var sharer: Seat?
    /// Whether that share, or the one that is said, may be answered; nil for what the phase says.
    var isWelcome: Bool?
    /// The clock of the phase: it tells and ends nothing. (SPEC §14.5)
    var clock = LimitClock()
    /// When the meeting ends, though somebody has the stick. (SPEC §21.2)
    var closes: Moment?

    init() {}

    /// Whether nothing is left of it. (SPEC §21.3)
    public var hasEnded: Bool { phase?.kind == .ended }
}

/// The answers to one share. (SPEC §16.2)
struct Response: Hashable, Sendable {
    /// Who wished it, and has the last word.
    let sharer: Seat
    /// Who asks to answer, in the order of asking.
    var hands: [Seat] = []
    /// Who was offered the stick: each at most once.
    var offered: [Seat] = []
    /// How many answered.
    var answers: UInt32 = 0
    /// Nobody more is to answer.
    var isOver = false
    /// The sharer was offered the last word.
    var hadLastWord = false
    /// When it ends because nobody asks; nil when somebody has the stick or that time is over.
    var waitEnds: Moment?
    /// The call or gift that waits until it is over.
    var waiting: Circle.Call?

    init(sharer: Seat) { self.sharer = sharer }
}

/// One of several sticks, with a clock of its own. (SPEC §16.6)
struct FewStick: Hashable, Sendable {
    let held: HeldStick
    var share: Share
    /// When it goes back because nothing was said; nil once something was.
    var lapses: Moment?
}

/// What somebody did in one phase; the next begins anew.
public struct PhasePart: Hashable, Sendable {
    /// Was visited by the go-round. (SPEC §15.2)
    public var wasVisited = false
    /// Was put at the end of the ring once, by `HAND later` or by an offer that lapsed.
    public var wasPutOff = false
    /// Was put at the end of the ring once because the link was lost. (SPEC §15.3)
    public var wasLost = false
    /// Said `AGREE`. (SPEC §14.4)
    public var hasAgreed = false
    /// Has no words in the open floor. (SPEC §16.7)
    public var isQuieted = false

    /// Nothing yet.
    public init() {}
}
