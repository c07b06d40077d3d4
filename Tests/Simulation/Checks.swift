import ClientCore
import Etiquette
import Wire
import Wordless

/// What the promises are checked by: the log as people were shown it, and what became of words.
struct Checks {
    /// One log, by number.
    struct Log {
        /// Events without their words and names.
        var events: [UInt64: RelayLine.Body] = [:]
        var spelled: [UInt64: [UInt8]] = [:]
        var words: [UInt64: [UInt8]] = [:]
        var lost: Set<UInt64> = []
        /// Whether the relay said that it lost this log.
        var isAbandoned = false
        /// Whether the meeting ended, after which its words are wiped.
        var hasEnded = false

        /// The events in their order, up to the first that nobody was shown: what that was may
        /// have been the floor, or somebody's coming or leaving.
        var known: [(key: UInt64, value: RelayLine.Body)] {
            var last: UInt64?
            return events.sorted { $0.key < $1.key }.prefix { number, _ in
                defer { last = number }
                return last.map { number == $0 + 1 } ?? true
            }
        }
    }

    /// Something that was typed as words for all.
    struct Typed {
        let person: Int
        let run: Int
        let log: UInt64
        let turn: UInt32
        var isDraft = false
        var isExcused = false
        var number: UInt64?
    }

    /// What one person was shown of a log.
    struct View {
        var shown: Set<UInt64> = []
        var texts: Set<[UInt8]> = []
        /// Events that are honestly gone, or were before this person's time.
        var beyond: UInt64 = 0
        var gaps: [ClosedRange<UInt64>] = []
        var run = 0
    }

    private(set) var violation: String?
    var logs: [UInt64: Log] = [:]
    var typed: [[UInt8]: Typed] = [:]
    var views: [[UInt64: View]]
    /// By log, up to which event nothing had gone wrong with anybody's link.
    var calm: [UInt64: UInt64] = [:]
    var isCalm = true
    let plan: CirclePlan
    private(set) var lines = 0
    private(set) var lostMarks = 0
    private(set) var gapMarks = 0

    init(people: Int, plan: CirclePlan) {
        views = Array(repeating: [:], count: people)
        self.plan = plan
    }

    mutating func fail(_ what: String) { violation = violation ?? what }

    // MARK: What a person is shown

    /// A person's client has just shown the event with this number.
    mutating func shown(_ line: RelayLine, to person: Participant, log: UInt64) {
        guard let number = line.number else { return }
        var view = views[person.index][log] ?? View()
        if view.run != person.runs { view = View(run: person.runs) }
        if !view.shown.insert(number).inserted { fail("P2 shown twice: \(number)") }
        views[person.index][log] = view
        if isCalm { calm[log] = max(calm[log] ?? 0, number) }
        note(line.body, number, log, person)
    }

    private mutating func note(
        _ body: RelayLine.Body,
        _ number: UInt64,
        _ log: UInt64,
        _ person: Participant
    ) {
        let bare = body.withoutWords
        let spelled = RelayLine(bare).line
        if let before = logs[log, default: Log()].spelled[number], before != spelled {
            fail(
                "P1 two events under \(number): "
                    + String(decoding: before + spelled, as: UTF8.self)
            )
        }
        if logs[log, default: Log()].events[number] == nil, bare.isLine { lines += 1 }
        logs[log, default: Log()].events[number] = bare
        logs[log, default: Log()].spelled[number] = spelled
        if case .lost(let gone) = body {
            if logs[log, default: Log()].lost.insert(gone).inserted { lostMarks += 1 }
        }
        guard let words = body.words else { return }
        if let before = logs[log, default: Log()].words[number], before != words {
            fail("P1 two texts under \(number)")
        }
        logs[log, default: Log()].words[number] = words
        hear(words, body, number, log, person)
    }

    private mutating func hear(
        _ words: [UInt8],
        _ body: RelayLine.Body,
        _ number: UInt64,
        _ log: UInt64,
        _ person: Participant
    ) {
        if !(views[person.index][log]?.texts.insert(words).inserted ?? true) {
            fail("P2 the same words twice")
        }
        guard case .line(_, _, let turn, _, _) = body else { return }
        guard let text = PretendedCipher.text(of: words), let origin = typed[text] else {
            return fail("P5 words that nobody typed")
        }
        if origin.turn != turn { fail("P5 typed under \(origin.turn), said under \(turn)") }
        if origin.isDraft { fail("P6 a draft was sent by itself") }
        accepted(text, as: number)
    }

    /// Words were said under this number, by their event or by the answer to them.
    mutating func accepted(_ text: [UInt8], as number: UInt64) {
        if let before = typed[text]?.number, before != number { fail("P2 one line, two numbers") }
        typed[text]?.number = number
    }

    /// The log goes on from a state: what came before is not for this person, or gone.
    mutating func begins(_ person: Participant, log: UInt64, at base: UInt64) {
        var view = views[person.index][log] ?? View()
        if view.run != person.runs { view = View(run: person.runs) }
        view.beyond = max(view.beyond, view.shown.isEmpty ? base : 0)
        views[person.index][log] = view
    }

    mutating func gap(_ person: Participant, log: UInt64, _ range: ClosedRange<UInt64>) {
        gapMarks += 1
        if range.upperBound < 20, logs[log]?.hasEnded != true { fail("P3 a gap in a short log") }
        views[person.index][log, default: View(run: person.runs)].gaps.append(range)
    }

    /// The person's client made a draft of it.
    mutating func becomesDraft(_ text: String, excused: Bool) {
        let key = [UInt8](text.utf8)
        guard let origin = typed[key] else { return }
        if let number = origin.number, !excused, logs[origin.log]?.lost.contains(number) != true {
            fail("P6 said and refused")
        }
        typed[key]?.isDraft = true
        if excused { typed[key]?.isExcused = true }
    }
}

extension RelayLine.Body {
    var isLine: Bool {
        if case .line = self { return true }
        return false
    }

    /// The payload, if there is one.
    var words: [UInt8]? {
        switch self {
        case .line(_, _, _, let content, _), .whisper(_, _, _, let content, _),
            .caution(_, _, _, let content, _):
            content?.bytes
        default: nil
        }
    }
}
