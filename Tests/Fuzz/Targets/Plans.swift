import Etiquette
import Wire

/// What the circles of the targets meet by.
enum Plans {
    /// Small meetings with a little of everything; the first is none.
    private static let texts = [
        "- - -",
        "- - gather,share;response=asked;marks=live,closing",
        "- door=knock;raid=2;late=at-once round;order=shuffle;for=60;split=yes,few;sticks=2,share",
        "AgICAgICAgICAgICAgICAgICAgI - agree,lead;response=always,silence;for=30,fellowship",
        "- entry=60;quorum=3;bell=all read,share;passing=popcorn;marks=after;limit=60,round",
        "- seats=6 share;words=no,few;sticks=4;boundary=0,open,share;passing=auto;response=always",
        "- raid=0 silence,share;queue=strict;boundary=2;response-limit=15;responders=1;response=always",
    ]

    private static let kinds = PhaseKind.allCases.filter(\.isPlanned)

    /// One of these, or one that is put together from what follows.
    static func draw(_ choices: inout Choices) -> CirclePlan {
        let place = choices.digit() & 15
        guard place >= texts.count else { return read(texts[place]) }
        let phases = (0...choices.below(4)).map { _ in phase(&choices) }
        var options = MeetingOptions()
        let marks = choices.byte()
        options.door = marks & 1 == 0 ? .open : .knock
        options.late = marks & 2 == 0 ? .boundary : .atOnce
        options.entrySeconds = marks & 4 == 0 ? 0 : 30
        options.raid = UInt32(marks >> 3 & 7)
        options.bell = marks & 64 == 0 ? .keepers : .all
        let plan = CirclePlan(plan: Plan(phases, options: options))
        check(CirclePlan(text: plan.text) == plan, "another plan is read: \(text(plan.text))")
        return plan
    }

    private static func read(_ words: String) -> CirclePlan {
        guard let plan = CirclePlan(text: [UInt8](words.utf8)) else {
            fatalError("a plan of the right form")
        }
        return plan
    }

    private static func phase(_ choices: inout Choices) -> Phase {
        var phase = Phase(kinds[choices.below(kinds.count)])
        let (first, second) = (choices.byte(), choices.byte())
        phase.seconds = [0, 30, 600, 14_400][Int(first & 3)]
        phase.limitSeconds = [nil, 0, 15, 3_600][Int(first >> 2 & 3)]
        phase.passing = [nil, .called, .auto, .popcorn][Int(first >> 4 & 3)]
        phase.boundarySeconds = [nil, 0, 3, 120][Int(first >> 6)]
        phase.response = [.never, .asked, .always, .always][Int(second & 3)]
        phase.marks = [.off, .after, .live, .live][Int(second >> 2 & 3)]
        phase.order = second & 16 == 0 ? .ring : .shuffle
        phase.splitsTime = second & 32 != 0
        phase.words = second & 64 == 0
        phase.sticks = second & 128 == 0 ? 2 : 4
        return phase
    }
}
