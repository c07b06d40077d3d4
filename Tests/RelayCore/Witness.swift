import Etiquette
import RelayCore
import Wire

/// One person's client, strict: it takes no event out of order, none twice, and none that the
/// ledger does not let it see.
struct Witness {
    /// The last event that was shown.
    private(set) var have: UInt64 = 0
    /// The last that was acknowledged.
    private(set) var acknowledged: UInt64 = 0
    /// What was missed and told to be.
    private var excused: ClosedRange<UInt64>?
    /// The next state begins wherever it begins: this one comes like a newcomer.
    private var isNew = true
    /// Comes with HAVE 0: the next state begins after what was acknowledged.
    private var isForgetful = false
    private var inState = false
    /// This connection has the seat.
    private(set) var isSeated = false
    /// The number from which the last state began, until an event follows.
    private var base: UInt64?

    /// Everybody must be shown the same under one number.
    struct Told {
        var bodies: [UInt64: RelayLine.Body] = [:]
    }

    /// The person sits down by a new connection.
    mutating func sitsDown(isHeld: Bool, forgets: Bool) {
        inState = false
        isSeated = false
        base = nil
        excused = nil
        isNew = isNew || !isHeld
        if !isHeld { (have, acknowledged) = (0, 0) }
        if forgets { have = 0 }
        isForgetful = isHeld && have == 0
        // HAVE acknowledges.
        acknowledges()
    }

    mutating func acknowledges() { acknowledged = max(acknowledged, have) }

    /// Takes a line; tells which rule it breaks, if any.
    mutating func hear(
        _ line: RelayLine,
        at seat: Seat,
        _ ledger: Ledger,
        _ told: inout Told
    ) -> String? {
        if case .gap(let first, let last) = line.body {
            excused = first...max(first, last)
            return nil
        }
        if case .state(let number) = line.body { return begin(number, at: seat, ledger) }
        if line.body == .ready { inState = false }
        if case .ok(.sit, _) = line.body { isSeated = true }
        guard let number = line.number else { return nil }
        guard !inState else { return "§5.6 event \(number) in the middle of a state" }
        guard number > have else { return "§5.5 event \(number) comes again after \(have)" }
        guard (line.previous ?? number - 1) == have else {
            return "§5.4 event \(number) says \(line.previous ?? 0) and not \(have)"
        }
        guard ledger.shows(number, to: seat) else {
            return "§5.3 event \(number) is not for this seat: \(line.body)"
        }
        if let missed = ledger.first(in: have + 1..<number, for: seat) {
            return "§5.5 event \(missed) is missing before \(number)"
        }
        if let entering = entry(line.body, seat), base != number - 1 {
            return "§5.6 \(entering) without the state before it"
        }
        if let before = told.bodies[number], !Self.isSame(before, line.body) {
            return "§5.3 two events under number \(number): \(before), \(line.body)"
        }
        told.bodies[number] = told.bodies[number] ?? line.body
        have = number
        base = nil
        return nil
    }

    private mutating func begin(
        _ number: UInt64,
        at seat: Seat,
        _ ledger: Ledger
    ) -> String? {
        inState = true
        defer {
            have = max(have, number)
            base = number
            isNew = false
            isForgetful = false
            excused = nil
        }
        guard number >= have else { return "§5.6 a state from \(number), with \(have) shown" }
        guard !isNew else {
            acknowledged = number
            return nil
        }
        let from = isForgetful ? acknowledged : have
        // A restart may have taken receipts.
        guard from < number else { return nil }
        let missed = ledger.first(in: from + 1..<number + 1, for: seat)
        guard let missed, excused?.contains(missed) != true else { return nil }
        return "§5.6 the state from \(number) leaves out event \(missed)"
    }

    /// An event by which this seat comes into the circle.
    private func entry(_ body: RelayLine.Body, _ seat: Seat) -> String? {
        switch body {
        case .join(seat, _, _, _): "JOIN"
        case .out(seat, false): "OUT off"
        default: nil
        }
    }

    /// A name or words that a restart took are no difference. (SPEC §5.3)
    private static func isSame(_ one: RelayLine.Body, _ other: RelayLine.Body) -> Bool {
        switch (one, other) {
        case (.join(let seat, let key, let role, _), .join(let seat2, let key2, let role2, _)),
            (.knock(let seat, let key, let role, _), .knock(let seat2, let key2, let role2, _)):
            (seat, key, role) == (seat2, key2, role2)
        case (.name(let seat, _), .name(let seat2, _)): seat == seat2
        case (.line(let seat, let id, let turn, _, _), .line(let seat2, let id2, let turn2, _, _)),
            (
                .caution(let seat, let id, let turn, _, _),
                .caution(let seat2, let id2, let turn2, _, _)
            ):
            (seat, id, turn) == (seat2, id2, turn2)
        case (.whisper(let seat, let id, let to, _, _), .whisper(let seat2, let id2, let to2, _, _)):
            seat == seat2 && id == id2 && to == to2
        default: one == other
        }
    }
}
