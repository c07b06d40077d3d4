import Etiquette
import Wire

/// The circle as its events tell it, up to one of them.
struct Told {
    private(set) var floor: RelayLine.FloorLine?
    /// Several sticks lie beneath a space as one does.
    private(set) var sticks: [HeldStick] = []
    private(set) var phase: RelayLine.PhaseLine?
    /// Who waits, first to last.
    private(set) var order: [Seat] = []
    /// Who waited before the last floor: an offer that follows from it at once is in neither.
    private(set) var orderBefore: [Seat] = []
    private(set) var roles: [Seat: Role] = [:]
    /// Who came and did not leave.
    private(set) var seated: Set<Seat> = []
    private(set) var out: Set<Seat> = []
    private(set) var adrift: Set<Seat> = []
    private(set) var listening: Set<Seat> = []
    private(set) var quieted: Set<Seat> = []
    /// Who put an offer off since somebody had the stick. (SPEC §10.10)
    private(set) var resting: Set<Seat> = []
    /// Lines of facilitators into this space, or beside this offer. (SPEC §7.2)
    private(set) var linesBeside = 0

    /// Who is shown what is for all.
    var circle: Set<Seat> { seated.subtracting(out) }

    /// Whether a seat facilitates.
    func facilitates(_ seat: Seat) -> Bool { roles[seat]?.facilitates == true }

    /// Whether a seat has words as whispers only.
    func listens(_ seat: Seat) -> Bool { listening.contains(seat) || roles[seat] == .listener }

    /// Whether a seat may be offered the stick as the next of these hands. (SPEC §10.2, §10.10)
    ///
    /// Who put an offer off may be passed over when the stick goes on by itself, and need not be,
    /// since a hand that goes up again is told to nobody.
    func isNext(_ seat: Seat, of order: [Seat], byCall isCalled: Bool) -> Bool {
        let rest = order.drop { other in
            other != seat
                && (adrift.contains(other) || out.contains(other)
                    || !isCalled && resting.contains(other))
        }
        return rest.first == seat
    }

    /// The next event.
    mutating func take(_ event: RelayLine.Body) {
        switch event {
        case .join(let seat, _, let role, _):
            // Who was out and left may have left unseen; who still is out is told to be after this.
            out.remove(seat)
            roles[seat] = role
            seated.insert(seat)
        case .leave(let seat, _):
            for set in [\Told.seated, \.out, \.adrift, \.listening, \.resting] {
                self[keyPath: set].remove(seat)
            }
            order.removeAll { $0 == seat }
            orderBefore.removeAll { $0 == seat }
        case .role(let seat, let role): roles[seat] = role
        case .presence(let seat, let presence): mark(seat, presence == .adrift, \.adrift)
        case .listen(let seat, let isOn): mark(seat, isOn, \.listening)
        case .out(let seat, let isOut): mark(seat, isOut, \.out)
        case .quiet(let seat, let isQuiet): mark(seat, isQuiet, \.quieted)
        case .hand(let seat, let move, let order):
            // A hand that goes up may be offered the stick at once, and waits nowhere then.
            let isOffered = move == .up && !order.contains(seat)
            self.order = order
            orderBefore = isOffered ? [seat] : order
        case .phase(let next): (phase, quieted) = (next, [])
        case .floor(let next): take(next)
        case .line(let seat, _, _, _, _):
            if floor?.state == .space || floor?.state == .offered, facilitates(seat) {
                linesBeside += 1
            }
        default: break
        }
    }

    private mutating func take(_ next: RelayLine.FloorLine) {
        if next.state == .held || next.state == .few { resting = [] }
        // Beneath a space an offer ends as it does elsewhere.
        if [.later, .lapsed, .withdrawn, .home].contains(next.reason), let seat = floor?.seat {
            resting.insert(seat)
        }
        if next.turn != floor?.turn || next.space != floor?.space { linesBeside = 0 }
        if next.state != .space { sticks = next.sticks }
        (orderBefore, order) = (order, next.order)
        floor = next
    }

    private mutating func mark(_ seat: Seat, _ isOn: Bool, _ set: WritableKeyPath<Told, Set<Seat>>)
    {
        if isOn { self[keyPath: set].insert(seat) } else { self[keyPath: set].remove(seat) }
    }
}
