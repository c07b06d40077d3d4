import CLinux
import EventLoop
import Glibc

/// Connects beside the loop, so that what is typed is still taken while a relay does not answer.
struct Dialer: ~Copyable {
    /// What came of one attempt.
    private enum Outcome: Sendable {
        case connected(Int32)
        case failed
    }

    private struct Letter: Sendable {
        let attempt: Int
        let outcome: Outcome
    }

    /// Milliseconds for one attempt.
    private static let attemptMilliseconds: UInt64 = 15_000

    private let mailbox: Mailbox<Letter>
    private var attempt = 0
    private(set) var isDialing = false

    init() throws(SyscallError) { mailbox = try Mailbox<Letter>() }

    /// Readable when an attempt has ended.
    var raw: Int32 { mailbox.descriptor }

    /// Begins an attempt; an earlier one is forgotten.
    mutating func dial(_ host: String, _ port: UInt16) {
        attempt += 1
        isDialing = true
        let attempt = attempt
        let mailbox = mailbox
        let started: ()? = try? {
            _ = try LoopThread(named: "dial") {
                mailbox.post(Letter(attempt: attempt, outcome: Self.connect(host, port)))
            }
        }()
        if started == nil { mailbox.post(Letter(attempt: attempt, outcome: .failed)) }
    }

    private static func connect(_ host: String, _ port: UInt16) -> Outcome {
        let deadline = BootClock.now() + attemptMilliseconds
        guard let descriptor = try? Connector.connect(to: host, port: port, until: deadline) else {
            return .failed
        }
        // A number can go through the mailbox; its owner cannot.
        let duplicate = circle_duplicate(descriptor.raw)
        return duplicate < 0 ? .failed : .connected(duplicate)
    }

    /// Whether the attempt has ended, and with what.
    enum Answer: ~Copyable {
        case none
        case connected(Descriptor)
        case failed
    }

    mutating func collect() -> Answer {
        var letters: [Letter] = []
        mailbox.collect(into: &letters)
        var answer = Answer.none
        for letter in letters {
            switch letter.outcome {
            case .connected(let raw):
                let descriptor = Descriptor(taking: raw)
                if letter.attempt == attempt { answer = .connected(descriptor) }
            case .failed: if letter.attempt == attempt { answer = .failed }
            }
            if letter.attempt == attempt { isDialing = false }
        }
        return answer
    }
}
