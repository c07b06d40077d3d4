import Etiquette

extension RelayLine {
    /// The line that says this, with its end.
    public var line: [UInt8] {
        var writer = LineWriter()
        if let id { writer.tag("id", id) }
        if let number {
            writer.tag("n", number)
            if let previous, previous != number &- 1 { writer.tag("prev", previous) }
        }
        if let lastID { writer.tag("last", lastID) }
        body.write(to: &writer)
        return writer.bytes + [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    /// The tags of an event whose body was encoded before, with the space after them.
    public static func tags(number: UInt64, previous: UInt64, blind: Blind?) -> [UInt8] {
        var writer = LineWriter()
        writer.tag("n", number)
        if previous != number &- 1 { writer.tag("prev", previous) }
        if let blind { writer.tag("blind", bytes: blind.text) }
        writer.verb("")
        return writer.bytes
    }

    /// An event's body without tags, with the line's end: what a ring keeps once for all.
    public static func bodyLine(_ body: Body) -> [UInt8] {
        var writer = LineWriter()
        body.write(to: &writer, withTags: false)
        return writer.bytes + [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }
}

extension RelayLine.Body {
    /// The blind of an open circle's words.
    public var blind: Blind? {
        switch self {
        case .line(_, _, _, _, let blind), .whisper(_, _, _, _, let blind),
            .caution(_, _, _, _, let blind):
            blind
        default: nil
        }
    }

    fileprivate func write(to writer: inout LineWriter, withTags: Bool = true) {
        if withTags {
            if let blind { writer.tag("blind", bytes: blind.text) }
            if case .welcome(let welcome) = self {
                welcome.limits.write(to: &writer)
                if welcome.epoch > 0 { writer.tag("epoch", welcome.epoch) }
                if let agreements = welcome.agreements {
                    writer.tag("agreements", bytes: Base64URL.encode(agreements))
                }
            }
        }
        writer.verb(name)
        switch self {
        case .welcome, .ok, .fail, .pong, .state, .rules, .seat, .ready, .stable, .need, .gap,
            .note, .bye, .invitation, .unknown:
            writeAnswer(to: &writer)
        case .join, .name, .leave, .presence, .listen, .role, .hand, .hands, .urgent, .floor,
            .line, .whisper, .help, .lost:
            writeEvent(to: &writer)
        case .phase, .agreed, .mark, .marks, .caution, .quiet, .chair, .door, .knock, .out,
            .apart, .buddy, .page, .plan, .leaf, .balance, .slip, .card:
            writeMeeting(to: &writer)
        }
    }

    private func writeAnswer(to writer: inout LineWriter) {
        switch self {
        case .welcome(let welcome): welcome.write(to: &writer)
        case .ok(let verb, let number):
            writer.word(verb.rawValue)
            writer.word(number)
        case .fail(let verb, let code, let details):
            writer.word(verb?.rawValue ?? "*")
            writer.word(code?.rawValue ?? "unknown")
            for detail in details { writer.word(detail) }
            writer.text([UInt8]((code?.sentence ?? "").utf8))
        case .pong(let number), .state(let number), .stable(let number), .bye(let number):
            writer.word(number)
        case .need(let number, let seat, let id):
            writer.word(number)
            writer.word(seat.number)
            writer.word(id)
        case .rules(let rules): rules.write(to: &writer)
        case .seat(let seat): seat.write(to: &writer)
        case .gap(let first, let last):
            writer.word(first)
            writer.word(last)
        case .note(let note): note.write(to: &writer)
        case .invitation(let key, let role, let uses, let seconds):
            writer.key(key)
            writer.word(role.rawValue)
            writer.word(uses)
            writer.word(seconds)
        default: break
        }
    }

    private func writeEvent(to writer: inout LineWriter) {
        switch self {
        case .join(let seat, let key, let role, let name):
            writer.word(seat.number)
            writer.key(key)
            writer.word(role.rawValue)
            writer.optional(name)
        case .name(let seat, let name):
            writer.word(seat.number)
            writer.optional(name)
        case .leave(let seat, let why): writer.words(seat, why.rawValue)
        case .presence(let seat, let presence): writer.words(seat, presence.rawValue)
        case .listen(let seat, let on): writer.words(seat, on ? "on" : "off")
        case .role(let seat, let role): writer.words(seat, role.rawValue)
        case .hand(let seat, let move, let order):
            writer.words(seat, move.rawValue)
            writer.order(order)
        case .hands(let open): writer.word(open ? "open" : "closed")
        case .urgent(let seat), .help(let seat): writer.word(seat.number)
        case .floor(let floor): floor.write(to: &writer)
        case .line(let seat, let id, let turn, let content, _):
            writer.word(seat.number)
            writer.word(id)
            writer.word(turn)
            writer.optional(content)
        case .whisper(let seat, let id, let addressee, let content, _):
            writer.word(seat.number)
            writer.word(id)
            writer.addressee(addressee)
            writer.optional(content)
        case .lost(let number): writer.word(number)
        default: break
        }
    }

    /// The verb this travels under.
    public var name: String {
        switch self {
        case .welcome: "WELCOME"
        case .ok: "OK"
        case .fail: "FAIL"
        case .pong: "PONG"
        case .state: "STATE"
        case .rules: "RULES"
        case .seat: "SEAT"
        case .ready: "READY"
        case .stable: "STABLE"
        case .need: "NEED"
        case .gap: "GAP"
        case .note: "NOTE"
        case .bye: "BYE"
        case .invitation: "INVITATION"
        case .join: "JOIN"
        case .name: "NAME"
        case .leave: "LEAVE"
        case .presence: "PRESENCE"
        case .listen: "LISTEN"
        case .role: "ROLE"
        case .hand: "HAND"
        case .hands: "HANDS"
        case .urgent: "URGENT"
        case .floor: "FLOOR"
        case .line: "LINE"
        case .whisper: "WHISPER"
        case .help: "HELP"
        case .lost: "LOST"
        case .phase, .agreed, .mark, .marks, .caution, .quiet, .chair, .door, .knock, .out,
            .apart, .buddy, .page, .plan, .leaf, .balance, .slip, .card:
            meetingName
        case .unknown: "UNKNOWN"
        }
    }
}

extension LineWriter {
    mutating func words(_ seat: Seat, _ word: String) {
        self.word(seat.number)
        self.word(word)
    }

    fileprivate mutating func order(_ order: [Seat]) {
        word(order.isEmpty ? "-" : order.map { String($0.number) }.joined(separator: ","))
    }

    fileprivate mutating func sticks(_ sticks: [HeldStick]) {
        let parts = sticks.map { "\($0.seat.number).\($0.turn)" }
        word(parts.isEmpty ? "-" : parts.joined(separator: ","))
    }
}

extension RelayLine.SeatLine {
    fileprivate func write(to writer: inout LineWriter) {
        writer.word(seat.number)
        writer.key(key)
        writer.word(role.rawValue)
        writer.word(presence.rawValue)
        writer.word(shares)
        writer.optional(name)
    }
}

extension RelayLine.FloorLine {
    fileprivate func write(to writer: inout LineWriter) {
        writer.word(turn)
        writer.word(state.rawValue)
        writer.word(seat?.number ?? 0)
        writer.word(reason.rawValue)
        writer.order(order)
        writer.word(limitSeconds)
        writer.word(space)
        if state == .few { writer.sticks(sticks) }
    }
}

extension Welcome {
    fileprivate func write(to writer: inout LineWriter) {
        writer.word(role.rawValue)
        writer.word(isSealed ? "sealed" : "open")
        writer.word(log)
        writer.word(seat?.number ?? 0)
        writer.word(lastID)
        if let box { writer.base64(box) }
    }
}

extension Welcome.Limits {
    fileprivate func write(to writer: inout LineWriter) {
        writer.tag("line-burst", lineBurst)
        writer.tag("line-ms", lineMilliseconds)
        writer.tag("byte-burst", byteBurst)
        writer.tag("byte-rate", bytesPerSecond)
        writer.tag("act-burst", actBurst)
        writer.tag("act-ms", actMilliseconds)
        writer.tag("unanswered", unanswered)
    }
}

extension Note {
    fileprivate func write(to writer: inout LineWriter) {
        writer.word(code)
        switch self {
        case .time(let percent, let seconds), .phaseTime(let percent, let seconds):
            writer.word(percent)
            writer.word(seconds)
        case .window(let count, let seconds):
            writer.word(count)
            writer.word(seconds)
        case .homeAsked(let seconds), .waiting(let seconds), .extended(let seconds),
            .closing(let seconds):
            writer.word(seconds)
        case .callDropped(let seat), .pauseAsked(let seat): writer.word(seat.number)
        case .fewFacilitators(let count), .quorum(let count): writer.word(count)
        case .vestibule(let reason): writer.word(reason.rawValue)
        case .nudge, .quiet, .homeDue, .unkept, .kept, .anew, .unknown: break
        }
    }

    private var code: String {
        switch self {
        case .nudge: "nudge"
        case .time: "time"
        case .quiet: "quiet"
        case .homeAsked: "home-asked"
        case .homeDue: "home-due"
        case .window: "window"
        case .waiting: "waiting"
        case .callDropped: "call-dropped"
        case .pauseAsked: "pause-asked"
        case .extended: "extended"
        case .unkept: "unkept"
        case .kept: "kept"
        case .anew: "anew"
        case .vestibule: "vestibule"
        case .phaseTime: "phase-time"
        case .closing: "closing"
        case .fewFacilitators: "few-facilitators"
        case .quorum: "quorum"
        case .unknown: "unknown"
        }
    }
}
