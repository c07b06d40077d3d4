import Etiquette
import Wire

/// The control: a bug in the middle of a meeting, which the fuzzer must find.
///
/// The seed leads near it: nobody rings, opens the floor or closes hands there.
enum PlantedTrap {
    static func run(_ input: [UInt8]) {
        let isFound = Meetings.history(of: input).contains { body in
            switch body {
            case .floor(let floor): floor.reason == .bell || floor.reason == .open
            case .hands(let open): !open
            default: false
            }
        }
        if isFound { fatalError("the planted trap was found") }
    }
}
