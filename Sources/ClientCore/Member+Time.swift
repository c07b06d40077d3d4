import Etiquette
import Wire

// What is due by itself: receipts, pings, held words, what the person is to be told.

extension Member {
    /// After everything that happened, whatever is due is done.
    mutating func sweep(at now: Moment, _ effects: inout [ClientEffect]) {
        pump(at: now, &effects)
        acknowledge(at: now, &effects)
        if let due = link.pongDue, due <= now { lose(at: now, &effects) }
        if let due = link.pingDue(isSoon: speaksSoon), due <= now { ping(at: now, &effects) }
        if let due = link.lossDue, due <= now {
            link.lossIsTold = true
            effects.show(.lostLink)
        }
        if let due = told.queueDue, due <= now { tellQueue(&effects) }
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
        guard link.stage == .seated, state == nil, room.floor != nil else { return }
        while UInt64(outbox.flying.count) < min(8, pacer.limits.unanswered),
            let next = outbox.waiting.first
        {
            guard nextID <= UInt64(UInt32.max) else {
                effects.show(.alarm(.idsUsedUp))
                return end(.broken, &effects)
            }
            let wait =
                next.isLine
                ? pacer.takeLine(
                    bytes: next.bytesAhead(isSealed: cipher.isSealed),
                    isOpenFloor: room.floor?.state == .open,
                    at: now
                ) : pacer.takeAct(at: now)
            if let wait {
                link.pumpDue = now.after(wait)
                return tellWaiting(&effects)
            }
            guard let ready = prepared(next, id: UInt32(nextID)) else {
                _ = outbox.takeWaiting()
                toDraft(next, .unsealed, &effects)
                continue
            }
            _ = outbox.takeWaiting()
            nextID += 1
            if ready.content != nil { wordIDs.append(ready.id) }
            outbox.fly(ready)
            transmit(ready.bytes, at: now, &effects)
        }
        if outbox.waiting.isEmpty { told.waiting = false }
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
