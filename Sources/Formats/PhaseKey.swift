import Etiquette

/// What a file may say of a part, and in which kinds it means something.
enum PhaseKey: String, CaseIterable {
    case kind, title, minutes, length, limit, queue, passing, boundary, order, facilitator, split
    case response
    case responseLimit = "response-limit"
    case responders, marks, sticks, words, optional, read, prompts

    /// The kinds in which it means something. (SPEC §14.4, §15, §16)
    var kinds: [PhaseKind] {
        switch self {
        case .kind, .title, .minutes, .length, .words, .optional, .read:
            PhaseKind.allCases.filter(\.isPlanned)
        case .limit, .marks: [.round, .lead, .share, .few, .closing]
        case .queue: [.share, .few]
        case .passing: [.share]
        case .boundary: [.round, .lead, .share, .closing]
        case .order, .facilitator, .split: [.round, .closing]
        case .response, .responseLimit, .responders: [.round, .lead, .share, .closing]
        case .sticks: [.few]
        case .prompts: [.silence]
        }
    }
}
