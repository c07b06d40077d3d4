/// Something that happened to a circle; the only way to change it.
///
/// `turn` is the turn somebody acted on: an event about a floor that is past changes nothing.
/// (SPEC §9.5)
public enum Event: Hashable, Sendable {
    // Coming and going.
    case joined(Seat, Role)
    /// The seat's connection ended or fell silent; its last byte came at that moment.
    case drifted(Seat, since: Moment)
    case returned(Seat)
    case left(Seat)
    case removed(Seat)
    case changedRole(Seat, Role)
    case wentAway(Seat)
    case cameBack(Seat)
    case listened(Seat, Bool)

    // Hands.
    case raisedHand(Seat)
    case loweredHand(Seat)
    case steppedBack(Seat)
    case raisedUrgent(Seat)
    case setHands(open: Bool, by: Seat)

    // The stick.
    case calledNext(by: Seat, turn: UInt32)
    case called(Seat, by: Seat, turn: UInt32)
    case accepted(Seat, turn: UInt32)
    case passed(Seat, turn: UInt32)
    case finished(Seat, turn: UInt32)
    case gave(Seat, to: Seat, turn: UInt32)
    case askedHome(by: Seat, turn: UInt32)
    case broughtHome(by: Seat, turn: UInt32)
    case extended(by: Seat, turn: UInt32)
    case setCrosstalk(Bool, by: Seat, turn: UInt32)

    // The bell.
    case rang(Seat, milliseconds: UInt64?)
    case endedSpace(Seat, space: UInt32)
    case askedPause(Seat)

    // Words.
    case spoke(Seat, turn: UInt32)
    case whispered(Seat, to: Addressee)
    case askedHelp(Seat)

    case cautioned(Seat, turn: UInt32)

    // Phases. (SPEC §14 to §16)
    /// `now`: also when somebody waits or has the stick.
    case nextPhase(by: Seat, phase: UInt32, now: Bool)
    case endedMeeting(by: Seat, phase: UInt32, now: Bool)
    case agreed(Seat)
    case welcomedResponses(Seat, Bool)
    case marked(Seat, Mark)
    case calledBreak(Seat, milliseconds: UInt64)
    case signalled(Seat)
    case quieted(Seat, Bool, by: Seat)

    // The chair, the door, and who is out. (SPEC §17 to §19)
    case tookChair(Seat)
    case gaveChair(Seat, to: Seat)
    case setDoor(Door, by: Seat)
    case admitted(Seat, by: Seat)
    case admittedAll(by: Seat)
    case heldBack(Seat, by: Seat)
    case stepped(Seat, out: Bool)
    case setAside(Seat, Bool, by: Seat)
    case openedSideRoom(Seat, Bool, by: Seat)
    case sentAway(Seat, by: Seat)
    case buddied(Seat, with: Seat, Bool)

    // Time.
    case timePassed
    /// The relay was deaf for so long; every running deadline moves by it. (SPEC §11.1)
    case stalled(milliseconds: UInt64)
}

extension Event {
    /// The seat whose own doing this is: its link is there.
    var actor: Seat? {
        switch self {
        case .joined(let seat, _), .returned(let seat), .wentAway(let seat), .cameBack(let seat),
            .listened(let seat, _), .raisedHand(let seat), .loweredHand(let seat),
            .steppedBack(let seat), .raisedUrgent(let seat), .setHands(_, by: let seat),
            .calledNext(by: let seat, _), .called(_, by: let seat, _), .accepted(let seat, _),
            .passed(let seat, _), .finished(let seat, _), .gave(let seat, _, _),
            .askedHome(by: let seat, _), .broughtHome(by: let seat, _),
            .extended(by: let seat, _), .setCrosstalk(_, by: let seat, _), .rang(let seat, _),
            .endedSpace(let seat, _), .askedPause(let seat), .spoke(let seat, _),
            .whispered(let seat, _), .askedHelp(let seat), .cautioned(let seat, _),
            .nextPhase(by: let seat, _, _), .endedMeeting(by: let seat, _, _), .agreed(let seat),
            .welcomedResponses(let seat, _), .marked(let seat, _), .calledBreak(let seat, _),
            .signalled(let seat), .quieted(_, _, by: let seat), .tookChair(let seat),
            .gaveChair(let seat, _), .setDoor(_, by: let seat), .admitted(_, by: let seat),
            .admittedAll(by: let seat), .heldBack(_, by: let seat), .stepped(let seat, _),
            .setAside(_, _, by: let seat), .openedSideRoom(_, _, by: let seat),
            .sentAway(_, by: let seat), .buddied(let seat, _, _):
            seat
        case .drifted, .left, .removed, .changedRole, .timePassed, .stalled: nil
        }
    }
}
