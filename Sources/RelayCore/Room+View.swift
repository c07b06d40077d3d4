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
    mutating func beginAbsence(_ index: Int) {
        guard !members[index].isAbsent else { return }
        members[index].absences.append(ring.last + 1...UInt64.max)
    }

    /// From the next event on a seat is shown what all are; it gets the state first.
    mutating func endAbsence(_ index: Int, _ outputs: inout Outputs) {
        guard let absence = members[index].absences.last, members[index].isAbsent else { return }
        members[index].absences.removeLast()
        if absence.lowerBound <= ring.last {
            members[index].absences.append(absence.lowerBound...ring.last)
        }
        let first = ring.first
        members[index].absences.removeAll { $0.upperBound < first }
        members[index].enteredAfter = ring.last
        guard let session = members[index].session else { return }
        sessions[session]?.stateAfter = ring.last
        outputs.wakes.append(session)
    }
}
