import Etiquette
import RelayCore
import Wire

/// People who do anything, and a strict client for each.
struct ViewWalk {
    private static let people: [(String, Role)] = [
        ("Fay", .facilitator), ("Cora", .cofacilitator), ("Gil", .greeter), ("Ana", .member),
        ("Bo", .member), ("Cy", .member),
    ]

    private let evening: ViewWalkTests.Evening
    private var scene: Scene
    private var dice: Dice
    private var ledger = Ledger()
    private var told = Witness.Told()
    private var witnesses: [Witness]
    /// Words that were asked for.
    private var needs: [(name: String, number: UInt64)] = []
    /// What has happened at least once.
    private(set) var seen: Set<String> = []

    init(_ evening: ViewWalkTests.Evening) {
        self.evening = evening
        dice = Dice(seed: evening.seed)
        var limits = Scene.generous
        limits.ringEventsMax = evening.isSmallRing ? 128 : 100_000
        scene = Scene(limits: limits)
        scene.plan = Self.plan(door: evening.door)
        scene.fillLimit = evening.hasSlowLinks ? 1 : 8_192
        for (number, person) in Self.people.enumerated() {
            let key = Scene.key(UInt8(number + 1))
            scene.people.append(Scene.Person(name: person.0, role: person.1, key: key))
        }
        witnesses = Array(repeating: Witness(), count: Self.people.count)
    }

    private static func plan(door: String) -> CirclePlan {
        let text =
            "- door=\(door);raid=3;quorum=4;entry=300 "
            + "gather,agree,round;marks=live,share;response=asked;for=60,share;passing=auto;"
            + "response=always;responders=2,few;sticks=2,silence;for=20,lead,open,closing"
        guard let plan = CirclePlan(text: [UInt8](text.utf8)) else {
            preconditionFailure("a plan of the right form")
        }
        return plan
    }

    /// One step; tells which rule was broken, if any.
    mutating func step() -> String? {
        let name = dice.pick(Self.people).0
        switch dice.roll(100) {
        case 0..<62: act(name)
        case 62..<70: if scene[name].session == nil { comes(name) } else { acknowledges(name) }
        case 70..<73: scene.isCutOff(name)
        case 73: if dice.chance(50) { scene.says(name, Request(.leave)) }
        case 74: if scene[name].session != nil { comes(name) }
        case 75..<80: waits(UInt64(dice.roll(3_000)))
        case 80..<83: waits(UInt64(dice.roll(25_000)))
        case 83: waits(UInt64(dice.roll(dice.chance(10) ? 700_000 : 130_000)))
        case 84..<90: delays(name)
        case 90: return restarts()
        case 91..<94: supply()
        default: comesIfNobodyLeads()
        }
        return check() ?? settle()
    }

    // MARK: What people do

    private mutating func act(_ name: String) {
        guard scene[name].session != nil, let seat = scene[name].seat,
            let circle = scene.core.circle(scene.circle)
        else { return comes(name) }
        let next = AnyAsk.next(in: circle, by: seat, &dice)
        scene.does(name, next.ask, turn: next.turn)
        if dice.chance(5) {
            let page = PagePayload([UInt8]("A page.".utf8))
            scene.says(name, Request(id: 5, .page(UInt8(dice.roll(4)), page)))
        }
        if dice.chance(3) {
            let text = "\(name) \(["One", "Two"][dice.roll(2)])"
            scene.says(name, Request(id: 6, .name(.plain([UInt8](text.utf8)))))
        }
    }

    private mutating func acknowledges(_ name: String) {
        scene.says(name, Request(.ack(witnesses[scene.index(name)].have)))
        witnesses[scene.index(name)].acknowledges()
    }

    /// Somebody comes by a new connection, now and then with a client that has forgotten all.
    private mutating func comes(_ name: String) {
        let index = scene.index(name)
        scene.diskAnswers()
        _ = check()
        scene.connects(name)
        if scene[name].log != scene.lastLog { scene[name].seat = nil }
        let isHeld = scene[name].seat.map(ledger.isPresent) ?? false
        let forgets = dice.chance(25)
        witnesses[index].sitsDown(isHeld: isHeld, forgets: forgets)
        scene[name].have = witnesses[index].have
        scene.sits(name)
    }

    private mutating func comesIfNobodyLeads() {
        let isLed = Self.people.contains { $0.1.facilitates && scene[$0.0].session != nil }
        if !isLed { comes(dice.chance(70) ? "Fay" : "Cora") }
    }

    /// All words are the same, so everybody has them; not everybody brings them.
    private mutating func supply() {
        for need in needs where dice.chance(70) {
            scene.supplies(need.name, need.number, "some words")
        }
        needs = []
    }

    private mutating func waits(_ milliseconds: UInt64) {
        scene.wait(milliseconds)
        for (name, _) in Self.people where scene[name].session != nil && dice.chance(90) {
            scene.says(name, Request(.ping))
        }
    }

    /// A link or the disk becomes slow, or catches up.
    private mutating func delays(_ name: String) {
        if evening.hasSlowDisk { scene.diskIsSlow = dice.chance(50) }
        if !scene.diskIsSlow { scene.diskAnswers() }
        guard evening.hasSlowLinks, let session = scene[name].session else { return }
        if scene.slowLinks.contains(session) {
            for _ in 0..<dice.roll(12) { scene.drip(session) }
            if dice.chance(30) { scene.slowLinks.remove(session) }
        } else {
            scene.slowLinks.insert(session)
        }
        scene.deliver()
    }

    private mutating func restarts() -> String? {
        guard evening.restarts else { return nil }
        _ = check()
        scene.diskIsSlow = false
        scene.relayRestarts()
        ledger.begin(after: scene.journal)
        return nil
    }

    // MARK: What must hold

    /// Everything that people heard is taken; tells what was wrong with it.
    private mutating func check() -> String? {
        let ended = ledger.ended
        ledger.read(scene.journal)
        for index in scene.people.indices {
            let person = scene.people[index]
            scene.people[index].heard = []
            guard ledger.ended == ended else { continue }
            for line in person.heard {
                note(line.body, person)
                if case .ok(.sit, let number) = line.body {
                    scene.people[index].seat = Seat(UInt16(number))
                }
                if case .need(let number, _, _) = line.body { needs.append((person.name, number)) }
                let seat = scene.people[index].seat ?? Seat(0)
                guard let broken = witnesses[index].hear(line, at: seat, ledger, &told) else {
                    continue
                }
                return "\(person.name): \(broken)"
            }
        }
        guard ledger.ended != ended else { return nil }
        told = Witness.Told()
        for index in scene.people.indices {
            witnesses[index] = Witness()
            scene.people[index].seat = nil
        }
        return nil
    }

    private mutating func note(_ body: RelayLine.Body, _ person: Scene.Person) {
        switch body {
        case .out(person.seat, true): seen.insert("out")
        case .out(person.seat, false): seen.insert("back in")
        case .note(.vestibule): seen.insert("vestibule")
        case .gap: seen.insert("gap")
        case .phase(let phase): if phase.kind == .ended { seen.insert("ended") }
        default: break
        }
    }

    /// Now and then all links and the disk catch up: nobody lacks anything then.
    private mutating func settle() -> String? {
        guard dice.chance(10) else { return nil }
        scene.diskIsSlow = false
        scene.slowLinks = []
        scene.diskAnswers()
        // What nobody brings is lost, and holds nobody back any more. (SPEC §5.16)
        if evening.restarts { waits(21_000) }
        if let broken = check() { return broken }
        for (person, witness) in zip(scene.people, witnesses) {
            guard person.session != nil, witness.isSeated, let seat = person.seat,
                ledger.isPresent(seat)
            else { continue }
            let from = witness.have + 1
            guard from <= ledger.last else { continue }
            guard let missed = ledger.first(in: from..<ledger.last + 1, for: seat) else { continue }
            return "\(person.name): §5.5 event \(missed) was not given"
        }
        return nil
    }
}
