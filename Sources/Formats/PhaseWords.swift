import Etiquette
import Wire

/// What holds in a part, in sentences for somebody who reads the sheet.
enum PhaseWords {
    static func sentences(of part: FormatPart) -> [String] {
        let phase = part.phase
        var sentences = [base(of: phase)]
        if let limit = limit(of: phase) { sentences.append(limit) }
        if phase.splitsTime { sentences.append("At most an even part of the time that is left.") }
        if phase.kind.isRound { sentences += order(of: phase) }
        if phase.kind == .share { sentences += hands(of: phase) }
        if phase.kind == .few, let queue = phase.queue { sentences.append(words(for: queue)) }
        if let boundary = phase.boundarySeconds {
            sentences.append(
                boundary == 0
                    ? "No pause after a share."
                    : "\(Length(boundary).spoken) of quiet after each share."
            )
        }
        if PhaseKey.response.kinds.contains(phase.kind) { sentences += answers(in: phase) }
        if PhaseKey.marks.kinds.contains(phase.kind) { sentences += marks(in: phase) }
        if !part.card.prompts.isEmpty {
            sentences.append("Lines that come by themselves: \(part.card.prompts.count).")
        }
        if !phase.words { sentences.append("Nothing is written; people speak by voice.") }
        return sentences
    }

    private static func base(of phase: Phase) -> String {
        switch phase.kind {
        case .gather: "People come in; everybody may speak."
        case .read: "A facilitator reads; nobody else speaks."
        case .agree: "Everybody agrees, or leaves."
        case .round: "The stick goes round once; anybody may pass."
        case .lead: "One person speaks, named by a facilitator."
        case .share: "Hands go up, and the stick is passed."
        case .response: "Others answer a share."
        case .open, .fellowship: "The stick is put away; everybody may speak."
        case .few: "Up to \(phase.sticks) people have a stick at once."
        case .silence: "Nobody speaks."
        case .closing: "The stick goes round for a last word; anybody may pass."
        case .ended: "The meeting is over."
        }
    }

    /// What a share has; the defaults of the kinds are those of the specification. (SPEC §14.2)
    private static func limit(of phase: Phase) -> String? {
        guard PhaseKey.limit.kinds.contains(phase.kind) else { return nil }
        let usual: [PhaseKind: UInt32] = [.round: 180, .closing: 60, .few: 120]
        guard let limit = phase.limitSeconds ?? usual[phase.kind] else {
            return "The circle's own limit for each."
        }
        guard limit > 0 else { return phase.splitsTime ? nil : "No limit." }
        return "\(Length(limit).spoken) each."
    }

    private static func order(of phase: Phase) -> [String] {
        guard phase.order == .ring else { return ["The order is drawn and told before."] }
        return [
            phase.facilitator == .first ? "A facilitator begins." : "A facilitator is last."
        ]
    }

    private static func hands(of phase: Phase) -> [String] {
        var sentences: [String] = []
        if let queue = phase.queue { sentences.append(words(for: queue)) }
        switch phase.passing {
        case .called: sentences.append("A facilitator calls the next.")
        case .auto: sentences.append("The next hand gets it by itself.")
        case .popcorn: sentences.append("Whoever has it names the next.")
        case nil: break
        }
        return sentences
    }

    private static func words(for queue: QueueOrder) -> String {
        switch queue {
        case .fair: "Whoever has shared less comes first."
        case .strict: "Second shares wait until everybody here has spoken or passed."
        case .fifo: "Hands come in the order they went up."
        }
    }

    private static func answers(in phase: Phase) -> [String] {
        let bounds =
            "up to \(phase.responders), \(Length(phase.responseSeconds).spoken) each, then a last word"
        switch phase.response {
        case .never: return phase.kind == .closing ? [] : ["No answers."]
        case .asked: return ["Answers if the one who shared asks: \(bounds)."]
        case .always: return ["Answers after each share: \(bounds)."]
        }
    }

    private static func marks(in phase: Phase) -> [String] {
        switch phase.marks {
        case .off: ["No marks."]
        case .after: []
        case .live: ["Marks are shown at once."]
        }
    }
}

/// What holds in all parts, in sentences. (SPEC §14.2)
enum MeetingWords {
    static func sentences(of options: MeetingOptions) -> [String] {
        var sentences = [door(options.door), late(options.late)]
        if options.entrySeconds > 0 {
            let length = Length(options.entrySeconds).spoken
            sentences.append("Nobody new comes in later than \(length) after the first part.")
        }
        if options.raid > 0 {
            sentences.append(
                "If more than \(options.raid) new people come within a minute, others have to knock."
            )
        }
        sentences.append(
            options.bell == .all
                ? "Everybody may ring the bell for silence."
                : "Facilitators and guardians may ring the bell for silence."
        )
        if options.seats > 0 { sentences.append("Seats: \(options.seats).") }
        if options.facilitators > 0 {
            let noun = options.facilitators == 1 ? "facilitator" : "facilitators"
            sentences.append("There should be \(options.facilitators) \(noun).")
        }
        if options.quorum > 1 {
            sentences.append(
                "Facilitators are told when fewer than \(options.quorum) people are here."
            )
        }
        return sentences
    }

    private static func door(_ door: Door) -> String {
        switch door {
        case .open: "Whoever has an invitation comes in."
        case .knock: "Newcomers knock, and a facilitator lets them in."
        case .locked: "Nobody new comes in."
        }
    }

    private static func late(_ late: LateEntry) -> String {
        switch late {
        case .boundary: "Whoever comes late waits until the share has ended."
        case .atOnce: "Whoever comes late comes in at once."
        }
    }
}
