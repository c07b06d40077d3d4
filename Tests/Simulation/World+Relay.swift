import ClientCore
import Etiquette
import RelayCore
import Wire

/// One run of the relay.
struct Relay {
    var core: ShardCore
    var outputs = Outputs()
    var errands: [Errand] = []

    mutating func commit(upTo count: UInt64) { core.committed(upTo: count, &outputs) }

    mutating func acknowledge(_ number: UInt64, _ session: SessionID, at now: UInt64) {
        let line = Array(Request(.ack(number)).line.dropLast(2))
        core.receive(line.span, from: session, at: Moment(now), &outputs)
    }
}

/// What is recorded, and what was given to the disk and may not be there yet.
struct Disk {
    var records: [UInt8] = []
    /// By group: its records, the count after it, and the circle as it was then.
    var pending: [(records: [UInt8], count: UInt64, circle: Circle?)] = []
    /// The circle when the last group was committed.
    var circle: Circle?
    /// What was committed within this run, for a disk that lies.
    var groups: [(size: Int, circle: Circle?)] = []
    /// The last commit that is on its way.
    var awaited: UInt64 = 0
}

extension World {
    /// Lends the relay, and sees to what comes of it.
    mutating func withRelay(_ body: (inout Relay, UInt64) -> Void) {
        guard var relay else { return }
        self.relay = nil
        body(&relay, now)
        self.relay = relay
        obey()
    }

    private mutating func obey() {
        while let outputs = relay?.outputs,
            !outputs.records.isEmpty || !outputs.errands.isEmpty || !outputs.wakes.isEmpty
                || !outputs.closes.isEmpty
        {
            relay?.outputs.removeAll()
            if !outputs.records.isEmpty { record(outputs.records, outputs.recordCount) }
            for errand in outputs.errands {
                let index = relay?.errands.count ?? 0
                relay?.errands.append(errand)
                agenda.add(.store(index: index, run: epoch), at: now + dice.upTo(20))
            }
            for session in outputs.closes { links[link(session)].isLeaving = true }
            var waked: Set<Int> = []
            for session in outputs.wakes + outputs.closes {
                let link = link(session)
                if waked.insert(link).inserted { flush(link) }
            }
        }
    }

    private func link(_ session: SessionID) -> Int { Int(session.number & 0xffff_ffff) - 1 }

    private mutating func record(_ records: [UInt8], _ count: UInt64) {
        checkLost(records)
        if relay?.core.circle(circle)?.meeting.hasEnded == true {
            checks.logs[lastLog, default: Checks.Log()].hasEnded = true
        }
        disk.pending.append((records, count, relay?.core.circle(circle)))
        if without == .commitFirst {
            relay?.commit(upTo: count)
        }
        if weather.commit == 0 { return commit(upTo: count, run: epoch) }
        agenda.add(.commit(upTo: count, run: epoch), at: now + 1 + dice.upTo(weather.commit))
    }

    /// The disk has everything up to this record.
    mutating func commit(upTo count: UInt64, run: UInt64) {
        guard run == epoch, relay != nil else { return }
        let done = disk.pending.prefix { $0.count <= count }
        for group in done {
            disk.records += group.records
            disk.circle = group.circle
            disk.groups.append((group.records.count, group.circle))
        }
        disk.pending.removeFirst(done.count)
        if weather.commit == 0 {
            relay?.commit(upTo: count)
        } else {
            withRelay { relay, _ in relay.commit(upTo: count) }
        }
    }

    mutating func storeAnswers(_ index: Int, run: UInt64) {
        guard run == epoch, let errand = relay?.errands[index] else { return }
        var answer = Errand.Answer.done
        if case .openLog = errand.task {
            lastLog += 1
            answer = .log(lastLog)
        }
        let circle = circle
        withRelay { relay, now in
            relay.core.answered(errand.id, of: circle, answer, at: Moment(now), &relay.outputs)
        }
    }

    // MARK: The end of a run and the next

    /// The relay is killed: what the disk did not have is gone, or partly there after all.
    mutating func kill() {
        guard relay != nil else { return }
        kills += 1
        tell("the relay is killed")
        relay = nil
        // A write that was cut off: whole groups of it may have arrived, never half of one.
        let survivors = Int(dice.upTo(UInt64(disk.pending.count)))
        for group in disk.pending.prefix(survivors) {
            disk.records += group.records
            disk.circle = group.circle
            disk.groups.append((group.records.count, group.circle))
        }
        disk.pending = []
        if without == .honestDisk {
            for _ in 0..<min(disk.groups.count, Int(dice.upTo(3))) {
                disk.records.removeLast(disk.groups.removeLast().size)
            }
            disk.circle = nil
        }
        if !isClear, chance(weather.losses * 100) { lose() }
        for link in links.indices where links[link].isOpenAtRelay { breakOff(link) }
        agenda.add(.relayStarts, at: now + 1 + dice.upTo(isClear ? 100 : weather.down))
    }

    /// The machine died with the memory that the journal was in.
    private mutating func lose() {
        disk = Disk()
        checks.logs[lastLog, default: Checks.Log()].isAbandoned = true
    }

    /// The relay begins, and goes on where its journal ends.
    mutating func startRelay() {
        epoch += 1
        tell("the relay starts, epoch \(epoch)")
        deafUntil = 0
        highestID = [:]
        let checker =
            without == .check ? PretendedCipher.blindChecker : PretendedCipher.checker
        let core = ShardCore(limits: Limits(), checker: checker, epoch: epoch, seed: seed)
        var relay = Relay(core: core)
        let facts = CircleFacts(
            isSealed: true,
            rules: rules,
            plan: plan,
            keys: people.map { ($0.key, $0.role) }
        )
        let all = CircleRecords.all(in: disk.records)
        if all == nil { checks.fail("the journal cannot be read") }
        for records in all ?? [] {
            if !relay.core.restore(records, facts, at: Moment(now), &relay.outputs) {
                checks.fail("the journal makes no sense")
            }
        }
        checkRestored(relay.core.circle(circle))
        disk = Disk()
        disk.records = relay.core.snapshot
        disk.circle = relay.core.circle(circle)
        relay.core.committed(upTo: relay.outputs.recordCount, &relay.outputs)
        relay.outputs.removeAll()
        self.relay = relay
    }

    /// P7: stick, turn, hands and counts stand as they were committed. (SPEC §5.13)
    private mutating func checkRestored(_ again: Circle?) {
        guard without != .honestDisk, let before = disk.circle, let again else { return }
        // A window or a rest may be over by the restart, and then an offer is made at once.
        let isOffered =
            before.stick == .home && again.stick.seat.map { before.queue.contains($0) } == true
        let isSame =
            before.turn == again.turn && before.stick == again.stick
            && before.queue == again.queue
        let isRest =
            before.space?.number == again.space?.number
            && before.floor.sticks == again.floor.sticks
            && before.meeting.phase == again.meeting.phase
            && before.meeting.ring == again.meeting.ring
            && before.seats.map(\.shares) == again.seats.map(\.shares)
        if !(isSame || isOffered) || !isRest {
            checks.fail("P7 a restart changed the floor, the phase, the hands or the counts")
        }
        if before.hosting.door != again.hosting.door || before.seats.count != again.seats.count {
            checks.fail("P7 a restart changed the door or the seats")
        }
        for (was, now) in zip(before.seats, again.seats) {
            let isSame =
                was.isOut == now.isOut && was.vestibule == now.vestibule
                && was.isBarred == now.isBarred && was.part.isQuieted == now.part.isQuieted
            if !isSame { checks.fail("P7 a restart changed where \(was.seat) is: \(was) \(now)") }
        }
    }

    /// Whether somebody who could have brought the words was there when they were given up.
    ///
    /// Where an answer can take longer than the relay waits for it, nobody is blamed. (SPEC §5.15)
    private mutating func checkLost(_ records: [UInt8]) {
        guard weather.delay.upperBound < 2_000 else { return }
        for start in stride(from: 0, to: records.count, by: JournalRecord.byteCount)
        where records[start] == JournalRecord.Kind.lost.rawValue {
            let number = records[start + 20..<start + 24].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard let words = checks.logs[lastLog]?.words[number] else { continue }
            let keeper = people.first { person in
                guard let since = person.seatedSince, let link = person.link else { return false }
                let had = checks.views[person.index][lastLog]
                return now - since >= 5_000 && links[link].isSound
                    && had?.run == person.runs && had?.texts.contains(words) == true
            }
            if keeper != nil { checks.fail("P3 lost, though somebody who had the words was back") }
        }
    }
}
