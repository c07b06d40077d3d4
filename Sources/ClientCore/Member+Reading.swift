import Etiquette
import Wire

// What the relay says: answers, receipts, the state, events in their order.

extension Member {
    /// One line of the relay, without its end.
    mutating func receive(_ line: [UInt8], at now: Moment, _ effects: inout [ClientEffect]) {
        // What comes after a connection was given up belongs to nobody.
        guard link.stage != .none else { return }
        // Any byte shows that the link lives.
        link.pongDue = nil
        // An unknown verb is ignored, unknown tags and further parameters too. (SPEC §2.4, §2.9)
        guard let line = RelayLine(reading: line.span) else { return breakOff(at: now, &effects) }
        if let number = line.number {
            return take(line, number: number, previous: line.previous, at: now, &effects)
        }
        if state != nil, takeState(line.body, at: now, &effects) { return }
        switch line.body {
        case .ok(let verb, let number):
            if link.stage == .sitting, let lastID = line.lastID { note(lastID: lastID) }
            accepted(line.id, verb, number, at: now, &effects)
        case .fail(let verb, let code, let details):
            let refused = Refused(verb: verb, code: code, details: details.map(Self.plain))
            refusal(line.id, refused, at: now, &effects)
        case .pong(let number):
            if link.awaitsEnd { link.catchUpEnd = number }
            link.awaitsEnd = false
        case .state(let base): beginState(base)
        case .stable(let number): kept.settle(upTo: number)
        case .need(let number, let seat, let id): supply(number, seat, id, at: now, &effects)
        case .gap(let first, let last): tellGap(first, last, &effects)
        case .note(let note): tell(note, &effects)
        case .bye(let milliseconds): relayLeaves(milliseconds, at: now, &effects)
        case .invitation(let key, let role, let usesLeft, let seconds):
            effects.append(.invitation(key, role, usesLeft: usesLeft, seconds: seconds))
        case .leaf(let number, let author, let payload):
            open(number, by: author, payload, at: now, &effects)
        case .balance, .slip, .card: takeAnswer(line.body, &effects)
        // A second welcome, parts of the state outside it and events without a number have no
        // meaning here.
        case .welcome, .rules, .seat, .ready, .join, .name, .leave, .presence, .listen, .role,
            .hand, .hands, .urgent, .floor, .line, .whisper, .help, .lost, .phase, .agreed, .mark,
            .marks, .caution, .quiet, .chair, .door, .knock, .out, .apart, .buddy, .page, .plan,
            .unknown:
            break
        }
    }

    /// Details are shown to people; a relay has no business in them with anything but words.
    private static func plain(_ detail: String) -> String {
        String(TextRules.shown([UInt8](detail.utf8)).prefix(32))
    }

    /// An event is shown only when the one before it was: never twice, never with a hole.
    /// (SPEC §5.5)
    private mutating func take(
        _ line: RelayLine,
        number: UInt64,
        previous: UInt64?,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        guard number > have else { return }
        guard previous == have, state == nil else { return breakOff(at: now, &effects) }
        have = number
        link.received = number
        link.unacknowledged += 1
        // An event of an unknown verb counts as shown. (SPEC §2.9)
        show(line.body, number: number, at: now, &effects)
    }

    private mutating func tellGap(
        _ first: UInt64,
        _ last: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        // The same gap may come again, when the state that follows was cut short.
        let first = max(first, told.gap + 1)
        guard first <= last else { return }
        told.gap = last
        link.missed += last - first + 1
        effects.show(.gap(first: first, last: last))
    }

    private mutating func beginState(_ base: UInt64) {
        state = IncomingState(base: base, isFirst: !hasBeenSeated)
        room.forgetPresence()
        room.meeting.forgetState()
    }

    /// One line of the state; false when it is none. (SPEC §5.6)
    private mutating func takeState(
        _ body: RelayLine.Body,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) -> Bool {
        switch body {
        case .rules(let rules): room.rules = rules
        case .seat(let seat): takeSeat(seat, &effects)
        case .floor(let floor):
            state?.hasFloor = true
            room.beneath = Self.beneath(floor)
            setFloor(floor, isExact: false, at: now)
        case .hands(let open): room.handsAreOpen = open
        case .listen(let seat, let on): room.update(seat) { $0.isListening = on }
        case .ready: endState(at: now, &effects)
        default: return takeMeetingState(body, at: now, &effects)
        }
        return true
    }

    /// What lies beneath a space that was there before this member came is not told; whoever is
    /// named in it most likely holds the stick.
    private static func beneath(_ floor: RelayLine.FloorLine) -> FloorState {
        guard floor.state == .space else { return floor.state }
        return floor.seat == nil ? .home : .held
    }

    private mutating func takeSeat(
        _ line: RelayLine.SeatLine,
        _ effects: inout [ClientEffect]
    ) {
        guard claim(line.seat, key: line.key, role: line.role, &effects) else { return }
        rename(line.seat, to: line.name)
        room.update(line.seat) { record in
            record.role = line.role
            record.presence = line.presence
            record.shares = line.shares
        }
    }

    private mutating func endState(at now: Moment, _ effects: inout [ClientEffect]) {
        let isFirst = state?.isFirst ?? false
        let hasFloor = state?.hasFloor ?? false
        have = max(have, state?.base ?? 0)
        state = nil
        let isOut = room.mine?.isOut == true
        // The state of the vestibule has no floor. (SPEC §18.2)
        guard hasFloor || isOut else { return stayOutside(at: now, &effects) }
        room.meeting.vestibule = nil
        told.vestibule = nil
        if let me = room.me { room.isBack(me) }
        dropStale(&effects)
        if isFirst, let me = room.me {
            hasBeenSeated = true
            effects.show(.seated(room.person(me), role, isSealed: cipher.isSealed))
            effects.show(.who(room.attendance))
        }
        if !isOut, told.wasOut { effects.show(.hosting(.backIn)) }
        told.wasOut = isOut
        bringMissing()
        tellPhaseSoon(at: now, &effects)
        if hasFloor { tellFloor(&effects) }
    }

    /// A number belongs to one key for the whole log; anything else is an alarm. (SPEC §5.9)
    mutating func claim(
        _ seat: Seat,
        key: PublicKey,
        role: Role,
        _ effects: inout [ClientEffect]
    ) -> Bool {
        guard room.claim(seat, key: key, role: role) else {
            effects.show(.alarm(.keyChanged(room.person(seat))), number: nil)
            return false
        }
        return true
    }

    /// Opens a name as a name of the key that owns the seat; without one, the name that is known
    /// of that key stays. (SPEC §2.7, §3.7, §5.14)
    mutating func rename(_ seat: Seat, to content: Content?) {
        guard let content, let record = room.record(of: seat) else { return }
        let place = PayloadPlace(log: log, author: record.key, kind: .name)
        let bytes = isAllowed(content) ? cipher.open(content, from: place, blind: nil) : nil
        room.name(seat, bytes.flatMap(ShownName.read))
        if bytes != nil { confirm(record.key) }
    }

    /// Whether words travel as they must in this circle.
    func isAllowed(_ content: Content) -> Bool {
        switch content {
        case .plain: !cipher.isSealed
        case .sealed: cipher.isSealed
        }
    }

    /// Something of another seat has opened under the key of this log. (SPEC §4.9)
    mutating func confirm(_ author: PublicKey) {
        guard author != key, !hasConfirmedLog else { return }
        hasConfirmedLog = true
        owesConfirmation = true
    }
}
