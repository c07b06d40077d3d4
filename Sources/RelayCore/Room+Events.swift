import Etiquette
import Wire

// Requests as events of the manners, refusals as codes of the wire.

extension Room {
    /// The event that an act is; nil for those that must be stored first.
    func event(of request: Request, from seat: Seat) -> Event? {
        let turn = request.turn ?? 0
        switch request.ask {
        case .line: return .spoke(seat, turn: turn)
        case .whisper(let addressee, _, _): return .whispered(seat, to: addressee)
        case .help: return .askedHelp(seat)
        case .hand(.up): return .raisedHand(seat)
        case .hand(.down): return .loweredHand(seat)
        case .hand(.later): return .steppedBack(seat)
        case .urgent: return .raisedUrgent(seat)
        case .hands(let open): return .setHands(open: open, by: seat)
        case .call(nil): return .calledNext(by: seat, turn: turn)
        case .call(.some(let other)): return .called(other, by: seat, turn: turn)
        case .accept: return .accepted(seat, turn: turn)
        case .pass: return .passed(seat, turn: turn)
        case .done: return .finished(seat, turn: turn)
        case .give(let other): return .gave(seat, to: other, turn: turn)
        case .home(let now):
            return now ? .broughtHome(by: seat, turn: turn) : .askedHome(by: seat, turn: turn)
        case .extend: return .extended(by: seat, turn: turn)
        case .bell(.on(let seconds)): return .rang(seat, milliseconds: seconds.map { $0 * 1_000 })
        case .bell(.off(let space)): return .endedSpace(seat, space: space)
        case .bell(.ask): return .askedPause(seat)
        case .crosstalk(let on): return .setCrosstalk(on, by: seat, turn: turn)
        case .presence(let presence): return presence == .away ? .wentAway(seat) : .cameBack(seat)
        case .listen(let listens): return .listened(seat, listens)
        case .role, .remove, .auth, .sit, .supply, .invite, .uninvite, .invites, .rules, .ack,
            .ping,
            .leave:
            return nil
        }
    }
}

extension RefusalCode {
    /// The code under which a refusal of the manners travels.
    init(_ refusal: Refusal) {
        switch refusal {
        case .noSuchSeat: self = .noSuchSeat
        case .notHere: self = .notHere
        case .listening: self = .listening
        case .role: self = .role
        case .handsClosed: self = .handsClosed
        case .noHands: self = .noHands
        case .firstHands: self = .firstHands
        case .urgentUsed: self = .urgentUsed
        case .stale: self = .stale
        case .stickOut: self = .stickOut
        case .floorOpen: self = .floorOpen
        case .spaceHeld: self = .spaceHeld
        case .notOffered: self = .notOffered
        case .notHolding: self = .notHolding
        case .notYourTurn: self = .notYourTurn
        case .slowDown: self = .slowDown
        }
    }
}
