import Etiquette
import Wire

// Coming in, being lost, coming back. (SPEC §4.8, §4.9, §5.1, §6.4, §11.5 to §11.7)

extension Member {
    /// The relay has let this key in: the seat is taken, or taken up again.
    mutating func enter(_ welcome: Welcome, at now: Moment, _ effects: inout [ClientEffect]) {
        if let farewell = flaw(in: welcome) { return end(farewell, &effects) }
        // The meeting of this session is over; the next one is not come to by itself. (SPEC §21.3)
        guard room.meeting.phase?.kind != .ended || welcome.log == log else {
            return endMeeting(&effects)
        }
        guard take(log: welcome.log, lastID: welcome.lastID, &effects) else { return }
        link.epoch = welcome.epoch
        noteEpoch(at: now)
        role = welcome.role
        if let seat = welcome.seat { room.me = seat }
        pacer.limits = welcome.limits
        if lastForeignID > 0, wordIDs.isEmpty { pacer.assumeUsed(at: now) }
        dropConnection()
        link.logChanges = 0
        comeToTerms(with: welcome.agreements, at: now, &effects)
    }

    /// What a client checks before it sits down. (SPEC §3.2, §4.9, §5.12)
    private func flaw(in welcome: Welcome) -> Farewell? {
        if welcome.isSealed != cipher.isSealed { return .modeChanged }
        if welcome.log < highestLog { return .oldLog }
        guard let seenEpoch, seenEpoch.log == welcome.log, welcome.epoch < seenEpoch.epoch
        else { return nil }
        return .oldEpoch
    }

    /// Turns to a log; in a new one nothing of the old one is sent by itself. (SPEC §6.4)
    private mutating func take(
        log new: UInt64,
        lastID: UInt32,
        _ effects: inout [ClientEffect]
    ) -> Bool {
        guard new != log else {
            note(lastID: lastID)
            return true
        }
        guard cipher.enter(log: new) else {
            end(.farLog, &effects)
            return false
        }
        guard prepareName(for: new) else {
            end(.unsealed, &effects)
            return false
        }
        if log != 0 {
            link.isNewMeeting = true
            returnWords(&effects)
        }
        log = new
        highestLog = max(highestLog, new)
        have = 0
        room = room.emptied()
        kept = KeptWords()
        clock = ShareClock()
        phaseClock = PhaseClock()
        prompts = []
        told = Told()
        due = Due()
        quotable = Quotable()
        question = nil
        spokenTurns = []
        nextID = UInt64(lastID) + 1
        lastForeignID = lastID
        wordIDs = []
        hasBeenSeated = false
        hasConfirmedLog = false
        return true
    }

    /// Acts up to here were accepted. (SPEC §4.8, §5.1)
    ///
    /// Until this process has seen the circle they are those of another one, which may have been
    /// heard until the seat was taken from it.
    mutating func note(lastID: UInt32) {
        nextID = max(nextID, UInt64(lastID) + 1)
        guard !hasBeenSeated, wordIDs.isEmpty else { return }
        lastForeignID = max(lastForeignID, lastID)
    }

    /// Within a log the name travels in the same bytes, whichever process sends it: others would
    /// make it look like a new name. (SPEC §5.1)
    private mutating func prepareName(for log: UInt64) -> Bool {
        let place = PayloadPlace(log: log, author: key, kind: .name)
        if let sealedName, sealedName.log == log,
            cipher.open(sealedName.content, from: place, blind: nil) == name
        {
            return true
        }
        guard let content = cipher.seal(name, for: place) else { return false }
        sealedName = SealedName(log: log, content: content)
        return true
    }

    /// A new log: words that were not answered are drafts again. (SPEC §6.4)
    private mutating func returnWords(_ effects: inout [ClientEffect]) {
        for line in kept.ownLines { effects.show(.unsure(line)) }
        for act in outbox.empty() {
            switch act.kind {
            case .words: toDraft(act, .newMeeting, &effects)
            case .plain: break
            }
        }
    }

    mutating func sit(at now: Moment, _ effects: inout [ClientEffect]) {
        guard let content = sealedName?.content else { return }
        let ask = Request.Ask.sit(log: log, have: have, name: content, agreed: consent?.hash)
        link.stage = .sitting
        link.sitID = takeAskID()
        link.acknowledged = have
        link.received = have
        send(Request(id: link.sitID, ask), at: now, &effects)
    }

    /// The seat is taken. (SPEC §5.1)
    mutating func sat(_ number: UInt64, at now: Moment, _ effects: inout [ClientEffect]) {
        guard let number = UInt16(exactly: number), number > 0 else {
            return breakOff(at: now, &effects)
        }
        let seat = Seat(number)
        guard room.claim(seat, key: key, role: role) else {
            effects.show(.alarm(.keyChanged(room.person(seat))))
            return end(.broken, &effects)
        }
        room.me = seat
        rename(seat, to: sealedName?.content)
        room.isBack(seat)
        link.stage = .seated
        link.seatedAt = now
        // What was on its way goes first, with the same ids and the same bytes. (SPEC §3.7, §6.4)
        for act in outbox.flying {
            _ =
                act.isLine
                ? pacer.takeLine(bytes: act.bytes.count, isOpenFloor: false, at: now)
                : pacer.takeAct(at: now)
            transmit(act.bytes, at: now, &effects)
        }
        // The answer tells where the log ends, so that the person can be told what came meanwhile.
        link.awaitsEnd = true
        ping(at: now, &effects)
        askForCard(at: now, &effects)
        // What a lost link or a restart took with it; a newcomer waits for the state.
        if hasBeenSeated { bringMissing() }
    }

    /// The seat was refused. (SPEC §5.1)
    mutating func sitRefused(_ refused: Refused, at now: Moment, _ effects: inout [ClientEffect]) {
        if refused.code == .unavailable || refused.code == .slowDown {
            return lose(at: now, &effects)
        }
        if refused.code == .ended { return endMeeting(&effects) }
        if refused.code == .agreements, heed(refused, at: now, &effects) { return }
        guard refused.code == .log, let number = refused.details.first.flatMap(UInt64.init),
            number > log, link.logChanges < ClientLimits.logChangesMax
        else { return end(refused.code == .log ? .oldLog : .refused(refused), &effects) }
        link.logChanges += 1
        guard take(log: number, lastID: 0, &effects) else { return }
        noteEpoch(at: now)
        sit(at: now, &effects)
    }

    /// The connection ended: the session does not. (SPEC §1.3)
    ///
    /// It comes back after `pause` milliseconds, or else after the time of the rule. (SPEC §11.7)
    mutating func lose(
        at now: Moment,
        pause: UInt64? = nil,
        _ effects: inout [ClientEffect]
    ) {
        if let since = link.seatedAt, now.since(since) >= ClientLimits.steadyMilliseconds {
            link.attempts = 0
            link.brokenCount = 0
        }
        if link.lostAt == nil {
            link.lostAt = now
            link.placeBefore = room.myPlace
            link.heldStick = room.holdsStick
        }
        dropConnection()
        let purposes = asks.sorted { $0.key < $1.key }.map(\.value)
        asks = [:]
        for purpose in purposes { answered(purpose, .unknown, at: now, &effects) }
        // Nobody comes back to a meeting that has ended but those who are still in it. (SPEC §21.3)
        guard room.meeting.phase?.kind != .ended || role.facilitates else {
            return endMeeting(&effects)
        }
        let longest = ClientLimits.returnMilliseconds
        let cap = longest[min(link.attempts, longest.count - 1)]
        link.attempts += 1
        effects.append(.reconnect(afterMilliseconds: pause ?? dice.upTo(cap)))
    }

    /// Something was missed, or made no sense: only a new connection helps. (SPEC §5.5)
    mutating func breakOff(at now: Moment, _ effects: inout [ClientEffect]) {
        link.brokenCount += 1
        guard link.brokenCount <= ClientLimits.brokenMax else {
            effects.show(.alarm(.broken))
            return end(.broken, &effects)
        }
        lose(at: now, &effects)
    }

    /// The relay goes and has said when it will be there again. (SPEC §11.6)
    mutating func relayLeaves(
        _ milliseconds: UInt64,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        effects.show(.relayLeaves(milliseconds: milliseconds))
        let pause = milliseconds + dice.upTo(ClientLimits.returnMilliseconds[0])
        lose(at: now, pause: pause, &effects)
        link.lossIsTold = true
    }

    /// The session ends for good.
    mutating func end(_ farewell: Farewell, _ effects: inout [ClientEffect]) {
        dropConnection()
        link.stage = .over
        effects.append(.leave(farewell))
    }

    /// A state that was not whole goes with its connection. (SPEC §5.6)
    private mutating func dropConnection() {
        link.drop()
        state = nil
    }
}

extension [ClientEffect] {
    mutating func show(_ what: Shown.What, number: UInt64? = nil) {
        append(.show(Shown(number: number, what)))
    }
}
