import Etiquette

extension CirclePlan {
    /// Reads `AGREEMENTS OPTIONS PHASES`. (SPEC §14.1, §14.2)
    ///
    /// What breaks the form of a line or of the hash is `form`, everything else `plan`.
    init(_ fields: inout Fields) throws(Fields.Flaw) {
        let hash = try fields.wordBytes()
        let options = try fields.word()
        let phases = try fields.word()
        agreements = nil
        plan = nil
        if hash != [UInt8(ascii: "-")] {
            guard let bytes = Base64URL.decode(hash), bytes.count == Self.agreementsBytes else {
                throw .form
            }
            agreements = bytes
        }
        guard phases != "-" else {
            guard options == "-" else { throw .plan }
            return
        }
        plan = Plan(try Self.phases(phases), options: try MeetingOptions(reading: options))
    }

    private static func phases(_ text: String) throws(Fields.Flaw) -> [Phase] {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= Plan.phasesMax else { throw .plan }
        var phases: [Phase] = []
        for part in parts { phases.append(try Phase(reading: part)) }
        return phases
    }
}

extension MeetingOptions {
    fileprivate init(reading text: String) throws(Fields.Flaw) {
        self.init()
        guard text != "-" else { return }
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        var settings = try PlanSettings(parts[...])
        door = try settings.word("door", of: Door.self) ?? door
        // A plan cannot begin with the door locked. (SPEC §14.2)
        guard door != .locked else { throw .plan }
        late = try settings.word("late", of: LateEntry.self) ?? late
        entrySeconds = try settings.number("entry", in: 0...Phase.secondsMax) ?? entrySeconds
        raid = try settings.number("raid", in: 0...30) ?? raid
        bell = try settings.word("bell", of: BellRight.self) ?? bell
        seats = try settings.number("seats", in: 0...200) ?? seats
        facilitators = try settings.number("facilitators", in: 0...200) ?? facilitators
        quorum = try settings.number("quorum", in: 0...200) ?? quorum
        try settings.finish()
    }
}

extension Phase {
    fileprivate init(reading text: Substring) throws(Fields.Flaw) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false)
        guard let first = parts.first, let kind = PhaseKind(rawValue: String(first)),
            kind.isPlanned
        else { throw .plan }
        self.init(kind)
        var settings = try PlanSettings(parts.dropFirst())
        seconds = try settings.number("for", in: 0...Phase.secondsMax) ?? seconds
        limitSeconds = try settings.limit("limit")
        queue = try settings.word("queue", of: QueueOrder.self)
        passing = try settings.word("passing", of: Passing.self)
        boundarySeconds = try settings.number("boundary", in: 0...Phase.boundarySecondsMax)
        order = try settings.word("order", of: RingOrder.self) ?? order
        facilitator = try settings.word("facilitator", of: RingEnd.self) ?? facilitator
        splitsTime = try settings.has("split", "yes")
        response = try settings.word("response", of: ResponseConsent.self) ?? response
        responseSeconds =
            try settings.number("response-limit", in: Phase.limitSecondsBounds) ?? responseSeconds
        responders = try settings.number("responders", in: Phase.respondersBounds) ?? responders
        marks = try settings.word("marks", of: MarksTime.self) ?? marks
        sticks = try settings.number("sticks", in: Phase.sticksBounds) ?? sticks
        words = !(try settings.has("words", "no"))
        try settings.finish()
    }
}

/// `KEY=VALUE`, each key once, taken one by one. (SPEC §14.1)
private struct PlanSettings {
    private var pairs: [(key: Substring, value: Substring)] = []

    init(_ parts: ArraySlice<Substring>) throws(Fields.Flaw) {
        for part in parts {
            guard let equals = part.firstIndex(of: "=") else { throw .plan }
            pairs.append((part[..<equals], part[equals...].dropFirst()))
        }
    }

    private mutating func take(_ key: String) -> String? {
        guard let index = pairs.firstIndex(where: { $0.key == key }) else { return nil }
        return String(pairs.remove(at: index).value)
    }

    mutating func number(
        _ key: String,
        in range: ClosedRange<UInt32>
    ) throws(Fields.Flaw) -> UInt32? {
        guard let value = take(key) else { return nil }
        let wide = UInt64(range.lowerBound)...UInt64(range.upperBound)
        do throws(Fields.Flaw) { return UInt32(try Fields.number(value, in: wide)) } catch {
            throw .plan
        }
    }

    /// 0 for no limit, else within the bounds of a share.
    mutating func limit(_ key: String) throws(Fields.Flaw) -> UInt32? {
        let limit = try number(key, in: 0...Phase.limitSecondsBounds.upperBound)
        guard let limit, limit > 0 else { return limit }
        guard Phase.limitSecondsBounds.contains(limit) else { throw .plan }
        return limit
    }

    mutating func word<Word: RawRepresentable<String>>(
        _ key: String,
        of words: Word.Type
    ) throws(Fields.Flaw) -> Word? {
        guard let value = take(key) else { return nil }
        guard let word = Word(rawValue: value) else { throw .plan }
        return word
    }

    /// Whether the key is there; it has this one value.
    mutating func has(_ key: String, _ value: String) throws(Fields.Flaw) -> Bool {
        guard let given = take(key) else { return false }
        guard given == value else { throw .plan }
        return true
    }

    /// What is left is unknown, or stands there twice.
    func finish() throws(Fields.Flaw) {
        guard pairs.isEmpty else { throw .plan }
    }
}
