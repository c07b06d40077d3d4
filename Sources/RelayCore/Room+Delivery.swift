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
        if filled == .all { wipeIfAllLeft() }
        return filled
    }

    /// The state, if one is owed, and events, as far as they are committed. (SPEC §5.6, §5.11)
    private func fillView(
        _ reader: inout Session,
        of index: Int,
        into batch: inout [UInt8],
        limit: Int
    ) -> Filled {
        while batch.count < limit {
            let entry = members[index].entry(after: reader.begun)
            if reader.state != nil {
                guard written == committed else { return .waits }
                writeState(&reader, for: index, to: &batch)
            } else if reader.cursor < lastVisible(to: index), reader.scanned + 1 < ring.first {
                reader.state = stateAfter(reader.scanned)
            } else if let entry, reader.scanned >= entry {
                reader.state = StateCursor(gap: nil, base: entry)
            } else if !writeEvent(&reader, for: index, upTo: entry ?? .max, to: &batch) {
                guard entry.map({ reader.scanned < $0 }) ?? true else { continue }
                return reader.cursor < lastVisible(to: index) && shownLast < ring.last
                    ? .waits : .all
            }
        }
        return .some
    }

    /// Writes one event, stepping over those for others; false when there is none to be given.
    private func writeEvent(
        _ reader: inout Session,
        for index: Int,
        upTo end: UInt64,
        to batch: inout [UInt8]
    ) -> Bool {
        let last = min(shownLast, end)
        var number = reader.scanned + 1
        while number <= last, let entry = ring.entry(number) {
            let isVisible = members[index].sees(number, entry.audience)
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
}
