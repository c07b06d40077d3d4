import Etiquette
import Wire

// The facts of a whole meeting as records and back. (SPEC §5.11)

extension JournalRecord {
    init(meeting fact: Fact) {
        switch fact {
        case .caution(let seat, let turn): self.init(.caution, seat, turn)
        case .phase(let change): self.init(change)
        case .agreed(let seat): self.init(.agreed, seat)
        case .mark(let mark, let seat, let other):
            self.init(.mark, seat, mark.code)
            id = UInt32(other.number)
        case .marks(let seat, let counts):
            self.init(.marks, seat)
            var bytes: [UInt8] = []
            for count in [counts.heard, counts.withYou, counts.thankYou, counts.hug] {
                bytes.appendBigEndian(count)
            }
            check = Check(bytes)
        case .quieted(let seat, let on): self.init(.quieted, seat, on ? 1 : 0)
        case .chair(let seat, let reason): self.init(.chair, seat ?? Seat(0), reason.code)
        case .door(let door, let reason, let seat):
            self.init(.door, seat ?? Seat(0), door.code)
            id = reason.code
        case .waiting(let seat, let role, let reason):
            self.init(.waiting, seat, role.code)
            id = reason.code
        case .gaveUp(let seat, let why): self.init(.gaveUp, seat, why.code)
        case .out(let seat, let on): self.init(.out, seat, on ? 1 : 0)
        case .apart(let seat, let apart):
            self.init(.apart, seat, apart.code)
            id = UInt32(apart.facilitator?.number ?? 0)
        case .buddy(let seat, let other, let move):
            self.init(.buddy, seat, move.code)
            id = UInt32(other.number)
        default: self.init(.ended)
        }
    }

    init(_ change: PhaseChange, as kind: Kind = .phase) {
        self.init(kind)
        turn = change.number
        id = UInt32(change.place)
        var bytes = [
            UInt8(truncatingIfNeeded: change.kind.code),
            UInt8(truncatingIfNeeded: change.reason.code),
        ]
        bytes.appendBigEndian(change.milliseconds)
        bytes.appendBigEndian(change.seed)
        check = Check(bytes)
    }

    /// The fact of such a record; nil for other records and for what no fact can be.
    var meetingFact: Fact? {
        let who = Seat(seat)
        let other = Seat(UInt16(truncatingIfNeeded: id))
        switch kind {
        case .caution: return .caution(who, turn: turn)
        case .phase: return phaseChange.map { .phase($0) }
        case .agreed: return .agreed(who)
        case .mark: return Mark(code: turn).map { .mark($0, from: who, to: other) }
        case .marks: return .marks(who, markCounts)
        case .quieted: return .quieted(who, turn == 1)
        case .chair:
            return ChairReason(code: turn).map { .chair(seat == 0 ? nil : who, $0) }
        case .door:
            guard let door = Door(code: turn), let reason = DoorReason(code: id) else { return nil }
            return .door(door, reason, seat == 0 ? nil : who)
        case .waiting:
            guard let role = Role(code: turn), let reason = VestibuleReason(code: id) else {
                return nil
            }
            return .waiting(who, role, reason)
        case .gaveUp: return Departure(code: turn).map { .gaveUp(who, $0) }
        case .out: return .out(who, turn == 1)
        case .apart: return Apart(code: turn, facilitator: other).map { .apart(who, $0) }
        case .buddy: return BuddyMove(code: turn).map { .buddy(who, other, $0) }
        default: return nil
        }
    }

    /// The phase of such a record; nil when it is none.
    var phaseChange: PhaseChange? {
        var reader = ByteReader(check.bytes)
        guard let kind = PhaseKind(code: UInt32(reader.take() as UInt8)),
            let reason = PhaseReason(code: UInt32(reader.take() as UInt8))
        else { return nil }
        return PhaseChange(
            number: turn,
            place: UInt16(truncatingIfNeeded: id),
            kind: kind,
            milliseconds: reader.take(),
            reason: reason,
            seed: reader.take()
        )
    }

    private var markCounts: MarkCounts {
        var reader = ByteReader(check.bytes)
        var counts = MarkCounts()
        counts.heard = reader.take()
        counts.withYou = reader.take()
        counts.thankYou = reader.take()
        counts.hug = reader.take()
        return counts
    }

    /// Where several sticks are, three to a record.
    static func list(_ sticks: [HeldStick]) -> [JournalRecord] {
        stride(from: 0, to: sticks.count, by: 3).map { start in
            var record = JournalRecord(.sticks)
            var bytes: [UInt8] = []
            for stick in sticks[start..<min(start + 3, sticks.count)] {
                bytes.appendBigEndian(stick.seat.number)
                bytes.appendBigEndian(stick.turn)
            }
            record.check = Check(bytes)
            return record
        }
    }

    /// The sticks of such a record.
    var listedSticks: [HeldStick] {
        var reader = ByteReader(check.bytes)
        return (0..<3).compactMap { _ in
            let stick = HeldStick(seat: Seat(reader.take()), turn: reader.take())
            return stick.seat == Seat(0) ? nil : stick
        }
    }

    /// While somebody was out: the first event of it, and the last, or 0 if it goes on.
    init(absence: ClosedRange<UInt64>, of seat: Seat) {
        self.init(.absence, seat)
        turn = UInt32(clamping: absence.lowerBound)
        id = absence.upperBound == .max ? 0 : UInt32(clamping: absence.upperBound)
    }

    /// The absence of such a record; nil when it makes no sense.
    var absence: ClosedRange<UInt64>? {
        let last = id == 0 ? UInt64.max : UInt64(id)
        return turn > 0 && UInt64(turn) <= last ? UInt64(turn)...last : nil
    }
}

extension Apart {
    var code: UInt32 {
        switch self {
        case .within: 0
        case .step: 1
        case .aside: 2
        case .side: 3
        }
    }

    /// Whose side room it is.
    var facilitator: Seat? {
        if case .side(let seat) = self { seat } else { nil }
    }

    init?(code: UInt32, facilitator: Seat) {
        switch code {
        case 0: self = .within
        case 1: self = .step
        case 2: self = .aside
        case 3: self = .side(facilitator)
        default: return nil
        }
    }
}
