import Etiquette
import Wire

// What a record may say: what lies beyond is damage, and must not be gone on from. (SPEC §5.17)

extension JournalRecord {
    /// The highest count, and the longest time in milliseconds, that a record may have.
    ///
    /// No meeting comes near it, and what follows can be added to it without a check. (SPEC §2.5)
    package static let countMax: UInt32 = 1 << 31

    /// Whether its counts and times are those of a meeting that can go on.
    var isWithinReach: Bool {
        guard number <= UInt64(Self.countMax), turn <= Self.countMax else { return false }
        switch kind {
        case .floorImage: return id <= Self.countMax
        case .floor:
            return id <= Self.countMax && isShort(floorChange?.limitMilliseconds)
        case .phaseImage: return turn > 0 && isPhaseWithinReach
        case .phase, .beneathImage: return isPhaseWithinReach
        case .sticks: return listedSticks.allSatisfy { (1...Self.countMax).contains($0.turn) }
        case .page: return turn <= UInt32(PagePayload.numberMax)
        default: return true
        }
    }

    private var isPhaseWithinReach: Bool {
        id <= UInt32(Plan.phasesMax) && isShort(phaseChange?.milliseconds)
    }

    /// Whether it is a time, and one that ends.
    private func isShort(_ milliseconds: UInt64?) -> Bool {
        milliseconds.map { $0 <= UInt64(Self.countMax) } ?? false
    }

    /// The seats that an event names; where it may name nobody, that is none of them.
    var named: [Seat] {
        var numbers = [seat]
        switch kind {
        case .floor, .hands, .phase, .chair, .door, .lost: if seat == 0 { numbers = [] }
        case .whisper: if turn > 0 { numbers.append(UInt16(truncatingIfNeeded: turn)) }
        case .mark, .buddy: numbers.append(UInt16(truncatingIfNeeded: id))
        case .apart:
            if case .apart(_, .side(let facilitator)) = fact { numbers.append(facilitator.number) }
        default: break
        }
        return numbers.map { Seat($0) }
    }

    /// Whether it tells an event that there is.
    var isEvent: Bool {
        switch kind {
        case .name, .lost, .page: true
        default: fact != nil
        }
    }
}

extension CircleImage {
    /// Whether its counts and times are those of a meeting that can go on, with people who came.
    var isWithinReach: Bool {
        let most = UInt64(JournalRecord.countMax)
        return turn > 0 && UInt64(spaces) <= most && raises <= most && spaceMilliseconds <= most
            && seats.allSatisfy { $0.raise <= raises && $0.yields <= raises }
            && Set(named).isSubset(of: seats.map(\.seat))
    }

    /// The seats that are named beside the seats themselves.
    private var named: [Seat] {
        var named = buddies.flatMap { [$0.asker, $0.other] } + meeting.ring
        named += seats.compactMap(\.apart.facilitator) + meeting.sticks.map(\.held.seat)
        if let chair { named.append(chair) }
        if let sharer = meeting.sharer { named.append(sharer) }
        if let response = meeting.response {
            named += [response.sharer] + response.hands + response.offered
        }
        return named
    }
}
