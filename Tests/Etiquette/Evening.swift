import Etiquette

/// A whole meeting of people who do what the format asks of them, watched step by step.
///
/// Fay leads, and calls; Cy passes when it is Cy's turn; Bo is not ready at first in a go-round.
struct Evening {
    private(set) var circle: Circle
    /// The kinds of the phases that began, in order.
    private(set) var phases: [PhaseKind] = []
    /// Whose lines were heard in each phase, each name once, in order.
    private(set) var heard: [[Seat]] = []
    /// The first rule that was broken, and how.
    private(set) var broken: String?
    /// How long it took.
    var seconds: UInt64 { now.since(began) / 1_000 }

    let people: [Seat]
    private let began = Moment(5_000_000)
    private var now = Moment(5_000_000)
    private var watch: Watch
    private var wasReady: Set<Seat> = []

    /// The people sit down; the first phase begins.
    init(_ plan: Plan, people: [(Seat, Role)]) {
        var rules = Rules()
        rules.plan = plan
        circle = Circle(rules: rules, seed: 11)
        watch = Watch(rules)
        self.people = people.filter { $0.1 != .listener }.map(\.0)
        for (seat, role) in people { act(.joined(seat, role)) }
    }

    /// Goes through all phases to the end.
    mutating func run() {
        var phasesLeft = Plan.phasesMax + 1
        while !circle.meeting.hasEnded, broken == nil, phasesLeft > 0 {
            phasesLeft -= 1
            let place = circle.meeting.phase?.place
            spend(circle.phaseKind)
            if circle.meeting.phase?.place == place { moveOn() }
        }
        if !circle.meeting.hasEnded, broken == nil { broken = "it does not end" }
    }

    private mutating func moveOn() {
        act(.nextPhase(by: fay, phase: circle.meeting.phase?.number ?? 0, now: false))
    }

    /// What people do in a phase, until it is over or nobody wants more of it.
    private mutating func spend(_ kind: PhaseKind) {
        switch kind {
        case .gather, .open, .fellowship:
            for seat in people { speak(seat) }
        case .read: for _ in 0..<3 { speak(fay) }
        case .agree:
            for record in circle.seats where record.role != .facilitator {
                act(.agreed(record.seat))
            }
        case .round, .closing: goRound()
        case .lead:
            act(.called(people[1], by: fay, turn: circle.turn))
            takeTurn()
        case .share: share()
        case .few: mingle()
        case .silence: wait(circle.floor.limitMilliseconds)
        case .response, .ended: break
        }
    }

    private mutating func goRound() {
        let number = circle.meeting.phase?.number
        wasReady = []
        while circle.meeting.phase?.number == number, let seat = circle.stick.seat,
            broken == nil
        {
            if seat == bo, wasReady.insert(bo).inserted {
                act(.steppedBack(bo))
            } else if seat == cy {
                act(.passed(cy, turn: circle.turn))
            } else {
                takeTurn()
            }
        }
    }

    /// Everybody who wishes shares, and Ana wishes to be answered where that is possible.
    private mutating func share() {
        for seat in people { act(.raisedHand(seat)) }
        while broken == nil, circle.phaseKind == .share {
            if circle.stick == .home {
                guard !circle.queue.isEmpty else { break }
                act(.calledNext(by: fay, turn: circle.turn))
                if circle.stick == .home { wait(20_000) }
            }
            guard let seat = circle.stick.seat else { break }
            takeTurn()
            if seat == ana { answerAna() }
        }
    }

    private mutating func answerAna() {
        guard circle.phaseKind == .response else { return }
        for seat in people where seat != ana { act(.raisedHand(seat)) }
        while circle.phaseKind == .response, broken == nil {
            if circle.stick.seat == nil { wait(20_000) } else { takeTurn() }
        }
    }

    /// Several speak under a stick of their own.
    private mutating func mingle() {
        for seat in people { act(.raisedHand(seat)) }
        while let stick = circle.floor.sticks.first, broken == nil {
            act(.spoke(stick.seat, turn: stick.turn))
            wait(10_000)
            act(.finished(stick.seat, turn: stick.turn))
        }
    }

    /// Accepts, speaks for a while if there are words, is marked by Bo, and is done.
    private mutating func takeTurn() {
        guard let seat = circle.stick.seat else { return }
        let turn = circle.turn
        if !circle.customs.words { act(.accepted(seat, turn: turn)) }
        speak(seat)
        wait(20_000)
        speak(seat)
        if seat == ana, circle.customs.response != .never, circle.phaseKind != .response {
            act(.welcomedResponses(ana, true))
        }
        if seat != bo, circle.customs.marks != .off, circle.phaseKind != .response {
            act(.marked(bo, .heard))
        }
        act(.finished(seat, turn: turn))
        wait(60_000)
    }

    private mutating func speak(_ seat: Seat) {
        guard circle.customs.words else { return }
        act(.spoke(seat, turn: circle.turn))
        wait(3_000)
    }

    private mutating func wait(_ milliseconds: UInt64) {
        let end = now.after(milliseconds)
        while let deadline = circle.deadline, deadline <= end, broken == nil {
            now = max(now, deadline)
            let phase = circle.meeting.phase?.number
            act(.timePassed)
            // What comes next is not slept through.
            if circle.stick.seat != nil || circle.meeting.phase?.number != phase { return }
        }
        now = end
    }

    private mutating func act(_ event: Event) {
        guard broken == nil else { return }
        let step = Step(circle, event, at: now)
        circle = step.after
        if let rule = watch.broken(by: step) { broken = "\(rule): \(event)" }
        if let refusal = step.effects.refusals.first {
            broken = broken ?? "\(event) was refused: \(refusal) in \(step.before.phaseKind)"
        }
        for fact in step.effects.facts {
            switch fact {
            case .phase(let change):
                phases.append(change.kind)
                heard.append([])
            case .line(let seat, _):
                let last = heard.count - 1
                if last >= 0, !heard[last].contains(seat) { heard[last].append(seat) }
            default: break
            }
        }
    }
}
