import Etiquette
import Sealing

// The roles of a circle as boxes have them. (SPEC §3.6, §17.1)

extension Box.Role {
    /// The role in a box.
    init(_ role: Role) {
        self =
            switch role {
            case .member: .member
            case .listener: .listener
            case .guardian: .guardian
            case .cofacilitator: .cofacilitator
            case .facilitator: .facilitator
            case .timekeeper: .timekeeper
            case .greeter: .greeter
            }
    }
}
