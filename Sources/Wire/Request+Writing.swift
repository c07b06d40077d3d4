import Etiquette

extension Request {
    /// The line that asks this, with its end.
    public var line: [UInt8] {
        var writer = LineWriter()
        if let id { writer.tag("id", id) }
        if let turn { writer.tag("turn", turn) }
        if let blind = ask.blind { writer.tag("blind", bytes: blind.text) }
        if case .sit(_, _, _, agreed: let agreed?) = ask {
            writer.tag("agreed", bytes: Base64URL.encode(agreed))
        }
        writer.verb(verb.rawValue)
        ask.write(to: &writer)
        return writer.bytes + [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }
}

extension Request.Ask {
    fileprivate var blind: Blind? {
        switch self {
        case .line(_, let blind), .whisper(_, _, let blind), .supply(_, _, let blind),
            .caution(_, let blind):
            blind
        default: nil
        }
    }

    fileprivate func write(to writer: inout LineWriter) {
        switch self {
        case .auth(let auth): auth.write(to: &writer)
        case .sit(let log, let have, let name, _):
            writer.word(log)
            writer.word(have)
            writer.content(name)
        case .supply(let number, let content, _):
            writer.word(number)
            writer.optional(content)
        case .line(let content, _): writer.content(content)
        case .whisper(let addressee, let content, _):
            writer.addressee(addressee)
            writer.content(content)
        case .hand(let move): writer.word(move.rawValue)
        case .urgent: writer.word("urgent")
        case .hands(let open): writer.word(open ? "open" : "close")
        case .call(let seat): if let seat { writer.word(seat.number) }
        case .give(let seat): writer.word(seat.number)
        case .remove(let seat, let meeting):
            writer.word(seat.number)
            if meeting { writer.word("meeting") }
        case .home(let now): writer.word(now ? "now" : "ask")
        case .bell(let bell): bell.write(to: &writer)
        case .crosstalk(let on), .listen(let on): writer.word(on ? "on" : "off")
        case .presence(let presence): writer.word(presence == .away ? "away" : "here")
        case .role(let seat, let role):
            writer.word(seat.number)
            writer.word(role.rawValue)
        case .invite(let invite): invite.write(to: &writer)
        case .uninvite(let key, let seats):
            writer.key(key)
            if seats { writer.word("seats") }
        case .rules(let rules): rules.write(to: &writer)
        case .ack(let number): writer.word(number)
        case .help, .accept, .pass, .done, .extend, .invites, .ping, .leave: break
        case .plan, .page, .phase, .agree, .response, .mark, .caution, .signal, .quiet, .chair,
            .door, .admit, .hold, .step, .aside, .side, .buddy, .name, .balance, .slip, .card:
            writeMeeting(to: &writer)
        }
    }
}

extension LineWriter {
    mutating func addressee(_ addressee: Addressee) {
        switch addressee {
        case .facilitators: word("facilitators")
        case .seat(let seat): word(seat.number)
        }
    }
}

extension Request.Bell {
    fileprivate func write(to writer: inout LineWriter) {
        switch self {
        case .on(let seconds):
            writer.word("on")
            if let seconds { writer.word(seconds) }
        case .off(let space):
            writer.word("off")
            writer.word(space)
        case .ask: writer.word("ask")
        case .pause(let seconds):
            writer.word("break")
            writer.word(seconds)
        }
    }
}

extension Auth {
    fileprivate func write(to writer: inout LineWriter) {
        writer.word(way.rawValue)
        writer.base64(circle.bytes)
        writer.word(Auth.bindingType)
        writer.key(seatKey)
        writer.base64(seatSignature)
        guard let ticket else { return }
        writer.key(ticket.key)
        writer.base64(ticket.signature)
    }
}

extension Invite {
    fileprivate func write(to writer: inout LineWriter) {
        writer.key(ticket)
        writer.word(role.rawValue)
        writer.word(uses)
        writer.word(seconds)
        writer.word("0")
        writer.base64(box)
    }
}

extension CircleRules {
    func write(to writer: inout LineWriter) {
        writer.word(queue.rawValue)
        writer.word(passing.rawValue)
        writer.word(boundarySeconds)
        writer.word(shareSeconds)
    }
}
