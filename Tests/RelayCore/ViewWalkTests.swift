import Etiquette
import RelayCore
import Testing
import Wire

/// Five people and a sixth in meetings of every kind of phase, by dice: what each is given is the
/// log without what was not for them.
@Suite("§5.3, §18.2, §19.1 Who is given what, by dice")
struct ViewWalkTests {
    #if DEBUG
    static let steps = 4_000
    #else
    static let steps = 40_000
    #endif

    /// What makes one walk differ from another; a failure tells it.
    struct Evening: CustomTestStringConvertible, Sendable {
        var door: String
        var isSmallRing = false
        var hasSlowLinks = false
        var hasSlowDisk = false
        var restarts = false
        var seed: UInt64

        var testDescription: String {
            "door \(door) ring \(isSmallRing) links \(hasSlowLinks) disk \(hasSlowDisk)"
                + " restarts \(restarts) seed \(seed)"
        }
    }

    static let evenings: [Evening] = [
        Evening(door: "knock", seed: 1),
        Evening(door: "open", seed: 2),
        Evening(door: "knock", hasSlowLinks: true, seed: 3),
        Evening(door: "knock", isSmallRing: true, hasSlowLinks: true, seed: 4),
        Evening(door: "knock", hasSlowDisk: true, seed: 5),
        Evening(door: "open", isSmallRing: true, hasSlowLinks: true, hasSlowDisk: true, seed: 6),
        Evening(door: "knock", restarts: true, seed: 7),
        Evening(door: "knock", isSmallRing: true, hasSlowLinks: true, restarts: true, seed: 8),
    ]

    @Test(
        "§5.3, §5.4, §5.5, §5.6 each is shown what is for them: all of it, in order, nothing else",
        arguments: evenings
    )
    func walk(_ evening: Evening) {
        var walk = ViewWalk(evening)
        for number in 0..<Self.steps {
            guard let broken = walk.step() else { continue }
            Issue.record("\(broken), step \(number) of \(evening.testDescription)")
            return
        }
        #expect(walk.seen.isSuperset(of: ["out", "vestibule", "back in", "ended"]), "\(walk.seen)")
    }
}
