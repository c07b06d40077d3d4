import Etiquette
import Wire

/// One circle on its shard: its log, its members and their connections.
///
/// ## Theory of operation
///
/// Requests become events for `circle` (the manners); facts that come back are numbered, encoded
/// once into `ring`, and every connection is a cursor into it: nothing is queued for anybody.
/// A connection's turn to be written comes with `fill`, which gives private answers first, then
/// the state if one is owed, then events. What must be stored first goes out as an errand, and
/// the rest happens when its answer comes.
///
/// Every event is a record for the journal as well, and nothing of it is given to anybody before
/// the host says that the record is committed: events beyond `shownLast` and answers that came
/// after a record that is not committed wait (`Room+Journal.swift`). After a restart the room is
/// built from its records (`Room+Restoring.swift`), and asks the members for the words
/// (`Room+Recovery.swift`).
struct Room: Sendable {
    let id: CircleID
    let isSealed: Bool
    let limits: Limits
    let run: Run
    /// The circle's number in the journal of this run.
    let handle: UInt32
    var rules: CircleRules
    /// What its meetings are made of. (SPEC §14.1)
    var plan: CirclePlan
    /// The number of the open log, or of the next one. (SPEC §4.8)
    var log: UInt64
    /// Whether a log is open.
    var isOpen = false
    /// SITs that wait for the next log to be stored.
    var waitingSits: [(SessionID, Request)] = []
    var isOpening = false
    var circle: Circle
    /// Every seat of the log; the one with number n at index n − 1.
    var members: [Member] = []
    var ring: EventRing
    var sessions: [SessionID: Session] = [:]
    /// The last event that everybody may see.
    var lastPublic: UInt64 = 0
    /// What everybody present has acknowledged. (SPEC §5.7)
    var stable: UInt64 = 0
    /// What was stable in the run before without those who were behind its ring; 0 if nobody was.
    var stableWithoutAll: UInt64 = 0
    var stableDue: Moment?
    /// The count of the record that tells it; it is told once that is committed.
    var stableUntil: UInt64 = 0
    /// Since when no seat is taken. (SPEC §5.2)
    var emptySince: Moment?
    /// When connections must be looked at for silence.
    var sweepDue: Moment?
    /// Errands on the way, by their number.
    var errands: [UInt64: Pending] = [:]
    var nextErrand: UInt64 = 1
    var effects: [Effect] = []
    /// The texts of the plan, in this meeting. (SPEC §20.1)
    var pages: [UInt8: Page] = [:]
    /// When the meeting ended, and when its words must be gone. (SPEC §21.3)
    var endedAt: Moment?
    /// See `endedAt`.
    var wipeDue: Moment?

    /// The count of the last record written for this circle, and how far all is committed.
    var written: UInt64 = 0
    /// See `written`.
    var committed: UInt64 = 0
    /// What may be shown: the last event whose record is committed. (SPEC §5.11)
    var shownLast: UInt64 = 0
    /// Events that wait for their commit: the count of the record, the number of the event.
    var uncommitted: [(record: UInt64, number: UInt64)] = []
    /// Connections with answers that wait for a commit, in the order in which they began to wait.
    var holding: [SessionID] = []
    /// Whether a restart would find this circle. (SPEC §5.18)
    var isKept: Bool
    /// Who sits down in a log that begins before this is told that an earlier one was lost; the end
    /// of time when it was this one's own. (SPEC §5.17)
    var anewUntil: Moment?
    /// Words that a restart took and that are asked for. (SPEC §5.15)
    var recovery: Recovery?

    /// What all circles of one run of a shard have in common.
    struct Run: Sendable {
        let limits: Limits
        let checker: Checker
        /// Which run of the relay this is. (SPEC §5.12)
        let epoch: UInt64
        /// Random; shuffled orders are drawn from it. (SPEC §15.1)
        let seed: UInt64
    }

    /// Who waits for an errand, and for what.
    struct Pending: Sendable {
        var session: SessionID
        let request: Request
        /// The asker's key and role, which outlive the connection.
        let key: PublicKey?
        let role: Role
        /// Whose rights are changed.
        let target: PublicKey?
    }

    /// A circle in which no log is open.
    init(
        _ id: CircleID,
        isSealed: Bool,
        rules: CircleRules,
        plan: CirclePlan,
        log: UInt64,
        run: Run,
        handle: UInt32,
        isKept: Bool,
        anewUntil: Moment?
    ) {
        self.id = id
        self.isSealed = isSealed
        self.rules = rules
        self.plan = plan
        self.log = log
        self.run = run
        self.handle = handle
        self.isKept = isKept
        self.anewUntil = anewUntil
        limits = run.limits
        circle = Circle(rules: Rules(rules, plan), seed: run.seed(of: id, log))
        ring = EventRing(eventsMax: limits.ringEventsMax, bytesMax: limits.ringBytesMax)
    }

    /// Whether nothing here is worth keeping.
    var isIdle: Bool {
        !isOpen && !isOpening && anewUntil != Moment(.max) && sessions.isEmpty && errands.isEmpty
    }

    /// Seats that are taken, connected or not.
    var seatedCount: Int { circle.seats.count { $0.isSeated } }

    /// Whether somebody of this role finds no seat. (SPEC §4.5, §18.2)
    ///
    /// Who waits for the boundary alone comes in by themselves, so a seat is kept for them; but not
    /// from whoever facilitates.
    func isFull(for role: Role) -> Bool {
        let coming = role.facilitates ? 0 : circle.seats.count { $0.vestibule == .boundary }
        return seatedCount + coming >= seatsMax
    }

    /// Seats that may be taken: the relay's bound, or a smaller one of the plan.
    var seatsMax: Int {
        let wished = Int(plan.plan?.options.seats ?? 0)
        return wished > 0 ? min(wished, limits.seatsMax) : limits.seatsMax
    }

    /// When `timePassed` is next worth calling.
    var deadline: Moment? {
        var next = sweepDue
        for other in [
            circle.deadline, stableDue, recovery?.deadline, endingDeadline,
            emptySince?.after(limits.emptyMilliseconds),
        ] {
            guard let other else { continue }
            next = next.map { min($0, other) } ?? other
        }
        return next
    }

    func memberIndex(of key: PublicKey) -> Int? { members.firstIndex { $0.key == key } }

    /// The index of a seat's member.
    func index(of seat: Seat) -> Int? {
        let index = Int(seat.number) - 1
        return members.indices.contains(index) ? index : nil
    }

    // MARK: Answers

    /// Gives a line to one connection alone, once all before it is committed. (SPEC §5.11)
    mutating func answer(_ session: SessionID, _ line: RelayLine, _ outputs: inout Outputs) {
        guard sessions[session] != nil else { return }
        if written > committed {
            if sessions[session]?.held.isEmpty == true { holding.append(session) }
            sessions[session]?.held.append(Session.Held(until: written, bytes: line.line))
        } else {
            sessions[session]?.answers += line.line
        }
        outputs.wakes.append(session)
    }

    mutating func refuse(
        _ session: SessionID,
        id: UInt32?,
        _ verb: Verb?,
        _ code: RefusalCode,
        details: [String] = [],
        _ outputs: inout Outputs
    ) {
        answer(session, RelayLine(id: id, .fail(verb, code, details: details)), &outputs)
    }

    /// Says a last word and lets the connection go. (SPEC §11.6)
    mutating func doom(_ session: SessionID, _ code: RefusalCode, _ outputs: inout Outputs) {
        guard sessions[session]?.isDoomed == false else { return }
        refuse(session, id: nil, nil, code, &outputs)
        close(session, &outputs)
    }

    /// Gives a connection all that is left for it, then this, and lets it go. (SPEC §11.6)
    mutating func bidFarewell(
        _ session: SessionID,
        _ line: RelayLine,
        _ outputs: inout Outputs
    ) {
        guard sessions[session]?.isDoomed == false else { return }
        sessions[session]?.lastWord = line.line
        outputs.wakes.append(session)
        outputs.closes.append(session)
    }

    /// Lets a connection go without a word.
    mutating func close(_ session: SessionID, _ outputs: inout Outputs) {
        guard sessions[session]?.isDoomed == false else { return }
        sessions[session]?.isDoomed = true
        outputs.closes.append(session)
    }
}

extension Rules {
    /// The engine's rules from what a circle agreed on.
    init(_ agreed: CircleRules, _ plan: CirclePlan) {
        self.init()
        self.plan = plan.plan
        queue = agreed.queue
        passing = agreed.passing
        boundaryMilliseconds = agreed.boundarySeconds * 1_000
        shareLimitMilliseconds = agreed.shareSeconds * 1_000
    }
}

extension Room.Run {
    /// What one log of one circle draws its shuffled orders from.
    func seed(of circle: CircleID, _ log: UInt64) -> UInt64 {
        seed ^ circle.number &* 0x9e37_79b9_7f4a_7c15 &+ log
    }
}
