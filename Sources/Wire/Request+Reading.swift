import Etiquette

/// A line that could not be understood, and as much of it as the answer needs. (SPEC §6.2)
public struct Malformed: Error, Hashable, Sendable {
    /// The verb, when there was one that is known.
    public var verb: Verb?
    /// The id, when there was one.
    public var id: UInt32?
    /// `form`, `plan` or `unknown-verb`.
    public var code: RefusalCode
}

extension Request {
    static let ids: ClosedRange<UInt64> = 1...0xffff_ffff

    /// Reads one line without its end. (SPEC §2.3)
    public init(reading line: Span<UInt8>) throws(Malformed) {
        var fields: Fields
        do { fields = try Fields(line) } catch {
            throw Malformed(verb: nil, id: nil, code: .form)
        }
        let id = (try? fields.number(tag: "id", in: Request.ids)).flatMap { $0 }.map(UInt32.init)
        guard let verb = Verb(rawValue: fields.verb) else {
            throw Malformed(verb: nil, id: id, code: .unknownVerb)
        }
        do throws(Fields.Flaw) {
            self.id = try fields.number(tag: "id", in: Request.ids).map(UInt32.init)
            // Elsewhere the tag means nothing, so it cannot spoil a call for help. (SPEC §9.6)
            turn =
                verb.needsTurn
                ? try fields.number(tag: "turn", in: Request.ids).map(UInt32.init) : nil
            ask = try Ask(verb, &fields)
            guard fields.left == 0, (verb.kind == .plain) == (self.id == nil),
                !verb.needsTurn || turn != nil
            else { throw .form }
        } catch {
            throw Malformed(verb: verb, id: id, code: error.code)
        }
    }
}

extension Request.Ask {
    fileprivate init(_ verb: Verb, _ fields: inout Fields) throws(Fields.Flaw) {
        switch verb {
        case .auth: self = .auth(try Auth(&fields))
        case .sit:
            self = .sit(
                log: try fields.number(in: 1...UInt64.max),
                have: try fields.number(in: 0...UInt64(UInt32.max)),
                name: try Content(&fields),
                agreed: try fields.agreements(tag: "agreed")
            )
        case .supply:
            let number = try fields.number(in: 1...UInt64(UInt32.max))
            let content = try fields.optionalContent()
            let blind = try fields.blind(ofOptional: content)
            self = .supply(number, content, blind: blind)
        case .line:
            let content = try Content(&fields)
            self = .line(content, blind: try fields.blind(of: content))
        case .whisper:
            let addressee = try fields.addressee()
            let content = try Content(&fields)
            self = .whisper(addressee, content, blind: try fields.blind(of: content))
        case .invite: self = .invite(try Invite(&fields))
        case .uninvite:
            self = .uninvite(try fields.key(), seats: try fields.optional("seats"))
        case .rules: self = .rules(try CircleRules(&fields))
        case .ack: self = .ack(try fields.number(in: 0...UInt64(UInt32.max)))
        case .role: self = .role(try fields.seat(), try fields.one(of: Role.self))
        case .help: self = .help
        case .accept: self = .accept
        case .pass: self = .pass
        case .done: self = .done
        case .extend: self = .extend
        case .invites: self = .invites
        case .ping: self = .ping
        case .leave: self = .leave
        case .call: self = .call(fields.left == 0 ? nil : try fields.seat())
        case .give: self = .give(try fields.seat())
        case .remove:
            self = .remove(try fields.seat(), meeting: try fields.optional("meeting"))
        case .bell: self = .bell(try Request.Bell(&fields))
        case .hand: self = try Request.Ask(hand: try fields.word())
        case .hands: self = .hands(open: try fields.either("open", "close"))
        case .home: self = .home(now: try fields.either("now", "ask"))
        case .crosstalk: self = .crosstalk(try fields.either("on", "off"))
        case .listen: self = .listen(try fields.either("on", "off"))
        case .presence:
            self = .presence(try fields.either("here", "away") ? .here : .away)
        case .plan, .page, .phase, .agree, .response, .mark, .caution, .signal, .quiet, .chair,
            .door, .admit, .hold, .step, .aside, .side, .buddy, .name, .balance, .slip, .card:
            self = try Request.Ask(meeting: verb, &fields)
        }
    }

    private init(hand word: String) throws(Fields.Flaw) {
        if word == "urgent" {
            self = .urgent
        } else if let move = HandMove(rawValue: word) {
            self = .hand(move)
        } else {
            throw .form
        }
    }
}

extension Fields {
    mutating func seat() throws(Flaw) -> Seat { Seat(UInt16(try number(in: 1...65_535))) }

    /// A seat, or 0 for nobody.
    mutating func seatOrNobody() throws(Flaw) -> Seat? {
        let number = try number(in: 0...65_535)
        return number == 0 ? nil : Seat(UInt16(number))
    }

    mutating func addressee() throws(Flaw) -> Addressee {
        let word = try word()
        guard word != "facilitators" else { return .facilitators }
        return .seat(Seat(UInt16(try Fields.number(word, in: 1...65_535))))
    }

    /// True for the first word, false for the second.
    mutating func either(_ yes: String, _ no: String) throws(Flaw) -> Bool {
        let word = try word()
        guard word == yes || word == no else { throw .form }
        return word == yes
    }

    /// Whether a word that may be left out is there.
    mutating func optional(_ wanted: String) throws(Flaw) -> Bool {
        guard left > 0 else { return false }
        guard try word() == wanted else { throw .form }
        return true
    }
}

extension Fields {
    /// The same for content that a restart may have taken.
    func blind(ofOptional content: Content?) throws(Flaw) -> Blind? {
        guard let content else { return nil }
        return try blind(of: content)
    }

    /// The blind that text must have and sealed words do not need. (SPEC §7.4)
    func blind(of content: Content) throws(Flaw) -> Blind? {
        guard case .plain = content else { return nil }
        guard let value = tag("blind"), let blind = Blind(text: [UInt8](value.utf8)) else {
            throw .form
        }
        return blind
    }
}

extension Request.Bell {
    fileprivate init(_ fields: inout Fields) throws(Fields.Flaw) {
        switch try fields.word() {
        case "on": self = .on(seconds: fields.left == 0 ? nil : try fields.number(in: 15...600))
        case "off": self = .off(space: UInt32(try fields.number(in: 1...0xffff_ffff)))
        case "ask": self = .ask
        case "break":
            self = .pause(seconds: try fields.number(in: Request.Bell.pauseSecondsBounds))
        default: throw .form
        }
    }
}

extension Auth {
    fileprivate init(_ fields: inout Fields) throws(Fields.Flaw) {
        way = try fields.one(of: Way.self)
        guard let circle = CircleID(bytes: try fields.bytes(8)),
            try fields.word() == Auth.bindingType
        else { throw .form }
        self.circle = circle
        seatKey = try fields.key()
        seatSignature = try fields.bytes(64)
        ticket = nil
        guard way != .back else { return }
        ticket = Ticket(key: try fields.key(), signature: try fields.bytes(64))
    }

    /// The one channel binding of `circle/1`. (SPEC §3.8)
    public static let bindingType = "tls-exporter"
}

extension Invite {
    fileprivate init(_ fields: inout Fields) throws(Fields.Flaw) {
        ticket = try fields.key()
        role = try fields.one(of: Role.self)
        uses = try fields.number(in: 1...Invite.usesMax)
        seconds = try fields.number(in: 0...Invite.secondsMax)
        guard try fields.word() == "0", let box = Base64URL.decode(try fields.wordBytes()),
            (1...Invite.boxBytesMax).contains(box.count),
            seconds > 0 || (role == .facilitator && uses == 1)
        else { throw .form }
        self.box = box
    }
}

extension CircleRules {
    init(_ fields: inout Fields) throws(Fields.Flaw) {
        queue = try fields.one(of: QueueOrder.self)
        passing = try fields.one(of: Passing.self)
        // Popcorn belongs to phases. (SPEC §9.4, §14.2)
        guard passing != .popcorn else { throw .form }
        boundarySeconds = try fields.number(in: 0...CircleRules.boundarySecondsMax)
        shareSeconds = try fields.number(in: 0...CircleRules.shareSecondsBounds.upperBound)
        guard shareSeconds == 0 || CircleRules.shareSecondsBounds.contains(shareSeconds) else {
            throw .form
        }
    }
}
