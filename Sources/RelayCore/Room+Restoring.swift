import Etiquette
import Wire

// A circle goes on where its journal ends. (SPEC §5.13, §5.14)

extension Room {
    /// The circle as its records tell it; nil when they make no sense.
    init?(
        restoring records: CircleRecords,
        _ facts: CircleFacts,
        run: Run,
        handle: UInt32,
        at now: Moment
    ) {
        // Logs are counted from 1, and another must be able to follow.
        guard (1..<UInt64.max).contains(records.log) else { return nil }
        self.init(
            records.circle,
            isSealed: facts.isSealed,
            rules: facts.rules,
            plan: facts.plan,
            log: records.log,
            run: run,
            handle: handle,
            isKept: true,
            anewUntil: nil
        )
        var replay = Replay(facts, run.checker, at: now)
        isOpen = true
        guard replay.run(records.records, into: &self), circle.isConsistent,
            circle.seats.map(\.seat) == members.map(\.seat),
            zip(members, circle.seats).allSatisfy({ $0.absencesFit($1) })
        else { return nil }
        for index in members.indices {
            members[index].isBack = false
            members[index].acknowledged = max(
                members[index].acknowledged,
                max(1, members[index].joinedAt) - 1
            )
        }
        stable = max(stable, ring.first - 1)
        shownLast = ring.last
        // What everybody was shown nobody has kept, and nobody needs.
        let missing = replay.missing.filter { $0.number > stable }
        for number in replay.missing.map(\.number) where number <= stable { ring.giveUp(number) }
        if circle.meeting.phase?.kind == .ended {
            for one in missing { ring.giveUp(one.number) }
            endedAt = now
        } else if !missing.isEmpty {
            recovery = Recovery(missing, until: now.after(limits.recoveryMilliseconds))
        }
    }

    /// Nobody has a connection; what the store changed meanwhile is true here too.
    mutating func resumeLog(_ facts: CircleFacts, at now: Moment, _ outputs: inout Outputs) {
        emptySince = seatedCount == 0 ? now : nil
        circle.loseLinks(at: now)
        apply(.timePassed, at: now, &outputs)
        for (key, role) in facts.keys {
            guard let index = memberIndex(of: key) else { continue }
            let seat = members[index].seat
            let event: Event = role.map { .changedRole(seat, $0) } ?? .removed(seat)
            apply(event, at: now, &outputs)
        }
    }
}
