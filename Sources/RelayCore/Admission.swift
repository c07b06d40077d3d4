public import Etiquette
public import Wire

/// One connection, as the host numbers it.
public struct SessionID: Hashable, Sendable {
    /// The host's own number, never used again while anybody remembers it.
    public let number: UInt64

    /// The session with this number.
    public init(_ number: UInt64) { self.number = number }
}

/// A proof that was accepted and stored: what the circle needs to know of it. (SPEC §4.8)
public struct Admission: Sendable {
    /// Which circle.
    public var circle: CircleID
    /// True when its words are sealed.
    public var isSealed: Bool
    /// What the circle agreed on.
    public var rules: CircleRules
    /// The key that was proved.
    public var key: PublicKey
    /// What it may do.
    public var role: Role
    /// The number the next log will have.
    public var nextLog: UInt64
    /// The sealed box, after `join`.
    public var box: [UInt8]?
    /// Rises with each connection that was accepted: a seat belongs to the latest. (SPEC §4.7)
    public var order: UInt64
    /// The id of the AUTH, for its refusal.
    public var authID: UInt32

    /// What a proof came to.
    public init(
        circle: CircleID,
        isSealed: Bool,
        rules: CircleRules,
        key: PublicKey,
        role: Role,
        nextLog: UInt64,
        box: [UInt8]?,
        order: UInt64,
        authID: UInt32 = 1
    ) {
        self.circle = circle
        self.isSealed = isSealed
        self.rules = rules
        self.key = key
        self.role = role
        self.nextLog = nextLog
        self.box = box
        self.order = order
        self.authID = authID
    }
}

/// Something the core needs from the durable store, and cannot wait for.
public struct Errand: Sendable {
    /// Comes back with the answer.
    public let id: UInt64
    /// Which circle it is about.
    public let circle: CircleID
    /// What is to be done.
    public let task: Task

    /// What the store does for a circle. (SPEC §12.4)
    public enum Task: Sendable {
        /// Take the next log number, stored before it is used. (SPEC §3.2)
        case openLog
        case setRules(CircleRules)
        case invite(Invite)
        case uninvite(PublicKey)
        case listInvitations
        case setRole(PublicKey, Role)
        case remove(PublicKey)
        /// A key has sat down; boxes it redeemed may be over. (SPEC §4.6)
        case sat(PublicKey)
    }

    /// What the store answers.
    public enum Answer: Sendable {
        case log(UInt64)
        case done
        case refused(RefusalCode)
        case invitations([Invitation])
        /// The keys that came by a revoked ticket, with what they may do now.
        case cameBy([Guest])
    }

    /// Somebody who came by an invitation.
    public struct Guest: Sendable {
        /// The seat's key.
        public var key: PublicKey
        /// What it may do.
        public var role: Role

        /// A key and its role.
        public init(key: PublicKey, role: Role) {
            self.key = key
            self.role = role
        }
    }

    /// A live invitation.
    public struct Invitation: Sendable {
        /// The ticket's public key.
        public var ticket: PublicKey
        /// What who enters by it becomes.
        public var role: Role
        /// Uses that are left.
        public var usesLeft: UInt64
        /// Seconds that are left, 0 for no end.
        public var secondsLeft: UInt64

        /// An invitation as the store knows it.
        public init(ticket: PublicKey, role: Role, usesLeft: UInt64, secondsLeft: UInt64) {
            self.ticket = ticket
            self.role = role
            self.usesLeft = usesLeft
            self.secondsLeft = secondsLeft
        }
    }
}

/// What the host does after each call into the core.
public struct Outputs: Sendable {
    /// Sessions that have something to be sent.
    public var wakes: [SessionID] = []
    /// Sessions to be closed once what they were told is on its way.
    public var closes: [SessionID] = []
    /// Errands for the store.
    public var errands: [Errand] = []
    /// Records to be committed before anything else is done, `JournalRecord.byteCount` each.
    public private(set) var records: [UInt8] = []
    /// Records of this shard so far, these included; what `committed` counts in.
    public internal(set) var recordCount: UInt64 = 0
    /// Whether a log ended: what is recorded of it is of no use any more.
    public internal(set) var endsLog = false

    /// Nothing to do.
    public init() {}

    /// Forgets what has been done.
    public mutating func removeAll() {
        wakes.removeAll(keepingCapacity: true)
        closes.removeAll(keepingCapacity: true)
        errands.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
        endsLog = false
    }

    mutating func append(_ record: JournalRecord) {
        record.write(to: &records)
        recordCount += 1
    }

    /// Says more of the record that was written last.
    mutating func markLastRecord(_ flags: JournalRecord.Flags) {
        guard records.count >= JournalRecord.byteCount else { return }
        records[records.count - JournalRecord.byteCount + 1] |= flags.rawValue
    }
}
