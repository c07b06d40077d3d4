import Etiquette
import Wire

// What a connection is given when its turn to be written comes. (SPEC §5.4 to §5.7, §11.4)

extension Room {
    /// Appends what this connection is to be sent next and answers whether there is more.
    ///
    /// It stops once the batch has `limit` bytes, or a little later.
    mutating func fill(_ session: SessionID, into batch: inout [UInt8], limit: Int) -> Bool {
        guard var reader = sessions[session] else { return false }
        batch += reader.answers
        reader.answers.removeAll(keepingCapacity: false)
        if let index = reader.member, !reader.isDoomed {
            let seat = members[index].seat
            var more = true
            while more, batch.count < limit {
                if reader.state != nil {
                    writeState(&reader, to: &batch)
                } else if reader.cursor < lastVisible(to: index), reader.scanned + 1 < ring.first {
                    reader.state = stateAfter(reader.scanned)
                } else {
                    more = writeEvent(&reader, for: seat, to: &batch)
                }
            }
            writeReceipts(&reader, member: index, to: &batch)
        }
        if reader.owesPong {
            reader.owesPong = false
            let last = reader.member.map(lastVisible) ?? 0
            batch += RelayLine(.pong(last)).line
        }
        var more = false
        if let index = reader.member, !reader.isDoomed {
            more = reader.state != nil || reader.cursor < lastVisible(to: index)
        }
        if !more, let lastWord = reader.lastWord {
            batch += lastWord
            reader.lastWord = nil
            reader.isDoomed = true
        }
        sessions[session] = reader
        return more
    }

    /// Writes one event, stepping over those for others, and answers false at the end of the log.
    private func writeEvent(
        _ reader: inout Session,
        for seat: Seat,
        to batch: inout [UInt8]
    ) -> Bool {
        var number = reader.scanned + 1
        while let entry = ring.entry(number) {
            reader.scanned = number
            if entry.isVisible(to: seat) {
                ring.write(entry, previous: reader.cursor, to: &batch)
                reader.cursor = number
                return true
            }
            number += 1
        }
        return false
    }

    private func writeReceipts(
        _ reader: inout Session,
        member index: Int,
        to batch: inout [UInt8]
    ) {
        guard stable > reader.stableTold, !batch.isEmpty || stableDue == nil else { return }
        reader.stableTold = stable
        batch += RelayLine(.stable(stable)).line
    }

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

    /// One step of the state. (SPEC §5.6)
    private func writeState(_ reader: inout Session, to batch: inout [UInt8]) {
        guard var state = reader.state else { return }
        defer { reader.state = state.nextMember == members.count + 1 ? nil : state }
        guard let next = state.nextMember else {
            if let gap = state.gap {
                batch += RelayLine(.gap(gap.lowerBound, gap.upperBound)).line
            }
            batch += RelayLine(.state(base: state.base)).line
            batch += RelayLine(.rules(rules)).line
            reader.cursor = state.base
            reader.scanned = state.base
            state.nextMember = 0
            return
        }
        if next < members.count {
            writeSeat(members[next], base: state.base, to: &batch)
        } else {
            batch += RelayLine(.floor(floorLine(circle.floor))).line
            batch += RelayLine(.hands(open: circle.handsAreOpen)).line
            batch += RelayLine(.ready).line
        }
        state.nextMember = next + 1
    }

    private func writeSeat(_ member: Member, base: UInt64, to batch: inout [UInt8]) {
        guard let record = circle.record(of: member.seat),
            record.isSeated || member.lastEvent > base
        else { return }
        let line = RelayLine.SeatLine(
            seat: member.seat,
            key: member.key,
            role: record.role,
            presence: record.presence,
            shares: record.shares,
            name: member.name
        )
        batch += RelayLine(.seat(line)).line
        if record.isSeated, record.listensByChoice {
            batch += RelayLine(.listen(member.seat, true)).line
        }
    }
}
