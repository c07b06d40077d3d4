import Etiquette
import RelayCore
import Wire

/// A meeting that was recorded, and the run of the relay that goes on with it. (SPEC §5.13)
struct NextRun {
    /// The records of all that happened, and those with which the next run would begin.
    let journal: [UInt8]
    let snapshot: [UInt8]
    private let world: RelayWorld

    /// A meeting without a plan.
    static let plain = NextRun(
        plan: "0",
        roles: [.facilitator, .member, .member],
        steps: "A00A10A20Q10R00P10O10O11P11X10V10J09C20J99"
    )

    /// Meetings with a little of everything, each by its plan.
    static let hosted: [NextRun] = (1...6).map { plan in
        NextRun(plan: "\(plan)", roles: roles, steps: coming + steps(UInt64(plan)))
    }

    private static let roles: [Role] = [
        .facilitator, .member, .member, .cofacilitator, .guardian, .listener, .greeter,
        .timekeeper, .member,
    ]
    private static let coming = "A00A30A10A10A60A60A20A20h00A50A70f01"
    /// Comes back, speaks, waits, asks for everything that has a number in it.
    private static let going =
        "A00A10A20A30A60A70I09J99O00O10Q10R00P10O10S00k10P12J55n02l00l01R02f01f01z00w03q10d00e01"

    /// Three bytes a step, not at random but all over the place.
    private static func steps(_ seed: UInt64) -> String {
        var state = seed
        let letters = Array("OOPQRSTVXZabcdfhijkmnorstIJEFC")
        return (0..<160).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let letter = letters[Int(state >> 33) % letters.count]
            return "\(letter)\(state >> 40 % 9)\(state >> 50 % 10)"
        }.joined()
    }

    private init(plan: String, roles: [Role], steps: String) {
        var choices = Choices([UInt8](plan.utf8))
        var world = RelayWorld(
            limits: RelayWorld.generous,
            rules: CircleRules(),
            plan: Plans.draw(&choices),
            isSealed: true,
            roles: roles
        )
        Meetings.play(steps, in: &world)
        journal = world.journal
        snapshot = world.core.snapshot
        self.world = world
    }

    /// Goes on in a new run, and lives for a while if there are steps; the snapshot with which that
    /// run began, or nil when the records make no sense.
    func goOn(with records: CircleRecords, then steps: [UInt8]? = nil) -> [UInt8]? {
        var next = RelayWorld(
            limits: RelayWorld.generous,
            rules: world.rules,
            plan: world.plan,
            isSealed: true,
            roles: world.guests.map(\.role),
            epoch: 2
        )
        guard next.goOn(with: records) else { return nil }
        let snapshot = next.core.snapshot
        guard let steps else { return snapshot }
        Meetings.play(Self.going + text(steps), in: &next)
        next.settle()
        return snapshot
    }
}
