import Etiquette

// Effects in short words, for stories and for the table of states.

extension [Effect] {
    /// What followed, as in `spoke → held, line`; `–` for nothing.
    var brief: String {
        isEmpty ? "–" : map(\.brief).joined(separator: ", ")
    }

    var facts: [Fact] {
        compactMap { effect in
            if case .happened(let fact) = effect { fact } else { nil }
        }
    }

    var floors: [FloorChange] {
        facts.compactMap { fact in
            if case .floor(let change) = fact { change } else { nil }
        }
    }

    var lines: Int {
        facts.count { fact in
            if case .line = fact { true } else { false }
        }
    }
}

extension Effect {
    var brief: String {
        switch self {
        case .happened(let fact): fact.brief
        case .refused(_, let refusal): refusal.brief
        case .told(_, let notice): notice.brief
        }
    }
}

extension Fact {
    var brief: String {
        switch self {
        case .joined: "join"
        case .left(_, let why): "leave \(why)"
        case .presence(_, let presence): "presence \(presence)"
        case .listening(_, let listens): "listen \(listens ? "on" : "off")"
        case .role: "role"
        case .hand(_, let move): "hand \(move)"
        case .hands(let open): "hands \(open ? "open" : "closed")"
        case .urgent: "urgent"
        case .floor(let change):
            "\(change.reason.rawValue) → "
                + FloorState(stick: change.stick, inSpace: change.space != 0).rawValue
        case .line: "line"
        case .whisper: "whisper"
        case .help: "help"
        case .chair, .door, .waiting, .gaveUp, .out, .apart, .buddy: hosting
        case .caution: "caution"
        case .phase(let change): "phase \(change.kind) \(change.reason)"
        case .agreed: "agree"
        case .mark(let mark, _, _): "marked \(mark.rawValue)"
        case .marks: "marks"
        case .quieted(_, let on): "quiet \(on ? "on" : "off")"
        }
    }
}

extension Notice {
    var brief: String {
        switch self {
        case .nudge: "note nudge"
        case .time(let percent, _): "note time \(percent)"
        case .quiet: "note quiet"
        case .homeAsked: "note home-asked"
        case .homeDue: "note home-due"
        case .window: "note window"
        case .waiting: "note waiting"
        case .callDropped: "note call-dropped"
        case .pauseAsked: "note pause-asked"
        case .extended: "note extended"
        case .vestibule(let why): "note vestibule \(why)"
        case .closing: "note closing"
        case .fewFacilitators: "note few-facilitators"
        case .quorum: "note quorum"
        case .phaseTime(let percent, _): "note phase-time \(percent)"
        }
    }
}

extension Refusal {
    /// The code as it travels, without its details.
    var brief: String {
        switch self {
        case .noSuchSeat: "no-such-seat"
        case .notHere: "not-here"
        case .listening: "listening"
        case .role: "role"
        case .handsClosed: "hands-closed"
        case .noHands: "no-hands"
        case .firstHands: "first-hands"
        case .urgentUsed: "urgent-used"
        case .stale: "stale"
        case .stickOut: "stick-out"
        case .floorOpen: "floor-open"
        case .spaceHeld: "space-held"
        case .notOffered: "not-offered"
        case .notHolding: "not-holding"
        case .notYourTurn: "not-your-turn"
        case .slowDown: "slow-down"
        case .locked: "locked"
        case .setAside: "set-aside"
        case .out: "out"
        case .ended: "ended"
        case .removed: "removed"
        case .notInPhase: "not-in-phase"
        case .stalePhase: "stale-phase"
        case .handsUp: "hands-up"
        case .noWords: "no-words"
        case .quieted: "quieted"
        }
    }
}
