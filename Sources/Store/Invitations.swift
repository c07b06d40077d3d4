extension DurableStore {
    /// Keeps an invitation: who holds its secret may enter, as what, how often, until when.
    ///
    /// A repeated request, the same but for `expires`, changes nothing: the first answer may have
    /// been lost, and the clock has moved since. (SPEC §9.1)
    ///
    /// - Parameters:
    ///   - circle: the founded, open circle.
    ///   - ticket: the public ticket key, 32 bytes.
    ///   - role: what a key becomes that enters by it.
    ///   - uses: 1 to 200.
    ///   - expires: seconds of the wall clock; 0, for never, only with facilitator and one use.
    ///   - approve: whether newcomers wait for a facilitator's word.
    ///   - box: the sealed box, 1 to 1,024 bytes.
    ///   - now: seconds of the wall clock; what has expired does not count as live.
    /// - Returns: whether it stands, or why not.
    /// - Throws: when the disk refuses; then nothing has changed.
    public func invite(
        to circle: CircleID,
        ticket: [UInt8],
        role: StoredRole,
        uses: Int,
        expires: UInt64,
        approve: Bool,
        box: [UInt8],
        now: UInt64
    ) throws(StoreFailure) -> InviteResult {
        guard ticket.count == StoreLimits.keyBytes, 1...StoreLimits.usesMax ~= uses,
            1...StoreLimits.boxBytesMax ~= box.count, expires <= UInt64(Int64.max),
            expires != 0 || (role == .facilitator && uses == 1)
        else { return .outOfBounds }
        return try connection.transaction { () throws(StoreFailure) in
            guard let record = try self.circle(id: circle), record.state == .founded else {
                return .noSuchCircle
            }
            if let known = try invitation(ticket, in: circle) {
                let keptBox = try self.box(of: ticket, in: circle)
                let isSame =
                    !known.revoked && known.role == role && known.uses == uses
                    && known.approve == approve && (known.expires == 0) == (expires == 0)
                    && (keptBox == nil || keptBox == box)
                return isSame ? .made : .ticketTaken
            }
            guard try invitations(of: circle, now: now).count < StoreLimits.liveInvitationsMax
            else { return .limit }
            let boxID = try connection.row(.makeBox, [.bytes(BoxPage.fill(with: box))])?.integer(0)
            guard let boxID else { throw .damaged }
            try connection.run(
                .makeInvitation,
                [
                    .bytes(circle.bytes), .bytes(ticket), .integer(Int64(role.rawValue)),
                    .integer(Int64(uses)), .integer(Int64(expires)), .integer(approve ? 1 : 0),
                    .integer(boxID),
                ]
            )
            return .made
        }
    }

    /// Ends an invitation and deletes its box; who came by it stays. (SPEC §9.2)
    ///
    /// - Returns: whether the circle knows the ticket, and the admitted keys that came by it, for
    ///   the caller to remove if asked to.
    public func revoke(
        _ ticket: [UInt8],
        in circle: CircleID
    ) throws(StoreFailure) -> (found: Bool, seatKeys: [[UInt8]]) {
        var boxes = 0
        let answer = try connection.transaction {
            () throws(StoreFailure) -> (found: Bool, seatKeys: [[UInt8]]) in
            let names: [Value] = [.bytes(circle.bytes), .bytes(ticket)]
            guard try connection.run(.revoke, names) > 0 else { return (false, []) }
            boxes = try connection.run(.dropBoxOfTicket, names)
            var seatKeys: [[UInt8]] = []
            for row in try connection.rows(.admittedBy, names) {
                seatKeys.append(try row.bytes(0))
            }
            return (true, seatKeys)
        }
        eraseLog(after: boxes)
        return answer
    }

    /// The invitations that can still let somebody in: those without end first, then by expiry.
    ///
    /// - Parameters:
    ///   - circle: an unknown one has none.
    ///   - now: seconds of the wall clock.
    /// - Returns: their records.
    /// - Throws: when the disk refuses.
    public func invitations(
        of circle: CircleID,
        now: UInt64
    ) throws(StoreFailure) -> [InvitationRecord] {
        var records: [InvitationRecord] = []
        let values: [Value] = [.bytes(circle.bytes), .integer(Int64(clamping: now))]
        for row in try connection.rows(.liveInvitations, values) {
            records.append(try InvitationRecord(row))
        }
        return records
    }

    func invitation(
        _ ticket: [UInt8],
        in circle: CircleID
    ) throws(StoreFailure) -> InvitationRecord? {
        let row = try connection.row(.invitation, [.bytes(circle.bytes), .bytes(ticket)])
        guard let row else { return nil }
        return try InvitationRecord(row)
    }
}
