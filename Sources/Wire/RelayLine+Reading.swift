import Etiquette

extension RelayLine {
    private static let numbers: ClosedRange<UInt64> = 1...UInt64(UInt32.max)
    private static let lastIDs: ClosedRange<UInt64> = 0...UInt64(UInt32.max)

    /// Reads one line of a relay without its end; nil when it breaks the form. (SPEC §2.3)
    ///
    /// Unknown verbs are `unknown`, unknown codes nil, further parameters ignored. (SPEC §2.9)
    public init?(reading line: Span<UInt8>) {
        do {
            var fields = try Fields(line)
            id = try fields.number(tag: "id", in: Request.ids).map(UInt32.init)
            number = try fields.number(tag: "n", in: RelayLine.numbers)
            previous = nil
            if let number {
                let before = 0...number - 1
                previous = try fields.number(tag: "prev", in: before) ?? before.upperBound
            }
            lastID = try fields.number(tag: "last", in: RelayLine.lastIDs).map(UInt32.init)
            body = try Body(fields.verb, &fields)
        } catch { return nil }
    }
}

extension RelayLine.Body {
    fileprivate init(_ verb: String, _ fields: inout Fields) throws(Fields.Flaw) {
        switch verb {
        case "WELCOME": self = .welcome(try Welcome(&fields))
        case "OK":
            guard let verb = Verb(rawValue: try fields.word()) else { throw .form }
            let number = fields.left > 0 ? try fields.event() : 0
            self = .ok(verb, number)
        case "FAIL": self = try .init(fail: &fields)
        case "PONG": self = .pong(try fields.event())
        case "STATE": self = .state(base: try fields.event())
        case "RULES": self = .rules(try CircleRules(&fields))
        case "SEAT": self = .seat(try RelayLine.SeatLine(&fields))
        case "READY": self = .ready
        case "NEED":
            self = .need(try fields.event(), try fields.seat(), id: try fields.act())
        case "STABLE": self = .stable(try fields.event())
        case "GAP": self = .gap(try fields.event(), try fields.event())
        case "NOTE": self = .note(try Note(&fields))
        case "BYE": self = .bye(milliseconds: try fields.number(in: 0...86_400_000))
        case "INVITATION":
            self = .invitation(
                try fields.key(),
                try fields.one(of: Role.self),
                usesLeft: try fields.number(in: 0...Invite.usesMax),
                seconds: try fields.number(in: 0...Invite.secondsMax)
            )
        default: self = try .init(event: verb, &fields)
        }
    }

    private init(event verb: String, _ fields: inout Fields) throws(Fields.Flaw) {
        switch verb {
        case "JOIN":
            self = .join(
                try fields.seat(),
                try fields.key(),
                try fields.one(of: Role.self),
                try fields.optionalContent()
            )
        case "NAME": self = .name(try fields.seat(), try fields.optionalContent())
        case "LEAVE": self = .leave(try fields.seat(), try fields.one(of: Departure.self))
        case "PRESENCE": self = .presence(try fields.seat(), try fields.presence())
        case "LISTEN": self = .listen(try fields.seat(), try fields.either("on", "off"))
        case "ROLE": self = .role(try fields.seat(), try fields.one(of: Role.self))
        case "HAND":
            self = .hand(
                try fields.seat(),
                try fields.one(of: HandMove.self),
                order: try fields.order()
            )
        case "HANDS": self = .hands(open: try fields.either("open", "closed"))
        case "URGENT": self = .urgent(try fields.seat())
        case "FLOOR": self = .floor(try RelayLine.FloorLine(&fields))
        case "LINE", "WHISPER": self = try .init(words: verb, &fields)
        case "HELP": self = .help(try fields.seat())
        case "LOST": self = .lost(try fields.event())
        default: self = try .init(meeting: verb, &fields)
        }
    }

    private init(words verb: String, _ fields: inout Fields) throws(Fields.Flaw) {
        let seat = try fields.seat()
        let id = try fields.act()
        if verb == "LINE" {
            let turn = try fields.act()
            let content = try fields.optionalContent()
            let blind = try fields.blind(ofOptional: content)
            self = .line(seat, id: id, turn: turn, content, blind: blind)
        } else {
            let addressee = try fields.addressee()
            let content = try fields.optionalContent()
            let blind = try fields.blind(ofOptional: content)
            self = .whisper(seat, id: id, to: addressee, content, blind: blind)
        }
    }

    private init(fail fields: inout Fields) throws(Fields.Flaw) {
        let verb = Verb(rawValue: try fields.word())
        let code = RefusalCode(rawValue: try fields.word())
        var details: [String] = []
        while fields.left > 0, !fields.nextIsText { details.append(try fields.word()) }
        self = .fail(verb, code, details: details)
    }
}

extension Fields {
    mutating func event() throws(Flaw) -> UInt64 {
        try number(in: 0...UInt64(UInt32.max))
    }

    mutating func act() throws(Flaw) -> UInt32 {
        UInt32(try number(in: Request.ids))
    }

    /// Whether somebody is there, as an event tells it; who is gone has left. (SPEC §5.9)
    fileprivate mutating func presence() throws(Flaw) -> Presence {
        let presence = try one(of: Presence.self)
        guard presence != .gone else { throw .form }
        return presence
    }

    fileprivate mutating func order() throws(Flaw) -> [Seat] {
        let word = try word()
        guard word != "-" else { return [] }
        var order: [Seat] = []
        for part in word.split(separator: ",", omittingEmptySubsequences: false) {
            order.append(Seat(UInt16(try Fields.number(String(part), in: 1...65_535))))
        }
        return order
    }
}

extension Fields {
    /// `SEAT.TURN` of each stick, joined by commas, or `-`. (SPEC §16.6)
    fileprivate mutating func sticks() throws(Flaw) -> [HeldStick] {
        let word = try word()
        guard word != "-" else { return [] }
        let parts = word.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= Phase.sticksBounds.upperBound else { throw .form }
        var sticks: [HeldStick] = []
        for part in parts {
            guard let dot = part.firstIndex(of: ".") else { throw .form }
            let seat = try Fields.number(String(part[..<dot]), in: 1...65_535)
            let turn = try Fields.number(String(part[dot...].dropFirst()), in: Request.ids)
            sticks.append(HeldStick(seat: Seat(UInt16(seat)), turn: UInt32(turn)))
        }
        return sticks
    }
}

extension RelayLine.SeatLine {
    fileprivate init(_ fields: inout Fields) throws(Fields.Flaw) {
        seat = try fields.seat()
        key = try fields.key()
        role = try fields.one(of: Role.self)
        presence = try fields.one(of: Presence.self)
        shares = UInt32(try fields.number(in: 0...UInt64(UInt32.max)))
        name = try fields.optionalContent()
    }
}

extension RelayLine.FloorLine {
    fileprivate init(_ fields: inout Fields) throws(Fields.Flaw) {
        turn = try fields.act()
        state = try fields.one(of: FloorState.self)
        seat = try fields.seatOrNobody()
        reason = try fields.one(of: FloorReason.self)
        order = try fields.order()
        limitSeconds = try fields.number(in: 0...UInt64(UInt32.max))
        space = UInt32(try fields.number(in: 0...UInt64(UInt32.max)))
        sticks = state == .few ? try fields.sticks() : []
    }
}

extension Welcome {
    fileprivate init(_ fields: inout Fields) throws(Fields.Flaw) {
        role = try fields.one(of: Role.self)
        isSealed = try fields.either("sealed", "open")
        log = try fields.number(in: 1...UInt64.max)
        seat = try fields.seatOrNobody()
        lastID = UInt32(try fields.number(in: 0...UInt64(UInt32.max)))
        box = nil
        if fields.left > 0 {
            guard let bytes = Base64URL.decode(try fields.wordBytes()),
                bytes.count <= Invite.boxBytesMax
            else { throw .form }
            box = bytes
        }
        epoch = try fields.number(tag: "epoch", in: 1...UInt64.max) ?? 0
        agreements = try fields.agreements(tag: "agreements")
        limits = Limits()
        try limits.read(fields)
    }
}

extension Welcome.Limits {
    fileprivate mutating func read(_ fields: Fields) throws(Fields.Flaw) {
        let range: ClosedRange<UInt64> = 1...1_000_000_000
        lineBurst = try fields.number(tag: "line-burst", in: range) ?? lineBurst
        lineMilliseconds = try fields.number(tag: "line-ms", in: range) ?? lineMilliseconds
        byteBurst = try fields.number(tag: "byte-burst", in: range) ?? byteBurst
        bytesPerSecond = try fields.number(tag: "byte-rate", in: range) ?? bytesPerSecond
        actBurst = try fields.number(tag: "act-burst", in: range) ?? actBurst
        actMilliseconds = try fields.number(tag: "act-ms", in: range) ?? actMilliseconds
        unanswered = try fields.number(tag: "unanswered", in: range) ?? unanswered
    }
}

extension Note {
    fileprivate init(_ fields: inout Fields) throws(Fields.Flaw) {
        let any: ClosedRange<UInt64> = 0...UInt64(UInt32.max)
        switch try fields.word() {
        case "nudge": self = .nudge
        case "time":
            self = .time(percent: try fields.number(in: any), seconds: try fields.number(in: any))
        case "quiet": self = .quiet
        case "home-asked": self = .homeAsked(seconds: try fields.number(in: any))
        case "home-due": self = .homeDue
        case "window":
            self = .window(count: try fields.number(in: any), seconds: try fields.number(in: any))
        case "waiting": self = .waiting(seconds: try fields.number(in: any))
        case "call-dropped": self = .callDropped(try fields.seat())
        case "pause-asked": self = .pauseAsked(try fields.seat())
        case "extended": self = .extended(seconds: try fields.number(in: any))
        case "unkept": self = .unkept
        case "kept": self = .kept
        case "anew": self = .anew
        case "vestibule": self = .vestibule(try fields.one(of: VestibuleReason.self))
        case "phase-time":
            self = .phaseTime(
                percent: try fields.number(in: any),
                seconds: try fields.number(in: any)
            )
        case "closing": self = .closing(seconds: try fields.number(in: any))
        case "few-facilitators": self = .fewFacilitators(count: try fields.number(in: any))
        case "quorum": self = .quorum(count: try fields.number(in: any))
        default: self = .unknown
        }
    }
}
