import Etiquette
import Wire

// Facts become numbered events; receipts come back. (SPEC §5.3 to §5.7)

extension Room {
    /// Feeds the manners and does what follows.
    ///
    /// Answers whether something was refused, and the number of the first event and of the words.
    @discardableResult
    mutating func apply(
        _ event: Event,
        saying words: Words? = nil,
        at now: Moment,
        _ outputs: inout Outputs
    ) -> Applied {
        effects.removeAll(keepingCapacity: true)
        circle.apply(event, at: now, into: &effects)
        var applied = Applied()
        var comers = Comers(effects.lazy.compactMap(\.fact), in: circle)
        for effect in effects {
            switch effect {
            case .happened(let fact):
                let audience = comers.audience(of: fact, in: circle)
                let order = comers.order(in: circle)
                let number = record(fact, words, order, for: audience, at: now, &outputs)
                applied.first = applied.first ?? number
                switch fact {
                case .line, .caution, .whisper: applied.words = number
                default: break
                }
            case .refused(_, let refusal): applied.refusal = refusal
            case .told(let audience, let notice): tell(audience, notice, &outputs)
            }
        }
        if applied.first != nil {
            outputs.markLastRecord(.endsDecision)
            afterFacts(at: now, &outputs)
        }
        return applied
    }

    /// What an event came to.
    struct Applied {
        var refusal: Refusal?
        var first: UInt64?
        var words: UInt64?
    }

    /// The words of the request that is being served.
    struct Words {
        let id: UInt32
        let content: Content
        let blind: Blind?
    }

    private mutating func record(
        _ fact: Fact,
        _ words: Words?,
        _ order: [Seat],
        for audience: [Seat]?,
        at now: Moment,
        _ outputs: inout Outputs
    ) -> UInt64 {
        let seat = fact.seat
        prepareView(for: fact)
        let number = record(
            body(of: fact, words).telling(order),
            as: journalRecord(of: fact, words),
            about: seat,
            audience: audience,
            &outputs
        )
        if case .left(let seat, let why) = fact { release(seat, why, &outputs) }
        if case .gaveUp(let seat, let why) = fact { release(seat, why, &outputs) }
        if case .role(let seat, let role) = fact, let index = index(of: seat) {
            // All connections of the key, seated or not: a demotion must reach them too.
            for session in sessions.values where session.key == members[index].key {
                sessions[session.id]?.role = role
            }
        }
        follow(fact, at: now, &outputs)
        return number
    }

    /// Numbers an event, records it and wakes those who may see it.
    @discardableResult
    mutating func record(
        _ body: RelayLine.Body,
        as record: JournalRecord,
        about seat: Seat?,
        audience: [Seat]?,
        _ outputs: inout Outputs
    ) -> UInt64 {
        for index in members.indices where audience?.contains(members[index].seat) ?? true {
            stepOver(index)
        }
        let number = ring.append(body, audience: audience, record: record)
        write(record, number, &outputs)
        uncommitted.append((written, number))
        if let seat, let index = index(of: seat) { members[index].lastEvent = number }
        if let audience {
            for seat in audience {
                guard let index = index(of: seat) else { continue }
                members[index].lastPrivate = number
                if let session = members[index].session { outputs.wakes.append(session) }
            }
        } else {
            lastPublic = number
            for member in members {
                if let session = member.session { outputs.wakes.append(session) }
            }
        }
        return number
    }

    func body(of fact: Fact, _ words: Words?) -> RelayLine.Body {
        let nothing = Content.plain([])
        switch fact {
        case .joined(let seat, let role):
            guard let index = index(of: seat) else { return .unknown }
            return .join(seat, members[index].key, role, members[index].name)
        case .left(let seat, let why): return .leave(seat, why)
        case .presence(let seat, let presence): return .presence(seat, presence)
        case .listening(let seat, let listens): return .listen(seat, listens)
        case .role(let seat, let role): return .role(seat, role)
        case .hand(let seat, let move): return .hand(seat, move, order: circle.queue)
        case .hands(let open): return .hands(open: open)
        case .urgent(let seat): return .urgent(seat)
        case .floor(let change): return .floor(floorLine(change))
        case .line(let seat, let turn):
            return .line(
                seat,
                id: words?.id ?? 0,
                turn: turn,
                words?.content ?? nothing,
                blind: words?.blind
            )
        case .whisper(let seat, let addressee):
            return .whisper(
                seat,
                id: words?.id ?? 0,
                to: addressee,
                words?.content ?? nothing,
                blind: words?.blind
            )
        case .help(let seat): return .help(seat)
        default: return meetingBody(of: fact, words)
        }
    }

    func floorLine(_ change: FloorChange) -> RelayLine.FloorLine {
        RelayLine.FloorLine(
            turn: change.turn,
            state: FloorState(stick: change.stick, inSpace: change.space != 0),
            seat: change.stick.seat,
            reason: change.reason,
            order: circle.queue,
            limitSeconds: seconds(change.limitMilliseconds),
            space: change.space,
            sticks: change.sticks
        )
    }

    private mutating func tell(
        _ audience: Audience,
        _ notice: Notice,
        _ outputs: inout Outputs
    ) {
        let seats = circle.seats(of: audience) ?? members.filter { !$0.isAbsent }.map(\.seat)
        for seat in seats {
            guard let index = index(of: seat), let session = members[index].session,
                sessions[session]?.answerBytes ?? 0 <= limits.answerBytesMax
            else { continue }
            answer(session, RelayLine(.note(Note(notice))), &outputs)
        }
    }

    /// A seat has ended: its connection has no more to hear. (SPEC §5.8, §9.3)
    private mutating func release(_ seat: Seat, _ why: Departure, _ outputs: inout Outputs) {
        guard let index = index(of: seat), let session = members[index].session else { return }
        // Who is bidden farewell is still given what is left. (SPEC §21.3)
        guard why == .removed || sessions[session]?.lastWord == nil else { return }
        members[index].session = nil
        sessions[session]?.member = nil
        if why == .removed { doom(session, .removed, &outputs) }
    }

    private mutating func afterFacts(at now: Moment, _ outputs: inout Outputs) {
        if seatedCount > 0 {
            emptySince = nil
        } else if emptySince == nil {
            emptySince = now
        }
        advanceStable(at: now, &outputs)
        sweep(at: now, &outputs)
    }

    // MARK: Receipts

    /// A member has shown everything up to this number. (SPEC §5.7)
    mutating func acknowledge(
        _ number: UInt64,
        member index: Int,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard number > members[index].acknowledged else { return }
        members[index].acknowledged = number
        advanceStable(at: now, &outputs)
    }

    private mutating func advanceStable(at now: Moment, _ outputs: inout Outputs) {
        var lowest = ring.last
        var isForAll = true
        for index in members.indices {
            guard circle.record(of: members[index].seat)?.isPresent == true else { continue }
            let shown = members[index].acknowledged
            // Who fell behind the ring, or has all it may see, holds nobody back.
            guard shown < lastVisible(to: index) else { continue }
            guard shown + 1 >= ring.first else {
                isForAll = false
                continue
            }
            lowest = min(lowest, shown)
        }
        guard lowest > stable else { return }
        // Whoever is told drops the words, so the next run must not ask for them. (SPEC §5.15)
        if ring.hasWords(from: stable + 1, through: lowest) {
            var record = JournalRecord(.stable)
            if !isForAll { record.flags.insert(.isPartial) }
            write(record, lowest, &outputs)
            stableUntil = written
        }
        stable = lowest
        stableDue = stableDue ?? now.after(limits.stableMilliseconds)
    }
}

extension Fact {
    /// The seat a fact is about.
    var seat: Seat? {
        switch self {
        case .joined(let seat, _), .left(let seat, _), .presence(let seat, _),
            .listening(let seat, _), .role(let seat, _), .hand(let seat, _), .urgent(let seat),
            .line(let seat, _), .whisper(let seat, _), .help(let seat), .caution(let seat, _),
            .agreed(let seat), .mark(_, from: let seat, _), .marks(let seat, _),
            .quieted(let seat, _), .waiting(let seat, _, _), .gaveUp(let seat, _),
            .out(let seat, _),
            .apart(let seat, _), .buddy(let seat, _, _):
            seat
        case .chair(let seat, _), .door(_, _, let seat): seat
        case .floor(let change): change.stick.seat
        case .hands, .phase: nil
        }
    }
}

/// Milliseconds as seconds, rounded up.
func seconds(_ milliseconds: UInt64) -> UInt64 {
    milliseconds / 1_000 + (milliseconds % 1_000 > 0 ? 1 : 0)
}

extension Effect {
    /// What happened, if it is that.
    fileprivate var fact: Fact? {
        if case .happened(let fact) = self { fact } else { nil }
    }
}
