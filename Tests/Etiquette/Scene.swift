import Etiquette
import Testing

// The people of these stories.
let fay = Seat(1)  // facilitates
let ana = Seat(2)
let bo = Seat(3)
let cy = Seat(4)
let gus = Seat(5)  // is guardian of the bell
let lin = Seat(6)  // listens

/// A circle with people in it, and a clock that only the story turns.
struct Scene {
    var circle: Circle
    var now = Moment(10_000_000)

    static let everybody: [(Seat, Role)] = [
        (fay, .facilitator), (ana, .member), (bo, .member), (cy, .member), (gus, .guardian),
        (lin, .listener),
    ]

    /// The people sit; the stick is home, no boundary runs.
    init(
        people: [(Seat, Role)] = Scene.everybody,
        _ adjust: (inout Rules) -> Void = { _ in }
    ) {
        var rules = Rules()
        adjust(&rules)
        circle = Circle(rules: rules)
        for (seat, role) in people { after(.joined(seat, role)) }
    }

    /// What follows from an event now.
    @discardableResult
    mutating func after(_ event: Event) -> [Effect] {
        var effects: [Effect] = []
        circle.apply(event, at: now, into: &effects)
        return effects
    }

    /// What follows from an event, in short words.
    mutating func brief(_ event: Event) -> String { after(event).brief }

    /// Lets time pass as a relay does: from deadline to deadline, then to the end of the wait.
    @discardableResult
    mutating func wait(_ milliseconds: UInt64) -> [Effect] {
        let end = now.after(milliseconds)
        var effects: [Effect] = []
        while let deadline = circle.deadline, deadline <= end {
            now = max(now, deadline)
            effects += after(.timePassed)
            guard circle.deadline.map({ $0 > now }) ?? true else {
                Issue.record("the deadline does not move on")
                break
            }
        }
        now = end
        return effects
    }

    mutating func wait(seconds: UInt64) -> String { wait(seconds * 1_000).brief }

    var turn: UInt32 { circle.turn }
    /// The turn of Ana's stick when there are several; else that of the floor.
    var stickTurn: UInt32 { turn(of: ana) }
    /// The turn that a seat speaks under.
    func turn(of seat: Seat) -> UInt32 {
        circle.floor.sticks.first { $0.seat == seat }?.turn ?? turn
    }
    var state: FloorState { circle.floorState }
    func shares(of seat: Seat) -> UInt32 { circle.record(of: seat)?.shares ?? 0 }
    func presence(of seat: Seat) -> Presence? { circle.record(of: seat)?.presence }
}

// What people do often.
extension Scene {
    /// Fay calls a seat; the stick is offered once the boundary is over.
    mutating func offer(_ seat: Seat) {
        after(.called(seat, by: fay, turn: turn))
        if circle.stick != .offered(seat) { wait(circle.rules.boundaryMilliseconds) }
    }

    /// A seat is called and accepts.
    mutating func hold(_ seat: Seat) {
        offer(seat)
        after(.accepted(seat, turn: turn))
    }

    /// A whole share: called, one line, done, and the boundary after it.
    mutating func share(_ seat: Seat) {
        hold(seat)
        after(.spoke(seat, turn: turn))
        after(.finished(seat, turn: turn))
        wait(circle.rules.boundaryMilliseconds)
    }

    mutating func raise(_ seats: Seat...) {
        for seat in seats { after(.raisedHand(seat)) }
    }

    /// The link breaks now; nobody knows yet.
    mutating func drop(_ seat: Seat) { after(.drifted(seat, since: now)) }

    /// Fay calls whoever is next by order.
    @discardableResult
    mutating func callNext() -> [Effect] { after(.calledNext(by: fay, turn: turn)) }
}
