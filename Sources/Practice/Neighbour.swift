import Etiquette
import Wire

/// One of the three who are not people: they do what the script says.
enum Neighbour: UInt8, CaseIterable, Sendable {
    /// The facilitator.
    case ana = 1
    case bo, cy

    /// The name under which it sits in the circle.
    var name: String {
        switch self {
        case .ana: "Ana"
        case .bo: "Bo"
        case .cy: "Cy"
        }
    }

    var role: Role { self == .ana ? .facilitator : .member }

    /// The key of its seat: nothing is ever signed with it, so any bytes will do.
    var key: PublicKey? { PublicKey([UInt8](repeating: rawValue, count: 32)) }

    /// Its place among the guests.
    var index: Int { Int(rawValue) - 1 }
}
