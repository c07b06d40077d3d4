/// What the store knows of one invitation; its secret was never here. (SPEC §9.1)
public struct InvitationRecord: Hashable, Sendable {
    /// The public ticket key, 32 bytes.
    public let ticket: [UInt8]
    /// What a key becomes that enters by it.
    public let role: StoredRole
    /// How many keys could enter by it when it was made.
    public let uses: Int
    /// How many still can.
    public let usesLeft: Int
    /// Seconds of the wall clock from which it lets nobody in, 0 for never.
    public let expires: UInt64
    /// Whether newcomers wait until a facilitator lets them sit.
    public let approve: Bool
    let revoked: Bool

    /// Whether its time is over.
    func hasExpired(at now: UInt64) -> Bool { expires != 0 && expires <= now }

    /// Reads the columns in the order of the queries `invitation` and `liveInvitations`.
    init(_ row: Row) throws(StoreFailure) {
        guard let role = StoredRole(rawValue: try row.byte(1)) else { throw .damaged }
        self.role = role
        ticket = try row.bytes(0)
        uses = Int(try row.byte(2))
        usesLeft = Int(try row.byte(3))
        expires = try row.unsigned(4)
        approve = try row.flag(5)
        revoked = try row.flag(6)
    }
}

/// What became of the wish for a new invitation.
public enum InviteResult: Sendable {
    /// It stands; also when it stood already and the request only came twice.
    case made
    /// 64 invitations of this circle can still let somebody in. (SPEC §9.1)
    case limit
    /// The ticket is known with other contents, or was revoked.
    case ticketTaken
    /// The circle is unknown, not founded yet, or closed.
    case noSuchCircle
    /// A key, box or number is outside its bounds, or an endless one is not a recovery link.
    case outOfBounds
}
