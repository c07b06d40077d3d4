/// What passed the checks; the commit turns it into an admission.
private struct Passed {
    var circle: CircleRecord
    var member: MemberRecord?
    /// The invitation whose use is to be spent; nil when nothing is counted.
    var spending: InvitationRecord?
}

extension DurableStore {
    /// Decides whether a proved key comes in, and remembers that it did. (SPEC §4.5, §4.6)
    ///
    /// One transaction, so that an answer stands even if the relay dies after it. A repeated
    /// request with the same key and ticket changes nothing and gets the same answer, with the box
    /// while it exists; nothing is asked of it again but that the circle is open and the key not
    /// removed.
    ///
    /// - Parameters:
    ///   - request: the way, and keys whose signatures were verified.
    ///   - now: seconds of the wall clock, for expiry only.
    ///   - live: what the room says.
    /// - Returns: what to tell the key.
    /// - Throws: when the disk refuses; then nothing has changed.
    public func admit(
        _ request: AdmissionRequest,
        now: UInt64,
        live: LiveFacts
    ) throws(StoreFailure) -> AdmissionResult {
        try connection.transaction { () throws(StoreFailure) in
            switch try check(request, now: now, live: live) {
            case .failure(let refusal): .refused(refusal)
            case .success(let passed): .admitted(try commit(request, passed))
            }
        }
    }

    /// Marks that a key has sat down: it has opened what its box held. (SPEC §4.6)
    ///
    /// When no use of an invitation is left and every key that redeemed it has sat, its box is
    /// deleted.
    public func hasSat(_ seatKey: [UInt8], in circle: CircleID) throws(StoreFailure) {
        let boxes = try connection.transaction { () throws(StoreFailure) in
            try sit(seatKey, in: circle)
        }
        eraseLog(after: boxes)
    }

    /// The first half of `hasSat`, inside a transaction; answers with the number of lost boxes.
    func sit(_ seatKey: [UInt8], in circle: CircleID) throws(StoreFailure) -> Int {
        let changed = try connection.run(.sit, [.bytes(circle.bytes), .bytes(seatKey)])
        return changed > 0 ? try connection.run(.dropBoxesUsedUp, [.bytes(circle.bytes)]) : 0
    }

    /// Checks three and four, which every way has to pass, then those of the way.
    private func check(
        _ request: AdmissionRequest,
        now: UInt64,
        live: LiveFacts
    ) throws(StoreFailure) -> Result<Passed, AdmissionRefusal> {
        guard let circle = try circle(id: request.circle) else { return .failure(.notAdmitted) }
        let member = try memberRecord(request.seatKey, in: request.circle)
        guard circle.state != .closed else {
            guard let member else { return .failure(.notAdmitted) }
            return .failure(member.removed ? .removed : .closed)
        }
        var invitation: InvitationRecord?
        switch request.way {
        case .back:
            guard member != nil else { return .failure(.notAdmitted) }
        case .found:
            guard request.ticket == circle.foundingTicket else { return .failure(.notAdmitted) }
        case .join:
            invitation = try request.ticket.flatMap { (ticket) throws(StoreFailure) in
                try self.invitation(ticket, in: request.circle)
            }
            guard invitation != nil else { return .failure(.notAdmitted) }
        }
        guard member?.removed != true else { return .failure(.removed) }
        if request.way == .found, let founder = circle.founder, founder != request.seatKey {
            return .failure(.alreadyFounded)
        }
        var passed = Passed(circle: circle, member: member)
        guard let invitation else { return .success(passed) }
        guard try !hasRedeemed(invitation, request) else { return .success(passed) }
        if let refusal = refusal(of: invitation, to: member, now: now, live: live) {
            return .failure(refusal)
        }
        passed.spending = invitation
        return .success(passed)
    }

    /// The sixth check, in its order; nil lets in.
    private func refusal(
        of invitation: InvitationRecord,
        to member: MemberRecord?,
        now: UInt64,
        live: LiveFacts
    ) -> AdmissionRefusal? {
        guard !invitation.revoked else { return .invitationRevoked }
        guard !invitation.hasExpired(at: now) else { return .invitationExpired }
        guard invitation.usesLeft > 0 else { return .invitationUsed }
        let role = max(invitation.role, member?.role ?? invitation.role)
        guard !live.locked || role.passesLock else { return .locked }
        return live.full ? .full : nil
    }

    private func hasRedeemed(
        _ invitation: InvitationRecord,
        _ request: AdmissionRequest
    ) throws(StoreFailure) -> Bool {
        try connection.row(
            .hasRedeemed,
            [
                .bytes(request.circle.bytes), .bytes(invitation.ticket), .bytes(request.seatKey),
            ]
        )?.flag(0) ?? false
    }

    private func commit(
        _ request: AdmissionRequest,
        _ passed: Passed
    ) throws(StoreFailure) -> Admission {
        let id = Value.bytes(request.circle.bytes), key = Value.bytes(request.seatKey)
        var role = passed.member?.role
        if request.way == .found, passed.circle.founder == nil {
            try connection.run(.found, [id, key])
            role = try raise(passed.member, to: .facilitator, request)
        } else if let invitation = passed.spending {
            role = try raise(passed.member, to: invitation.role, request)
            try connection.run(.takeUse, [id, .bytes(invitation.ticket)])
            try connection.run(.redeem, [id, .bytes(invitation.ticket), key])
        }
        guard let role else { throw .damaged }
        return Admission(
            role: role,
            mode: passed.circle.mode,
            lastLog: passed.circle.log,
            box: request.way == .join ? try box(of: request.ticket, in: request.circle) : nil,
            settings: passed.circle.settings,
            plan: passed.circle.plan,
            awaitsApproval: try connection.row(.awaitsApproval, [id, key])?.flag(0) ?? false,
            spentRecoveryLink: passed.spending?.expires == 0
        )
    }

    /// Lists the key, or raises the role of one that is listed; never lowers it.
    private func raise(
        _ member: MemberRecord?,
        to role: StoredRole,
        _ request: AdmissionRequest
    ) throws(StoreFailure) -> StoredRole {
        let id = Value.bytes(request.circle.bytes), key = Value.bytes(request.seatKey)
        guard let member else {
            let ticket = Value.optional(request.way == .join ? request.ticket : nil)
            try connection.run(.admit, [id, key, .integer(Int64(role.rawValue)), ticket])
            return role
        }
        guard member.role < role else { return member.role }
        try connection.run(.setRole, [id, key, .integer(Int64(role.rawValue))])
        return role
    }
}
