import Etiquette
import RelayCore
import Wire

/// Everything that anybody was shown, log by log, and what must be true of it as a whole.
struct History {
    /// An event as one connection was given it.
    private struct Step {
        let log: UInt64
        let seat: Seat
        let after: UInt64
        let number: UInt64
    }

    /// Words that were sent, and what came of them.
    private struct Sent {
        let seat: Seat?
        let log: UInt64
        let isAccepted: Bool
    }

    private var logs: [UInt64: [UInt64: RelayLine.Body]] = [:]
    private var steps: [Step] = []
    private var sent: [[UInt8]: Sent] = [:]

    /// No two members may see different events under one number. (SPEC §5.3)
    mutating func take(
        _ line: RelayLine,
        _ number: UInt64,
        after: UInt64,
        by seat: Seat?,
        in log: UInt64
    ) {
        guard let seat else { return }
        if let known = logs[log]?[number] {
            check(known == line.body, "event \(number) is \(known) and \(line.body)")
        } else {
            logs[log, default: [:]][number] = line.body
        }
        steps.append(Step(log: log, seat: seat, after: after, number: number))
    }

    /// Notes what came of words.
    mutating func settle(_ request: Request, of seat: Seat?, in log: UInt64, isAccepted: Bool) {
        switch request.ask {
        case .line(let content, _), .whisper(_, let content, _):
            guard sent[content.bytes]?.isAccepted != true else { return }
            sent[content.bytes] = Sent(seat: seat, log: log, isAccepted: isAccepted)
        default: break
        }
    }

    func contains(where isWanted: (RelayLine.Body) -> Bool) -> Bool {
        logs.values.contains { $0.values.contains(where: isWanted) }
    }

    /// What must hold of the logs, whoever saw them. (SPEC §5.3, §7.2, §8.1, §8.2)
    func checkAll() {
        for (log, events) in logs {
            var replay = Replay()
            var audiences: [UInt64: [Seat]] = [:]
            var seated: [UInt64: [Seat]] = [:]
            for (number, body) in events.sorted(by: { $0.key < $1.key }) {
                replay.take(body, number)
                guard replay.isWhole else { continue }
                audiences[number] = replay.audience(of: body)
                seated[number] = replay.seated
            }
            for step in steps where step.log == log {
                if let seats = seated[step.number] {
                    check(seats.contains(step.seat), "\(step.seat) is not there: \(step.number)")
                }
                if let audience = audiences[step.number] {
                    check(audience.contains(step.seat), "\(step.number) is not for \(step.seat)")
                }
                for number in (step.after + 1)..<step.number where seated[number] != nil {
                    let isForOthers = audiences[number].map { !$0.contains(step.seat) } ?? false
                    check(isForOthers, "\(step.seat) was not shown \(number)")
                }
            }
        }
    }

    /// Every line was sent by its author, and accepted; each text is sent once.
    func checkWords() {
        for (log, events) in logs {
            for case .line(let seat, _, _, let content?, _) in events.values {
                guard let words = sent[content.bytes] else { continue }
                check(words.isAccepted, "a refused line was shown: \(text(content.bytes))")
                check(words.seat == seat && words.log == log, "a line under another's name")
            }
        }
    }
}

/// A log told again, event by event, by rules written down a second time.
private struct Replay {
    /// Whether nothing is missing so far; an event that nobody saw may have been anything.
    private(set) var isWhole = true
    private var last: UInt64 = 0
    private var roles: [Seat: Role] = [:]
    private var listening: Set<Seat> = []
    private(set) var seated: [Seat] = []
    private var floor: RelayLine.FloorLine?
    /// Lines of facilitators in this offer or this space.
    private var callLines = 0

    mutating func take(_ body: RelayLine.Body, _ number: UInt64) {
        if number != last + 1 {
            isWhole = false
            floor = nil
        }
        last = number
        switch body {
        case .join(let seat, _, let role, _):
            roles[seat] = role
            listening.remove(seat)
            check(!isWhole || !seated.contains(seat), "\(seat) joins twice")
            seated.removeAll { $0 == seat }
            seated.append(seat)
        case .leave(let seat, _): seated.removeAll { $0 == seat }
        case .role(let seat, let role): roles[seat] = role
        case .listen(let seat, let on):
            if on { listening.insert(seat) } else { listening.remove(seat) }
        case .floor(let floor): follow(floor)
        case .line(let seat, _, let turn, _, _): hear(seat, turn)
        case .hand(_, _, let order): checkOrder(order)
        default: break
        }
    }

    /// The seats of a private event; nil for one that is for all. (SPEC §5.3, §7.6, §7.7)
    func audience(of body: RelayLine.Body) -> [Seat]? {
        switch body {
        case .help(let seat), .urgent(let seat), .whisper(let seat, _, to: .facilitators, _, _):
            seated.filter { roles[$0]?.facilitates == true } + [seat]
        case .whisper(let seat, _, to: .seat(let other), _, _): [seat, other]
        default: nil
        }
    }

    private func checkOrder(_ order: [Seat]) {
        check(Set(order).count == order.count, "a seat waits twice: \(order)")
        guard isWhole else { return }
        check(order.allSatisfy(seated.contains), "somebody waits who is not here: \(order)")
    }

    private mutating func follow(_ new: RelayLine.FloorLine) {
        checkOrder(new.order)
        let hasSeat = new.seat != nil
        switch new.state {
        case .home, .open: check(!hasSeat, "\(new.state) with a holder")
        case .offered, .held, .adrift: check(hasSeat, "\(new.state) without a seat")
        case .space: check(new.space > 0, "a space without a number")
        }
        if isWhole, let seat = new.seat {
            check(seated.contains(seat), "the stick is with somebody who left")
            check(roles[seat] != .listener, "the stick is with a listener")
        }
        if let floor {
            check(new.turn == floor.turn || new.turn == floor.turn + 1, "turn \(new.turn)")
            let isSame = new.turn == floor.turn && new.space == floor.space
            if !isSame { callLines = 0 }
            if isSame, new.state == .held, floor.state == .held {
                check(new.seat == floor.seat, "two holders under one turn")
            }
        }
        floor = new
    }

    /// Words come from who may speak, under the turn that is. (SPEC §7.1, §7.2)
    private mutating func hear(_ seat: Seat, _ turn: UInt32) {
        guard isWhole, let floor else { return }
        let facilitates = roles[seat]?.facilitates == true
        check(turn == floor.turn, "a line of turn \(turn) in turn \(floor.turn)")
        check(seated.contains(seat), "a line of somebody who is not here")
        check(roles[seat] != .listener && !listening.contains(seat), "a line of a listener")
        switch floor.state {
        case .home: check(facilitates, "a line while the stick is at home")
        case .held: check(seat == floor.seat, "a line of \(seat), who has not the stick")
        case .adrift: check(false, "a line while the holder is adrift")
        case .open: break
        case .offered, .space:
            callLines += 1
            check(facilitates, "a line in \(floor.state)")
            check(callLines <= (floor.state == .space ? 2 : 1), "too many lines")
        }
    }
}
