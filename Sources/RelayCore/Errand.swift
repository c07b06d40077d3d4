public import Etiquette
public import Wire

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
        /// Keep what meetings are made of. (SPEC §14.1)
        case setPlan(CirclePlan)
        /// Sign a slip: so many minutes, today. (SPEC §21.4)
        case signSlip(minutes: UInt64)
        /// Look for the operator's crisis card. (SPEC §19.6)
        case card(locale: String)
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
        /// A signed slip: its text, the relay's key and the signature.
        case slip(text: [UInt8], key: PublicKey, signature: [UInt8])
        /// The rows of a card; nil when there is none.
        case card([UInt8]?)
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
