import Etiquette
import Wire

// Proof accepted, seat taken, connection lost. (SPEC §4.7, §4.8, §5.1)

extension Room {
    /// A connection has proved its key and what it asked for is stored.
    mutating func admit(
        _ session: SessionID,
        _ admission: Admission,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        var new = Session(
            id: session,
            order: admission.order,
            key: admission.key,
            role: admission.role,
            at: now
        )
        new.toldLastID = memberIndex(of: admission.key).map(lastID) ?? 0
        if let index = memberIndex(of: admission.key), let owner = members[index].session,
            let other = sessions[owner], other.order > admission.order
        {
            sessions[session] = new
            refuse(session, id: admission.authID, .auth, .replaced, &outputs)
            return close(session, &outputs)
        }
        dropIdlest(of: admission.key, &outputs)
        if !isOpen { log = max(log, admission.nextLog) }
        let member = memberIndex(of: admission.key).map { members[$0] }
        let holds = member.flatMap { circle.record(of: $0.seat)?.isPresent == true ? $0 : nil }
        let welcome = Welcome(
            role: admission.role,
            isSealed: isSealed,
            log: log,
            seat: holds?.seat,
            lastID: new.toldLastID,
            box: admission.box,
            limits: limits.told,
            epoch: run.epoch,
            agreements: plan.agreements
        )
        sessions[session] = new
        answer(session, RelayLine(.welcome(welcome)), &outputs)
        if let member, let record = circle.record(of: member.seat), record.role < admission.role {
            apply(.changedRole(member.seat, admission.role), at: now, &outputs)
        }
        sweep(at: now, &outputs)
    }

    /// A key has few connections without a seat: of too many the oldest goes.
    private mutating func dropIdlest(of key: PublicKey, _ outputs: inout Outputs) {
        let idle = sessions.values.filter { $0.key == key && $0.member == nil && !$0.isDoomed }
        guard idle.count >= limits.seatlessMax,
            let oldest = idle.min(by: { $0.order < $1.order })
        else { return }
        doom(oldest.id, .replaced, &outputs)
    }

    /// `SIT`: takes the seat, opening a log if none is open. (SPEC §5.1)
    mutating func sit(
        _ session: SessionID,
        _ request: Request,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard case .sit(let log, let have, let name, let agreed) = request.ask,
            let key = sessions[session]?.key, let role = sessions[session]?.role
        else { return }
        guard sessions[session]?.member == nil else {
            return refuse(session, id: request.id, .sit, .notNow, &outputs)
        }
        guard log == self.log else { return refuseLog(session, request, &outputs) }
        guard endedAt == nil || role.facilitates else {
            return refuse(session, id: request.id, .sit, .ended, &outputs)
        }
        let known = memberIndex(of: key)
        guard known.flatMap({ circle.record(of: members[$0].seat) })?.isBarred != true else {
            return refuse(session, id: request.id, .sit, .removed, &outputs)
        }
        if let code = refusal(ofName: name, for: key) {
            return refuse(session, id: request.id, .sit, code, &outputs)
        }
        if let hash = plan.agreements, agreed != hash, role != .facilitator {
            let details = [String(decoding: Base64URL.encode(hash), as: UTF8.self)]
            return refuse(session, id: request.id, .sit, .agreements, details: details, &outputs)
        }
        guard isOpen else { return openLog(for: session, request, &outputs) }
        if let known, let owner = members[known].session, let other = sessions[owner] {
            guard other.order < sessions[session]?.order ?? 0 else {
                return doom(session, .replaced, &outputs)
            }
            doom(owner, .replaced, &outputs)
        }
        let isHeld = known.map { circle.record(of: members[$0].seat)?.isPresent == true } ?? false
        if let known, isHeld, !members[known].isBack, have > ring.last {
            return beginAnew(&outputs)
        }
        guard isHeld || !isFull(for: role),
            known != nil || members.count < limits.seatNumbersMax
        else { return refuse(session, id: request.id, .sit, .full, &outputs) }
        if let known, isHeld {
            resume(session, member: known, have: have, request, name, at: now, &outputs)
        } else {
            arrive(session, member: known, key, request, name, at: now, &outputs)
        }
        if sessions[session]?.member != nil {
            errand(.sat(key), for: session, request, &outputs)
        }
        sweep(at: now, &outputs)
    }

    /// Another log is open or next; in it no act was told yet. (SPEC §5.1)
    private mutating func refuseLog(
        _ session: SessionID,
        _ request: Request,
        _ outputs: inout Outputs
    ) {
        sessions[session]?.toldLastID = 0
        refuse(session, id: request.id, .sit, .log, details: [String(log)], &outputs)
    }

    /// A seat is taken, for the first time or again after leaving.
    private mutating func arrive(
        _ session: SessionID,
        member known: Int?,
        _ key: PublicKey,
        _ request: Request,
        _ name: Content,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        let role = sessions[session]?.role ?? .listener
        if let refusal = circle.refusal(of: known.map { members[$0].seat }, as: role) {
            return refuse(session, id: request.id, .sit, RefusalCode(refusal), &outputs)
        }
        let index = known ?? members.count
        let base = ring.last
        if known == nil {
            let seat = Seat(UInt16(index + 1))
            members.append(Member(seat: seat, key: key, name: name, acknowledged: base))
        }
        members[index].name = name
        members[index].acknowledged = base
        members[index].joinedAt = base + 1
        members[index].absences = []
        members[index].isBack = true
        apply(.joined(members[index].seat, role), at: now, &outputs)
        own(session, index, from: base)
        sessions[session]?.state = StateCursor(gap: nil, base: base)
        answerSit(session, request, index, &outputs)
        tellVestibule(session, index, &outputs)
        tellKeeping(session, &outputs)
    }

    /// The seat is taken. (SPEC §5.1, §6.3)
    ///
    /// An older connection may have been heard after the WELCOME of this one, and whoever counts on
    /// from there would use an id a second time.
    private mutating func answerSit(
        _ session: SessionID,
        _ request: Request,
        _ index: Int,
        _ outputs: inout Outputs
    ) {
        let last = lastID(of: index)
        let isNews = last != sessions[session]?.toldLastID
        var line = RelayLine(id: request.id, .ok(.sit, UInt64(members[index].seat.number)))
        line.lastID = isNews ? last : nil
        answer(session, line, &outputs)
    }

    /// Who waits at the door is told for what. (SPEC §18.2)
    private mutating func tellVestibule(
        _ session: SessionID,
        _ index: Int,
        _ outputs: inout Outputs
    ) {
        guard let why = circle.record(of: members[index].seat)?.vestibule else { return }
        answer(session, RelayLine(.note(.vestibule(why))), &outputs)
    }

    /// A seat that was kept is taken up again; what was missed follows. (SPEC §5.6)
    private mutating func resume(
        _ session: SessionID,
        member index: Int,
        have: UInt64,
        _ request: Request,
        _ name: Content,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        let seat = members[index].seat
        let isKnown = have >= members[index].joinedAt && have <= ring.last
        if isKnown { acknowledge(have, member: index, at: now, &outputs) }
        let wanted = isKnown ? have : members[index].acknowledged
        own(session, index, from: wanted)
        // Of what is no longer here, all up to what it acknowledged it has seen, or was for others.
        let seen = ring.first > wanted + 1 ? max(wanted, members[index].acknowledged) : wanted
        sessions[session]?.scanned = seen
        if wanted < lastVisible(to: index), ring.first > seen + 1 {
            giveState(session, after: seen)
        } else if !isKnown || members[index].isAbsent || members[index].entry(after: wanted) != nil
        {
            // Who was let in meanwhile first hears what was meant for it before: from whom, it has
            // to know.
            sessions[session]?.state = StateCursor(gap: nil, base: wanted)
        }
        if circle.record(of: seat)?.isSeated == true {
            members[index].since = members[index].since ?? now
        }
        apply(.returned(seat), at: now, &outputs)
        takeName(name, of: index, &outputs)
        answerSit(session, request, index, &outputs)
        tellVestibule(session, index, &outputs)
        tellKeeping(session, &outputs)
        cameBack(index, have: isKnown ? have : wanted, at: now, &outputs)
    }

    private mutating func own(_ session: SessionID, _ index: Int, from number: UInt64) {
        members[index].session = session
        sessions[session]?.member = index
        sessions[session]?.cursor = number
        sessions[session]?.scanned = number
        // A state at this very number may have been cut short.
        sessions[session]?.begun = max(number, 1) - 1
    }

    func refusal(ofName name: Content, for key: PublicKey) -> RefusalCode? {
        switch name {
        case .sealed(let payload):
            guard isSealed else { return .form }
            let lengths = [Content.namePayloadLength]
            return Content.isPayload(payload, lengths: lengths) ? nil : .size
        case .plain(let text):
            guard !isSealed else { return .form }
            guard NameRules.allows(text) else { return .name }
            let folded = Self.folded(name)
            let isTaken = members.contains { member in
                member.key != key && circle.record(of: member.seat)?.keepsName == true
                    && member.name.map(Self.folded) == folded
            }
            return isTaken ? .name : nil
        }
    }

    private static func folded(_ name: Content) -> String {
        NameRules.folded(String(decoding: name.bytes, as: UTF8.self))
    }

    /// A connection is gone; its seat stays. (SPEC §1.3, §5.8)
    mutating func closed(_ session: SessionID, at now: Moment, _ outputs: inout Outputs) {
        guard let gone = sessions.removeValue(forKey: session) else { return }
        waitingSits.removeAll { $0.0 == session }
        defer { wipeIfAllLeft() }
        guard let index = gone.member, members[index].session == session else { return }
        members[index].session = nil
        apply(.drifted(members[index].seat, since: gone.lastByte), at: now, &outputs)
        askForWords(at: now, &outputs)
    }

    /// The next log is stored before anybody sits in it. (SPEC §3.2)
    private mutating func openLog(
        for session: SessionID,
        _ request: Request,
        _ outputs: inout Outputs
    ) {
        waitingSits.append((session, request))
        guard !isOpening else { return }
        isOpening = true
        errand(.openLog, for: session, request, &outputs)
    }

    /// A log number was taken: the meeting begins.
    mutating func logOpened(_ number: UInt64, at now: Moment, _ outputs: inout Outputs) {
        isOpening = false
        log = number
        isOpen = true
        circle = Circle(rules: Rules(rules, plan), seed: run.seed(of: id, log))
        if let until = anewUntil, now >= until { anewUntil = nil }
        emptySince = now
        write(JournalRecord(circle: id, log: log), 0, &outputs)
        let waiting = waitingSits
        waitingSits = []
        for (session, request) in waiting where sessions[session]?.isDoomed == false {
            sit(session, request, at: now, &outputs)
        }
    }
}
