import Etiquette
import Wire

// Recorded events, in the ring again without the words they had. (SPEC §5.13)

extension Room {
    /// The seats that may see a recorded event that is no fact of the manners; nil for all.
    func audience(of record: JournalRecord) -> [Seat]? {
        switch record.kind {
        case .lost: return ring.entry(UInt64(record.id))?.audience
        case .name: return audience(ofName: Seat(record.seat))
        default: return nil
        }
    }

    /// Puts a recorded event into the ring.
    mutating func retell(
        _ body: RelayLine.Body,
        of record: JournalRecord,
        audience: [Seat]?,
        isMissing: Bool
    ) {
        let number = ring.append(body, audience: audience, record: record, isMissing: isMissing)
        if let index = index(of: Seat(record.seat)) { members[index].lastEvent = number }
        guard let audience else { return lastPublic = max(lastPublic, number) }
        for index in audience.compactMap(index(of:)) {
            members[index].lastPrivate = max(members[index].lastPrivate, number)
        }
    }

    /// An event without the words or the name it had.
    func body(of record: JournalRecord, _ order: [Seat]) -> RelayLine.Body {
        let seat = Seat(record.seat)
        switch record.kind {
        case .line: return .line(seat, id: record.id, turn: record.turn, nil, blind: nil)
        case .caution:
            return .caution(seat, id: record.id, turn: record.turn, nil, blind: nil)
        case .page: return .page(UInt8(truncatingIfNeeded: record.turn), seat)
        case .whisper:
            return .whisper(seat, id: record.id, to: record.addressee, nil, blind: nil)
        case .name: return .name(seat, nil)
        case .lost: return .lost(UInt64(record.id))
        default: return record.fact.map { body(of: $0, nil).telling(order) } ?? .unknown
        }
    }
}

extension RelayLine.Body {
    /// The event with this line of hands, if it tells one.
    func telling(_ order: [Seat]) -> RelayLine.Body {
        switch self {
        case .hand(let seat, let move, _): return .hand(seat, move, order: order)
        case .floor(var floor):
            floor.order = order
            return .floor(floor)
        default: return self
        }
    }

    /// Whether a client can read it: what none can was never sent, and is damage. (SPEC §5.17)
    var isReadable: Bool {
        RelayLine(reading: Array(RelayLine.bodyLine(self).dropLast(2)).span) != nil
    }
}
