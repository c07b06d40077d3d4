import Etiquette
import Wire

/// What a member asked for and the relay has not settled yet.
struct Outbox: Hashable, Sendable {
    /// One act on its way.
    struct Act: Hashable, Sendable {
        /// What an act is before it has an id.
        enum Kind: Hashable, Sendable {
            /// Words, sealed when they first go.
            case words(String, to: Addressee?)
            case plain(Request.Ask)
        }

        /// The order in which it was typed.
        var serial: UInt64
        var kind: Kind
        /// The turn under which it was typed. (SPEC §7.1)
        var turn: UInt32?
        /// 0 until it is sent.
        var id: UInt32 = 0
        /// The bytes that go, the same each time. (SPEC §3.7)
        var bytes: [UInt8] = []
        var content: Content?

        /// Whether it is words for all.
        var isLine: Bool {
            if case .words(_, nil) = kind { return true }
            return false
        }

        /// The verb it travels under.
        var verb: Verb {
            switch kind {
            case .words(_, let addressee): addressee == nil ? .line : .whisper
            case .plain(let ask): Request(ask).verb
            }
        }

        /// About how long it will be on the wire, known before it is sealed.
        func bytesAhead(isSealed: Bool) -> Int {
            guard case .words(let text, _) = kind else { return 64 }
            guard isSealed else { return text.utf8.count + 96 }
            let lengths = Content.payloadLengths
            let bodies = [62, 254, 1_022]
            let size = bodies.firstIndex { text.utf8.count <= $0 } ?? lengths.count - 1
            return lengths[size] + 64
        }

        /// Calls for help and for silence do not wait behind words. (SPEC §9.6)
        var goesFirst: Bool {
            switch kind {
            case .plain(.help), .plain(.bell), .plain(.remove): true
            default: false
            }
        }
    }

    /// A line that was accepted and that not everybody is known to have seen. (SPEC §5.7)
    struct Kept: Hashable, Sendable {
        let id: UInt32
        var number: UInt64?
        let text: String
        let content: Content?
    }

    /// Not sent yet, in order.
    private(set) var waiting: [Act] = []
    /// Sent and not answered, by id.
    private(set) var flying: [Act] = []
    /// Accepted and not stable.
    private(set) var kept: [Kept] = []

    var isEmpty: Bool { waiting.isEmpty && flying.isEmpty }

    var waitingLines: Int { waiting.count { $0.isLine } }

    /// Lines that wait or were not answered.
    var openLines: Int { waitingLines + flying.count { $0.isLine } }

    mutating func add(_ act: Act) {
        // Help goes before everything, silence and removal before all but help.
        let place =
            act.verb == .help
            ? waiting.firstIndex { $0.verb != .help }
            : act.goesFirst ? waiting.firstIndex { !$0.goesFirst } : nil
        waiting.insert(act, at: place ?? waiting.count)
    }

    mutating func takeWaiting() -> Act? { waiting.isEmpty ? nil : waiting.removeFirst() }

    mutating func fly(_ act: Act) { flying.append(act) }

    /// Takes out the act with this id.
    mutating func land(_ id: UInt32) -> Act? {
        flying.firstIndex { $0.id == id }.map { flying.remove(at: $0) }
    }

    /// A line was accepted: it is kept until it is stable.
    mutating func keep(_ act: Act, number: UInt64?) {
        guard case .words(let text, nil) = act.kind else { return }
        kept.append(Kept(id: act.id, number: number, text: text, content: act.content))
        if kept.count > ClientLimits.keptMax { kept.removeFirst() }
    }

    /// A line of the member's own came back as an event.
    mutating func number(_ id: UInt32, is number: UInt64) {
        guard let index = kept.firstIndex(where: { $0.id == id }) else { return }
        kept[index].number = number
    }

    /// Everybody has shown everything up to `number`. (SPEC §5.7)
    mutating func settle(upTo number: UInt64) {
        kept.removeAll { kept in kept.number.map { $0 <= number } ?? false }
    }

    /// Takes out the words that wait under another turn than this.
    mutating func takeStale(turn: UInt32) -> [Act] {
        let stale = waiting.filter { $0.isLine && $0.turn != turn }
        waiting.removeAll { $0.isLine && $0.turn != turn }
        return stale
    }

    /// Takes out everything, for a new log. (SPEC §6.4)
    mutating func empty() -> (acts: [Act], kept: [Kept]) {
        defer { self = Outbox() }
        return (flying + waiting, kept)
    }
}
