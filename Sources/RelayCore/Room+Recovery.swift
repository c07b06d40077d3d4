import Etiquette
import Wire

// The members bring the words back. (SPEC §5.15, §5.16)

extension Room {
    /// A seat sat down for the first time since the restart, having shown so much.
    mutating func cameBack(
        _ index: Int,
        have: UInt64,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        members[index].isBack = true
        let seat = members[index].seat
        recovery?.shown[seat] = have
        // What another connection was asked, this one has not heard.
        if recovery?.isLate == false { recovery?.askAgain(seat) }
        askForWords(at: now, &outputs)
    }

    /// Asks for what is missing, one seat for each, and gives up what nobody has.
    mutating func askForWords(at now: Moment, _ outputs: inout Outputs) {
        guard recovery != nil else { return }
        if let ends = recovery?.windowEnds, now >= ends { recovery?.isLate = true }
        takeBack(at: now)
        while let next = nextToGiveUp(at: now, &outputs) {
            giveUp(next.number, isLost: next.isLost, &outputs)
        }
        if recovery?.missing.isEmpty == true { recovery = nil }
    }

    /// Who is gone, or did not answer in time, is asked no longer.
    private mutating func takeBack(at now: Moment) {
        guard var recovery else { return }
        for place in recovery.missing.indices {
            guard let asked = recovery.missing[place].asked else { continue }
            let isHere = index(of: asked.seat).map { members[$0].session != nil } ?? false
            guard !isHere || now >= asked.until else { continue }
            recovery.missing[place].asked = nil
            guard isHere else { continue }
            recovery.missing[place].silent.insert(asked.seat)
            recovery.silences[asked.seat, default: 0] += 1
        }
        self.recovery = recovery
    }

    /// Asks for the first words that are missing; answers the first that nobody needs or has.
    private mutating func nextToGiveUp(
        at now: Moment,
        _ outputs: inout Outputs
    ) -> (number: UInt64, isLost: Bool)? {
        guard var recovery else { return nil }
        defer { self.recovery = recovery }
        let lacking = lackers(recovery)
        for place in recovery.missing.indices.prefix(Recovery.reach)
        where recovery.missing[place].asked == nil {
            let one = recovery.missing[place]
            let isNeeded = one.number >= ring.first && lacking.contains { $0.lacks(one) }
            guard isNeeded else { return (one.number, false) }
            if let seat = giver(of: one, recovery) {
                guard recovery.askings(of: seat) < limits.suppliesMax else { continue }
                recovery.missing[place].asked = (seat, now.after(limits.supplyMilliseconds))
                ask(seat, for: one, &outputs)
            } else if recovery.isLate || isEverybodyBack && !isExpected(one) {
                return (one.number, true)
            }
        }
        return nil
    }

    private mutating func ask(_ seat: Seat, for one: Missing, _ outputs: inout Outputs) {
        guard let session = index(of: seat).flatMap({ members[$0].session }) else { return }
        answer(session, RelayLine(.need(one.number, one.seat, id: one.id)), &outputs)
    }

    /// Whether somebody who was asked may still answer.
    private func isExpected(_ one: Missing) -> Bool {
        one.silent.contains { seat in
            index(of: seat).map { members[$0].session != nil } ?? false
        }
    }

    private var isEverybodyBack: Bool {
        zip(members, circle.seats).allSatisfy { $0.isBack || !$1.isPresent }
    }

    /// What somebody in the circle or at its door may not have been shown.
    private struct Lacker {
        let member: Member
        let shown: UInt64

        func lacks(_ one: Missing) -> Bool {
            member.joinedAt <= one.number && shown < one.number
                && member.sees(one.number, one.audience)
        }
    }

    private func lackers(_ recovery: Recovery) -> [Lacker] {
        zip(members, circle.seats).compactMap { member, seat in
            guard seat.isPresent else { return nil }
            let shown = member.isBack ? recovery.shown[member.seat] ?? .max : 0
            return Lacker(member: member, shown: shown)
        }
    }

    /// The seat to be asked: the author first, then whoever was shown it.
    private func giver(of one: Missing, _ recovery: Recovery) -> Seat? {
        let author = index(of: one.seat).map { members[$0] }
        if let author, mayGive(author, one, recovery, isAuthor: true) { return author.seat }
        return members.first { mayGive($0, one, recovery, isAuthor: false) }?.seat
    }

    private func mayGive(
        _ member: Member,
        _ one: Missing,
        _ recovery: Recovery,
        isAuthor: Bool
    ) -> Bool {
        guard member.session != nil, let shown = recovery.shown[member.seat],
            !one.without.contains(member.seat), !one.silent.contains(member.seat),
            recovery.silences[member.seat] ?? 0 < limits.silencesMax
        else { return false }
        return isAuthor
            || shown >= one.number && member.joinedAt <= one.number
                && member.sees(one.number, one.audience)
    }

    /// Nobody lacks the words any more, or nobody has them. (SPEC §5.16)
    private mutating func giveUp(_ number: UInt64, isLost: Bool, _ outputs: inout Outputs) {
        guard let index = recovery?.index(of: number),
            let one = recovery?.missing.remove(at: index)
        else { return }
        ring.giveUp(number)
        guard isLost else { return }
        var record = JournalRecord(.lost)
        record.id = UInt32(truncatingIfNeeded: number)
        self.record(.lost(number), as: record, about: nil, audience: one.audience, &outputs)
        outputs.markLastRecord(.endsDecision)
    }

    // MARK: SUPPLY

    /// Whether this brings words that this seat was asked for.
    func isAwaited(_ request: Request, from session: SessionID) -> Bool {
        guard case .supply(let number, _, _) = request.ask, let recovery,
            let member = sessions[session]?.member, let index = recovery.index(of: number)
        else { return false }
        return recovery.missing[index].asked?.seat == members[member].seat
    }

    /// Takes words that were asked for, if they are those that were said. (SPEC §5.15)
    mutating func supply(
        _ request: Request,
        from session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard case .supply(let number, let content, let blind) = request.ask,
            let member = sessions[session]?.member
        else { return refuse(session, id: request.id, .supply, .notNow, &outputs) }
        guard let index = recovery?.index(of: number), let one = recovery?.missing[index] else {
            return answer(session, RelayLine(id: request.id, .ok(.supply, number)), &outputs)
        }
        let seat = members[member].seat
        guard let content else {
            answer(session, RelayLine(id: request.id, .ok(.supply, 0)), &outputs)
            return isWithout(seat, number, at: now, &outputs)
        }
        guard isPermitted(content), run.checker.ofWords(content, blind) == one.check else {
            refuse(session, id: request.id, .supply, .mismatch, &outputs)
            return isWithout(seat, number, at: now, &outputs)
        }
        recovery?.missing.remove(at: index)
        recovery?.silences[seat] = 0
        ring.fill(number, with: one.body(content, blind))
        answer(session, RelayLine(id: request.id, .ok(.supply, number)), &outputs)
        for session in members.compactMap(\.session) { outputs.wakes.append(session) }
        askForWords(at: now, &outputs)
    }

    private func isPermitted(_ content: Content) -> Bool {
        switch content {
        case .sealed(let payload): isSealed && Content.isPayload(payload)
        case .plain(let text): !isSealed && text.count <= Content.textBytesMax
        }
    }

    private mutating func isWithout(
        _ seat: Seat,
        _ number: UInt64,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard let index = recovery?.index(of: number) else { return }
        recovery?.missing[index].without.insert(seat)
        recovery?.missing[index].silent.remove(seat)
        if recovery?.missing[index].asked?.seat == seat { recovery?.missing[index].asked = nil }
        askForWords(at: now, &outputs)
    }
}
