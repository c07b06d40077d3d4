import Etiquette
import Wire

// What the journal is given, and what waits for it. (SPEC §5.11, §5.18)

extension Room {
    /// Gives a record to the journal.
    mutating func write(_ record: JournalRecord, _ number: UInt64, _ outputs: inout Outputs) {
        var record = record
        record.circle = handle
        if record.kind != .circle { record.number = number }
        for var list in JournalRecord.list(record.sticks) {
            list.circle = handle
            outputs.append(list)
        }
        outputs.append(record)
        written = outputs.recordCount
    }

    /// The record of a fact with its checks.
    func journalRecord(of fact: Fact, _ words: Words?) -> JournalRecord {
        var record = JournalRecord(fact)
        switch fact {
        case .joined(let seat, _), .waiting(let seat, _, _):
            if let index = index(of: seat) { record.check = run.checker.ofKey(members[index].key) }
        case .line, .caution, .whisper:
            guard let words else { break }
            record.id = words.id
            record.check = run.checker.ofWords(words.content, words.blind)
        default: break
        }
        return record
    }

    func nameRecord(of seat: Seat) -> JournalRecord {
        var record = JournalRecord(.name)
        record.seat = seat.number
        return record
    }

    /// An act that was accepted, so that it is not done again; words tell that themselves.
    mutating func writeAct(
        _ seat: Seat,
        _ id: UInt32,
        _ verb: Verb,
        _ number: UInt64,
        _ outputs: inout Outputs
    ) {
        guard verb != .line, verb != .caution, verb != .whisper else { return }
        var record = actRecord(seat, Member.Answer(id: id, verb: verb, number: number))
        record.check = Check([circle.residue.rawValue])
        write(record, number, &outputs)
    }

    private func actRecord(_ seat: Seat, _ answer: Member.Answer) -> JournalRecord {
        var record = JournalRecord(.act)
        record.seat = seat.number
        record.id = answer.id
        record.turn = answer.verb.code
        record.number = answer.number
        return record
    }

    /// Everything up to this record is committed: what waited for it may be given.
    mutating func commit(upTo record: UInt64, _ outputs: inout Outputs) {
        let rises = min(record, written) > committed
        committed = max(committed, min(record, written))
        let count = uncommitted.prefix { $0.record <= committed }.count
        if count > 0 {
            shownLast = uncommitted[count - 1].number
            uncommitted.removeFirst(count)
        }
        if rises { outputs.wakes += members.compactMap(\.session) }
        let waiting = holding
        holding = []
        for id in waiting {
            guard let held = sessions[id]?.held, !held.isEmpty else { continue }
            let ready = held.prefix { $0.until <= committed }
            for answer in ready { sessions[id]?.answers += answer.bytes }
            sessions[id]?.held.removeFirst(ready.count)
            if ready.count < held.count { holding.append(id) }
            outputs.wakes.append(id)
        }
    }

    /// All that a new journal needs of this circle. (SPEC §5.13)
    func writeSnapshot(to bytes: inout [UInt8]) {
        guard isOpen else { return }
        var records = [JournalRecord(circle: id, log: log)]
        let image = circle.image
        records.append(JournalRecord(floorOf: image))
        records.append(
            JournalRecord(countsOf: image, last: ring.last, lastPublic: lastPublic, stable: stable)
        )
        if plan.plan != nil || image.meeting != MeetingImage() || !image.buddies.isEmpty
            || circle.hosting.door != .open
        {
            records += JournalRecord.meeting(image)
        }
        for (member, seat) in zip(members, image.seats) {
            var record = JournalRecord(.seatImage)
            record.seat = member.seat.number
            record.number = member.joinedAt
            record.turn = seat.shares
            record.id = member.lastID
            record.check = run.checker.ofKey(member.key)
            records.append(record)
            records.append(
                JournalRecord(
                    handOf: seat,
                    lastPrivate: member.lastPrivate,
                    acknowledged: acknowledged(member)
                )
            )
            let part = JournalRecord(partOf: seat)
            let nothing = CircleImage.SeatImage(seat: seat.seat, role: seat.role)
            if part != JournalRecord(partOf: nothing) { records.append(part) }
            for absence in member.absences {
                records.append(JournalRecord(absence: absence, of: member.seat))
            }
            for answer in member.answers { records.append(actRecord(member.seat, answer)) }
        }
        var number = max(ring.first, stable + 1)
        while let entry = ring.entry(number) {
            records +=
                entry.audience.map { JournalRecord.list(audience: $0) }
                ?? JournalRecord.list(entry.order)
            var record = entry.record
            records += JournalRecord.list(record.sticks)
            record.flags.insert(.isPast)
            record.number = number
            records.append(record)
            number += 1
        }
        for var record in records {
            record.circle = handle
            record.write(to: &bytes)
        }
        bytes[bytes.count - JournalRecord.byteCount + 1] |= JournalRecord.Flags.endsGroup.rawValue
    }

    /// What a seat has seen of what it may see: who is not behind the ring has all that is stable.
    ///
    /// After a restart the ring may reach further back than it did for whoever was behind it then.
    private func acknowledged(_ member: Member) -> UInt64 {
        let isBehind =
            member.acknowledged + 1 < ring.first || member.acknowledged < stableWithoutAll
        return isBehind ? member.acknowledged : max(member.acknowledged, stable)
    }

    /// Who was there had shown all it may see up to this number. (SPEC §5.7)
    mutating func everybodyAcknowledged(_ number: UInt64) {
        for (index, record) in circle.seats.enumerated() where record.isPresent {
            guard members.indices.contains(index) else { return }
            members[index].acknowledged = max(members[index].acknowledged, number)
        }
    }

    // MARK: Whether a restart would find this

    /// The journal can be written again, or cannot any more: everybody is told. (SPEC §5.18)
    mutating func keep(_ isKept: Bool, _ outputs: inout Outputs) {
        guard isKept != self.isKept else { return }
        self.isKept = isKept
        for session in members.compactMap(\.session) {
            answer(session, RelayLine(.note(isKept ? .kept : .unkept)), &outputs)
        }
    }

    /// Somebody sat down and should know what they cannot rely on. (SPEC §5.17, §5.18)
    mutating func tellKeeping(_ session: SessionID, _ outputs: inout Outputs) {
        if anewUntil != nil { answer(session, RelayLine(.note(.anew)), &outputs) }
        if !isKept { answer(session, RelayLine(.note(.unkept)), &outputs) }
    }

    /// Somebody was shown more than this log holds: it is given up, and the next begins.
    /// (SPEC §5.17)
    mutating func beginAnew(_ outputs: inout Outputs) {
        let everybody = sessions.values.filter { !$0.isDoomed }.sorted { $0.order < $1.order }
        end(&outputs)
        anewUntil = Moment(.max)
        for session in everybody {
            bidFarewell(session.id, RelayLine(.bye(milliseconds: 0)), &outputs)
        }
    }
}
