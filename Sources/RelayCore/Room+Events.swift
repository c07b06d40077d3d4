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
        default: return meetingEvent(of: request, from: seat)
        }
    }

    /// The same for what belongs to a whole meeting. (SPEC §14 to §19)
    private func meetingEvent(of request: Request, from seat: Seat) -> Event? {
        switch request.ask {
        case .phase(.next(let number, let now)): .nextPhase(by: seat, phase: number, now: now)
        case .phase(.end(let number, let now)): .endedMeeting(by: seat, phase: number, now: now)
        case .agree: .agreed(seat)
        case .response(let on): .welcomedResponses(seat, on)
        case .mark(let mark): .marked(seat, mark)
        case .caution: .cautioned(seat, turn: request.turn ?? 0)
        case .bell(.pause(let seconds)): .calledBreak(seat, milliseconds: seconds * 1_000)
        case .signal: .signalled(seat)
        case .quiet(let other, let on): .quieted(other, on, by: seat)
        case .chair(nil): .tookChair(seat)
        case .chair(.some(let other)): .gaveChair(seat, to: other)
        case .door(let door): .setDoor(door, by: seat)
        case .admit(nil): .admittedAll(by: seat)
        case .admit(.some(let other)): .admitted(other, by: seat)
        case .hold(let other): .heldBack(other, by: seat)
        case .step(let out): .stepped(seat, out: out)
        case .aside(let other, let on): .setAside(other, on, by: seat)
        case .side(let other, let on): .openedSideRoom(other, on, by: seat)
        case .remove(let other, meeting: true): .sentAway(other, by: seat)
        case .buddy(let other, let on): .buddied(seat, with: other, on)
        default: nil
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
        case .stalePhase: self = .stalePhase
        case .handsUp: self = .handsUp
        case .notInPhase: self = .notInPhase
        case .noWords: self = .noWords
        case .quieted: self = .quieted
        case .locked: self = .locked
        case .setAside: self = .setAside
        case .ended: self = .ended
        case .removed: self = .removed
        case .out: self = .out
        }
    }
}
