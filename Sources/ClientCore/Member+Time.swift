public import Etiquette
import Wire

// What is due by itself: receipts, pings, held words, what the person is to be told.

extension Member {
    /// Who has had the stick for a while and has said nothing under it; nil for whoever may not
    /// ring the bell over them, and where a line may have gone unseen.
    public func searcher(at now: Moment) -> Person? {
        guard mayRing, let floor = room.floor, floor.state == .held, let seat = floor.seat,
            seat != room.me, !linesInTurn, clock.isExact,
            clock.usedSeconds(at: now) >= ClientLimits.searchingSeconds
        else { return nil }
        return room.person(seat)
    }

    /// After everything that happened, whatever is due is done.
    mutating func sweep(at now: Moment, _ effects: inout [ClientEffect]) {
        pump(at: now, &effects)
        acknowledge(at: now, &effects)
        if let due = link.pongDue, due <= now { lose(at: now, &effects) }
        if let due = link.pingDue(isSoon: speaksSoon), due <= now { ping(at: now, &effects) }
        if let due = link.lossDue, due <= now {
            link.lossIsTold = true
            effects.show(.lostLink)
            tellKept(&effects)
        }
        if let due = told.queueDue, due <= now { tellQueue(&effects) }
        sweepMeeting(at: now, &effects)
        tellBack(at: now, &effects)
    }

    /// After 8 events or 2 seconds the relay is told what was shown. (SPEC §5.7)
    private mutating func acknowledge(at now: Moment, _ effects: inout [ClientEffect]) {
        guard link.stage == .seated, link.received > link.acknowledged else { return }
        let due = link.acknowledgeDue ?? now.after(ClientLimits.acknowledgeMilliseconds)
        link.acknowledgeDue = due
        guard due <= now || link.unacknowledged >= ClientLimits.acknowledgeEvents else { return }
        link.acknowledged = link.received
        link.unacknowledged = 0
        link.acknowledgeDue = nil
        send(Request(.ack(link.acknowledged)), at: now, &effects)
    }

    mutating func ping(at now: Moment, _ effects: inout [ClientEffect]) {
        send(Request(.ping), at: now, &effects)
        link.pongDue = now.after(ClientLimits.pongMilliseconds)
    }

    /// Sends what waits, as far as the limits of the relay allow. (SPEC §4.8, §6.3)
    mutating func pump(at now: Moment, _ effects: inout [ClientEffect]) {
        link.pumpDue = nil
        let isWaiting = room.meeting.vestibule != nil
        guard link.stage == .seated, state == nil, room.floor != nil || isWaiting else { return }
        while UInt64(outbox.flying.count) < min(8, pacer.limits.unanswered),
            let next = outbox.next(inVestibule: isWaiting)
        {
            guard nextID <= UInt64(UInt32.max) else {
                effects.show(.alarm(.idsUsedUp))
                return end(.broken, &effects)
            }
            if let wait = price(of: next, at: now) {
                link.pumpDue = now.after(wait)
                return tellWaiting(&effects)
            }
            guard let ready = prepared(next, id: UInt32(nextID)) else {
                outbox.takeWaiting(next.serial)
                toDraft(next, .unsealed, &effects)
                continue
            }
            outbox.takeWaiting(next.serial)
            nextID += 1
            if ready.content != nil { wordIDs.append(ready.id) }
            outbox.fly(ready)
            transmit(ready.bytes, at: now, &effects)
        }
        if outbox.waiting.isEmpty { told.waiting = false }
    }

    /// Milliseconds that this act has to wait; nil when it may go, and its price is taken.
    private mutating func price(of act: Outbox.Act, at now: Moment) -> UInt64? {
        // A call for help never waits. (SPEC §7.7)
        if act.verb == .help { return nil }
        if let until = link.pauseUntil, until > now { return until.since(now) }
        guard act.isLine else { return pacer.takeAct(at: now) }
        return pacer.takeLine(
            bytes: act.bytesAhead(isSealed: cipher.isSealed),
            isOpenFloor: room.floor?.state == .open,
            at: now
        )
    }

    /// Words that are on their way or wait are safe, and the person should know.
    private mutating func tellKept(_ effects: inout [ClientEffect]) {
        guard !told.waiting, outbox.openLines > 0 else { return }
        told.waiting = true
        effects.show(.waiting(lines: outbox.openLines, isLinkLost: true))
    }

    private mutating func tellWaiting(_ effects: inout [ClientEffect]) {
        guard !told.waiting, outbox.waitingLines > 0 else { return }
        told.waiting = true
        effects.show(.waiting(lines: outbox.waitingLines, isLinkLost: false))
    }

    mutating func send(_ request: Request, at now: Moment, _ effects: inout [ClientEffect]) {
        transmit(request.line, at: now, &effects)
    }

    mutating func transmit(_ bytes: [UInt8], at now: Moment, _ effects: inout [ClientEffect]) {
        link.lastSentAt = now
        let spread = ClientLimits.pingSpread
        link.pingSpread =
            spread.lowerBound + dice.upTo(spread.upperBound - spread.lowerBound)
        effects.append(.send(bytes))
    }
}
