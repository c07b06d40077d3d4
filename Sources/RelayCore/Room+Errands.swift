import Etiquette
import Wire

// What must be stored before it is true. (SPEC §9.1 to §9.4)

extension Room {
    /// Sends an errand to the store; its number rises within the room.
    mutating func errand(
        _ task: Errand.Task,
        for session: SessionID,
        _ request: Request,
        _ outputs: inout Outputs
    ) {
        let number = nextErrand
        nextErrand &+= 1
        errands[number] = Pending(
            session: session,
            request: request,
            key: sessions[session]?.key,
            role: sessions[session]?.role ?? .listener,
            target: task.target
        )
        outputs.errands.append(Errand(id: number, circle: id, task: task))
    }

    /// `INVITE`, `UNINVITE`, `INVITES`, `RULES`: need no seat.
    mutating func serveFacilitator(
        _ request: Request,
        from session: SessionID,
        _ outputs: inout Outputs
    ) {
        guard let role = sessions[session]?.role else { return }
        let task: Errand.Task
        switch request.ask {
        case .invite(let invite):
            guard role.mayInvite(invite.role) else {
                return refuse(session, id: request.id, .invite, .role, &outputs)
            }
            task = .invite(invite)
        case .uninvite(let ticket, _): task = .uninvite(ticket)
        case .invites: task = .listInvitations
        case .rules, .plan:
            guard role == .facilitator else {
                return refuse(session, id: request.id, request.verb, .role, &outputs)
            }
            guard !isOpen, !isOpening else {
                return refuse(session, id: request.id, request.verb, .inMeeting, &outputs)
            }
            if case .plan(let plan) = request.ask {
                task = .setPlan(plan)
            } else {
                guard case .rules(let rules) = request.ask else { return }
                task = .setRules(rules)
            }
        default: return
        }
        guard role.facilitates else {
            return refuse(session, id: request.id, request.verb, .role, &outputs)
        }
        errand(task, for: session, request, &outputs)
    }

    /// `ROLE` and `REMOVE`. (SPEC §9.3)
    mutating func changeMember(
        _ request: Request,
        from session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        let seat: Seat
        var role: Role?
        switch request.ask {
        case .role(let other, let new): (seat, role) = (other, new)
        case .remove(let other, _): seat = other
        default: return refuse(session, id: request.id, request.verb, .notNow, &outputs)
        }
        guard let asker = sessions[session], let index = index(of: seat),
            let record = circle.record(of: seat), record.isPresent
        else { return refuse(session, id: request.id, request.verb, .noSuchSeat, &outputs) }
        guard members[index].key != asker.key, asker.role.mayChange(record.role),
            role.map(asker.role.mayChange) ?? true
        else { return refuse(session, id: request.id, request.verb, .role, &outputs) }
        let key = members[index].key
        errand(role.map { .setRole(key, $0) } ?? .remove(key), for: session, request, &outputs)
    }

    /// The store has answered an errand.
    mutating func answered(
        _ number: UInt64,
        _ answer: Errand.Answer,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard let pending = errands.removeValue(forKey: number) else { return }
        if case .refused(let code) = answer { return refused(pending, code, &outputs) }
        let session = pending.session
        let request = pending.request
        switch (request.ask, answer) {
        case (.sit, .log(let log)): logOpened(log, at: now, &outputs)
        case (.sit, _): break
        case (.rules(let rules), _):
            self.rules = rules
            self.answer(session, RelayLine(id: request.id, .ok(.rules, 0)), &outputs)
        case (.plan(let plan), _):
            self.plan = plan
            self.answer(session, RelayLine(id: request.id, .ok(.plan, 0)), &outputs)
        case (.slip, _), (.card, _): hand(answer, for: pending, &outputs)
        case (.invites, .invitations(let list)):
            for one in list {
                let line = RelayLine(
                    .invitation(
                        one.ticket,
                        one.role,
                        usesLeft: one.usesLeft,
                        seconds: one.secondsLeft
                    )
                )
                self.answer(session, line, &outputs)
            }
            let count = UInt64(list.count)
            self.answer(session, RelayLine(id: request.id, .ok(.invites, count)), &outputs)
        case (.uninvite(_, let seats), .cameBy(let keys)):
            if seats { removeAll(keys, for: pending, &outputs) }
            self.answer(session, RelayLine(id: request.id, .ok(.uninvite, 0)), &outputs)
        case (.remove, _), (.role, _): finish(pending, at: now, &outputs)
        default:
            self.answer(session, RelayLine(id: request.id, .ok(request.verb, 0)), &outputs)
        }
    }

    /// What was stored about a key becomes true in the meeting. (SPEC §9.3)
    private mutating func finish(
        _ pending: Pending,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard let target = pending.target else { return }
        var applied = Applied()
        let seat = memberIndex(of: target).map { members[$0].seat }
        if case .role(_, let role) = pending.request.ask {
            if let seat { applied = apply(.changedRole(seat, role), at: now, &outputs) }
        } else {
            cutOff(target, &outputs)
            if let seat { applied = apply(.removed(seat), at: now, &outputs) }
        }
        // Nobody asked for this one by an act: it follows from a revoked invitation.
        guard pending.request.id != nil, let key = pending.key else { return }
        accept(pending.request, applied.first ?? 0, of: key, to: pending.session, &outputs)
    }

    /// Connections of a removed key that have no seat go too. (SPEC §9.3)
    private mutating func cutOff(_ key: PublicKey, _ outputs: inout Outputs) {
        let seatless = sessions.values.filter { $0.key == key && $0.member == nil }
        for session in seatless.sorted(by: { $0.order < $1.order }) {
            doom(session.id, .removed, &outputs)
        }
    }

    /// Everybody who came by a revoked ticket, except facilitators and whom the asker may not
    /// remove. (SPEC §9.2, §9.3)
    private mutating func removeAll(
        _ guests: [Errand.Guest],
        for pending: Pending,
        _ outputs: inout Outputs
    ) {
        for guest in guests
        where guest.key != pending.key && guest.role != .facilitator
            && pending.role.mayChange(guest.role)
        {
            // The seat is found by the key once the removal is stored.
            errand(
                .remove(guest.key),
                for: pending.session,
                Request(.remove(Seat(0), meeting: false)),
                &outputs
            )
        }
    }

    private mutating func refused(
        _ pending: Pending,
        _ code: RefusalCode,
        _ outputs: inout Outputs
    ) {
        guard pending.request.id != nil else { return }
        if case .slip = pending.request.ask, let index = pending.key.flatMap(memberIndex) {
            members[index].slips -= min(1, members[index].slips)
        }
        guard case .sit = pending.request.ask else {
            return refuse(
                pending.session,
                id: pending.request.id,
                pending.request.verb,
                code,
                &outputs
            )
        }
        guard isOpening else { return }
        isOpening = false
        let waiting = waitingSits
        waitingSits = []
        for (session, request) in waiting {
            refuse(session, id: request.id, .sit, code, &outputs)
        }
    }
}

extension Errand.Task {
    /// The key whose rights it changes.
    var target: PublicKey? {
        switch self {
        case .setRole(let key, _), .remove(let key): key
        default: nil
        }
    }
}
