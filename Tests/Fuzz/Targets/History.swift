import Etiquette
import RelayCore
import Wire
import Wordless

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

    private var plans: [UInt64: CirclePlan] = [:]
    private var logs: [UInt64: [UInt64: RelayLine.Body]] = [:]
    private var steps: [Step] = []
    private var sent: [[UInt8]: Sent] = [:]

    /// A log begins, in which this plan holds.
    mutating func begin(_ log: UInt64, _ plan: CirclePlan) { plans[log] = plan }

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
            // After the end words and names are wiped. (SPEC §21.3)
            let isWiped = known.lacksContent || line.body.lacksContent
            let isSame =
                known == line.body
                || (isWiped && known.withoutWords == line.body.withoutWords)
            check(isSame, "event \(number) is \(known) and \(line.body)")
            if known.lacksContent { logs[log]?[number] = line.body }
        } else {
            logs[log, default: [:]][number] = line.body
        }
        steps.append(Step(log: log, seat: seat, after: after, number: number))
    }

    /// Notes what came of words.
    mutating func settle(_ request: Request, of seat: Seat?, in log: UInt64, isAccepted: Bool) {
        switch request.ask {
        case .line(let content, _), .whisper(_, let content, _), .caution(let content, _):
            guard sent[content.bytes]?.isAccepted != true else { return }
            sent[content.bytes] = Sent(seat: seat, log: log, isAccepted: isAccepted)
        default: break
        }
    }

    func contains(where isWanted: (RelayLine.Body) -> Bool) -> Bool {
        logs.values.contains { $0.values.contains(where: isWanted) }
    }

    /// What must hold of the logs, whoever saw them. (SPEC §5.3, §7.2, §8.1, §8.2, §14 to §19)
    func checkAll() {
        for (log, events) in logs {
            var replay = Replay(plans[log]?.plan)
            var audiences: [UInt64: [Seat]] = [:]
            for (number, body) in events.sorted(by: { $0.key < $1.key }) {
                audiences[number] = replay.take(body, number)
            }
            for step in steps where step.log == log {
                if let audience = audiences[step.number] {
                    check(audience.contains(step.seat), "\(step.number) is not for \(step.seat)")
                }
                for number in (step.after + 1)..<step.number {
                    let isForOthers = audiences[number].map { !$0.contains(step.seat) } ?? true
                    check(isForOthers, "\(step.seat) was not shown \(number)")
                }
            }
        }
    }

    /// Every line was sent by its author, and accepted; each text is sent once.
    func checkWords() {
        for (log, events) in logs {
            for body in events.values {
                guard let (seat, content) = body.words, let words = sent[content.bytes] else {
                    continue
                }
                check(words.isAccepted, "a refused line was shown: \(text(content.bytes))")
                check(words.seat == seat && words.log == log, "a line under another's name")
            }
        }
    }
}

extension RelayLine.Body {
    /// Words for all, and whose they are.
    fileprivate var words: (Seat, Content)? {
        switch self {
        case .line(let seat, _, _, let content?, _), .caution(let seat, _, _, let content?, _):
            (seat, content)
        default: nil
        }
    }

    fileprivate var lacksContent: Bool { self == withoutWords }
}
