import ClientCore
import Etiquette
import RelayCore
import Wire

/// A relay core and client cores with pretended links, a pretended disk and a clock that jumps from
/// one thing to the next.
///
/// All that happens follows from the seed. Each step takes the next thing from the agenda, gives it
/// to the core it concerns and sends what comes out on its way.
struct World {
    let seed: UInt64
    let without: Ablation?
    /// Whether every line and every trouble is printed.
    var tells = false
    var weather: Weather
    var dice: Dice
    var now: UInt64 = 1_000_000
    var agenda = Agenda()
    var people: [Participant] = []
    var links: [SimulatedLink] = []
    var checks: Checks
    var steps = 0
    var kills = 0
    /// Words that came back from members.
    var supplies = 0
    var stepsLeft: Int
    /// Whether the weather has cleared.
    var isClear = false

    // The relay.
    var relay: Relay?
    var disk = Disk()
    var epoch: UInt64 = 0
    var lastLog: UInt64 = 0
    var nextOrder: UInt64 = 1
    var rules: CircleRules
    let plan: CirclePlan
    let circle = CircleID(0x0102_0304_0506_0708)
    /// The relay hears nothing before this.
    var deafUntil: UInt64 = 0
    /// Acts that the relay has seen, for the ablation of their memory.
    var highestID: [Int: UInt32] = [:]

    init(seed: UInt64, without: Ablation?) {
        self.seed = seed
        self.without = without
        dice = Dice(seed: seed &* 0x9e37_79b9 &+ 17)
        weather = Weather(&dice)
        stepsLeft = weather.steps
        rules = CircleRules(
            queue: QueueOrder.allCases[weather.queue],
            passing: Passing.allCases[weather.passing],
            boundarySeconds: dice.upTo(1) * 2
        )
        plan = Evening.plan(weather.plan)
        checks = Checks(people: weather.people, plan: plan)
        for index in 0..<weather.people {
            people.append(Participant(index, role: Evening.role(index, of: weather)))
            agenda.add(.dial(person: index, run: people[index].runs), at: now + dice.upTo(2_000))
        }
        startRelay()
        agenda.add(.somethingHappens, at: now + 3_000)
    }

    /// Lives through everything; answers what went wrong, if anything.
    mutating func run() -> String? {
        while checks.violation == nil, let next = nextMoment() {
            if isClear, next > clearUntil { break }
            step(at: next)
        }
        guard checks.violation == nil else { return checks.violation }
        checkTheEnd()
        return checks.violation
    }

    private var clearUntil: UInt64 { clearedAt + 240_000 }
    private(set) var clearedAt: UInt64 = 0

    /// From now on nothing breaks any more.
    mutating func clear() {
        isClear = true
        clearedAt = now
        weather.delay = 5...30
        weather.commit = min(weather.commit, 20)
    }

    private func nextMoment() -> UInt64? {
        var next = agenda.first
        if let due = relay?.core.deadline?.milliseconds {
            let due = max(due, deafUntil)
            next = min(next ?? due, due)
        }
        for person in people {
            if let due = person.client.deadline?.milliseconds { next = min(next ?? due, due) }
        }
        return next.map { max($0, now) }
    }

    private mutating func step(at next: UInt64) {
        steps += 1
        now = next
        if agenda.first.map({ $0 <= now }) ?? false, let item = agenda.takeFirst() { happen(item) }
        passTime()
    }

    private mutating func passTime() {
        for index in people.indices {
            if let due = people[index].client.deadline?.milliseconds, due <= now {
                tell(index, .timePassed)
            }
        }
        guard now >= deafUntil, let due = relay?.core.deadline?.milliseconds, due <= now else {
            return
        }
        withRelay { $0.core.timePassed(at: Moment($1), &$0.outputs) }
    }

    private mutating func happen(_ item: Agenda.Item) {
        switch item {
        case .up(let link): arriveAtRelay(link)
        case .down(let link): arriveAtPerson(link)
        case .endsAtRelay(let link): endAtRelay(link)
        case .endsAtPerson(let link): endAtPerson(link)
        case .dial(let person, let run): dial(person, run: run)
        case .accept(let link): accept(link)
        case .prove(let link): prove(link)
        case .giveUp(let link): giveUp(link)
        case .commit(let count, let run): commit(upTo: count, run: run)
        case .store(let index, let run): storeAnswers(index, run: run)
        case .relayStarts: startRelay()
        case .somethingHappens: somethingHappens()
        }
    }

    /// Prints what happens, if somebody wants to follow.
    func tell(_ what: @autoclosure () -> String) {
        if tells { print("\(now) \(what())") }
    }

    /// One of these happens with so many of a thousand.
    mutating func chance(_ thousandths: Int) -> Bool { dice.upTo(999) < UInt64(thousandths) }

    mutating func delay() -> UInt64 {
        weather.delay.lowerBound
            + dice.upTo(weather.delay.upperBound - weather.delay.lowerBound)
    }

    // MARK: The end

    private mutating func checkTheEnd() {
        for person in people where !person.hasLeft {
            let waits = person.client.room.meeting.vestibule != nil
            if !person.client.isReady, !waits {
                checks.fail("liveness: \(person.index) is not back")
            }
            // What was typed before the door was known goes once the person is let in.
            let mayWait = waits && person.client.waitingCount > 0
            if !person.client.isSettled, !mayWait {
                checks.fail("liveness: \(person.index) still waits")
            }
            checkAttendance(person)
        }
        checks.checkVoices()
        checks.checkEverybody(people, log: lastLog)
        checks.checkNewcomers(people)
        checks.checkApart(people)
        checks.checkVerdicts(people)
    }

    /// Whoever is in the circle knows who else is. (SPEC §5.6, §5.8)
    private mutating func checkAttendance(_ person: Participant) {
        guard let circle = relay?.core.circle(circle), person.client.log == lastLog,
            let me = person.client.room.mine, person.client.isReady, !me.isOut
        else { return }
        let here = circle.seats.filter(\.isSeated)
        let known = person.client.room.attendance
        let isSame = here.allSatisfy { record in
            known.contains { other in
                other.person.seat == record.seat && other.role == record.role
                    && other.presence == record.presence && other.isOut == record.isOut
            }
        }
        guard !isSame || known.count != here.count else { return }
        checks.fail("\(person.index) does not know who is here")
    }
}
