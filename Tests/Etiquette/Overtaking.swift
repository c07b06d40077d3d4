import Etiquette

/// Watches the order of the hands from the facts alone: nobody may overtake who must not.
/// (SPEC §10.4)
///
/// The promise to a hand begins when it goes up. It begins anew when its seat shares, comes back
/// from adrift, or has declined an offer and those who waited then have had theirs.
struct Overtaking {
    /// What one waiting seat was promised.
    private struct Promise {
        /// The count of shares of everybody when it began.
        var shares: [Seat: UInt32]
        /// Offers by order to others since then.
        var offers: [Seat: Int] = [:]
    }

    private var clock = 0
    private var stamps: [Seat: Int] = [:]
    private var lapses: [Seat: Int] = [:]
    private var owed: Set<Seat> = []
    private var promises: [Seat: Promise] = [:]
    /// Who gave way, and to which hands.
    private var waived: [Seat: [Seat: Int]] = [:]
    private var rests: Set<Seat> = []
    private var offeredByOrder: Seat?
    private var stick: Stick = .home
    private var sticks: [HeldStick] = []
    /// What kind of time it is; who asks to answer a share, who was put off in a go-round.
    private var kind = PhaseKind.share
    private var asks: Set<Seat> = []
    private var putOff: Set<Seat> = []
    /// Who declined an offer in this meeting. (SPEC §10.5)
    private(set) var passed: Set<Seat> = []

    /// Takes one step; tells which rule it broke, if any.
    mutating func watch(_ step: Step) -> String? {
        for fact in step.effects.facts {
            clock += 1
            switch fact {
            case .phase(let change): begin(change)
            case .hand(let seat, let move): if !isAside(seat, move, step) { hand(seat, move) }
            case .left(let seat, _): drop(seat)
            case .presence(let seat, let presence):
                if presence == .adrift || presence == .here { promises[seat] = nil }
            case .floor(let change):
                let broken = floor(change, step)
                (stick, sticks) = (change.stick, change.sticks)
                if let broken { return broken }
            default: break
            }
        }
        if movesHands { renew(step.after) }
        return nil
    }

    /// Whether turns of this phase are shares, given to hands.
    private var movesHands: Bool { !kind.isRound && kind != .response }

    /// A phase begins, and what hands were promised begins anew.
    private mutating func begin(_ change: PhaseChange) {
        kind = change.kind
        promises = [:]
        asks = []
        if change.reason != .response, change.reason != .resume { putOff = [] }
    }

    /// A hand for a response, or a place in a ring: it moves no other hand. (SPEC §15.2, §16.2)
    private mutating func isAside(_ seat: Seat, _ move: HandMove, _ step: Step) -> Bool {
        if kind.isRound, move == .later, stick.seat != seat,
            step.before.meeting.ring.contains(seat)
        {
            return putOff.insert(seat).inserted
        }
        guard kind == .response else { return false }
        switch move {
        case .up: asks.insert(seat)
        case .down: return asks.remove(seat) != nil
        case .later: return asks.contains(seat)
        }
        return true
    }

    private mutating func hand(_ seat: Seat, _ move: HandMove) {
        switch move {
        case .up:
            if stamps[seat] == nil {
                stamps[seat] = clock
                lapses[seat] = 0
            } else {
                owed.remove(seat)
            }
            rests.remove(seat)
        case .down:
            drop(seat)
        case .later:
            stamps[seat] = clock
            owed.remove(seat)
            promises[seat] = nil
        }
    }

    private mutating func drop(_ seat: Seat) {
        stamps[seat] = nil
        lapses[seat] = nil
        owed.remove(seat)
        promises[seat] = nil
    }

    private mutating func floor(_ change: FloorChange, _ step: Step) -> String? {
        switch change.reason {
        case .next, .auto:
            guard case .offered(let seat) = change.stick else { return "§10.2 offered to nobody" }
            offeredByOrder = seat
            return owed.contains(seat) ? nil : offer(seat, step.before)
        case .called, .given, .ring, .response, .lastWord: offeredByOrder = nil
        case .accepted, .spoke:
            if movesHands, let seat = change.stick.seat { drop(seat) }
            rests = []
        case .stick:
            for held in change.sticks where !sticks.contains(held) { drop(held.seat) }
            promises = [:]
        case .passed, .later, .lapsed, .withdrawn, .done, .home, .left, .removed, .grace:
            let gone = sticks.filter { !change.sticks.contains($0) }.map(\.seat)
            guard let seat = stick.seat ?? gone.first else { break }
            if movesHands {
                end(change.reason, of: seat, step)
            } else if [.later, .lapsed, .withdrawn].contains(change.reason) {
                putOff.insert(seat)
            }
        default: break
        }
        return nil
    }

    /// Whether the stick may go to the other by order before each of those who wait.
    private mutating func offer(_ other: Seat, _ circle: Circle) -> String? {
        let now = circle.record(of: other)?.shares ?? 0
        for seat in promises.keys.sorted() where seat != other {
            guard var promise = promises[seat], let mine = circle.record(of: seat)?.shares else {
                continue
            }
            let raisedEarlier = (stamps[other] ?? .max) < (stamps[seat] ?? .max)
            let then = promise.shares[other] ?? 0
            let allowed = then < mine ? Int(mine - then) : 1
            promise.offers[other, default: 0] += 1
            promises[seat] = promise
            guard now < mine || (now == mine && raisedEarlier) else {
                return "§10.4 \(other) with \(now) before \(seat) with \(mine)"
            }
            guard promise.offers[other, default: 0] <= allowed else {
                return "§10.4 \(other) too often before \(seat)"
            }
        }
        return nil
    }

    private mutating func end(_ reason: FloorReason, of seat: Seat, _ step: Step) {
        let wasOffer = stick == .offered(seat)
        if reason == .grace { owed.insert(seat) }
        if reason == .passed { passed.insert(seat) }
        if reason == .passed, wasOffer { drop(seat) }
        if reason == .later { stamps[seat] = clock }
        if reason == .lapsed, stamps[seat] != nil || owed.contains(seat) {
            lapses[seat, default: 0] += 1
            stamps[seat] = lapses[seat, default: 0] < 2 ? clock : nil
        }
        if reason == .later || reason == .lapsed { owed.remove(seat) }
        if reason == .withdrawn, offeredByOrder == seat {
            for other in promises.keys.sorted() { promises[other]?.offers[seat, default: 1] -= 1 }
        }
        if [.later, .lapsed, .withdrawn].contains(reason) { rests.insert(seat) }
        let counted =
            step.after.record(of: seat)?.shares != step.before.record(of: seat)?.shares
        promises[seat] = nil
        guard !counted, reason != .grace else { return }
        waived[seat] = stamps.filter { $0.key != seat }
    }

    /// Promises begin for those who wait and owe nobody the way.
    private mutating func renew(_ circle: Circle) {
        for (seat, others) in waived {
            waived[seat] = others.filter { stamps[$0.key] == $0.value }
            if waived[seat]?.isEmpty == true { waived[seat] = nil }
        }
        let waits = Set(circle.queue)
        for record in circle.seats {
            let seat = record.seat
            let isPromised =
                waits.contains(seat) && stamps[seat] != nil && record.canBeOffered
                && waived[seat] == nil && !rests.contains(seat)
            guard isPromised else {
                promises[seat] = nil
                continue
            }
            guard promises[seat] == nil else { continue }
            let shares = circle.seats.map { ($0.seat, $0.shares) }
            promises[seat] = Promise(shares: Dictionary(uniqueKeysWithValues: shares))
        }
    }
}
