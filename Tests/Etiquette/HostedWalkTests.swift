import Etiquette
import Testing

@Suite("A long hosted meeting of eight, by dice")
struct HostedWalkTests {
    /// The door, when newcomers are let in, and the dice.
    struct Evening: CustomTestStringConvertible, Sendable {
        var door: Door
        var late: LateEntry
        var passing: Passing
        var seed: UInt64

        var testDescription: String { "\(door) \(late) \(passing) seed \(seed)" }

        var rules: Rules {
            var options = MeetingOptions()
            (options.door, options.late, options.raid) = (door, late, 3)
            options.bell = late == .boundary ? .keepers : .all
            (options.entrySeconds, options.facilitators) = (600, 3)
            var rules = Rules()
            rules.passing = passing
            rules.plan = Plan([Phase(.share), Phase(.share)], options: options)
            return rules
        }
    }

    static let evenings: [Evening] = Door.allCases.flatMap { door in
        LateEntry.allCases.enumerated().map { number, late in
            Evening(
                door: door,
                late: late,
                passing: number == 0 ? .called : .auto,
                seed: 4_211 + UInt64(number)
            )
        }
    }

    @Test("§17, §18, §19 hold, and no deadline is livelocked, over many long evenings")
    func walk() async {
        let walks = await withTaskGroup(of: PlannedWalkTests.Walk.self) { group in
            for evening in Self.evenings {
                group.addTask {
                    PlannedWalkTests.Walk(
                        evening.rules,
                        seed: evening.seed,
                        steps: RandomWalkTests.steps,
                        evening.testDescription
                    )
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for walk in walks { #expect(walk.broken == nil) }
        let kinds = Set(walks.flatMap(\.kinds))
        for word in Self.words { #expect(kinds.contains(word), "\(word) never happened") }
    }

    static let words: Set<String> = [
        "chair 1 came", "chair 1 took", "chair 2 given", "chair 2 lost", "chair 0 kept",
        "door open set", "door knock set", "door locked set", "door knock raid",
        "door locked entry", "knock boundary", "knock door", "knock kept", "knock held",
        "gave up left", "gave up gone", "gave up removed", "apart step", "apart aside",
        "apart side", "apart in", "out on", "out off", "buddy asked", "buddy on", "buddy off",
        "note few-facilitators", "note quorum", "note closing", "locked", "removed", "set-aside",
        "out",
    ]
}
