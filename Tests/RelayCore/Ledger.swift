import Etiquette
import RelayCore

/// What happened in a log, read from its journal, and whom the specification lets see it.
///
/// A second telling of who sees what, kept apart from the relay's own. (SPEC §5.3, §18.2, §19.1)
struct Ledger {
    /// Who may see one event.
    private struct Entry {
        /// For all who are in the circle.
        let isForAll: Bool
        /// Those it is meant for by name, or who were in the circle when it happened.
        let seats: Set<Seat>
    }

    private struct Place {
        var role: Role
        var isSeated = false
        var isWaiting = false
        var isOut = false
    }

    private var entries: [UInt64: Entry] = [:]
    private var places: [Seat: Place] = [:]
    private var decision: [JournalRecord] = []
    /// How much of the journal was read.
    private var offset = 0
    /// The last event.
    private(set) var last: UInt64 = 0
    /// Logs that ended.
    private(set) var ended = 0

    /// Reads what the journal has beyond what was read.
    mutating func read(_ journal: [UInt8]) {
        while offset + JournalRecord.byteCount <= journal.count {
            let bytes = journal[offset..<offset + JournalRecord.byteCount]
            offset += JournalRecord.byteCount
            guard let record = JournalRecord(reading: bytes) else { continue }
            if record.kind == .ended {
                (entries, places, decision, last) = ([:], [:], [], 0)
                ended += 1
            }
            guard (32..<64).contains(record.kind.rawValue) else { continue }
            decision.append(record)
            if record.flags.contains(.endsDecision) { close() }
        }
    }

    /// The relay started anew: its journal begins with a snapshot, which tells nothing new.
    mutating func begin(after snapshot: [UInt8]) { offset = snapshot.count }

    /// The last event of the last log in a journal.
    static func last(in journal: [UInt8]) -> UInt64 {
        var ledger = Ledger()
        ledger.read(journal)
        return ledger.last
    }

    /// Events of one decision: who is in the circle changes from one to the next, and whom they are
    /// meant for by name is who has that part when all of them are true.
    private mutating func close() {
        var within: [Set<Seat>] = []
        for record in decision { within.append(place(record)) }
        for (record, inside) in zip(decision, within) {
            last = record.number
            let named = audience(of: record)
            entries[record.number] = Entry(isForAll: named == nil, seats: named ?? inside)
        }
        decision = []
    }

    /// Takes one fact; answers who is in the circle and so is told if all are.
    private mutating func place(_ record: JournalRecord) -> Set<Seat> {
        var goingOut: Seat?
        switch record.fact {
        case .joined(let seat, let role): places[seat] = Place(role: role, isSeated: true)
        case .left(let seat, _):
            places[seat]?.isSeated = false
            places[seat]?.isOut = false
        case .role(let seat, let role): places[seat]?.role = role
        case .waiting(let seat, let role, _): places[seat] = Place(role: role, isWaiting: true)
        case .gaveUp(let seat, _): places[seat]?.isWaiting = false
        case .out(let seat, let isOut):
            places[seat]?.isOut = isOut
            if isOut { goingOut = seat }
        default: break
        }
        let inside = seats { $0.isSeated && !$0.isOut }
        return goingOut.map { inside.union([$0]) } ?? inside
    }

    private func audience(of record: JournalRecord) -> Set<Seat>? {
        let facilitators = seats { $0.isSeated && $0.role.facilitates }
        let keepers = seats {
            $0.isSeated && ($0.role.facilitates || $0.role == .greeter && !$0.isOut)
        }
        let one = Seat(record.seat)
        guard let fact = record.fact else {
            if record.kind == .lost, let lost = entries[UInt64(record.id)] {
                return lost.isForAll ? nil : lost.seats
            }
            let isAtDoor = places[one]?.isWaiting == true
            return record.kind == .name && isAtDoor ? keepers : nil
        }
        switch fact {
        case .urgent, .help, .whisper(_, to: .facilitators), .agreed, .quieted, .apart:
            return facilitators.union(isHere(one) ? [one] : [])
        case .whisper(let author, to: .seat(let reader)): return [author, reader]
        case .buddy(let asker, let other, _): return [asker, other]
        case .mark(_, from: _, to: let sharer): return [sharer]
        case .door, .waiting, .gaveUp: return keepers
        case .joined, .left, .presence, .listening, .role, .hand, .hands, .floor, .line, .caution,
            .phase, .marks, .chair, .out:
            return nil
        }
    }

    private func seats(_ isMeant: (Place) -> Bool) -> Set<Seat> {
        Set(places.filter { isMeant($0.value) }.keys)
    }

    private func isHere(_ seat: Seat) -> Bool {
        places[seat].map { $0.isSeated || $0.isWaiting } ?? false
    }

    /// Whether a seat may see an event.
    func shows(_ number: UInt64, to seat: Seat) -> Bool {
        entries[number]?.seats.contains(seat) ?? false
    }

    /// The first event in a range that a seat may see.
    func first(in range: Range<UInt64>, for seat: Seat) -> UInt64? {
        range.first { shows($0, to: seat) }
    }

    /// Whether a seat has a place in the circle or at its door.
    func isPresent(_ seat: Seat) -> Bool { isHere(seat) }

    /// Whether a seat is in the circle, neither out nor at the door.
    func isWithin(_ seat: Seat) -> Bool {
        places[seat].map { $0.isSeated && !$0.isOut } ?? false
    }
}
