import Etiquette
import Wire

// What happens because time passes. (SPEC §5.2, §5.7, §8.9, §11)

extension Room {
    mutating func timePassed(at now: Moment, _ outputs: inout Outputs) {
        if let due = circle.deadline, now >= due { apply(.timePassed, at: now, &outputs) }
        if let due = stableDue, now >= due {
            stableDue = nil
            for session in members.compactMap(\.session)
            where sessions[session]?.stableTold ?? stable < stable {
                outputs.wakes.append(session)
            }
        }
        if let due = recovery?.deadline, now >= due { askForWords(at: now, &outputs) }
        if let due = sweepDue, now >= due { sweep(at: now, &outputs) }
        if let due = endingDeadline, now >= due { passEnding(at: now, &outputs) }
        if let since = emptySince, isOpen, now >= since.after(limits.emptyMilliseconds) {
            // Who still waits at the door comes back to the next log.
            for session in members.compactMap(\.session) {
                bidFarewell(session, RelayLine(.bye(milliseconds: 0)), &outputs)
            }
            end(&outputs)
        }
    }

    /// The relay was deaf for so long: nobody is to blame for it. (SPEC §11.1)
    mutating func stalled(by milliseconds: UInt64, at now: Moment, _ outputs: inout Outputs) {
        for key in sessions.keys {
            if let last = sessions[key]?.lastByte {
                sessions[key]?.lastByte = min(last.after(milliseconds), now)
            }
        }
        emptySince = emptySince?.after(milliseconds)
        recovery?.shift(by: milliseconds)
        apply(.stalled(milliseconds: milliseconds), at: now, &outputs)
        sweep(at: now, &outputs)
    }

    /// Looks for connections that have fallen silent. (SPEC §8.9, §11.5)
    mutating func sweep(at now: Moment, _ outputs: inout Outputs) {
        var next: Moment?
        for session in sessions.values.sorted(by: { $0.order < $1.order }) {
            guard !session.isDoomed else { continue }
            let idle = session.lastByte.after(limits.idleMilliseconds)
            guard now < idle else {
                doom(session.id, .idle, &outputs)
                continue
            }
            next = next.map { min($0, idle) } ?? idle
            guard let index = session.member, circle.stick.holder == members[index].seat,
                circle.record(of: members[index].seat)?.isDrifting == false
            else { continue }
            let silent = session.lastByte.after(limits.holderSilenceMilliseconds)
            if now >= silent {
                sweepDue = idle
                let seat = members[index].seat
                apply(.drifted(seat, since: session.lastByte), at: now, &outputs)
            } else {
                next = next.map { min($0, silent) } ?? silent
            }
        }
        sweepDue = next
    }

    /// The log is over: what was said is overwritten, who was here forgotten. (SPEC §5.2)
    mutating func end(_ outputs: inout Outputs) {
        write(JournalRecord(.ended), 0, &outputs)
        outputs.endsLog = true
        ring.wipeAll()
        members.removeAll()
        isOpen = false
        log += 1
        circle = Circle(rules: Rules(rules, plan), seed: run.seed(of: id, log))
        pages.removeAll()
        endedAt = nil
        wipeDue = nil
        lastPublic = 0
        stable = 0
        stableDue = nil
        emptySince = nil
        recovery = nil
        anewUntil = nil
        uncommitted.removeAll()
        shownLast = 0
        for key in sessions.keys {
            sessions[key]?.member = nil
            sessions[key]?.stableTold = 0
        }
    }
}
