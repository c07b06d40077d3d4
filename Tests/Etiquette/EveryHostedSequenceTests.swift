import Etiquette
import Testing

/// Every sequence of events about chair, door and who is out, to a depth, from nine beginnings.
@Suite("Every sequence of a hosted meeting")
struct EveryHostedSequenceTests {
    @Test("§9.5, §17.1, §17.4, §17.5, §17.7, §18.1, §18.2, §19.1, §19.3 hold in every sequence")
    func everySequence() async {
        let reports = await withTaskGroup(of: EverySequenceTests.Report.self) { group in
            for beginning in HostedBeginning.allCases {
                group.addTask { Self.explore(beginning) }
            }
            return await group.reduce(into: EverySequenceTests.Report()) { $0.add($1) }
        }
        for broken in reports.broken.prefix(10) { Issue.record("\(broken)") }
        print("hosted sequences \(reports.sequences), steps \(reports.steps)")
        #expect(reports.sequences >= 1_000_000)
        let missing = Self.expectedKinds.subtracting(reports.kinds)
        #expect(missing.isEmpty, "\(missing.sorted()) never happened")
    }

    /// Every fact, notice and refusal of chair, door and who is out.
    static let expectedKinds: Set<String> = [
        "chair 1 came", "chair 7 took", "chair 7 given", "chair 7 lost", "chair 0 kept",
        "door open set", "door knock set", "door locked set", "door knock raid",
        "knock boundary", "knock door", "knock kept", "knock held",
        "gave up left", "gave up gone", "gave up removed",
        "out on", "out off", "apart step", "apart aside", "apart side", "apart in",
        "buddy asked", "buddy on", "buddy off", "leave removed", "join",
        "note vestibule boundary", "note vestibule door", "note vestibule kept",
        "note vestibule held", "note closing", "note quorum",
        "locked", "removed", "set-aside", "out", "not-in-phase", "not-here", "role",
        "no-such-seat", "stick-out", "space-held", "stale", "withdrawn", "home",
    ]

    static func explore(_ beginning: HostedBeginning) -> EverySequenceTests.Report {
        var report = EverySequenceTests.Report()
        let scene = beginning.scene
        var layer = [EverySequenceTests.Place(circle: scene.circle, now: scene.now): 1]
        for depth in 1...EverySequenceTests.depth {
            var next: [EverySequenceTests.Place: Int] = [:]
            for (place, count) in layer {
                for (event, now) in HostedRepertoire.events(in: place.circle, at: place.now) {
                    let step = Step(place.circle, event, at: now)
                    report.steps += 1
                    report.sequences += count
                    report.note(step, from: beginning)
                    guard depth < EverySequenceTests.depth else { continue }
                    let reached = EverySequenceTests.Place(circle: step.after, now: now)
                    next[reached, default: 0] += count
                }
            }
            layer = next
        }
        return report
    }
}
