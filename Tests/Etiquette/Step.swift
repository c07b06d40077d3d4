import Etiquette

/// One event with the circle before and after it, and what must be true of every such step.
///
/// Nothing here asks the circle how it decides: the floor is followed from the facts alone.
struct Step {
    let before: Circle
    let event: Event
    let now: Moment
    let effects: [Effect]
    let after: Circle

    /// Applies `event` to `circle`.
    init(_ circle: Circle, _ event: Event, at now: Moment) {
        var after = circle
        var effects: [Effect] = []
        after.apply(event, at: now, into: &effects)
        (self.before, self.event, self.now) = (circle, event, now)
        (self.effects, self.after) = (effects, after)
    }

    /// The first rule that this step breaks, if any.
    var broken: String? {
        if !after.isConsistent { return "the circle contradicts itself" }
        return brokenByFloor ?? brokenByStaleness ?? brokenByRefusal ?? brokenByAsides
            ?? brokenByCounts ?? brokenByFolding ?? brokenByHosting ?? brokenByPhases
    }

    /// §8.1, §8.2, §8.10, §7.2: the floor as an observer follows it, fact by fact.
    private var brokenByFloor: String? {
        var observer = Observer(before)
        for fact in effects.facts {
            if let broken = observer.hear(fact, because: event) { return broken }
        }
        guard observer.turn == after.turn, observer.stick == after.stick,
            observer.space == (after.space?.number ?? 0),
            observer.phases.phase == after.meeting.phase,
            observer.phases.sticks == after.floor.sticks
        else { return "§8.3 the floor changed without a fact" }
        return nil
    }

    /// §9.5, §7.1: what was meant for another turn changes nothing.
    private var brokenByStaleness: String? {
        guard let turn = event.turn, turn != before.turn, !actsOnAStick(turn),
            !before.meeting.hasEnded
        else { return nil }
        guard effects.lines == 0, effects.refusals.count == 1 else { return "§9.5 not refused" }
        guard let seat = event.seat else { return nil }
        let isKnown = before.record(of: seat)?.isSeated == true
        let refusal: Refusal =
            before.meeting.hasEnded ? .ended : isKnown ? .stale : .noSuchSeat
        guard effects.refusals[0] == refusal else {
            return "§9.5 not answered stale"
        }
        // Whoever acts is there; nothing else follows.
        let back = Step(before, .returned(seat), at: now)
        return after == back.after ? nil : "§9.5 stale, yet changed"
    }

    /// §16.6: whether it acts on one of several sticks, one's own or, for who facilitates, any.
    private func actsOnAStick(_ turn: UInt32) -> Bool {
        guard let stick = before.floor.sticks.first(where: { $0.turn == turn }) else {
            return false
        }
        switch event {
        case .askedHome, .broughtHome, .extended: return true
        default: return stick.seat == event.seat
        }
    }

    /// A refusal stands alone: what else follows would have followed if its author had come back.
    private var brokenByRefusal: String? {
        guard !effects.refusals.isEmpty, let seat = event.seat else { return nil }
        guard effects.refusals.count == 1 else { return "refused twice" }
        let back = Step(before, .returned(seat), at: now)
        return effects.facts == back.effects.facts ? nil : "refused, yet done"
    }

    /// §7.6, §7.7: help and whispers are accepted in every state.
    private var brokenByAsides: String? {
        guard let record = event.seat.flatMap(before.record), record.isSeated || record.isWaiting
        else { return nil }
        switch event {
        case .askedHelp(let seat):
            return effects.facts.contains(.help(seat)) ? nil : "§7.7 help was not accepted"
        case .whispered(let seat, .facilitators):
            let whisper = Fact.whisper(seat, to: .facilitators)
            return effects.facts.contains(whisper) ? nil : "§7.6 a whisper was not accepted"
        default: return nil
        }
    }

    /// §8.5: counts never fall, and one event ends one share at most.
    private var brokenByCounts: String? {
        var more: UInt32 = 0
        for record in before.seats {
            guard let now = after.record(of: record.seat) else { return "a seat was forgotten" }
            guard now.shares >= record.shares else { return "§8.5 a count fell" }
            more += now.shares - record.shares
        }
        // The next phase or the end may bring several sticks home.
        let most = max(1, before.floor.sticks.count)
        return more <= UInt32(most) ? nil : "§8.5 one event made two shares"
    }

    /// The facts alone give what members see.
    private var brokenByFolding: String? {
        var folded = before
        for fact in effects.facts { folded.fold(fact, at: now) }
        return Visible(folded) == Visible(after) ? nil : "the facts do not tell what changed"
    }
}

/// What members can see of a circle.
struct Visible: Hashable {
    let floor: FloorChange
    let handsAreOpen: Bool
    let queue: [Seat]
    let seats: [SeatView]
    let hosting: HostingView
    let meeting: MeetingView

    struct SeatView: Hashable {
        let seat: Seat
        let role: Role
        let presence: Presence
        let listens: Bool
        let shares: UInt32
    }

    init(_ circle: Circle) {
        var floor = circle.floor
        // Time that was given or is left is told, but not part of the facts.
        floor.limitMilliseconds = 0
        self.floor = floor
        handsAreOpen = circle.handsAreOpen
        queue = circle.queue
        hosting = HostingView(circle)
        meeting = MeetingView(circle)
        seats = circle.seats.map {
            SeatView(
                seat: $0.seat,
                role: $0.role,
                presence: $0.presence,
                listens: $0.listens,
                shares: $0.shares
            )
        }
    }
}

extension [Effect] {
    var refusals: [Refusal] {
        compactMap { effect in
            if case .refused(_, let refusal) = effect { refusal } else { nil }
        }
    }
}
