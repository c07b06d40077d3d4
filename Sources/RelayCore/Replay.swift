import Etiquette
import Wire

/// Folds the records of one circle in their order.
struct Replay {
    private var keys: [Check: PublicKey] = [:]
    private var image = CircleImage()
    private var shares: UInt32 = 0
    private var hasImage = false
    /// The last event of the snapshot.
    private var counted: UInt64 = 0
    /// What stands before a past event: its audience, or its line of hands.
    private var seats: [Seat]?
    private var now: Moment
    /// Where several sticks are, of the floor that follows.
    private var sticks: [HeldStick] = []
    /// What acts since the snapshot left behind, before the first fact since.
    private var residue = Residue()
    /// Facts of one decision, told only when all of them are true.
    private var decision: [JournalRecord] = []
    private(set) var missing: [Missing] = []

    init(_ facts: CircleFacts, _ checker: Checker, at now: Moment) {
        for (key, _) in facts.keys { keys[checker.ofKey(key)] = key }
        self.now = now
    }

    /// False when the records contradict themselves.
    mutating func run(_ records: [JournalRecord], into room: inout Room) -> Bool {
        for record in records {
            guard take(record, into: &room) else { return false }
        }
        return decision.isEmpty && begin(&room)
    }

    private mutating func take(_ record: JournalRecord, into room: inout Room) -> Bool {
        guard record.isWithinReach else { return false }
        switch record.kind {
        case .floorImage: return record.readFloor(into: &image)
        case .countsImage: return takeCounts(record, into: &room)
        case .seatImage: return takeSeat(record, into: &room)
        case .handImage:
            guard let hand = record.hand(shares: shares), !room.members.isEmpty,
                record.number <= room.ring.last, UInt64(record.turn) <= room.ring.last
            else { return false }
            room.members[room.members.count - 1].lastPrivate = record.number
            room.members[room.members.count - 1].acknowledged = UInt64(record.turn)
            image.seats.append(hand)
            return true
        case .seats:
            seats = (seats ?? []) + record.list
            return true
        case .stable:
            guard begin(&room), record.number <= room.ring.last else { return false }
            room.stable = record.number
            if record.flags.contains(.isPartial) {
                room.stableWithoutAll = record.number
            } else {
                room.everybodyAcknowledged(record.number)
            }
            return true
        case .act:
            guard let index = room.index(of: Seat(record.seat)),
                let verb = Verb(code: record.turn)
            else { return false }
            room.remember(record.id, verb, record.number, of: index)
            take(record.residue, into: &room)
            return true
        case .sticks:
            sticks += record.listedSticks
            return true
        case .absence:
            guard let absence = record.absence, !room.members.isEmpty else { return false }
            room.members[room.members.count - 1].absences.append(absence)
            return true
        case .partImage:
            guard !image.seats.isEmpty else { return false }
            return record.readPart(into: &image.seats[image.seats.count - 1])
        case .meetingImage, .phaseImage, .beneathImage, .ringImage, .responseImage,
            .responseHands, .responseOffered, .stickImage, .buddyImage:
            return record.readMeeting(into: &image) ?? false
        case .circle, .ended: return false
        case .joined, .left, .presence, .listening, .role, .hand, .hands, .urgent, .floor, .line,
            .whisper, .help, .name, .lost, .page, .caution, .phase, .agreed, .mark, .marks,
            .quieted, .chair, .door, .waiting, .gaveUp, .out, .apart, .buddy:
            guard record.isEvent else { return false }
            var record = record
            if record.kind == .floor {
                record.sticks = sticks
                sticks = []
            }
            return record.flags.contains(.isPast)
                ? tell(record, nil, order: [], &room) : fold(record, &room)
        }
    }

    private mutating func takeCounts(_ record: JournalRecord, into room: inout Room) -> Bool {
        room.lastPublic = record.readCounts(into: &image)
        counted = record.number
        room.stable = UInt64(record.id)
        guard room.lastPublic <= record.number, room.stable <= record.number else { return false }
        room.ring = EventRing(
            eventsMax: room.limits.ringEventsMax,
            bytesMax: room.limits.ringBytesMax,
            after: record.number
        )
        return true
    }

    private mutating func takeSeat(_ record: JournalRecord, into room: inout Room) -> Bool {
        guard let key = keys[record.check], Int(record.seat) == room.members.count + 1,
            record.number <= room.ring.last
        else { return false }
        var member = Member(seat: Seat(record.seat), key: key, name: nil, acknowledged: 0)
        member.joinedAt = record.number
        member.lastID = record.id
        room.members.append(member)
        shares = record.turn
        return true
    }

    /// The image is whole: from here on the circle is folded.
    private mutating func begin(_ room: inout Room) -> Bool {
        guard !hasImage else { return true }
        // The events that the snapshot still had have been told, up to the last.
        guard image.isWithinReach, room.ring.last == counted else { return false }
        hasImage = true
        room.circle = Circle(
            rules: Rules(room.rules, room.plan),
            image: image,
            seed: room.run.seed(of: room.id, room.log),
            at: now
        )
        if !residue.isEmpty { room.circle.take(residue, at: now) }
        // What is owed in the image is owed before what is owed from here on.
        now = now.after(UInt64(image.seats.count))
        return true
    }

    /// What an act left behind; a snapshot's own acts leave nothing.
    private mutating func take(_ residue: Residue, into room: inout Room) {
        if hasImage {
            room.circle.take(residue, at: now)
        } else if !residue.isEmpty {
            self.residue = residue
        }
    }

    private mutating func fold(_ record: JournalRecord, _ room: inout Room) -> Bool {
        guard begin(&room) else { return false }
        if record.kind == .joined || record.kind == .waiting, !seat(record, &room) { return false }
        if let fact = record.fact {
            // Owed turns keep their order: each is a little later than the one before.
            if case .floor(let change) = fact, change.reason == .grace { now = now.after(1) }
            room.circle.fold(fact, at: now)
        }
        decision.append(record)
        guard record.flags.contains(.endsDecision) else { return true }
        let told = decision
        decision = []
        var comers = Comers(told.lazy.compactMap(\.fact), in: room.circle)
        return told.allSatisfy { record in
            let audience = record.fact.map { comers.audience(of: $0, in: room.circle) }
            let order = comers.order(in: room.circle)
            return tell(record, audience ?? room.audience(of: record), order: order, &room)
        }
    }

    /// Somebody sat down, for the first time or again.
    private func seat(_ record: JournalRecord, _ room: inout Room) -> Bool {
        guard let key = keys[record.check] else { return false }
        if Int(record.seat) == room.members.count + 1 {
            room.members.append(
                Member(seat: Seat(record.seat), key: key, name: nil, acknowledged: 0)
            )
        }
        let seat = Seat(record.seat)
        guard let index = room.index(of: seat), room.members[index].key == key else {
            return false
        }
        // Who comes in from the vestibule has come before.
        guard room.circle.record(of: seat)?.isPresent != true else { return true }
        room.members[index].joinedAt = record.number
        room.members[index].absences = []
        return true
    }

    /// The event is in the ring again, without the words it may have had.
    ///
    /// `audience` is whom it is for, and `order` the line of hands, if that is not said by the records
    /// before it.
    private mutating func tell(
        _ record: JournalRecord,
        _ audience: [Seat]?,
        order: [Seat],
        _ room: inout Room
    ) -> Bool {
        // The ring of a snapshot begins with the first event that it still holds.
        if record.flags.contains(.isPast), room.ring.count == 0, record.number > 0 {
            room.ring = EventRing(
                eventsMax: room.limits.ringEventsMax,
                bytesMax: room.limits.ringBytesMax,
                after: record.number - 1
            )
        }
        guard record.number == room.ring.last + 1,
            record.named.allSatisfy({ room.index(of: $0) != nil })
        else { return false }
        defer { seats = nil }
        let isPast = record.flags.contains(.isPast)
        let tellsOrder = record.kind == .hand || record.kind == .floor
        let order = isPast ? seats ?? [] : order
        let audience = !isPast ? audience : tellsOrder ? nil : seats
        if record.kind == .lost { give(up: UInt64(record.id), &room) }
        let isMissing = record.hasWords && !record.flags.contains(.isLost)
        if isMissing {
            missing.append(Missing(record, audience: audience))
            if let index = room.index(of: Seat(record.seat)), !record.flags.contains(.isPast) {
                let verb = record.verbOfWords
                room.remember(record.id, verb, record.number, of: index)
            }
        }
        if !isPast, let fact = record.fact { room.prepareView(for: fact) }
        let body = room.body(of: record, order)
        guard body.isReadable else { return false }
        room.retell(body, of: record, audience: audience, isMissing: isMissing)
        if !isPast, let fact = record.fact { room.changeView(after: fact) }
        return true
    }

    private mutating func give(up number: UInt64, _ room: inout Room) {
        missing.removeAll { $0.number == number }
        room.ring.giveUp(number)
    }
}
