/// What the circle knows of one seat.
///
/// It outlives connections, and even its own end: counts cannot be reset by coming again.
public struct SeatRecord: Hashable, Sendable {
    /// The seat's number.
    public let seat: Seat
    /// What its key may do.
    public internal(set) var role: Role
    /// Whether somebody is there.
    public internal(set) var presence: Presence = .here
    /// Wants to listen only, by choice; the role `listener` listens always.
    public internal(set) var listensByChoice = false
    /// Shares in this meeting. (SPEC §8.5)
    public internal(set) var shares: UInt32 = 0
    /// Is out of the circle, and keeps its place in it. (SPEC §19.1)
    public internal(set) var isOut = false
    /// Where it is when it is out. (SPEC §19.1)
    public internal(set) var apart = Apart.within
    /// What it waits for in the vestibule; nil when it does not wait there. (SPEC §18.2)
    public internal(set) var vestibule: VestibuleReason?
    /// Was removed from this meeting and may not come again. (SPEC §19.4)
    public internal(set) var isBarred = false
    /// How long it had the stick in turns that are over. (SPEC §21.1)
    public internal(set) var spokenMilliseconds: UInt64 = 0

    /// What it did in this phase. (SPEC §14.3)
    public internal(set) var part = PhasePart()
    /// What it answered to the share that is said or has just ended. (SPEC §16.4)
    var mark: Mark?
    /// When the hand went up, in the circle's own count; nil without a hand.
    var raise: UInt64?
    /// Declined an offer and has not shared: does not hold up strict circles. (SPEC §10.5)
    var hasPassed = false
    /// Put its last offer off, or had it taken back: not offered by itself until somebody held
    /// the stick. (SPEC §10.10)
    var rests = false
    /// Had the stick offered and made no share of it: hands that went up before this go first, so
    /// that nobody overtakes them again and again by declining. (SPEC §10.4)
    var yields: UInt64 = 0
    /// The urgent hand was used. (SPEC §10.8)
    var usedUrgent = false
    /// Offers that lapsed since the hand went up.
    var lapses = 0
    /// The last byte before the link was lost.
    var driftedSince: Moment?
    /// An owed turn ends here. (SPEC §8.9)
    var owedUntil: Moment?
    /// What an owed turn has.
    var owedMilliseconds: UInt64 = 0
    /// Lines in `open`. (SPEC §8.11)
    var openPace = TokenBucket()
    /// Was in the circle and did not say farewell: passes every door. (SPEC §18.1)
    var mayComeBack = true

    init(seat: Seat, role: Role) {
        self.seat = seat
        self.role = role
    }

    /// Has words only as whispers.
    public var listens: Bool { role == .listener || listensByChoice }

    /// Is part of the circle, connected or not.
    public var isSeated: Bool { presence != .gone }

    /// Is in the vestibule, connected or not; not part of the circle yet. (SPEC §18.2)
    public var isWaiting: Bool { vestibule != nil }

    /// Somebody is there, and so far as is known the link holds.
    var hasLink: Bool { (presence == .here || presence == .away) && driftedSince == nil }

    /// What somebody is told who is out and does what has its place in the circle. (SPEC §19.1)
    var refusalOutside: Refusal { apart == .aside ? .setAside : .out }

    /// Its link is lost or silent, spoken of or not.
    public var isDrifting: Bool { driftedSince != nil }

    /// Can be offered the stick now.
    public var canBeOffered: Bool {
        (presence == .here || presence == .away) && !listens && !isOut
    }

    /// Waits for the stick, by its hand or by an owed turn.
    public var waits: Bool { isSeated && (raise != nil || owedUntil != nil) }
}
