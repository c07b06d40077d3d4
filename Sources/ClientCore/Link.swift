import Etiquette

/// One connection after another, as the member's session sees them.
struct Link: Hashable, Sendable {
    enum Stage: Hashable, Sendable {
        /// No connection, or one that has not been welcomed.
        case none
        /// The agreements are to be accepted before `SIT`. (SPEC §20.2)
        case agreeing
        /// `SIT` was sent and not answered.
        case sitting
        /// The seat is taken.
        case seated
        /// The session ended for good.
        case over
    }

    var stage = Stage.none
    /// The id of the `SIT` that is not answered.
    var sitID: UInt32 = 0
    /// Answers of `log` in a row to a `SIT`.
    var logChanges = 0
    /// When the link was lost, until the person is told that it is back.
    var lostAt: Moment?
    /// Whether the person was told of the loss.
    var lossIsTold = false
    /// Attempts to come back since a link was last good.
    var attempts = 0
    /// Connections in a row that made no sense.
    var brokenCount = 0
    /// When this connection was seated.
    var seatedAt: Moment?
    var lastSentAt = Moment(0)
    /// Thousandths by which the next `PING` comes earlier or later.
    var pingSpread: UInt64 = 1_000
    /// When a `PING` must have been answered by some byte.
    var pongDue: Moment?
    /// When held acts may go on.
    var pumpDue: Moment?
    /// Nothing is sent before this, because the relay asked for a pause.
    var pauseUntil: Moment?
    /// When shown events must be acknowledged.
    var acknowledgeDue: Moment?
    /// The last event that was acknowledged, or that this connection began from.
    var acknowledged: UInt64 = 0
    /// Events shown since.
    var unacknowledged = 0
    /// The last event that came on this connection.
    var received: UInt64 = 0
    /// The end of the log when this connection asked; the person is told once it is reached.
    var catchUpEnd: UInt64?
    /// Whether the next `PONG` tells that end.
    var awaitsEnd = false
    /// Lines shown since the link is back.
    var caughtUp = 0
    /// Lines shown as lost since the link is back.
    var lostLines = 0
    /// The epoch of this connection; 0 if the relay does not tell. (SPEC §5.12)
    var epoch: UInt64 = 0
    /// Whether the relay was restarted since the link was lost.
    var wasRestarted = false
    /// The member's place among the hands when the link was lost.
    var placeBefore: Int?
    /// Whether the member had the stick when the link was lost.
    var heldStick = false
    /// Answers to `NEED` on this connection, and how many of them by event.
    private var supplies = 0
    private var suppliesByNumber: [UInt64: Int] = [:]
    /// Whether another meeting began since the link was lost.
    var isNewMeeting = false
    /// Events that are gone for good, since the link was lost.
    var missed: UInt64 = 0

    var isOver: Bool { stage == .over }

    /// Whether the relay has let this key in and answers it.
    var isUp: Bool { stage == .seated || stage == .agreeing }

    /// Forgets a connection and keeps what is known of the loss.
    mutating func drop() {
        stage = .none
        seatedAt = nil
        pongDue = nil
        pumpDue = nil
        pauseUntil = nil
        acknowledgeDue = nil
        unacknowledged = 0
        catchUpEnd = nil
        awaitsEnd = false
        supplies = 0
        suppliesByNumber = [:]
    }

    /// Forgets the loss, since the person has been told of it or need not be.
    mutating func forgetLoss() {
        lostAt = nil
        lossIsTold = false
        caughtUp = 0
        lostLines = 0
        missed = 0
        isNewMeeting = false
        wasRestarted = false
    }

    /// Whether a `NEED` for this event is answered: a relay that asks on and on gets nothing more.
    mutating func maySupply(_ number: UInt64) -> Bool {
        guard supplies < ClientLimits.suppliesMax,
            suppliesByNumber[number, default: 0] < ClientLimits.suppliesOfOneMax
        else { return false }
        supplies += 1
        suppliesByNumber[number, default: 0] += 1
        return true
    }

    /// When a `PING` is due.
    func pingDue(isSoon: Bool) -> Moment? {
        guard isUp, pongDue == nil else { return nil }
        let pause = isSoon ? ClientLimits.pingSoonMilliseconds : ClientLimits.pingMilliseconds
        return lastSentAt.after(pause * pingSpread / 1_000)
    }

    /// When the person is to be told that the link is lost.
    var lossDue: Moment? {
        guard !lossIsTold, !isUp else { return nil }
        return lostAt?.after(ClientLimits.lossNoticeMilliseconds)
    }

    func deadline(isSoon: Bool) -> Moment? {
        [pingDue(isSoon: isSoon), pongDue, pumpDue, acknowledgeDue, lossDue]
            .compactMap(\.self).min()
    }
}
