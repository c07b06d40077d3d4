import Etiquette
import Testing

@Suite("Long meetings with a plan, by dice")
struct PlannedWalkTests {
    #if DEBUG
    static let steps = 10_000
    #else
    static let steps = 100_000
    #endif

    /// Which plan it is, and the dice; both are part of the test's name, so a failure tells them.
    struct Meeting: CustomTestStringConvertible, Sendable {
        var queue: QueueOrder
        var boundary: UInt64
        var seed: UInt64

        var testDescription: String { "\(queue) \(boundary) seed \(seed)" }

        var rules: Rules {
            var rules = Rules()
            (rules.queue, rules.boundaryMilliseconds) = (queue, boundary)
            rules.plan = Plan(Self.phases)
            return rules
        }

        /// Every kind, most keys.
        static let phases: [Phase] = [
            Phase(.gather) { $0.seconds = 60 },
            Phase(.agree),
            Phase(.round) { ($0.order, $0.response) = (.shuffle, .always) },
            Phase(.share) {
                ($0.response, $0.marks, $0.seconds, $0.responders) = (.asked, .live, 600, 2)
            },
            Phase(.silence) { $0.seconds = 30 },
            Phase(.few) { $0.sticks = 3 },
            Phase(.lead) { ($0.response, $0.boundarySeconds) = (.always, 0) },
            Phase(.share) { ($0.passing, $0.response, $0.limitSeconds) = (.auto, .always, 60) },
            Phase(.open),
            Phase(.few) { $0.words = false },
            Phase(.round) {
                ($0.splitsTime, $0.seconds, $0.facilitator, $0.boundarySeconds) = (
                    true, 300, .last, 9
                )
            },
            Phase(.read),
            Phase(.share) { ($0.passing, $0.marks) = (.popcorn, .off) },
            Phase(.closing),
            Phase(.fellowship),
        ]
    }

    static let meetings: [Meeting] = QueueOrder.allCases.flatMap { queue in
        [0, 5_000].map { boundary in
            Meeting(queue: queue, boundary: boundary, seed: 4_001 + boundary)
        }
    }

    @Test("§14 to §16, §21 hold, and no deadline is livelocked, over many meetings")
    func walk() async {
        let walks = await withTaskGroup(of: Walk.self) { group in
            for meeting in Self.meetings { group.addTask { Walk(meeting, steps: Self.steps) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for walk in walks { #expect(walk.broken == nil) }
        #expect(walks.reduce(0) { $0 + $1.calmed } > 50)
        let kinds = Set(walks.flatMap(\.kinds))
        #expect(Set(walks.flatMap(\.states)) == Set(FloorState.allCases))
        for kind in PhaseKind.allCases {
            #expect(kinds.contains { $0.hasPrefix("phase \(kind) ") }, "there was no \(kind)")
        }
        for word in Self.words { #expect(kinds.contains(word), "\(word) never happened") }
    }

    /// Meetings one after the other, and what happened in them.
    struct Walk: Sendable {
        var broken: String?
        var kinds: Set<String>
        var states: Set<FloorState>
        /// How often everybody became calm, and whoever waited was heard.
        var calmed = 0

        init(_ meeting: Meeting, steps: Int) {
            self.init(meeting.rules, seed: meeting.seed, steps: steps, meeting.testDescription)
        }

        init(_ rules: Rules, seed: UInt64, steps: Int, _ name: String) {
            var walker = Walker(rules, seed: seed)
            for number in 0..<steps where broken == nil {
                // Strict circles wait for those who have not spoken.
                if number % 100 == 0, rules.queue != .strict, let unheard = walker.unheard() {
                    calmed += 1
                    if !unheard.isEmpty {
                        broken = "§10.4 never offered: \(unheard), step \(number)"
                    }
                }
                guard let rule = walker.step() else { continue }
                broken = "\(rule), step \(number) of \(name)"
            }
            if broken == nil { broken = Self.broken(by: walker) }
            (kinds, states) = (walker.kinds, walker.states)
        }

        /// §5.6, §5.13: facts rebuild a circle, without their clock too.
        private static func broken(by walker: Walker) -> String? {
            guard walker.rebuilt(at: Moment(0)).isConsistent else { return "not without a clock" }
            return Visible(walker.rebuilt()) == Visible(walker.circle)
                ? nil : "the facts do not rebuild the circle"
        }
    }

    static let words: Set<String> = [
        "agree", "marked hug", "marks", "caution", "quiet on", "stale-phase", "hands-up",
        "not-in-phase", "no-words", "quieted", "ended", "note phase-time 80", "note closing",
        "ring → offered", "response → offered", "last-word → offered", "round → home",
        "phase → open", "phase → few", "phase → space", "stick → few", "note → space",
        "break → space", "grace → few", "lapsed → few", "phase share resume",
        "phase round resume", "phase ended end", "phase few over", "phase round over",
    ]
}
