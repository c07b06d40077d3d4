import Etiquette
import Wire

extension FormatReader {
    /// All parts that could be read.
    mutating func parts() -> [FormatPart] {
        guard let list = finder.find("phase", in: 0) else {
            finder.note("A format needs at least one part: write [[phase]] and its keys.", at: 0)
            return []
        }
        guard case .array = finder.document.nodes[list].value else {
            finder.note("Write each part as [[phase]], with two brackets on each side.", at: list)
            return []
        }
        let tables = finder.document.nodes[list].children
        if tables.isEmpty {
            finder.note("A format needs at least one part: write [[phase]] and its keys.", at: list)
        }
        if tables.count > Plan.phasesMax {
            finder.note(
                "A format has at most \(Plan.phasesMax) parts; this is one more.",
                at: tables[Plan.phasesMax]
            )
        }
        var parts: [FormatPart] = []
        for table in tables.prefix(Plan.phasesMax) {
            guard case .table = finder.document.nodes[table].value else {
                finder.note("Write each part as [[phase]], with its keys below it.", at: table)
                continue
            }
            if let part = part(table) { parts.append(part) }
        }
        return parts
    }

    private mutating func part(_ table: Int) -> FormatPart? {
        let known = PhaseKey.allCases.map(\.rawValue)
        finder.checkKeys(of: table, named: "in a [[phase]]", known: known)
        let kind = kind(in: table)
        if let kind { checkMeaning(of: table, in: kind) }
        var phase = Phase(kind ?? .share)
        readTimes(of: &phase, from: table)
        readManners(of: &phase, from: table)
        readAnswers(of: &phase, from: table)
        let title = requiredTitle(in: table, of: "A part")
        let prompts = prompts(in: table, within: phase.seconds > 0 ? phase.seconds : nil)
        let reading = reading(in: table)
        let isOptional = finder.truth(PhaseKey.optional.rawValue, in: table) ?? false
        guard let kind, let title else { return nil }
        checkSense(of: kind, with: phase, reading: reading, in: table)
        let card = PageText.Card(title: title, prompts: prompts, reading: reading)
        checkLength(of: card.page, named: "The text of this part", at: table)
        return FormatPart(phase: phase, card: card, isOptional: isOptional)
    }

    private mutating func kind(in table: Int) -> PhaseKind? {
        guard let node = finder.find("kind", in: table) else {
            finder.note("A part needs a kind, for example kind = \"round\".", at: table)
            return nil
        }
        if case .text(let text) = finder.document.nodes[node].value,
            let kind = PhaseKind(rawValue: text), !kind.isPlanned
        {
            finder.note("\"\(kind.rawValue)\" comes by itself and cannot be planned.", at: node)
            return nil
        }
        return finder.word("kind", in: table, of: PhaseKind.allCases.filter(\.isPlanned))
    }

    /// Notes the keys that mean nothing in a part of this kind.
    private mutating func checkMeaning(of table: Int, in kind: PhaseKind) {
        for key in PhaseKey.allCases where !key.kinds.contains(kind) {
            guard let node = finder.find(key.rawValue, in: table) else { continue }
            finder.note(
                "\(key.rawValue) means nothing in \"\(kind.rawValue)\"; it is for "
                    + "\(key.kinds.map(\.rawValue).alternatives).",
                at: node
            )
        }
    }

    private mutating func readTimes(of phase: inout Phase, from table: Int) {
        let minutes = finder.number("minutes", in: table, from: 1...Phase.secondsMax / 60)
        let length = finder.length("length", in: table, from: 1...Phase.secondsMax)
        if finder.find("minutes", in: table) != nil, let node = finder.find("length", in: table) {
            finder.note("Write minutes or length, not both.", at: node)
        }
        phase.seconds = minutes.map { $0 * 60 } ?? length ?? 0
        phase.limitSeconds = finder.length(
            "limit",
            in: table,
            from: Phase.limitSecondsBounds,
            orNone: true
        )
        phase.boundarySeconds = finder.length(
            "boundary",
            in: table,
            from: 0...Phase.boundarySecondsMax
        )
    }

    private mutating func readManners(of phase: inout Phase, from table: Int) {
        phase.queue = finder.word("queue", in: table, of: QueueOrder.allCases)
        phase.passing = finder.word("passing", in: table, of: Passing.allCases)
        phase.order = finder.word("order", in: table, of: RingOrder.allCases) ?? phase.order
        phase.facilitator =
            finder.word("facilitator", in: table, of: RingEnd.allCases) ?? phase.facilitator
        phase.splitsTime = finder.truth("split", in: table) ?? phase.splitsTime
        phase.sticks =
            finder.number("sticks", in: table, from: Phase.sticksBounds) ?? phase.sticks
        phase.words = finder.truth("words", in: table) ?? phase.words
    }

    private mutating func readAnswers(of phase: inout Phase, from table: Int) {
        phase.response =
            finder.word("response", in: table, of: ResponseConsent.allCases) ?? phase.response
        phase.responseSeconds =
            finder.length("response-limit", in: table, from: Phase.limitSecondsBounds)
            ?? phase.responseSeconds
        phase.responders =
            finder.number("responders", in: table, from: Phase.respondersBounds) ?? phase.responders
        phase.marks = finder.word("marks", in: table, of: MarksTime.allCases) ?? phase.marks
    }

    /// Notes what is well written and cannot be meant.
    private mutating func checkSense(
        of kind: PhaseKind,
        with phase: Phase,
        reading: [String],
        in table: Int
    ) {
        let hasLength =
            finder.find("minutes", in: table) != nil || finder.find("length", in: table) != nil
        if kind == .silence, !hasLength {
            finder.note("A silence needs its length, for example length = \"90s\".", at: table)
        }
        if phase.splitsTime, !hasLength, let node = finder.find("split", in: table) {
            finder.note(
                "split parts the time of a part; say how long it is with minutes.",
                at: node
            )
        }
        if kind == .silence, reading.count(where: { !$0.isEmpty }) > 2,
            let node = finder.find("read", in: table)
        {
            finder.note(
                "In a silence a facilitator has two lines. Make read at most two rows, or use prompts.",
                at: node
            )
        }
        if kind == .agree, !hasAgreements {
            finder.note(
                "There is nothing to agree to: write agreements, or leave this out.",
                at: table
            )
        }
        guard phase.response == .never else { return }
        for key in ["response-limit", "responders"] {
            guard PhaseKey(rawValue: key)?.kinds.contains(kind) == true,
                let node = finder.find(key, in: table)
            else { continue }
            finder.note("\(key) needs response = \"asked\" or \"always\".", at: node)
        }
    }
}
