/// How a key asks to be let in, after both signatures were found good. (SPEC §4.5)
public struct AdmissionRequest: Hashable, Sendable {
    /// The first word of the request.
    public enum Way: Sendable {
        /// With the founding ticket.
        case found
        /// With the ticket of an invitation.
        case join
        /// By the seat key alone.
        case back
    }

    public let way: Way
    public let circle: CircleID
    /// The proved seat key, 32 bytes.
    public let seatKey: [UInt8]
    /// The proved ticket key, 32 bytes; not looked at for `back`.
    public let ticket: [UInt8]?

    public init(way: Way, circle: CircleID, seatKey: [UInt8], ticket: [UInt8]? = nil) {
        self.way = way
        self.circle = circle
        self.seatKey = seatKey
        self.ticket = ticket
    }
}

/// What only the room knows, for the sixth check. (SPEC §4.5)
///
/// For a key that holds a seat in the room both are false.
public struct LiveFacts: Hashable, Sendable {
    /// The facilitator locked the door.
    public var locked: Bool
    /// No seat is free.
    public var full: Bool

    public init(locked: Bool = false, full: Bool = false) {
        self.locked = locked
        self.full = full
    }
}

/// Why a key is not let in; the codes of the protocol. (SPEC §4.5)
public enum AdmissionRefusal: String, Error, Sendable, CaseIterable {
    /// Unknown circle, ticket or key: outsiders are not told which.
    case notAdmitted = "not-admitted"
    case closed
    case removed
    case alreadyFounded = "already-founded"
    case invitationRevoked = "invitation-revoked"
    case invitationExpired = "invitation-expired"
    case invitationUsed = "invitation-used"
    case locked
    case full
}

/// What an admitted key is told, and what its room needs to know of it.
public struct Admission: Hashable, Sendable {
    public let role: StoredRole
    public let mode: Mode
    /// The last log number that was taken, 0 for none: the open log if one is open.
    public let lastLog: UInt64
    /// The sealed box, for `join` only, while it exists.
    public let box: [UInt8]?
    public let settings: CircleSettings
    /// The circle's plan as it travels; empty for none. (SPEC §14.1)
    public let plan: String
    /// The key came by an invitation with approval, and has not sat yet.
    public let awaitsApproval: Bool
    /// This very request spent the use of an invitation without end: told to all. (SPEC §9.1)
    public let spentRecoveryLink: Bool

    /// The number that the next log will have.
    public var nextLog: UInt64 { lastLog + 1 }
}

/// The store's answer to a request.
public enum AdmissionResult: Hashable, Sendable {
    case refused(AdmissionRefusal)
    case admitted(Admission)
}
