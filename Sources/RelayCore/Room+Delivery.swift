import Etiquette
import Wire

// What a connection is given when its turn to be written comes. (SPEC §5.4 to §5.7, §11.4)

extension Room {
    /// Appends what this connection is to be sent next.
    ///
    /// It stops once the batch has `limit` bytes, or a little later.
    mutating func fill(_ session: SessionID, into batch: inout [UInt8], limit: Int) -> Filled {
        guard var reader = sessions[session] else { return .all }
        batch += reader.answers
        reader.answers.removeAll(keepingCapacity: false)
        var filled = Filled.all
        // The answer to SIT comes before the events that follow it. (SPEC §5.1)
        if let index = reader.member, !reader.isDoomed, reader.held.isEmpty {
            filled = fillView(&reader, of: index, into: &batch, limit: limit)
            writeReceipts(&reader, member: index, to: &batch)
        }
        if !reader.held.isEmpty { filled = max(filled, .waits) }
        if reader.owesPong {
            reader.owesPong = false
            let last = reader.member.map(lastShown) ?? 0
            batch += RelayLine(.pong(last)).line
        }
        if filled == .all, let lastWord = reader.lastWord {
            batch += lastWord
            reader.lastWord = nil
            reader.isDoomed = true
        }
        sessions[session] = reader
        return filled
    }

    /// The state, if one is owed, and events, as far as they are committed. (SPEC §5.6, §5.11)
    private func fillView(
        _ reader: inout Session,
        of index: Int,
        into batch: inout [UInt8],
        limit: Int
    ) -> Filled {
        let seat = members[index].seat
        while batch.count < limit {
            if reader.state != nil {
                guard written == committed else { return .waits }
                writeState(&reader, to: &batch)
            } else if reader.cursor < lastVisible(to: index), reader.scanned + 1 < ring.first {
                reader.state = stateAfter(reader.scanned)
            } else if !writeEvent(&reader, for: seat, to: &batch) {
                return reader.cursor < lastVisible(to: index) && shownLast < ring.last
                    ? .waits : .all
            }
        }
        return .some
    }

    /// Writes one event, stepping over those for others; false when there is none to be given.
    private func writeEvent(
        _ reader: inout Session,
        for seat: Seat,
        to batch: inout [UInt8]
    ) -> Bool {
        var number = reader.scanned + 1
        while number <= shownLast, let entry = ring.entry(number) {
            let isVisible = entry.isVisible(to: seat)
            // What follows words that are asked for waits for them. (SPEC §5.15)
            if isVisible, entry.isMissing { return false }
            reader.scanned = number
            if isVisible {
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
        guard stable > reader.stableTold, stableUntil <= committed,
            !batch.isEmpty || stableDue == nil
        else { return }
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
