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
        case .line(_, _, _, _, let blind), .whisper(_, _, _, _, let blind): blind
        default: nil
        }
    }

    fileprivate func write(to writer: inout LineWriter, withTags: Bool = true) {
        if withTags {
            if let blind { writer.tag("blind", bytes: blind.text) }
            if case .welcome(let welcome) = self {
                welcome.limits.write(to: &writer)
                if welcome.epoch > 0 { writer.tag("epoch", welcome.epoch) }
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
        case .unknown: "UNKNOWN"
        }
    }
}

extension LineWriter {
    fileprivate mutating func words(_ seat: Seat, _ word: String) {
        self.word(seat.number)
        self.word(word)
    }

    fileprivate mutating func order(_ order: [Seat]) {
        word(order.isEmpty ? "-" : order.map { String($0.number) }.joined(separator: ","))
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
        switch self {
        case .nudge: writer.word("nudge")
        case .time(let percent, let seconds):
            writer.word("time")
            writer.word(percent)
            writer.word(seconds)
        case .quiet: writer.word("quiet")
        case .homeAsked(let seconds):
            writer.word("home-asked")
            writer.word(seconds)
        case .homeDue: writer.word("home-due")
        case .window(let count, let seconds):
            writer.word("window")
            writer.word(count)
            writer.word(seconds)
        case .waiting(let seconds):
            writer.word("waiting")
            writer.word(seconds)
        case .callDropped(let seat):
            writer.word("call-dropped")
            writer.word(seat.number)
        case .pauseAsked(let seat):
            writer.word("pause-asked")
            writer.word(seat.number)
        case .extended(let seconds):
            writer.word("extended")
            writer.word(seconds)
        case .unkept: writer.word("unkept")
        case .kept: writer.word("kept")
        case .anew: writer.word("anew")
        case .unknown: writer.word("unknown")
        }
    }
}
