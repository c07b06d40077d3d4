/// The manners of one circle: who is here, who waits, who holds the stick, who may be heard.
///
/// ## Theory of operation
///
/// A circle is a value with one door, `apply`. It reads no clock and does no I/O: feed it what
/// happened and when, and it appends what must follow. What becomes true is a `Fact`; every fact
/// goes through `fold`, and nothing else changes what members can see, so that a circle can be
/// rebuilt from its facts alone. Deciding (`Circle+….swift`, one file per custom) and folding
/// (`Circle+Fold.swift`) are kept apart for that reason.
///
/// The **turn** is the fencing number of the floor (SPEC §8.2): words and commands name the turn
/// they were meant for and are refused under any other.
///
/// A **space** (the bell) lies over the floor: `stick` says what is beneath, and goes on living.
public struct Circle: Hashable, Sendable {
    /// What the circle agreed on.
    public let rules: Rules
    /// Where the stick is, beneath any space.
    public internal(set) var stick: Stick = .home
    /// The number of the floor, from 1. (SPEC §8.2)
    public internal(set) var turn: UInt32 = 1
    /// The space that lies over the floor, if any. (SPEC §8.10)
    public internal(set) var space: Space?
    /// Every seat there ever was, in the order of first coming.
    public internal(set) var seats: [SeatRecord] = []
    /// Whether new hands may go up. (SPEC §10.7)
    public internal(set) var handsAreOpen = true

    /// Spaces and raises so far: both count up and are never used again.
    var spaces: UInt32 = 0
    var raises: UInt64 = 0
    var share = Share()
    var offer = Offer()
    /// The end of the boundary after a share. (SPEC §8.6)
    var boundaryEnds: Moment?
    /// A call that will be carried out when the floor allows.
    var waiting: Call?
    /// The end of the window for a first hand, and whether this boundary had one. (SPEC §10.6)
    var windowEnds: Moment?
    var hadWindow = false
    /// Where the meeting is in its plan. (SPEC §14)
    public internal(set) var meeting = Meeting()
    /// Who leads, how the door stands, who is apart. (SPEC §17 to §19)
    public internal(set) var hosting = Hosting()
    /// From what shuffled orders are drawn.
    let seed: UInt64

    /// A circle with nobody in it, the stick at home.
    ///
    /// The seed is random: a shuffled order is drawn from it. (SPEC §15.1)
    public init(rules: Rules, seed: UInt64 = 0) {
        self.rules = rules
        self.seed = seed
        hosting = Hosting(rules.plan)
    }

    /// The silence that the bell made.
    public struct Space: Hashable, Sendable {
        /// Which one, from 1; `BELL off` names it.
        public let number: UInt32
        /// When it is over by itself.
        public internal(set) var ends: Moment
        var began: Moment
        var linesLeft: Int
        /// Its length when it began, 0 for a silence without an end.
        public let milliseconds: UInt64
        /// Whether the clock of the phase stands still in it. (SPEC §14.5)
        public let stopsPhase: Bool
    }

    /// A call that waits for the boundary or the window.
    enum Call: Hashable, Sendable {
        case next
        case seat(Seat, FloorReason)
    }

    /// Tells what happened and when; appends what must follow.
    ///
    /// The only way to change a circle.
    public mutating func apply(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        let first = effects.count
        let phase = meeting.phase
        if let seat = event.actor { comeBack(seat, at: now, into: &effects) }
        if event.actor != nil { seatChair(at: now, into: &effects) }
        let event = whatHasPlace(of: whatOutlives(event, into: &effects), into: &effects)
        switch event {
        case .joined, .drifted, .returned, .left, .removed, .changedRole, .wentAway, .cameBack,
            .listened:
            attend(event, at: now, into: &effects)
        case .raisedHand, .loweredHand, .steppedBack, .raisedUrgent, .setHands:
            moveHand(event, at: now, into: &effects)
        case .calledNext, .called, .askedHome, .broughtHome, .extended, .setCrosstalk:
            facilitate(event, at: now, into: &effects)
        case .accepted, .passed, .finished, .gave:
            moveStick(event, at: now, into: &effects)
        case .rang, .endedSpace, .askedPause:
            holdSpace(event, at: now, into: &effects)
        case .spoke, .cautioned, .whispered, .askedHelp:
            hear(event, at: now, into: &effects)
        case .nextPhase, .endedMeeting, .agreed, .welcomedResponses, .marked, .calledBreak,
            .signalled, .quieted:
            lead(event, at: now, into: &effects)
        case .tookChair, .gaveChair, .setDoor, .admitted, .admittedAll, .heldBack, .stepped,
            .setAside, .openedSideRoom, .sentAway, .buddied:
            host(event, at: now, into: &effects)
        case .timePassed:
            passTime(at: now, into: &effects)
        case .stalled(let milliseconds):
            shiftDeadlines(by: milliseconds)
        }
        tendMeeting(at: now, into: &effects)
        carryOn(at: now, into: &effects)
        noticePhase(since: phase, at: now, into: &effects)
        assert(isConsistent, "the circle contradicts itself")
        assert(effects.count >= first)
    }

    /// Takes a fact as true and passes it on.
    mutating func commit(_ fact: Fact, at now: Moment, into effects: inout [Effect]) {
        fold(fact, at: now)
        effects.append(.happened(fact))
        if case .floor(let change) = fact, change.endsShare { endSteps(at: now, into: &effects) }
    }

    /// Changes the floor.
    ///
    /// `turn` stays or rises by one; a space stays unless one is given.
    mutating func changeFloor(
        to stick: Stick,
        _ reason: FloorReason,
        newTurn: Bool,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        let change = FloorChange(
            turn: newTurn ? turn &+ 1 : turn,
            stick: stick,
            space: space?.number ?? 0,
            reason: reason,
            limitMilliseconds: space?.milliseconds ?? limit(for: stick),
            sticks: stick == .few ? heldSticks : []
        )
        commit(.floor(change), at: now, into: &effects)
    }

    /// The floor as it is, in the form it is told to somebody who comes. (SPEC §5.6)
    public var floor: FloorChange {
        FloorChange(
            turn: turn,
            stick: stick,
            space: space?.number ?? 0,
            reason: .start,
            limitMilliseconds: space?.milliseconds ?? limit(for: stick),
            sticks: heldSticks
        )
    }

    /// The state of the floor as members see it.
    public var floorState: FloorState { FloorState(stick: stick, inSpace: space != nil) }

    func limit(for stick: Stick) -> UInt64 {
        if let holder = stick.holder, self.stick.holder == holder { return share.limit }
        guard let seat = stick.seat else { return stick == .few ? customLimit : 0 }
        return self.stick == .offered(seat)
            ? offer.limit ?? shareLimit(for: seat)
            : shareLimit(for: seat)
    }

    func index(of seat: Seat) -> Int? { seats.firstIndex { $0.seat == seat } }

    /// The record of a seat, gone or not.
    public func record(of seat: Seat) -> SeatRecord? { index(of: seat).map { seats[$0] } }

    /// The index of a seat that is part of the circle; refuses on behalf of `asker` otherwise.
    func seated(_ seat: Seat, for asker: Seat, _ effects: inout [Effect]) -> Int? {
        if let index = index(of: seat), seats[index].isSeated { return index }
        effects.append(.refused(asker, .noSuchSeat))
        return nil
    }
}

extension FloorState {
    /// The state that members see of a stick, beneath a space or not.
    public init(stick: Stick, inSpace: Bool) {
        switch stick {
        case _ where inSpace: self = .space
        case .home: self = .home
        case .offered: self = .offered
        case .held: self = .held
        case .adrift: self = .adrift
        case .open: self = .open
        case .few: self = .few
        }
    }
}
