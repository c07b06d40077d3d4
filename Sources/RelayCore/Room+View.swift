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

    /// From the next event on a seat is shown only what is meant for it.
    private mutating func beginAbsence(_ index: Int) {
        guard !members[index].isAbsent else { return }
        members[index].absences.append(ring.last + 1...UInt64.max)
    }

    /// From the next event on a seat is shown what all are; it gets the state first.
    private mutating func endAbsence(_ index: Int) {
        guard let absence = members[index].absences.last, members[index].isAbsent else { return }
        members[index].absences.removeLast()
        if absence.lowerBound <= ring.last {
            members[index].absences.append(absence.lowerBound...ring.last)
        }
        let first = ring.first
        members[index].absences.removeAll { $0.upperBound < first }
        members[index].enteredAfter = ring.last
        if let session = members[index].session { sessions[session]?.stateAfter = ring.last }
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
        case .out(let seat, true), .waiting(let seat, _, _):
            if let index = index(of: seat) { beginAbsence(index) }
        default: break
        }
    }
}

extension Etiquette.SeatRecord {
    /// Has a place here, in the circle or at its door.
    var isPresent: Bool { isSeated || isWaiting }

    /// Nobody else may take the name: it is in use, or its owner was removed. (SPEC §19.4)
    var keepsName: Bool { isPresent || isBarred }
}
