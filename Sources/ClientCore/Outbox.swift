import Etiquette
import Wire

/// What a member asked for and the relay has not settled yet.
struct Outbox: Hashable, Sendable {
    /// One act on its way.
    struct Act: Hashable, Sendable {
        /// What an act is before it has an id.
        enum Kind: Hashable, Sendable {
            /// Words, sealed when they first go.
            case words(String, Manner)
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
        var blind: Blind?
        /// The event it became, if that came before the answer.
        var number: UInt64?

        /// The words as they are kept for the others; nil for what is no words or never went.
        func words(of seat: Seat) -> KeptWords.Entry? {
            guard case .words(let text, let manner) = kind, let content else { return nil }
            return KeptWords.Entry(
                seat: seat,
                id: id,
                number: number,
                content: content,
                blind: blind,
                isWhisper: manner.addressee != nil,
                own: KeptWords.Own(serial: serial, text: text, manner: manner)
            )
        }

        /// Whether it is words for all.
        var isLine: Bool {
            if case .words(_, let manner) = kind { return manner.addressee == nil }
            return false
        }

        /// The verb it travels under.
        var verb: Verb {
            switch kind {
            case .words(_, .line), .words(_, .reading): .line
            case .words(_, .caution): .caution
            case .words(_, .whisper): .whisper
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

        /// Whether somebody who waits at the door may do it. (SPEC §18.2)
        var hasPlaceInVestibule: Bool {
            switch kind {
            case .words(_, .whisper), .plain(.help): true
            default: false
            }
        }

        /// Calls for help and for silence do not wait behind words. (SPEC §9.6)
        var goesFirst: Bool {
            switch kind {
            case .plain(.help), .plain(.bell), .plain(.remove): true
            default: false
            }
        }
    }

    /// Not sent yet, in order.
    private(set) var waiting: [Act] = []
    /// Sent and not answered, by id.
    private(set) var flying: [Act] = []

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

    /// The next to be sent; in the vestibule what has a place there. (SPEC §18.2)
    func next(inVestibule: Bool) -> Act? {
        inVestibule ? waiting.first { $0.hasPlaceInVestibule } : waiting.first
    }

    mutating func takeWaiting(_ serial: UInt64) {
        waiting.removeAll { $0.serial == serial }
    }

    mutating func fly(_ act: Act) { flying.append(act) }

    /// Takes out the act with this id.
    mutating func land(_ id: UInt32) -> Act? {
        flying.firstIndex { $0.id == id }.map { flying.remove(at: $0) }
    }

    /// What is on its way came back as an event before it was answered.
    mutating func number(_ id: UInt32, is number: UInt64) {
        guard let index = flying.firstIndex(where: { $0.id == id }) else { return }
        flying[index].number = number
    }

    /// Takes out what is on its way.
    mutating func takeFlying() -> [Act] {
        defer { flying = [] }
        return flying
    }

    /// Takes out the words that wait under another turn than this.
    mutating func takeStale(turn: UInt32) -> [Act] {
        let stale = waiting.filter { $0.isLine && $0.turn != turn }
        waiting.removeAll { $0.isLine && $0.turn != turn }
        return stale
    }

    /// Whether rows of a reading wait.
    var holdsReading: Bool {
        waiting.contains { act in
            if case .words(_, .reading) = act.kind { return true }
            return false
        }
    }

    /// Throws away the rows of a reading that wait.
    mutating func dropReading() {
        waiting.removeAll { act in
            if case .words(_, .reading) = act.kind { return true }
            return false
        }
    }

    /// Takes out everything, for a new log. (SPEC §6.4)
    mutating func empty() -> [Act] {
        defer { self = Outbox() }
        return flying + waiting
    }
}
