import Etiquette
import Wire

// Answers: exactly one to each request with an id. (SPEC §6.2)

extension Member {
    /// `OK VERB NUMBER`.
    mutating func accepted(
        _ id: UInt32?,
        _ verb: Verb,
        _ number: UInt64,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        guard let id else { return }
        if link.stage == .sitting, id == link.sitID {
            return verb == .sit ? sat(number, at: now, &effects) : breakOff(at: now, &effects)
        }
        if let purpose = asks.removeValue(forKey: id) {
            return answered(purpose, .ok(number), at: now, &effects)
        }
        guard let act = outbox.land(id) else { return }
        keep(act, number: number)
        if case .plain(.hold(let seat)) = act.kind, room.meeting.waiting.contains(seat) {
            room.meeting.heldBack[seat] = number == 0 ? have : number
        }
        if case .plain(.response(let on)) = act.kind { room.meeting.hasWelcomed = on }
        tellAccepted(act, changed: number != 0, &effects)
    }

    /// What shows itself by an event is not told twice.
    private func tellAccepted(
        _ act: Outbox.Act,
        changed: Bool,
        _ effects: inout [ClientEffect]
    ) {
        guard case .plain(let ask) = act.kind else { return }
        let isSilent =
            switch ask {
            case .bell(.ask), .home(now: false), .mark, .response, .signal, .hold: true
            default: false
            }
        guard isSilent || !changed else { return }
        switch ask {
        // A call that changes nothing yet waits, and a note has told it. (SPEC §8.6, §10.6)
        case .call: return
        // An offer that was taken back shows itself. (SPEC §8.12)
        case .home(now: false):
            guard !changed else { return }
            guard room.isStickOut else { return effects.show(.accepted(ask, changed: false)) }
        // More time is told by a note. (SPEC §8.7)
        case .extend: guard shareLimitSeconds == 0 else { return }
        default: break
        }
        if case .admit(nil) = ask, room.meeting.areAllHeldBack {
            return effects.show(.hosting(.onlyHeldBack))
        }
        effects.show(.accepted(ask, changed: changed || isSilent))
    }

    /// `FAIL VERB code`.
    mutating func refusal(
        _ id: UInt32?,
        _ refused: Refused,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        guard let id else { return ended(refused, at: now, &effects) }
        if link.stage == .sitting, id == link.sitID {
            return sitRefused(refused, at: now, &effects)
        }
        if let purpose = asks.removeValue(forKey: id) {
            return answered(purpose, .refused(refused), at: now, &effects)
        }
        guard let act = outbox.land(id) else { return }
        if refused.code == .slowDown, let pause = refused.details.first.flatMap(UInt64.init) {
            link.pauseUntil = now.after(min(pause, ClientLimits.pauseMilliseconds))
        }
        var told = refused
        told.context.isOffered = room.isOffered
        told.context.facilitates = role.facilitates
        switch act.kind {
        case .words(_, let manner):
            // Whoever is out is not told who leaves or facilitates no more: this is how a guest
            // learns it. (SPEC §19.3)
            if refused.code == .role, let host = room.sideHost, manner == .whisper(.seat(host)) {
                told.context.sideHost = room.person(host)
                room.meeting.deafHost = host
            }
            toDraft(act, .refused(told), &effects)
        case .plain(let ask):
            told.verb = act.verb
            told.ask = ask
            effects.show(.refused(told))
        }
    }

    /// A refusal without an id ends a connection. (SPEC §4.7, §11.6)
    private mutating func ended(
        _ refused: Refused,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        switch refused.code {
        // A client that was replaced does not come back by itself. (SPEC §4.7)
        case .replaced: end(.replaced, &effects)
        case .removed: end(.removed, &effects)
        case .closed: end(.closed, &effects)
        case .ended: endMeeting(&effects)
        case .limit, .idle:
            effects.show(.refused(refused))
            lose(at: now, &effects)
        // Anything else is about one line that the relay could not read; the link goes on.
        default: effects.show(.refused(refused))
        }
    }

    /// Asks something that is none of the circle's manners. (SPEC §6.1)
    mutating func ask(_ ask: Request.Ask, at now: Moment, _ effects: inout [ClientEffect]) {
        let verb = Request(ask).verb
        self.ask(ask, for: .host(verb), at: now, &effects)
    }

    /// The same for a reason of the member's own.
    mutating func ask(
        _ ask: Request.Ask,
        for purpose: Purpose,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        let request = Request(id: takeAskID(), ask)
        guard request.verb.kind == .ask, link.isUp, let id = request.id else {
            return answered(purpose, .unknown, at: now, &effects)
        }
        asks[id] = purpose
        send(request, at: now, &effects)
    }

    /// What came of an ask, to whoever wanted it.
    mutating func answered(
        _ purpose: Purpose,
        _ answer: AskAnswer,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        switch (purpose, answer) {
        case (.host(let verb), _): effects.append(.answered(verb, answer))
        case (.page(let number), _): settlePage(number, answer, at: now, &effects)
        case (.bring(let number), _): settleBringing(number, answer, at: now)
        case (.name(let name, let content), .ok): adopt(name, content, &effects)
        case (_, .refused(let refused)):
            guard let verb = purpose.verb else { return }
            effects.show(
                .refused(Refused(verb: verb, code: refused.code, details: refused.details))
            )
        case (_, .unknown): if purpose.verb != nil { effects.show(.meeting(.notThere)) }
        case (_, .ok): break
        }
    }

    mutating func takeAskID() -> UInt32 {
        nextAsk = nextAsk == .max ? ClientLimits.firstAsk : nextAsk + 1
        return nextAsk
    }
}
