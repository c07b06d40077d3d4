import Etiquette
import Wire

// What of the log is for whom. (SPEC §5.3, §18.2, §19.1)

extension Member {
    /// Whether an event is part of this seat's view; `audience` is nil for events for all.
    func sees(_ number: UInt64, _ audience: [Seat]?) -> Bool {
        if let audience { return audience.contains(seat) }
        return !absences.contains { $0.contains(number) }
    }

    /// Is out, or waits at the door.
    var isAbsent: Bool { absences.last?.upperBound == .max }

    /// Whether its absences fit where the manners say it is: who waits is absent since it came.
    func absencesFit(_ record: Etiquette.SeatRecord) -> Bool {
        guard record.isPresent else { return true }
        guard record.isWaiting else { return isAbsent == record.isOut }
        return absences.last.map { isAbsent && $0.lowerBound <= max(joinedAt, 1) } ?? false
    }

    /// The number before the event by which it came in after `number`: it is given the state there.
    /// (SPEC §18.2, §19.1)
    func entry(after number: UInt64) -> UInt64? {
        absences.first { $0.upperBound > number && $0.upperBound < .max }?.upperBound
    }
}

extension Room {
    /// The last event a member may see, committed or not.
    func lastVisible(to index: Int) -> UInt64 {
        let member = members[index]
        guard member.isAbsent, let absence = member.absences.last else {
            return max(lastPublic, member.lastPrivate)
        }
        return max(min(lastPublic, absence.lowerBound - 1), member.lastPrivate)
    }

    /// The last event a member may be shown. (SPEC §5.11)
    func lastShown(to index: Int) -> UInt64 {
        let last = lastVisible(to: index)
        guard last > shownLast else { return last }
        var number = shownLast
        while let entry = ring.entry(number), !members[index].sees(number, entry.audience) {
            number -= 1
        }
        return number
    }

    /// Who has all that is for it has seen as far as the log goes: the rest was for others.
    mutating func stepOver(_ index: Int) {
        let last = lastVisible(to: index)
        if members[index].acknowledged >= last {
            members[index].acknowledged = max(members[index].acknowledged, ring.last)
        }
        guard let session = members[index].session, let reader = sessions[session],
            reader.cursor >= last
        else { return }
        sessions[session]?.scanned = max(reader.scanned, ring.last)
    }

    /// From this event on a seat is shown only what is meant for it.
    private mutating func beginAbsence(_ index: Int, from first: UInt64) {
        guard !members[index].isAbsent else { return }
        members[index].absences.append(max(first, 1)...UInt64.max)
    }

    /// From the next event on a seat is shown what all are; it gets the state first.
    private mutating func endAbsence(_ index: Int) {
        guard let absence = members[index].absences.last, members[index].isAbsent else { return }
        stepOver(index)
        members[index].absences.removeLast()
        if absence.lowerBound <= ring.last {
            members[index].absences.append(absence.lowerBound...ring.last)
        }
        let first = ring.first
        members[index].absences.removeAll { $0.upperBound < first }
    }

    /// Before an event: who is let in by it is given the state first. (SPEC §18.2, §19.1)
    mutating func prepareView(for fact: Fact) {
        switch fact {
        case .joined(let seat, _), .out(let seat, false):
            if let index = index(of: seat) { endAbsence(index) }
        default: break
        }
    }

    /// After an event: who is not in the circle is shown no more of it.
    mutating func changeView(after fact: Fact) {
        switch fact {
        case .out(let seat, true):
            if let index = index(of: seat) { beginAbsence(index, from: lastPublic + 1) }
        case .waiting(let seat, _, _):
            if let index = index(of: seat) { beginAbsence(index, from: members[index].joinedAt) }
        default: break
        }
    }

    /// Somebody new may whisper to those who are out or wait: they are given the state anew, since
    /// they were not shown who that is. (SPEC §18.2, §19.1)
    ///
    /// To facilitators everybody may whisper, to others those who keep the door.
    mutating func introduce(_ fact: Fact) {
        let role: Role
        switch fact {
        case .joined(_, let its), .role(_, let its): role = its
        default: return
        }
        for member in members where member.isAbsent {
            let record = circle.record(of: member.seat)
            let hearsAll = record?.isSeated == true && record?.role.facilitates == true
            guard hearsAll || role.keepsDoor, let session = member.session,
                let reader = sessions[session],
                reader.state.map({ $0.nextMember != nil }) ?? true
            else { continue }
            sessions[session]?.state = StateCursor(gap: nil, base: reader.cursor)
        }
    }
}

extension Etiquette.SeatRecord {
    /// Has a place here, in the circle or at its door.
    var isPresent: Bool { isSeated || isWaiting }

    /// Nobody else may take the name: it is in use, or its owner was removed. (SPEC §19.4)
    var keepsName: Bool { isPresent || isBarred }
}
