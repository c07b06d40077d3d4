import ClientCore
import Etiquette
import RelayCore
import Wire

// The relay's host, and everybody's connection to it.

extension PracticeCircle {
    /// What a circle agrees on as a rule, with a short boundary.
    private static var rules: CircleRules { CircleRules(boundarySeconds: 2) }
    /// Bytes that are taken from the core at once.
    private static var batchBytes: Int { 65_536 }
    /// A loop that is so late was suspended. (SPEC §11.1)
    private static var latenessMilliseconds: UInt64 { 2_000 }

    /// A connection whose key is believed: nobody else can reach this relay.
    mutating func admit(_ key: PublicKey, _ role: Role, at now: Moment) -> SessionID {
        sessionCount += 1
        let session = SessionID(sessionCount)
        let admission = Admission(
            circle: circle,
            isSealed: true,
            rules: Self.rules,
            key: key,
            role: role,
            nextLog: 1,
            box: nil,
            order: sessionCount
        )
        core.admit(session, admission, at: now, &outputs)
        return session
    }

    mutating func connectGuest(_ index: Int, at now: Moment) {
        if let old = guests[index].session { core.closed(old, at: now, &outputs) }
        guests[index].session = nil
        guard let key = guests[index].neighbour.key else { return }
        guests[index].session = admit(key, guests[index].neighbour.role, at: now)
    }

    /// The person's connection is over, from their side.
    mutating func hangUp(at now: Moment) {
        guard let session else { return }
        self.session = nil
        core.closed(session, at: now, &outputs)
    }

    /// One line with its end.
    mutating func take(_ bytes: [UInt8], from session: SessionID, at now: Moment) {
        var lines: [[UInt8]] = []
        var reader = LineReader()
        _ = reader.read(bytes.span) { line in
            lines.append(Self.copy(line))
            return true
        }
        for line in lines { core.receive(line.span, from: session, at: now, &outputs) }
    }

    private static func copy(_ line: Span<UInt8>) -> [UInt8] {
        var copy: [UInt8] = []
        copy.reserveCapacity(line.count)
        for index in line.indices { copy.append(line[index]) }
        return copy
    }

    /// The relay's time and the neighbours'. (SPEC §11.1)
    mutating func passTime(at now: Moment) {
        let late = deadline.map { now.since($0) } ?? 0
        if late >= Self.latenessMilliseconds {
            core.stalled(by: late, at: now, &outputs)
            script.stalled(by: late)
        }
        if let due = core.deadline, due <= now { core.timePassed(at: now, &outputs) }
        for index in guests.indices {
            guard let due = guests[index].member.deadline, due <= now else { continue }
            tell(index, .timePassed, at: now)
        }
    }

    /// Does everything that follows, until nothing follows any more.
    mutating func settle(at now: Moment) {
        var goesOn = true
        while goesOn {
            goesOn = obey(at: now)
            for index in guests.indices where deliver(toGuest: index, at: now) { goesOn = true }
            deliverToPerson()
            if play(at: now) { goesOn = true }
        }
    }

    /// What the core wants of its host; the journal is nobody's, and the store knows one log.
    private mutating func obey(at now: Moment) -> Bool {
        let wanted = outputs
        outputs.removeAll()
        if !wanted.records.isEmpty { core.committed(upTo: wanted.recordCount, &outputs) }
        for errand in wanted.errands {
            let answer: Errand.Answer =
                switch errand.task {
                case .openLog: .log(1)
                case .sat: .done
                case .setRules, .setPlan, .invite, .uninvite, .listInvitations, .setRole, .remove,
                    .signSlip, .card:
                    .refused(.unavailable)
                }
            core.answered(errand.id, of: circle, answer, at: now, &outputs)
        }
        for session in wanted.closes { close(session, at: now) }
        return !wanted.records.isEmpty || !wanted.errands.isEmpty || !wanted.closes.isEmpty
    }

    /// The relay lets a connection go, once its last word is out. (SPEC §11.6)
    private mutating func close(_ session: SessionID, at now: Moment) {
        if session == self.session {
            deliverToPerson()
            pending.append(.ended)
            self.session = nil
        } else if let index = guests.firstIndex(where: { $0.session == session }) {
            _ = deliver(toGuest: index, at: now)
            guests[index].session = nil
            tell(index, .lost, at: now)
        }
        core.closed(session, at: now, &outputs)
    }

    // MARK: Lines to everybody

    private mutating func deliverToPerson() {
        guard let session else { return }
        for line in lines(for: session) {
            if case .welcome(let welcome)? = RelayLine(reading: line.span)?.body {
                pending.append(.welcome(welcome))
            } else {
                pending.append(.line(line))
            }
        }
    }

    private mutating func deliver(toGuest index: Int, at now: Moment) -> Bool {
        guard let session = guests[index].session else { return false }
        let lines = lines(for: session)
        for line in lines {
            guard let body = RelayLine(reading: line.span)?.body else { continue }
            if guests[index].neighbour == .ana { watch(body, at: now) }
            if case .welcome(let welcome) = body {
                tell(index, .welcomed(welcome), at: now)
            } else {
                tell(index, .received(line), at: now)
            }
        }
        return !lines.isEmpty
    }

    private mutating func lines(for session: SessionID) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var reader = LineReader()
        var filled = Filled.some
        while filled == .some {
            var batch: [UInt8] = []
            filled = core.fill(session, into: &batch, limit: Self.batchBytes)
            _ = reader.read(batch.span) { line in
                lines.append(Self.copy(line))
                return true
            }
        }
        return lines
    }

    /// Feeds a neighbour's client, and carries out what follows.
    mutating func tell(_ index: Int, _ input: ClientInput, at now: Moment) {
        var effects: [ClientEffect] = []
        guests[index].member.apply(input, at: now, into: &effects)
        for effect in effects {
            switch effect {
            case .send(let bytes):
                if let session = guests[index].session { take(bytes, from: session, at: now) }
            case .reconnect: connectGuest(index, at: now)
            case .show, .leave, .confirmed, .answered, .invitation, .agreementsNeeded, .slip,
                .card, .named:
                break
            }
        }
    }
}
