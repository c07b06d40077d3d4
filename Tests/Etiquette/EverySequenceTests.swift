import Etiquette
import Testing

/// Every sequence of events to a depth, from several beginnings, with three people.
///
/// Sequences that lead to the same circle at the same time are followed once, and counted all.
@Suite("Every sequence of events")
struct EverySequenceTests {
    /// One deeper when built for speed.
    #if DEBUG
    static let depth = 3
    #else
    static let depth = 4
    #endif

    @Test("§7.1, §7.2, §7.6, §7.7, §8.1, §8.2, §8.5, §8.10, §9.5 hold in every sequence")
    func everySequence() async {
        let beginnings = Beginning.allCases
        let reports = await withTaskGroup(of: Report.self) { group in
            for beginning in beginnings {
                group.addTask {
                    Self.explore("\(beginning)", beginning.scene, depth: Self.depth) {
                        Repertoire.events(in: $0, at: $1)
                    }
                }
            }
            return await group.reduce(into: Report()) { $0.add($1) }
        }
        for broken in reports.broken.prefix(10) { Issue.record("\(broken)") }
        print("sequences \(reports.sequences), steps \(reports.steps)")
        #expect(reports.sequences >= 1_000_000)
        #expect(reports.states == Set(FloorState.allCases).subtracting([.few]))
        let kinds = reports.kinds
        for kind in Self.expectedKinds { #expect(kinds.contains(kind), "\(kind) never happened") }
        #expect(kinds.isSubset(of: Self.expectedKinds), "\(kinds.subtracting(Self.expectedKinds))")
    }

    /// Every refusal, fact and notice there is, and every reason of the floor but two: `start` is
    /// told to newcomers only.
    static let expectedKinds: Set<String> = [
        "no-such-seat", "not-here", "listening", "role", "hands-closed", "no-hands",
        "first-hands", "urgent-used", "stale", "stick-out", "floor-open", "space-held",
        "not-offered", "not-holding", "not-your-turn", "slow-down",
        "join", "leave left", "leave gone", "leave removed", "presence here", "presence away",
        "presence adrift", "listen on", "listen off", "role", "hand up", "hand down",
        "hand later", "hands open", "hands closed", "urgent", "line", "whisper", "help",
        "note nudge", "note time 80", "note time 100", "note time 150", "note quiet",
        "note home-asked", "note home-due", "note window", "note waiting", "note call-dropped",
        "note pause-asked", "note extended",
        "called", "next", "auto", "given", "accepted", "spoke", "done", "passed", "later",
        "lapsed", "home", "withdrawn", "left", "removed", "link", "back", "grace", "bell",
        "quiet-over", "open", "closed",
    ]

    /// A circle at a time.
    struct Place: Hashable {
        var circle: Circle
        var now: Moment
    }

    struct Report: Sendable {
        var sequences = 0
        var steps = 0
        var states: Set<FloorState> = []
        var kinds: Set<String> = []
        var broken: [String] = []

        mutating func add(_ other: Report) {
            sequences += other.sequences
            steps += other.steps
            states.formUnion(other.states)
            kinds.formUnion(other.kinds)
            broken += other.broken
        }
    }

    /// Walks breadth first; `layer` holds each place with the number of sequences that lead there.
    static func explore(
        _ name: String,
        _ scene: Scene,
        depth: Int,
        restarts: Bool = false,
        _ events: (Circle, Moment) -> [(Event, Moment)]
    ) -> Report {
        var report = Report()
        var layer = [Place(circle: scene.circle, now: scene.now): 1]
        for level in 1...depth {
            var next: [Place: Int] = [:]
            for (place, count) in layer {
                report.states.insert(place.circle.floorState)
                for (event, now) in events(place.circle, place.now) {
                    let step = Step(place.circle, event, at: now)
                    report.steps += 1
                    report.sequences += count
                    report.note(step, from: name)
                    if restarts { report.note(step.brokenByRestart, step, from: name) }
                    guard level < depth else { continue }
                    next[Place(circle: step.after, now: now), default: 0] += count
                }
            }
            layer = next
        }
        return report
    }
}

extension EverySequenceTests.Report {
    mutating func note(_ step: Step, from beginning: some Sendable) {
        for effect in step.effects {
            if case .happened(.floor(let change)) = effect {
                kinds.insert(change.reason.rawValue)
            } else {
                kinds.insert(effect.brief)
            }
        }
        note(step.broken, step, from: beginning)
    }

    mutating func note(_ rule: String?, _ step: Step, from beginning: some Sendable) {
        guard let rule else { return }
        broken.append("\(rule): \(beginning), \(step.event) on \(step.before.floor)")
    }
}
