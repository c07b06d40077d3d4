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
            .whispered(let seat, _), .askedHelp(let seat):
            seat
        case .drifted, .left, .removed, .changedRole, .timePassed, .stalled: nil
        }
    }
}
