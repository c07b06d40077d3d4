import Etiquette
import Wire

/// Who is where in a log, followed from its events. (SPEC §5.9, §17 to §19)
struct People {
    private let hasPlan: Bool
    private var keys: [Seat: PublicKey] = [:]
    private var roles: [Seat: Role] = [:]
    private var listening: Set<Seat> = []
    private(set) var seated: [Seat] = []
    private var waiting: Set<Seat> = []
    private var out: Set<Seat> = []
    private var barred: Set<Seat> = []
    private var quieted: Set<Seat> = []

    init(hasPlan: Bool) { self.hasPlan = hasPlan }

    /// Those for whom it is what is for all. (SPEC §18.2, §19.1)
    var within: [Seat] { seated.filter { !out.contains($0) } }

    func isWithin(_ seat: Seat) -> Bool { seated.contains(seat) && !out.contains(seat) }

    func facilitates(_ seat: Seat) -> Bool { roles[seat]?.facilitates == true }

    func listens(_ seat: Seat) -> Bool { roles[seat] == .listener || listening.contains(seat) }

    func isQuieted(_ seat: Seat) -> Bool { quieted.contains(seat) }

    /// The next phase ends what was said to somebody on the open floor. (SPEC §16.7)
    mutating func forgetQuieted() { quieted = [] }

    /// The seats of a private event; nil for one that is for all. (SPEC §5.3, §7.6, §16 to §19)
    ///
    /// `sharer` has the stick or had it last.
    func audience(of body: RelayLine.Body, sharer: Seat?) -> [Seat]? {
        switch body {
        case .help(let seat), .urgent(let seat), .agreed(let seat), .quiet(let seat, _),
            .apart(let seat, _), .whisper(let seat, _, to: .facilitators, _, _):
            seated.filter(facilitates) + [seat]
        case .whisper(let seat, _, to: .seat(let other), _, _), .buddy(let seat, let other, _):
            [seat, other]
        case .door, .knock: doorkeepers
        case .leave(let seat, _) where waiting.contains(seat): doorkeepers
        case .name(let seat, _) where waiting.contains(seat): doorkeepers
        case .mark: sharer.map { [$0] } ?? []
        default: nil
        }
    }

    private var doorkeepers: [Seat] {
        seated.filter { facilitates($0) || (roles[$0] == .greeter && !out.contains($0)) }
    }

    /// What the event changes, and what must hold for it to happen.
    mutating func take(_ body: RelayLine.Body) {
        switch body {
        case .join(let seat, let key, let role, _): join(seat, key, role)
        case .knock(let seat, let key, let role, _): knock(seat, key, role)
        case .leave(let seat, let why): leave(seat, why)
        case .role(let seat, let role):
            check(seated.contains(seat), "a role for \(seat), who is not there")
            roles[seat] = role
        case .listen(let seat, true): listening.insert(seat)
        case .listen(let seat, false): listening.remove(seat)
        case .quiet(let seat, true):
            check(!facilitates(seat), "a facilitator was quieted")
            quieted.insert(seat)
        case .quiet(let seat, false): quieted.remove(seat)
        case .out(let seat, let on):
            check(seated.contains(seat), "\(seat) goes out without being there")
            check(out.contains(seat) != on, "\(seat) is out or in twice")
            if on { out.insert(seat) } else { out.remove(seat) }
        case .chair(let seat?, let why):
            check(hasPlan && why != .kept, "a chair that cannot be")
            check(seated.contains(seat) && facilitates(seat), "the chair is with \(seat)")
        case .chair(nil, let why): check(hasPlan && why == .kept, "a chair that cannot be")
        case .door(_, let why, let seat):
            check((why == .set) == (seat != nil), "a door by nobody, or by itself")
            check(hasPlan || why == .set, "a door that moves without a plan")
        case .presence(let seat, _), .hand(let seat, .up, _), .urgent(let seat):
            check(seated.contains(seat), "an event of \(seat), who is not there")
        default: break
        }
    }

    private mutating func join(_ seat: Seat, _ key: PublicKey, _ role: Role) {
        fix(seat, key)
        check(!seated.contains(seat), "\(seat) joins twice")
        roles[seat] = role
        listening.remove(seat)
        waiting.remove(seat)
        seated.append(seat)
    }

    private mutating func knock(_ seat: Seat, _ key: PublicKey, _ role: Role) {
        fix(seat, key)
        check(!role.facilitates, "\(seat) waits at the door as \(role)")
        check(!seated.contains(seat), "\(seat) waits at the door and is in")
        roles[seat] = role
        waiting.insert(seat)
    }

    /// A seat belongs to one key, and nobody who was removed comes again. (SPEC §5.9, §19.4)
    private mutating func fix(_ seat: Seat, _ key: PublicKey) {
        check(keys[seat].map { $0 == key } ?? true, "\(seat) has another key")
        check(!keys.contains { $0.value == key && $0.key != seat }, "a key has two seats")
        check(!barred.contains(seat), "\(seat) comes, who was removed")
        keys[seat] = key
    }

    private mutating func leave(_ seat: Seat, _ why: Departure) {
        check(seated.contains(seat) || waiting.contains(seat), "\(seat) leaves and was not there")
        seated.removeAll { $0 == seat }
        waiting.remove(seat)
        out.remove(seat)
        quieted.remove(seat)
        if why == .removed { barred.insert(seat) }
    }
}
