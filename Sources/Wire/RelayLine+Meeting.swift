import Etiquette

// What a relay says of whole meetings. (SPEC §14 to §21)

extension RelayLine.Body {
    init(meeting verb: String, _ fields: inout Fields) throws(Fields.Flaw) {
        switch verb {
        case "PHASE": self = .phase(try RelayLine.PhaseLine(&fields))
        case "AGREE": self = .agreed(try fields.seat())
        case "MARKED":
            let seat = try fields.seat()
            self = .mark(try fields.one(of: Mark.self), seat)
        case "MARKS": self = .marks(try fields.seat(), try MarkCounts(&fields))
        case "CAUTION":
            let seat = try fields.seat()
            let id = try fields.act()
            let turn = try fields.act()
            let content = try fields.optionalContent()
            let blind = try fields.blind(ofOptional: content)
            self = .caution(seat, id: id, turn: turn, content, blind: blind)
        case "QUIET": self = .quiet(try fields.seat(), try fields.either("on", "off"))
        case "PAGE": self = .page(try fields.pageNumber(), try fields.seat())
        case "PLAN": self = .plan(try CirclePlan(&fields))
        case "LEAF":
            self = .leaf(try fields.pageNumber(), try fields.key(), try fields.pagePayload())
        case "BALANCE":
            self = .balance(
                try fields.seat(),
                shares: UInt32(try fields.event()),
                seconds: try fields.event()
            )
        case "SLIP": self = .slip(try Slip(&fields))
        case "CARD": self = .card(try Card(&fields))
        default: self = try .init(hosting: verb, &fields)
        }
    }

    private init(hosting verb: String, _ fields: inout Fields) throws(Fields.Flaw) {
        switch verb {
        case "CHAIR":
            self = .chair(try fields.seatOrNobody(), try fields.one(of: ChairReason.self))
        case "DOOR":
            self = .door(
                try fields.one(of: Door.self),
                try fields.one(of: DoorReason.self),
                try fields.seatOrNobody()
            )
        case "KNOCK":
            self = .knock(
                try fields.seat(),
                try fields.key(),
                try fields.one(of: Role.self),
                try fields.optionalContent()
            )
        case "OUT": self = .out(try fields.seat(), try fields.either("on", "off"))
        case "APART": self = .apart(try fields.seat(), try Apart(&fields))
        case "BUDDY":
            self = .buddy(
                try fields.seat(),
                try fields.seat(),
                try fields.one(of: BuddyMove.self)
            )
        default: self = .unknown
        }
    }

    func writeMeeting(to writer: inout LineWriter) {
        switch self {
        case .phase(let phase): phase.write(to: &writer)
        case .agreed(let seat): writer.word(seat.number)
        case .mark(let mark, let seat): writer.words(seat, mark.rawValue)
        case .marks(let seat, let counts):
            writer.word(seat.number)
            counts.write(to: &writer)
        case .caution(let seat, let id, let turn, let content, _):
            writer.word(seat.number)
            writer.word(id)
            writer.word(turn)
            writer.optional(content)
        case .quiet(let seat, let on), .out(let seat, let on):
            writer.words(seat, on ? "on" : "off")
        case .page(let number, let seat):
            writer.word(number)
            writer.word(seat.number)
        case .plan(let plan): plan.write(to: &writer)
        case .leaf(let number, let key, let payload):
            writer.word(number)
            writer.key(key)
            writer.base64(payload.bytes)
        case .balance(let seat, let shares, let seconds):
            writer.word(seat.number)
            writer.word(shares)
            writer.word(seconds)
        case .slip(let slip): slip.write(to: &writer)
        case .card(let card): card.write(to: &writer)
        default: writeHosting(to: &writer)
        }
    }

    private func writeHosting(to writer: inout LineWriter) {
        switch self {
        case .chair(let seat, let reason):
            writer.word(seat?.number ?? 0)
            writer.word(reason.rawValue)
        case .door(let door, let reason, let seat):
            writer.word(door.rawValue)
            writer.word(reason.rawValue)
            writer.word(seat?.number ?? 0)
        case .knock(let seat, let key, let role, let name):
            writer.word(seat.number)
            writer.key(key)
            writer.word(role.rawValue)
            writer.optional(name)
        case .apart(let seat, let apart):
            writer.word(seat.number)
            apart.write(to: &writer)
        case .buddy(let seat, let other, let move):
            writer.word(seat.number)
            writer.words(other, move.rawValue)
        default: break
        }
    }

    var meetingName: String {
        switch self {
        case .phase: "PHASE"
        case .agreed: "AGREE"
        case .mark: "MARKED"
        case .marks: "MARKS"
        case .caution: "CAUTION"
        case .quiet: "QUIET"
        case .chair: "CHAIR"
        case .door: "DOOR"
        case .knock: "KNOCK"
        case .out: "OUT"
        case .apart: "APART"
        case .buddy: "BUDDY"
        case .page: "PAGE"
        case .plan: "PLAN"
        case .leaf: "LEAF"
        case .balance: "BALANCE"
        case .slip: "SLIP"
        case .card: "CARD"
        default: "UNKNOWN"
        }
    }
}

extension RelayLine.PhaseLine {
    fileprivate init(_ fields: inout Fields) throws(Fields.Flaw) {
        number = try fields.act()
        place = UInt16(try fields.number(in: 0...UInt64(Plan.phasesMax)))
        kind = try fields.one(of: PhaseKind.self)
        seconds = try fields.event()
        reason = try fields.one(of: PhaseReason.self)
    }

    fileprivate func write(to writer: inout LineWriter) {
        writer.word(number)
        writer.word(place)
        writer.word(kind.rawValue)
        writer.word(seconds)
        writer.word(reason.rawValue)
    }
}

extension MarkCounts {
    fileprivate init(_ fields: inout Fields) throws(Fields.Flaw) {
        let seats: ClosedRange<UInt64> = 0...65_535
        self.init()
        heard = UInt16(try fields.number(in: seats))
        withYou = UInt16(try fields.number(in: seats))
        thankYou = UInt16(try fields.number(in: seats))
        hug = UInt16(try fields.number(in: seats))
    }

    fileprivate func write(to writer: inout LineWriter) {
        for count in [heard, withYou, thankYou, hug] { writer.word(count) }
    }
}

extension Apart {
    fileprivate init(_ fields: inout Fields) throws(Fields.Flaw) {
        switch try fields.word() {
        case "in": self = .within
        case "step": self = .step
        case "aside": self = .aside
        case "side": self = .side(try fields.seat())
        default: throw .form
        }
    }

    fileprivate func write(to writer: inout LineWriter) {
        switch self {
        case .within: writer.word("in")
        case .step: writer.word("step")
        case .aside: writer.word("aside")
        case .side(let facilitator):
            writer.word("side")
            writer.word(facilitator.number)
        }
    }
}
