import Etiquette

/// Who comes in by a later fact of the same decision: the door's news before that are not for them,
/// and no line of hands before that names somebody who has not joined. (SPEC §8.3, §18.2, §19.1)
///
/// The manners say whom a fact is for as things are when the whole decision is made.
struct Comers {
    private var seats: [Seat] = []
    private var joining: [Seat] = []

    /// Those of a decision that was made in this circle, by its facts in order.
    init(_ facts: some Sequence<Fact>, in circle: Circle) {
        for fact in facts {
            switch fact {
            case .joined(let seat, _):
                seats.append(seat)
                joining.append(seat)
            // Who facilitates hears the door outside too.
            case .out(let seat, false) where circle.record(of: seat)?.role.facilitates != true:
                seats.append(seat)
            default: break
            }
        }
    }

    /// The seats that a fact is for, nil for all; to be asked for each in its order.
    mutating func audience(of fact: Fact, in circle: Circle) -> [Seat]? {
        switch fact {
        case .joined(let seat, _), .out(let seat, false):
            if let index = seats.firstIndex(of: seat) { seats.remove(at: index) }
        default: break
        }
        if case .joined(let seat, _) = fact { joining.removeAll { $0 == seat } }
        let audience = circle.seats(of: fact.audience)
        guard !seats.isEmpty, fact.audience == .doorkeepers else { return audience }
        return audience?.filter { !seats.contains($0) }
    }

    /// The line of hands as the fact that was asked about last may tell it.
    func order(in circle: Circle) -> [Seat] {
        joining.isEmpty ? circle.queue : circle.queue.filter { !joining.contains($0) }
    }
}
