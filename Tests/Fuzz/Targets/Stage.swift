import Etiquette
import Wire

/// The floor of a log: who may be heard, and what may follow what. (SPEC §7.2, §8, §16.5, §16.6)
struct Stage {
    private var floor = RelayLine.FloorLine(
        turn: 1,
        state: .home,
        seat: nil,
        reason: .start,
        order: [],
        limitSeconds: 0,
        space: 0
    )
    private var phases: PhaseReplay
    /// Whether the stick was held when it was last seen without a space over it.
    private var isHeld = false
    /// Who has the stick or had it last.
    private(set) var sharer: Seat?
    /// Several sticks, which lie beneath a space as one does.
    private var sticks: [HeldStick] = []
    /// Lines of facilitators in this offer or this space.
    private var callLines = 0
    /// A content note was said that a space is to follow.
    private var awaitsNote = false

    init(_ plan: Plan?) { phases = PhaseReplay(plan) }

    mutating func take(_ body: RelayLine.Body, _ people: inout People) {
        if case .floor(let new) = body { return follow(new, &people) }
        check(!awaitsNote, "a content note without its space")
        check(!phases.awaitsFloor, "a phase without its floor")
        switch body {
        case .phase(let phase):
            check(floor.seat == nil && floor.space == 0, "a phase while the stick is out")
            check(floor.state != .few || sticks.isEmpty, "a phase while a stick is out")
            phases.begin(phase, sharer)
            if phase.reason != .response, phase.reason != .resume { people.forgetQuieted() }
        case .line(let seat, _, let turn, _, _): hear(seat, turn, people)
        case .caution(let seat, _, let turn, _, _):
            hear(seat, turn, people)
            check(floor.state == .held || floor.state == .few, "a note in \(floor.state)")
            awaitsNote = true
        case .hand(let seat, let move, let order):
            checkOrder(order, people)
            if move == .later, floor.seat != seat { phases.putOff(seat) }
        case .quiet:
            let isOpen = floor.state == .open || floor.state == .space
            check(isOpen, "somebody is quieted in \(floor.state)")
        default: break
        }
    }

    private func checkOrder(_ order: [Seat], _ people: People) {
        check(Set(order).count == order.count, "a seat waits twice: \(order)")
        let areThere = order.allSatisfy(people.seated.contains)
        check(areThere, "somebody waits who is not here: \(order)")
    }

    // MARK: The floor

    private mutating func follow(_ new: RelayLine.FloorLine, _ people: inout People) {
        checkOrder(new.order, people)
        let hasSeat = new.seat != nil
        switch new.state {
        case .home, .open, .few: check(!hasSeat, "\(new.state) with a holder")
        case .offered, .held, .adrift: check(hasSeat, "\(new.state) without a seat")
        case .space: check(new.space > 0, "a space without a number")
        }
        if let seat = new.seat {
            check(people.isWithin(seat), "the stick is with somebody who is not in the circle")
            check(!people.listens(seat), "the stick is with a listener")
        }
        let turn = new.reason.raisesTurn ? floor.turn + 1 : floor.turn
        check(new.turn == turn, "turn \(new.turn) by \(new.reason) after \(floor.turn)")
        check((new.reason == .note) == awaitsNote, "a space for a note, and none was said")
        awaitsNote = false
        let isSame = new.turn == floor.turn && new.space == floor.space
        if !isSame { callLines = 0 }
        if isSame, new.state == .held, floor.state == .held {
            check(new.seat == floor.seat, "two holders under one turn")
        }
        phases.follow(new, after: floor, isHeld: isHeld)
        moveStick(to: new)
        moveSticks(to: new, people)
        if new.reason == .closed { people.forgetQuieted() }
        floor = new
    }

    private mutating func moveStick(to new: RelayLine.FloorLine) {
        if isHeld, let seat = floor.seat { sharer = seat }
        if new.state != .space {
            isHeld = new.state == .held || new.state == .adrift
        } else if new.seat == nil {
            isHeld = false
        }
        if isHeld { sharer = new.seat }
    }

    /// Sticks come one by one, each under a turn of its own. (SPEC §16.6)
    private mutating func moveSticks(to new: RelayLine.FloorLine, _ people: People) {
        if new.reason == .phase || new.reason == .round { sticks = [] }
        guard new.state == .few else {
            check(new.sticks.isEmpty, "several sticks in \(new.state)")
            return
        }
        let came = Set(new.sticks).subtracting(sticks)
        let turns: [UInt32] = new.reason == .stick ? [new.turn] : []
        check(came.map(\.turn) == turns, "sticks \(new.sticks) by \(new.reason) after \(sticks)")
        check(new.sticks.count <= phases.sticksMax, "too many sticks: \(new.sticks)")
        check(
            Set(new.sticks.map(\.seat)).count == new.sticks.count,
            "two sticks with one: \(new.sticks)"
        )
        for stick in new.sticks {
            let mayHold = people.isWithin(stick.seat) && !people.listens(stick.seat)
            check(mayHold, "a stick is with \(stick.seat)")
        }
        sticks = new.sticks
    }

    // MARK: Words

    /// Words come from who may speak, under the turn that is. (SPEC §7.1, §7.2)
    private mutating func hear(_ seat: Seat, _ turn: UInt32, _ people: People) {
        check(people.isWithin(seat), "a line of somebody who is not in the circle")
        check(!people.listens(seat), "a line of a listener")
        check(phases.hasWords, "a line in a phase without words")
        let own = sticks.first { $0.seat == seat }?.turn
        // In a space it is not told which stick has gone back.
        let isInSpace = floor.state == .space && turn == floor.turn
        check(turn == own ?? floor.turn || isInSpace, "a line of \(turn) in \(floor.turn)")
        let facilitates = people.facilitates(seat)
        switch floor.state {
        case .home: check(facilitates, "a line while the stick is at home")
        case .held: check(seat == floor.seat, "a line of \(seat), who has not the stick")
        case .adrift: check(false, "a line while the holder is adrift")
        case .open: check(!people.isQuieted(seat), "a line of somebody who was quieted")
        case .few: check(own != nil, "a line without a stick")
        case .offered, .space:
            callLines += 1
            check(facilitates, "a line in \(floor.state)")
            check(callLines <= (floor.state == .space ? 2 : 1), "too many lines")
        }
    }
}

extension FloorReason {
    /// Whether the permitted speaker changes for good. (SPEC §8.2)
    fileprivate var raisesTurn: Bool {
        switch self {
        case .start, .accepted, .spoke, .link, .back, .bell, .quietOver, .note, .pause: false
        case .called, .next, .auto, .given, .done, .passed, .later, .lapsed, .home, .withdrawn,
            .left, .removed, .grace, .open, .closed, .phase, .round, .ring, .response, .lastWord,
            .stick:
            true
        }
    }
}
