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
            options.entrySeconds = 600
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

    @Test(
        "§17, §18, §19 hold, and no deadline is livelocked, over many long evenings",
        arguments: evenings
    )
    func walk(_ evening: Evening) {
        var walker = Walker(evening.rules, seed: evening.seed)
        var told: Set<String> = []
        for number in 0..<RandomWalkTests.steps {
            let before = walker.circle
            guard let broken = walker.step() else {
                told.formUnion(Self.changes(from: before.hosting, to: walker.circle.hosting))
                continue
            }
            Issue.record("\(broken), step \(number) of \(evening.testDescription)")
            return
        }
        #expect(told.isSuperset(of: ["chair", "kept", "door", "buddies"]), "\(told)")
        #expect(walker.rebuilt(at: Moment(0)).isConsistent, "§5.13 without their clock too")
        #expect(Visible(walker.rebuilt()) == Visible(walker.circle), "§5.6 facts rebuild a circle")
    }

    private static func changes(from old: Hosting, to new: Hosting) -> [String] {
        (old.chair != new.chair ? ["chair"] : []) + (old.isKept != new.isKept ? ["kept"] : [])
            + (old.door != new.door ? ["door"] : [])
            + (old.buddies != new.buddies ? ["buddies"] : [])
    }
}
