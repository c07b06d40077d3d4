public import Etiquette
public import Wire

/// The circles of one shard and everybody connected to them, without a socket or a clock.
///
/// The host says what happened (`admit`, `receive`, `closed`, `answered`, `timePassed`) and does
/// what `Outputs` asks for. Nothing is pushed: when a connection can be written, the host asks
/// `fill` for its next bytes.
public struct ShardCore: Sendable {
    private let limits: Limits
    private var rooms: [CircleID: Room] = [:]
    private var homes: [SessionID: CircleID] = [:]

    /// A shard without circles.
    public init(limits: Limits) { self.limits = limits }

    /// Connections that have been admitted and not closed.
    public var sessionCount: Int { homes.count }

    /// Whether all seats of a circle are taken. (SPEC §4.5)
    public func isFull(_ circle: CircleID) -> Bool {
        rooms[circle].map { $0.seatedCount >= limits.seatsMax } ?? false
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
            rooms[admission.circle] = Room(admission, limits: limits)
        }
        rooms[admission.circle]?.admit(session, admission, at: now, &outputs)
    }

    /// One line of a connection, without its end. (SPEC §2.1)
    public mutating func receive(
        _ line: Span<UInt8>,
        from session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard let circle = homes[session] else { return }
        rooms[circle]?.receive(line, from: session, at: now, &outputs)
    }

    /// A line of a connection was too long to be one; it has to go. (SPEC §2.2)
    public mutating func receivedOversize(
        from session: SessionID,
        _ outputs: inout Outputs
    ) {
        guard let circle = homes[session] else { return }
        rooms[circle]?.doom(session, .form, &outputs)
    }

    /// Whether a connection takes its answers; if not it is not read. (SPEC §11.4)
    public func takesInput(_ session: SessionID) -> Bool {
        guard let circle = homes[session], let waiting = rooms[circle]?.sessions[session] else {
            return false
        }
        return !waiting.isDoomed && waiting.lastWord == nil
            && waiting.answers.count <= limits.answerBytesMax
    }

    /// Appends the next bytes for a connection, about `limit` of them; answers whether there are
    /// more.
    public mutating func fill(
        _ session: SessionID,
        into batch: inout [UInt8],
        limit: Int
    ) -> Bool {
        guard let circle = homes[session] else { return false }
        return rooms[circle]?.fill(session, into: &batch, limit: limit) ?? false
    }

    /// A connection has ended. (SPEC §1.3)
    public mutating func closed(
        _ session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard let circle = homes.removeValue(forKey: session) else { return }
        rooms[circle]?.closed(session, at: now, &outputs)
        forgetIfIdle(circle)
    }

    /// The store has answered an errand.
    public mutating func answered(
        _ errand: UInt64,
        of circle: CircleID,
        _ answer: Errand.Answer,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        rooms[circle]?.answered(errand, answer, at: now, &outputs)
        forgetIfIdle(circle)
    }

    /// Time has passed; call it when `deadline` is reached, after reading. (SPEC §11.1)
    public mutating func timePassed(at now: Moment, _ outputs: inout Outputs) {
        for circle in dueRooms(at: now) {
            rooms[circle]?.timePassed(at: now, &outputs)
            forgetIfIdle(circle)
        }
    }

    /// The host was late by so much: every running deadline moves. (SPEC §11.1)
    public mutating func stalled(
        by milliseconds: UInt64,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        for circle in rooms.keys.sorted(by: { $0.number < $1.number }) {
            rooms[circle]?.stalled(by: milliseconds, at: now, &outputs)
        }
    }

    /// The operator closed a circle: everybody is told and let go. (SPEC §11.6)
    public mutating func closeCircle(_ circle: CircleID, _ outputs: inout Outputs) {
        guard let sessions = rooms[circle]?.sessions.keys else { return }
        for session in sessions.sorted(by: { $0.number < $1.number }) {
            rooms[circle]?.doom(session, .closed, &outputs)
        }
    }

    /// The relay goes: everybody is told when to come back. (SPEC §11.6)
    public mutating func farewell(
        _ outputs: inout Outputs,
        milliseconds: (SessionID) -> UInt64
    ) {
        for (session, circle) in homes.sorted(by: { $0.key.number < $1.key.number }) {
            let line = RelayLine(.bye(milliseconds: milliseconds(session)))
            rooms[circle]?.bidFarewell(session, line, &outputs)
        }
    }

    private func dueRooms(at now: Moment) -> [CircleID] {
        rooms.filter { ($0.value.deadline).map { $0 <= now } ?? false }
            .keys.sorted { $0.number < $1.number }
    }

    private mutating func forgetIfIdle(_ circle: CircleID) {
        if rooms[circle]?.isIdle == true { rooms[circle] = nil }
    }
}
