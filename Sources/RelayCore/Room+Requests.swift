import Etiquette
import Wire

// One line of a connection. (SPEC §6)

extension Room {
    /// Serves one line without its end.
    mutating func receive(
        _ line: Span<UInt8>,
        from session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard let waiting = sessions[session], !waiting.isDoomed, waiting.lastWord == nil else {
            return
        }
        heard(session, at: now, &outputs)
        let request: Request
        do { request = try Request(reading: line) } catch {
            return refuseMalformed(error, from: session, at: now, &outputs)
        }
        switch request.verb.kind {
        case .plain: servePlain(request, from: session, at: now, &outputs)
        case .ask: serveAsk(request, from: session, at: now, &outputs)
        case .act: serveAct(request, from: session, at: now, &outputs)
        }
    }

    /// Any byte shows that somebody is there. (SPEC §8.9, §11.5)
    mutating func heard(_ session: SessionID, at now: Moment, _ outputs: inout Outputs) {
        sessions[session]?.lastByte = now
        guard let index = sessions[session]?.member,
            circle.record(of: members[index].seat)?.isDrifting == true
        else { return }
        apply(.returned(members[index].seat), at: now, &outputs)
    }

    private mutating func refuseMalformed(
        _ malformed: Malformed,
        from session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard takesAsk(session, at: now) == nil else { return doom(session, .limit, &outputs) }
        refuse(session, id: malformed.id, malformed.verb, malformed.code, &outputs)
    }

    /// Milliseconds to wait for another ask, nil if it may be served.
    private mutating func takesAsk(_ session: SessionID, at now: Moment) -> UInt64? {
        sessions[session]?.askPace.take(1, of: limits.asks, at: now)
    }

    private mutating func servePlain(
        _ request: Request,
        from session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard
            sessions[session]?.plainPace.take(1, of: limits.plain, at: now) == nil
        else { return doom(session, .limit, &outputs) }
        switch request.ask {
        case .ping:
            sessions[session]?.owesPong = true
            outputs.wakes.append(session)
        case .ack(let number):
            guard let reader = sessions[session], let index = reader.member else { return }
            guard number <= reader.cursor else { return doom(session, .form, &outputs) }
            acknowledge(number, member: index, at: now, &outputs)
        case .leave:
            if let index = sessions[session]?.member {
                apply(.left(members[index].seat), at: now, &outputs)
            }
            close(session, &outputs)
        default: break
        }
    }

    private mutating func serveAsk(
        _ request: Request,
        from session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        // Words that were asked for are not counted: there are never many on the way.
        if !isAwaited(request, from: session), let wait = takesAsk(session, at: now) {
            return refuse(
                session,
                id: request.id,
                request.verb,
                .slowDown,
                details: [String(wait)],
                &outputs
            )
        }
        switch request.ask {
        case .sit: sit(session, request, at: now, &outputs)
        case .supply: supply(request, from: session, at: now, &outputs)
        case .invite, .uninvite, .invites, .rules, .plan:
            serveFacilitator(request, from: session, &outputs)
        case .page: page(request, from: session, at: now, &outputs)
        case .name: rename(request, from: session, &outputs)
        case .balance: tellBalance(request, to: session, at: now, &outputs)
        case .slip: giveSlip(request, to: session, at: now, &outputs)
        case .card(let locale): errand(.card(locale: locale), for: session, request, &outputs)
        default: refuse(session, id: request.id, request.verb, .notNow, &outputs)
        }
    }

    private mutating func serveAct(
        _ request: Request,
        from session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard let index = sessions[session]?.member, let id = request.id else {
            guard takesAsk(session, at: now) == nil else { return doom(session, .limit, &outputs) }
            return refuse(session, id: request.id, request.verb, .notNow, &outputs)
        }
        guard !serveAgain(request, id, of: index, from: session, at: now, &outputs) else { return }
        if let code = refusalOfContent(request) ?? refusalAtDoor(request, index) {
            guard takesAsk(session, at: now) == nil else { return doom(session, .limit, &outputs) }
            return refuse(session, id: id, request.verb, code, &outputs)
        }
        if let wait = pace(request, index, at: now) {
            if wait == .max { return doom(session, .limit, &outputs) }
            return refuse(
                session,
                id: id,
                request.verb,
                .slowDown,
                details: [String(wait)],
                &outputs
            )
        }
        guard let event = event(of: request, from: members[index].seat) else {
            return changeMember(request, from: session, at: now, &outputs)
        }
        let applied = apply(event, saying: words(of: request), at: now, &outputs)
        if let refusal = applied.refusal {
            return refuse(
                session,
                id: id,
                request.verb,
                RefusalCode(refusal),
                details: details(of: refusal),
                &outputs
            )
        }
        accept(
            request,
            applied.words ?? applied.first ?? 0,
            of: members[index].key,
            to: session,
            &outputs
        )
    }

    /// Answers an act that was sent before, which is never done twice. (SPEC §6.3)
    ///
    /// False for a new one.
    private mutating func serveAgain(
        _ request: Request,
        _ id: UInt32,
        of index: Int,
        from session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) -> Bool {
        let waiting = errand(of: members[index].key, id)
        guard waiting != nil || id <= members[index].lastID else { return false }
        if let waiting, errands[waiting]?.session != session {
            // It waits for the store already; who asks again after a reconnect hears the answer.
            errands[waiting]?.session = session
        } else if takesAsk(session, at: now) != nil {
            doom(session, .limit, &outputs)
        } else if let known = members[index].answers.first(where: { $0.id == id }) {
            answer(session, RelayLine(id: id, .ok(known.verb, known.number)), &outputs)
        } else {
            // Also while the first one waits: each needs an answer of its own. (SPEC §6.2)
            refuse(session, id: id, request.verb, .duplicate, &outputs)
        }
        return true
    }

    /// Remembers that an act was accepted, and says so. (SPEC §6.2)
    mutating func accept(
        _ request: Request,
        _ number: UInt64,
        of key: PublicKey,
        to session: SessionID,
        _ outputs: inout Outputs
    ) {
        guard let id = request.id else { return }
        if let index = memberIndex(of: key) {
            remember(id, request.verb, number, of: index)
            writeAct(members[index].seat, id, request.verb, number, &outputs)
        }
        answer(session, RelayLine(id: id, .ok(request.verb, number)), &outputs)
    }

    /// The last act of a seat that was accepted, or that waits for the store. (SPEC §4.8)
    func lastID(of index: Int) -> UInt32 {
        let key = members[index].key
        let waiting = errands.values.filter { $0.key == key && $0.request.verb.kind == .act }
        return waiting.compactMap(\.request.id).reduce(members[index].lastID, max)
    }

    private func errand(of key: PublicKey, _ id: UInt32) -> UInt64? {
        errands.first { _, errand in
            // The ids of asks are counted by nobody.
            errand.key == key && errand.request.id == id && errand.request.verb.kind == .act
        }?.key
    }

    /// The answer to an accepted act, for its repetition. (SPEC §6.3)
    mutating func remember(_ id: UInt32, _ verb: Verb, _ number: UInt64, of index: Int) {
        members[index].lastID = max(id, members[index].lastID)
        if members[index].answers.count >= limits.answersKept {
            members[index].answers.removeFirst()
        }
        members[index].answers.append(Member.Answer(id: id, verb: verb, number: number))
    }

    /// Milliseconds to wait before this act may be served, nil if it may be now; `max` for a
    /// line of somebody who keeps interrupting. (SPEC §11.2)
    private mutating func pace(_ request: Request, _ index: Int, at now: Moment) -> UInt64? {
        switch request.ask {
        case .line(let content, _), .caution(let content, _):
            guard circle.permits(members[index].seat, turn: request.turn ?? 0) else {
                let wait = members[index].interruptions.take(
                    1,
                    of: limits.interruptions,
                    at: now
                )
                return wait == nil ? nil : .max
            }
            return members[index].linePace.take(1, of: limits.lines, at: now)
                ?? members[index].linePaceBytes.take(
                    UInt64(content.bytes.count),
                    of: limits.lineBytes,
                    at: now
                )
        case .help: return members[index].helpPace.take(1, of: limits.help, at: now)
        default: return members[index].actPace.take(1, of: limits.acts, at: now)
        }
    }

    /// What the relay checks of words: their form, never their meaning. (SPEC §7.3, §7.4)
    private func refusalOfContent(_ request: Request) -> RefusalCode? {
        let content: Content
        let blind: Blind?
        switch request.ask {
        case .line(let words, let its), .caution(let words, let its):
            (content, blind) = (words, its)
        case .whisper(_, let words, let its): (content, blind) = (words, its)
        default: return nil
        }
        switch content {
        case .sealed(let payload):
            guard isSealed, blind == nil else { return .form }
            return Content.isPayload(payload) ? nil : .size
        case .plain(let text):
            guard !isSealed, blind != nil, !text.isEmpty else { return .form }
            guard text.count <= Content.textBytesMax else { return .size }
            return TextRules.allows(text) ? nil : .text
        }
    }

    /// Who waits at the door has little to do. (SPEC §18.2)
    private func refusalAtDoor(_ request: Request, _ index: Int) -> RefusalCode? {
        guard circle.record(of: members[index].seat)?.isWaiting == true else { return nil }
        switch request.ask {
        case .whisper, .help: return nil
        default: return .notNow
        }
    }

    private func words(of request: Request) -> Words? {
        switch request.ask {
        case .line(let content, let blind), .caution(let content, let blind),
            .whisper(_, let content, let blind):
            request.id.map { Words(id: $0, content: content, blind: blind) }
        default: nil
        }
    }

    /// What somebody is told beside the code. (SPEC §7.2, §9.5, §11.2)
    private func details(of refusal: Refusal) -> [String] {
        switch refusal {
        case .notYourTurn(let place): [String(place)]
        case .slowDown(let wait): [String(wait)]
        case .stalePhase(let number): [String(number)]
        case .handsUp(let count): [String(count)]
        case .stale:
            [
                String(circle.turn), circle.floorState.rawValue,
                String(circle.stick.seat?.number ?? 0),
            ]
        default: []
        }
    }
}
