import Etiquette
import Wire

/// What the relay knows of one seat beyond its manners: key, name, receipts, rates.
struct Member: Sendable {
    let seat: Seat
    let key: PublicKey
    /// As it came, which the relay cannot read in a sealed circle; a restart takes it. (SPEC §5.14)
    var name: Content?
    /// The connection that owns the seat.
    var session: SessionID?
    /// The last accepted act. (SPEC §6.3)
    var lastID: UInt32 = 0
    /// The last event it said it has shown. (SPEC §5.7)
    var acknowledged: UInt64
    /// The last event that only some may see and this seat may.
    var lastPrivate: UInt64 = 0
    /// The number of its first event: nothing before it is for this seat. (SPEC §5.6)
    var joinedAt: UInt64 = 0
    /// The last event about this seat.
    var lastEvent: UInt64 = 0
    /// While it was out or waited at the door: of these events only those meant for it are for it.
    /// (SPEC §18.2, §19.1)
    var absences: [ClosedRange<UInt64>] = []
    /// Since when it has been here, in this run of the relay. (SPEC §21.4)
    var since: Moment?
    /// How long it was here before it left and came again.
    var stayedMilliseconds: UInt64 = 0
    /// Slips it was given in this log. (SPEC §21.4)
    var slips = 0
    var answers: [Answer] = []
    /// Whether it has sat down since the relay began. (SPEC §5.14, §5.16)
    var isBack = true
    var linePace = TokenBucket()
    var linePaceBytes = TokenBucket()
    var actPace = TokenBucket()
    var helpPace = TokenBucket()
    var interruptions = TokenBucket()

    /// The answer to an act, kept for its repetition.
    struct Answer: Sendable {
        let id: UInt32
        let verb: Verb
        let number: UInt64
    }

    /// How long it has been here. (SPEC §21.4)
    func stay(at now: Moment) -> UInt64 {
        let lasting = since.map { now.since($0) } ?? 0
        let (sum, overflow) = stayedMilliseconds.addingReportingOverflow(lasting)
        return overflow ? .max : sum
    }

    /// It is not here any more.
    mutating func stop(at now: Moment) {
        stayedMilliseconds = stay(at: now)
        since = nil
    }

    init(seat: Seat, key: PublicKey, name: Content?, acknowledged: UInt64) {
        self.seat = seat
        self.key = key
        self.name = name
        self.acknowledged = acknowledged
    }
}

/// One connection that has proved its key.
struct Session: Sendable {
    let id: SessionID
    /// Later connections win over earlier ones. (SPEC §4.7)
    let order: UInt64
    let key: PublicKey
    var role: Role
    /// The index of the member whose seat it owns.
    var member: Int?
    /// The last event this connection has been given, or the number it began from.
    var cursor: UInt64 = 0
    /// The last event that was looked at on its behalf, visible or not.
    var scanned: UInt64 = 0
    /// The last event it has been given or said it had: what it may acknowledge. (SPEC §5.7)
    var stableTold: UInt64 = 0
    /// The last act of its seat as it was told to it. (SPEC §4.8, §5.1)
    var toldLastID: UInt32 = 0
    /// What of the state is still to be given. (SPEC §5.6)
    var state: StateCursor?
    /// The number from which it last began: no state is due for having come in before. (SPEC §19.1)
    var begun: UInt64 = 0
    /// Answers and notes that are for it alone.
    var answers: [UInt8] = []
    /// More of them, which wait for a commit. (SPEC §5.11)
    var held: [Held] = []
    var owesPong = false
    /// Goes after everything that is left for it; nothing more is heard from it.
    var lastWord: [UInt8]?
    /// Told to go; nothing more is heard from it.
    var isDoomed = false
    var lastByte: Moment
    var askPace = TokenBucket()
    var plainPace = TokenBucket()

    /// An answer that follows from what is not committed yet.
    struct Held: Sendable {
        /// The count of the record it waits for.
        let until: UInt64
        let bytes: [UInt8]
    }

    /// Bytes that wait for it alone.
    var answerBytes: Int { held.reduce(answers.count) { $0 + $1.bytes.count } }

    init(id: SessionID, order: UInt64, key: PublicKey, role: Role, at now: Moment) {
        self.id = id
        self.order = order
        self.key = key
        self.role = role
        lastByte = now
    }
}

/// How far the state has been given to one connection.
struct StateCursor: Sendable {
    /// Events that are no longer here, to be told first.
    var gap: ClosedRange<UInt64>?
    /// The number the state begins from.
    let base: UInt64
    /// nil before the head of the state has been given; then the next member.
    var nextMember: Int?
}
