import Etiquette

// Whole meetings: plans, phases, the chair and the door. (SPEC §14 to §21)

extension Request.Ask {
    init(meeting verb: Verb, _ fields: inout Fields) throws(Fields.Flaw) {
        switch verb {
        case .plan: self = .plan(try CirclePlan(&fields))
        case .page:
            let number = try fields.pageNumber()
            self = .page(number, fields.left == 0 ? nil : try fields.pagePayload())
        case .phase: self = .phase(try Request.PhaseMove(&fields))
        case .agree: self = .agree
        case .response: self = .response(try fields.either("on", "off"))
        case .mark: self = .mark(try fields.one(of: Mark.self))
        case .caution:
            let content = try Content(&fields)
            self = .caution(content, blind: try fields.blind(of: content))
        case .signal: self = .signal
        case .quiet: self = .quiet(try fields.seat(), try fields.either("on", "off"))
        case .chair: self = .chair(fields.left == 0 ? nil : try fields.seat())
        case .door: self = .door(try fields.one(of: Door.self))
        case .admit: self = .admit(try fields.seatOrAll())
        case .hold: self = .hold(try fields.seat())
        case .step: self = .step(out: try fields.either("out", "in"))
        case .aside: self = .aside(try fields.seat(), try fields.either("on", "off"))
        case .side: self = .side(try fields.seat(), try fields.either("on", "off"))
        case .buddy: self = .buddy(try fields.seat(), try fields.either("on", "off"))
        case .name: self = .name(try Content(&fields))
        case .balance: self = .balance
        case .slip: self = .slip
        case .card: self = .card(locale: try fields.locale())
        default: throw .form
        }
    }

    func writeMeeting(to writer: inout LineWriter) {
        switch self {
        case .plan(let plan): plan.write(to: &writer)
        case .page(let number, let payload):
            writer.word(number)
            if let payload { writer.base64(payload.bytes) }
        case .phase(let move): move.write(to: &writer)
        case .response(let on): writer.word(on ? "on" : "off")
        case .mark(let mark): writer.word(mark.rawValue)
        case .caution(let content, _), .name(let content): writer.content(content)
        case .quiet(let seat, let on), .aside(let seat, let on), .side(let seat, let on),
            .buddy(let seat, let on):
            writer.words(seat, on ? "on" : "off")
        case .chair(let seat): if let seat { writer.word(seat.number) }
        case .door(let door): writer.word(door.rawValue)
        case .admit(let seat):
            if let seat { writer.word(seat.number) } else { writer.word("all") }
        case .hold(let seat): writer.word(seat.number)
        case .step(let out): writer.word(out ? "out" : "in")
        case .card(let locale): writer.word(locale)
        default: break
        }
    }
}

extension Fields {
    /// 0 is the agreements, 34 the last of 32 phases. (SPEC §20.1)
    mutating func pageNumber() throws(Flaw) -> UInt8 {
        UInt8(try number(in: 0...UInt64(PagePayload.numberMax)))
    }

    mutating func pagePayload() throws(Flaw) -> PagePayload {
        guard let bytes = Base64URL.decode(try wordBytes()), let payload = PagePayload(bytes) else {
            throw .form
        }
        return payload
    }

    mutating func locale() throws(Flaw) -> String {
        let locale = try word()
        guard Card.isLocale(locale) else { throw .form }
        return locale
    }

    /// A seat, or nil for everybody.
    fileprivate mutating func seatOrAll() throws(Flaw) -> Seat? {
        let word = try word()
        guard word != "all" else { return nil }
        return Seat(UInt16(try Fields.number(word, in: 1...65_535)))
    }
}

extension Request.PhaseMove {
    fileprivate init(_ fields: inout Fields) throws(Fields.Flaw) {
        let goesOn = try fields.either("next", "end")
        // Without a plan no phase has begun that could be ended. (SPEC §21.2)
        let number = goesOn ? try fields.act() : UInt32(try fields.event())
        let now = try fields.optional("now")
        self = goesOn ? .next(number, now: now) : .end(number, now: now)
    }

    fileprivate func write(to writer: inout LineWriter) {
        switch self {
        case .next(let number, let now):
            writer.word("next")
            writer.word(number)
            if now { writer.word("now") }
        case .end(let number, let now):
            writer.word("end")
            writer.word(number)
            if now { writer.word("now") }
        }
    }
}
