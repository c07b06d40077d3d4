import Etiquette

extension Fact {
    /// A fact about the chair, the door or who is out, in short words.
    var hosting: String {
        switch self {
        case .chair(let seat, let why): "chair \(seat?.number ?? 0) \(why)"
        case .door(let door, let why, _): "door \(door) \(why)"
        case .waiting(_, _, let why): "knock \(why)"
        case .gaveUp(_, let why): "gave up \(why)"
        case .out(_, let isOut): "out \(isOut ? "on" : "off")"
        case .apart(_, .within): "apart in"
        case .apart(_, .step): "apart step"
        case .apart(_, .aside): "apart aside"
        case .apart(_, .side): "apart side"
        case .buddy(_, _, let move): "buddy \(move)"
        default: "\(self)"
        }
    }
}
