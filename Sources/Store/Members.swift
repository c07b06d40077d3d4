/// An admitted key, or one that was and is refused for ever. (SPEC §12.4)
struct MemberRecord {
    let role: StoredRole
    let removed: Bool
    /// The invitation it first came by; nil for the founder.
    let ticket: [UInt8]?
}

/// What is left to decide after a key was removed. (SPEC §9.3)
public struct Removal: Hashable, Sendable {
    /// The invitation the key came by, to be offered for revocation; nil for the founder.
    public let ticket: [UInt8]?
}

extension DurableStore {
    /// The role of an admitted key; nil for unknown and removed ones.
    public func role(of seatKey: [UInt8], in circle: CircleID) throws(StoreFailure) -> StoredRole? {
        guard let member = try memberRecord(seatKey, in: circle), !member.removed else {
            return nil
        }
        return member.role
    }

    /// Gives an admitted key another role, higher or lower. (SPEC §9.3)
    ///
    /// - Returns: whether the key is admitted.
    public func setRole(
        _ role: StoredRole,
        of seatKey: [UInt8],
        in circle: CircleID
    ) throws(StoreFailure) -> Bool {
        let values: [Value] = [
            .bytes(circle.bytes), .bytes(seatKey), .integer(Int64(role.rawValue)),
        ]
        return try connection.run(.setRole, values) > 0
    }

    /// Refuses a key for ever; a second time changes nothing. (SPEC §9.3)
    ///
    /// A box no longer waits for a removed key to sit.
    ///
    /// - Returns: nil when the circle never admitted the key.
    public func remove(_ seatKey: [UInt8], from circle: CircleID) throws(StoreFailure) -> Removal? {
        var boxes = 0
        let removal = try connection.transaction { () throws(StoreFailure) -> Removal? in
            guard let member = try memberRecord(seatKey, in: circle) else { return nil }
            try connection.run(.remove, [.bytes(circle.bytes), .bytes(seatKey)])
            boxes = try sit(seatKey, in: circle)
            return Removal(ticket: member.ticket)
        }
        eraseLog(after: boxes)
        return removal
    }

    /// Every key that the circle ever admitted, by key; the role is nil for removed ones.
    public func members(
        of circle: CircleID
    ) throws(StoreFailure) -> [(seatKey: [UInt8], role: StoredRole?)] {
        var members: [(seatKey: [UInt8], role: StoredRole?)] = []
        for row in try connection.rows(.members, [.bytes(circle.bytes)]) {
            guard let role = StoredRole(rawValue: try row.byte(1)) else { throw .damaged }
            members.append((try row.bytes(0), try row.flag(2) ? nil : role))
        }
        return members
    }

    /// How many keys are admitted, the founder's among them.
    public func memberCount(of circle: CircleID) throws(StoreFailure) -> Int {
        Int(try connection.row(.memberCount, [.bytes(circle.bytes)])?.integer(0) ?? 0)
    }

    func memberRecord(
        _ seatKey: [UInt8],
        in circle: CircleID
    ) throws(StoreFailure) -> MemberRecord? {
        let row = try connection.row(.member, [.bytes(circle.bytes), .bytes(seatKey)])
        guard let row else { return nil }
        guard let role = StoredRole(rawValue: try row.byte(0)) else { throw .damaged }
        return MemberRecord(
            role: role,
            removed: try row.flag(1),
            ticket: try row.optionalBytes(2)
        )
    }
}
