import Etiquette
import Wire

// The state of a circle, for somebody who begins or begins anew. (SPEC §5.6)

extension Room {
    /// The state for somebody who lacks what came after `number` and is no longer here.
    func stateAfter(_ number: UInt64) -> StateCursor {
        let first = ring.first
        return StateCursor(
            gap: first > number + 1 ? number + 1...first - 1 : nil,
            base: first - 1
        )
    }

    mutating func giveState(_ session: SessionID, after number: UInt64) {
        let state = stateAfter(number)
        sessions[session]?.state = state
    }

    /// One step of the state.
    func writeState(_ reader: inout Session, for index: Int, to batch: inout [UInt8]) {
        guard var state = reader.state else { return }
        guard let next = state.nextMember else {
            writeHead(state, to: &batch)
            reader.cursor = state.base
            reader.scanned = max(reader.scanned, state.base)
            guard circle.record(of: members[index].seat)?.isWaiting != true else {
                // Let in at this very number, it still lacks the state of the circle.
                reader.begun = max(state.base, 1) - 1
                return writeVestibule(&reader, to: &batch)
            }
            reader.begun = state.base
            state.nextMember = 0
            return reader.state = state
        }
        guard next < members.count else {
            writeFloor(to: &batch)
            writeMeeting(for: members[index].seat, to: &batch)
            batch += RelayLine(.ready).line
            return reader.state = nil
        }
        writeSeat(members[next], for: index, base: state.base, to: &batch)
        state.nextMember = next + 1
        reader.state = state
    }

    private func writeHead(_ state: StateCursor, to batch: inout [UInt8]) {
        if let gap = state.gap {
            batch += RelayLine(.gap(gap.lowerBound, gap.upperBound)).line
        }
        batch += RelayLine(.state(base: state.base)).line
        batch += RelayLine(.rules(rules)).line
        if plan.plan != nil || plan.agreements != nil { batch += RelayLine(.plan(plan)).line }
    }

    /// Who waits at the door learns who keeps it, which phase is on and which pages there are.
    /// (SPEC §18.2)
    private func writeVestibule(_ reader: inout Session, to batch: inout [UInt8]) {
        for record in circle.seats where record.isSeated && record.role.keepsDoor {
            guard let index = index(of: record.seat) else { continue }
            batch += seatLine(members[index], record).line
        }
        writePhase(to: &batch)
        batch += RelayLine(.ready).line
        reader.state = nil
    }

    private func writeSeat(
        _ member: Member,
        for reader: Int,
        base: UInt64,
        to batch: inout [UInt8]
    ) {
        guard let record = circle.record(of: member.seat),
            record.isSeated || isNeeded(member, by: reader, after: base)
        else { return }
        batch += seatLine(member, record).line
        guard record.isSeated else { return }
        if record.listensByChoice { batch += RelayLine(.listen(member.seat, true)).line }
        if record.isOut { batch += RelayLine(.out(member.seat, true)).line }
    }

    /// Whether somebody who is not seated is to be known to read what follows. (SPEC §5.6)
    private func isNeeded(_ member: Member, by reader: Int, after base: UInt64) -> Bool {
        guard member.lastEvent > base else { return false }
        var number = max(base + 1, ring.first)
        while let entry = ring.entry(number) {
            let isAbout = entry.record.seat == member.seat.number
            if isAbout, members[reader].sees(number, entry.audience) { return true }
            number += 1
        }
        return false
    }

    private func seatLine(_ member: Member, _ record: Etiquette.SeatRecord) -> RelayLine {
        RelayLine(
            .seat(
                RelayLine.SeatLine(
                    seat: member.seat,
                    key: member.key,
                    role: record.role,
                    presence: record.presence,
                    shares: record.shares,
                    name: member.name
                )
            )
        )
    }

    private func writeFloor(to batch: inout [UInt8]) {
        batch += RelayLine(.floor(floorLine(circle.floor))).line
        batch += RelayLine(.hands(open: circle.handsAreOpen)).line
    }

    private func writePhase(to batch: inout [UInt8]) {
        if let phase = circle.meeting.phase {
            batch += RelayLine(.phase(RelayLine.PhaseLine(phase))).line
        }
        for (number, page) in pages.sorted(by: { $0.key < $1.key }) {
            batch += RelayLine(.page(number, page.seat)).line
        }
    }

    /// Where the meeting is, and what this seat may know of people who are apart.
    private func writeMeeting(for seat: Seat, to batch: inout [UInt8]) {
        writePhase(to: &batch)
        let chair = circle.hosting.chair
        if chair != nil || circle.hosting.isKept {
            batch += RelayLine(.chair(chair, chair == nil ? .kept : .came)).line
        }
        let role = circle.record(of: seat)?.role ?? .listener
        let hearsDoor = circle.seats(of: .doorkeepers)?.contains(seat) == true
        if hearsDoor, plan.plan != nil || circle.hosting.door != .open {
            batch += RelayLine(.door(circle.hosting.door, .start, nil)).line
        }
        for record in circle.seats {
            guard let index = index(of: record.seat) else { continue }
            if hearsDoor, record.isWaiting {
                let member = members[index]
                let line = RelayLine(.knock(member.seat, member.key, record.role, member.name))
                batch += line.line
            }
            guard role.facilitates || record.seat == seat else { continue }
            if record.apart != .within {
                batch += RelayLine(.apart(record.seat, record.apart)).line
            }
            if record.part.isQuieted { batch += RelayLine(.quiet(record.seat, true)).line }
        }
        for pair in circle.hosting.buddies where pair.asker == seat || pair.other == seat {
            batch += RelayLine(.buddy(pair.asker, pair.other, pair.move)).line
        }
    }
}
