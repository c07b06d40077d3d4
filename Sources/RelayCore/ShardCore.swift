public import Etiquette
public import Wire

/// The circles of one shard and everybody connected to them, without a socket or a clock.
///
/// The host says what happened (`admit`, `receive`, `closed`, `answered`, `timePassed`) and does
/// what `Outputs` asks for. Nothing is pushed: when a connection can be written, the host asks
/// `fill` for its next bytes.
public struct ShardCore: Sendable {
    private let limits: Limits
    private let run: Room.Run
    private var nextHandle: UInt32 = 1
    /// Records written in this run.
    private var recordCount: UInt64 = 0
    /// Circles with records that are not committed.
    private var uncommitted: [CircleID] = []
    private var isKept = true
    /// Until then a circle that comes may have had a log that was lost.
    private var anewUntil: Moment?
    private var rooms: [CircleID: Room] = [:]
    private var homes: [SessionID: CircleID] = [:]

    /// A shard without circles, in this run of the relay. (SPEC §5.12)
    ///
    /// The seed is random: shuffled orders are drawn from it. (SPEC §15.1)
    public init(limits: Limits, checker: Checker, epoch: UInt64, seed: UInt64) {
        self.limits = limits
        run = Room.Run(limits: limits, checker: checker, epoch: epoch, seed: seed)
    }

    /// Connections that have been admitted and not closed.
    public var sessionCount: Int { homes.count }

    /// Whether all seats of a circle are taken. (SPEC §4.5)
    public func isFull(_ circle: CircleID) -> Bool {
        rooms[circle].map { $0.seatedCount >= $0.seatsMax } ?? false
    }

    /// When `timePassed` is next worth calling, if ever.
    public var deadline: Moment? {
        rooms.values.lazy.compactMap(\.deadline).min()
    }

    /// A connection has proved a key, and what it asked for is stored. (SPEC §4.8)
    public mutating func admit(
        _ session: SessionID,
        _ admission: Admission,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        homes[session] = admission.circle
        if rooms[admission.circle] == nil {
            rooms[admission.circle] = Room(
                admission.circle,
                isSealed: admission.isSealed,
                rules: admission.rules,
                plan: admission.plan,
                log: admission.nextLog,
                run: run,
                handle: takeHandle(),
                isKept: isKept,
                // Who never had a log has lost none.
                anewUntil: admission.nextLog > 1 ? anewUntil : nil
            )
        }
        update(admission.circle, &outputs) { $0.admit(session, admission, at: now, &$1) }
    }

    /// One line of a connection, without its end. (SPEC §2.1)
    public mutating func receive(
        _ line: Span<UInt8>,
        from session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard let circle = homes[session] else { return }
        update(circle, &outputs) { $0.receive(line, from: session, at: now, &$1) }
    }

    /// A line of a connection was too long to be one; it has to go. (SPEC §2.2)
    public mutating func receivedOversize(
        from session: SessionID,
        _ outputs: inout Outputs
    ) {
        guard let circle = homes[session] else { return }
        update(circle, &outputs) { $0.doom(session, .form, &$1) }
    }

    /// Whether a connection takes its answers; if not it is not read. (SPEC §11.4)
    public func takesInput(_ session: SessionID) -> Bool {
        guard let circle = homes[session], let waiting = rooms[circle]?.sessions[session] else {
            return false
        }
        return !waiting.isDoomed && waiting.lastWord == nil
            && waiting.answerBytes <= limits.answerBytesMax
    }

    /// Appends the next bytes for a connection, about `limit` of them.
    public mutating func fill(
        _ session: SessionID,
        into batch: inout [UInt8],
        limit: Int
    ) -> Filled {
        guard let circle = homes[session] else { return .all }
        return rooms[circle]?.fill(session, into: &batch, limit: limit) ?? .all
    }

    /// A connection has ended. (SPEC §1.3)
    public mutating func closed(
        _ session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard let circle = homes.removeValue(forKey: session) else { return }
        update(circle, &outputs) { $0.closed(session, at: now, &$1) }
    }

    /// The store has answered an errand.
    public mutating func answered(
        _ errand: UInt64,
        of circle: CircleID,
        _ answer: Errand.Answer,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        update(circle, &outputs) { $0.answered(errand, answer, at: now, &$1) }
    }

    /// Time has passed; call it when `deadline` is reached, after reading. (SPEC §11.1)
    public mutating func timePassed(at now: Moment, _ outputs: inout Outputs) {
        for circle in dueRooms(at: now) {
            update(circle, &outputs) { $0.timePassed(at: now, &$1) }
        }
    }

    /// The host was late by so much: every running deadline moves. (SPEC §11.1)
    public mutating func stalled(
        by milliseconds: UInt64,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        for circle in sortedRooms {
            update(circle, &outputs) { $0.stalled(by: milliseconds, at: now, &$1) }
        }
    }

    /// The operator closed a circle: everybody is told and let go, the log is over. (SPEC §11.6)
    public mutating func closeCircle(_ circle: CircleID, _ outputs: inout Outputs) {
        update(circle, &outputs) { room, outputs in
            for session in room.sessions.keys.sorted(by: { $0.number < $1.number }) {
                room.doom(session, .closed, &outputs)
            }
            if room.isOpen { room.end(&outputs) }
        }
    }

    /// The relay goes: everybody is told when to come back. (SPEC §11.6)
    public mutating func farewell(
        _ outputs: inout Outputs,
        milliseconds: (SessionID) -> UInt64
    ) {
        for (session, circle) in homes.sorted(by: { $0.key.number < $1.key.number }) {
            let line = RelayLine(.bye(milliseconds: milliseconds(session)))
            update(circle, &outputs) { $0.bidFarewell(session, line, &$1) }
        }
    }

    // MARK: The journal

    /// The first `count` records of `Outputs` are committed: what waited for them may be given.
    /// (SPEC §5.11)
    public mutating func committed(upTo count: UInt64, _ outputs: inout Outputs) {
        var rest: [CircleID] = []
        for circle in uncommitted {
            rooms[circle]?.commit(upTo: count, &outputs)
            if let room = rooms[circle], room.written > room.committed { rest.append(circle) }
        }
        uncommitted = rest
    }

    /// Whether records reach the journal. (SPEC §5.18)
    public mutating func keep(_ isKept: Bool, _ outputs: inout Outputs) {
        self.isKept = isKept
        for circle in sortedRooms { update(circle, &outputs) { $0.keep(isKept, &$1) } }
    }

    /// An earlier journal was damaged: whoever comes back to a circle is told that it is another
    /// log. (SPEC §5.17)
    public mutating func beginsAnew(at now: Moment) {
        anewUntil = now.after(limits.emptyMilliseconds)
    }

    /// All open circles as records: what a new journal begins with. (SPEC §5.13)
    public var snapshot: [UInt8] {
        var bytes: [UInt8] = []
        for circle in sortedRooms { rooms[circle]?.writeSnapshot(to: &bytes) }
        return bytes
    }

    /// Goes on with a circle of an earlier run; false when its records make no sense.
    ///
    /// `facts` is what the store knows of it. Changes that the store made meanwhile are made here
    /// too. Call it before the first snapshot of this run.
    public mutating func restore(
        _ records: CircleRecords,
        _ facts: CircleFacts,
        at now: Moment,
        _ outputs: inout Outputs
    ) -> Bool {
        guard
            let room = Room(
                restoring: records,
                facts,
                run: run,
                handle: takeHandle(),
                at: now
            )
        else { return false }
        rooms[records.circle] = room
        update(records.circle, &outputs) { $0.resumeLog(facts, at: now, &$1) }
        return true
    }

    /// The manners of a circle as they are, for whoever checks the promises.
    package func circle(_ id: CircleID) -> Circle? {
        rooms[id].flatMap { $0.isOpen ? $0.circle : nil }
    }

    // MARK: One circle

    private mutating func takeHandle() -> UInt32 {
        defer { nextHandle &+= 1 }
        return nextHandle
    }

    /// Lends a circle, and sees to what came of it: one group of records, one circle to commit.
    private mutating func update(
        _ circle: CircleID,
        _ outputs: inout Outputs,
        _ body: (inout Room, inout Outputs) -> Void
    ) {
        let before = recordCount
        outputs.recordCount = before
        guard rooms[circle]?.lend({ body(&$0, &outputs) }) != nil else { return }
        recordCount = outputs.recordCount
        if recordCount > before {
            outputs.markLastRecord(.endsGroup)
            if !uncommitted.contains(circle) { uncommitted.append(circle) }
        }
        if rooms[circle]?.isIdle == true { rooms[circle] = nil }
    }

    private func dueRooms(at now: Moment) -> [CircleID] {
        rooms.filter { ($0.value.deadline).map { $0 <= now } ?? false }
            .keys.sorted { $0.number < $1.number }
    }

    private var sortedRooms: [CircleID] { rooms.keys.sorted { $0.number < $1.number } }
}

/// Whether a connection was given all there is.
public enum Filled: Comparable, Sendable {
    /// All there is.
    case all
    /// What is left waits for a commit; the host is woken then.
    case waits
    /// There is more at once.
    case some
}

extension Room {
    /// Lends itself in place.
    fileprivate mutating func lend(_ body: (inout Room) -> Void) { body(&self) }
}
