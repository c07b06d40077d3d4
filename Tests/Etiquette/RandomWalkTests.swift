import Etiquette
import Testing

@Suite("A long meeting of eight, by dice")
struct RandomWalkTests {
    #if DEBUG
    static let steps = 20_000
    #else
    static let steps = 100_000
    #endif

    /// Which circle it is, and the dice; both are part of the test's name, so a failure tells them.
    struct Meeting: CustomTestStringConvertible, Sendable {
        var queue: QueueOrder
        var passing: Passing
        var boundary: UInt64
        var seed: UInt64

        var testDescription: String { "\(queue) \(passing) \(boundary) seed \(seed)" }

        var rules: Rules {
            var rules = Rules()
            (rules.queue, rules.passing, rules.boundaryMilliseconds) = (queue, passing, boundary)
            return rules
        }
    }

    static let meetings: [Meeting] = QueueOrder.allCases.flatMap { queue in
        Passing.allCases.flatMap { passing in
            (1...2).map { number in
                let seed = UInt64(number) * 7_919 + (queue == .fair ? 1 : 2)
                return Meeting(
                    queue: queue,
                    passing: passing,
                    boundary: number == 1 ? 5_000 : 0,
                    seed: seed
                )
            }
        }
    }

    @Test(
        "§7, §8, §9.5, §10.4, §10.5 hold, and no deadline is livelocked, over a long meeting",
        arguments: meetings
    )
    func walk(_ meeting: Meeting) {
        var walker = Walker(meeting.rules, seed: meeting.seed)
        for number in 0..<Self.steps {
            guard let broken = walker.step() else { continue }
            Issue.record("\(broken), step \(number) of \(meeting.testDescription)")
            return
        }
        // Several sticks are for circles with a plan.
        #expect(walker.states == Set(FloorState.allCases).subtracting([.few]))
        #expect(walker.offers > 100)
        #expect(walker.rebuilt(at: Moment(0)).isConsistent, "§5.13 without their clock too")
        #expect(Visible(walker.rebuilt()) == Visible(walker.circle), "§5.6 facts rebuild a circle")
    }
}

/// Does something likely or unlikely, again and again.
struct Walker {
    private(set) var circle: Circle
    private(set) var states: Set<FloorState> = []
    private(set) var offers = 0
    /// Facts and refusals that have happened.
    private(set) var kinds: Set<String> = []
    private(set) var meetings = 1
    private var now = Moment(1_000_000)
    private var dice: Dice
    private var watch: Watch
    private var history: [(Fact, Moment)] = []
    private var newcomers = Self.people

    private static let people: [(Seat, Role)] = [
        (Seat(1), .facilitator), (Seat(2), .cofacilitator), (Seat(3), .guardian),
        (Seat(4), .member), (Seat(5), .member), (Seat(6), .member), (Seat(7), .member),
        (Seat(8), .listener),
    ]

    init(_ rules: Rules, seed: UInt64) {
        circle = Circle(rules: rules, seed: seed)
        watch = Watch(rules)
        dice = Dice(seed: seed)
    }

    /// One step; tells which rule was broken, if any.
    mutating func step() -> String? {
        if circle.seats.count(where: \.isBarred) > 2 { beginAnew() }
        if circle.meeting.hasEnded, dice.chance(25) { beginAnew() }
        if let (seat, role) = newcomers.popLast() { return apply(.joined(seat, role)) }
        switch dice.roll(100) {
        case 0..<22: return wait(UInt64(dice.roll(8_000)))
        case 22..<26: return wait(UInt64(dice.roll(110_000)))
        case 26: return wait(UInt64(dice.roll(900_000)))
        case 27:
            let late = UInt64(2_000 + dice.roll(10_000))
            now = now.after(late)
            return apply(.stalled(milliseconds: late))
        case 28: return restart()
        case 29..<36: return apply(AnythingHosted.event(in: circle, at: now, &dice))
        case 36..<(circle.rules.plan == nil ? 39 : 55):
            return apply(AnythingPhased.event(in: circle, &dice))
        default: return apply(Anything.event(in: circle, at: now, &dice))
        }
    }

    /// From deadline to deadline, each of which must be the last of its moment.
    private mutating func wait(_ milliseconds: UInt64) -> String? {
        let end = now.after(milliseconds)
        while let deadline = circle.deadline, deadline <= end {
            now = max(now, deadline)
            if let broken = apply(.timePassed) { return broken }
            if let next = circle.deadline, next <= now { return "the deadline does not move on" }
        }
        now = end
        return apply(.timePassed)
    }

    private mutating func apply(_ event: Event) -> String? {
        let step = Step(circle, event, at: now)
        circle = step.after
        states.insert(circle.floorState)
        kinds.formUnion(step.effects.map(\.brief))
        history += step.effects.facts.map { ($0, now) }
        offers += step.effects.floors.count { $0.stick.seat != nil && $0.reason == .next }
        offers += step.effects.floors.count { $0.reason == .auto }
        return watch.broken(by: step).map { "\($0): \(event)" }
    }

    /// The relay starts anew: all that can be seen stands, everybody's link is lost. (SPEC §5.13)
    private mutating func restart() -> String? {
        let image = circle.image
        let again = Circle(rules: circle.rules, image: image, seed: dice.next(), at: now)
        guard again.image == image, Visible(again) == Visible(circle), again.isConsistent else {
            return "§5.13 a restart changes the circle"
        }
        circle = again
        for seat in circle.seats.filter({ $0.isSeated || $0.isWaiting }).map(\.seat) {
            if let broken = apply(.drifted(seat, since: now)) { return broken }
        }
        return nil
    }

    /// Who was removed does not come again, nor what ended: the next meeting, with everybody in it.
    private mutating func beginAnew() {
        var rules = circle.rules
        if let phases = rules.plan?.phases {
            // Another phase comes first, so that each has its time.
            let first = dice.roll(phases.count)
            rules.plan?.phases = Array(phases[first...] + phases[..<first])
        }
        circle = Circle(rules: rules, seed: dice.next())
        watch = Watch(rules)
        history = []
        meetings += 1
        newcomers = Self.people
    }

    /// Who would never be offered the stick, though they wait and everybody is calm from now on.
    func unheard() -> [Seat]? {
        var calm = Calm(circle, at: now)
        return calm.unheard()
    }

    /// The circle again, from its facts alone, all of them at one moment if there is one.
    func rebuilt(at moment: Moment? = nil) -> Circle {
        history.reduce(into: Circle(rules: circle.rules)) { $0.fold($1.0, at: moment ?? $1.1) }
    }
}
