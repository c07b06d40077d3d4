import Etiquette
import Wire

// The floor as it changes. (SPEC §8)

extension Member {
    /// The floor is another one from now on.
    mutating func follow(
        _ floor: RelayLine.FloorLine,
        number: UInt64,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        let before = room.floor
        let beneath = room.beneath
        countShare(from: before, to: floor)
        if floor.state != .space {
            room.beneath = floor.state
        } else if before?.state != .space {
            room.beneath = before?.state
        }
        setFloor(floor, isExact: true, at: now)
        for act in outbox.takeStale(turn: floor.turn) { toDraft(act, .turnOver, &effects) }
        let isSame =
            before?.turn == floor.turn && before?.state == floor.state
            && before?.seat == floor.seat && beneath == room.beneath
        guard !isSame || floor.reason == .bell else { return }
        effects.show(
            .floor(
                FloorShown(
                    turn: floor.turn,
                    state: floor.state,
                    person: floor.seat.map { room.person($0) },
                    before: before?.seat.map { room.person($0) },
                    reason: floor.reason,
                    limitSeconds: floor.limitSeconds,
                    place: room.myPlace
                )
            ),
            number: number
        )
        if floor.state == .home { tellQueue(&effects) }
        offerDrafts(&effects)
    }

    mutating func setFloor(_ floor: RelayLine.FloorLine, isExact: Bool, at now: Moment) {
        if floor.state != .space { shareLimitSeconds = floor.limitSeconds }
        room.floor = floor
        linesInTurn = floor.turn == turnOfLines ? linesInTurn : false
        turnOfLines = floor.turn
        clock.follow(turn: floor.turn, state: floor.state, isExact: isExact, at: now)
    }

    /// A share that ended raises its seat's count; a pass without a line is none. (SPEC §8.5)
    private mutating func countShare(
        from before: RelayLine.FloorLine?,
        to floor: RelayLine.FloorLine
    ) {
        guard let before, before.turn != floor.turn, linesInTurn, let seat = before.seat else {
            return
        }
        room.update(seat) { $0.shares = $0.shares == .max ? .max : $0.shares + 1 }
    }

    /// Tells the floor as it is.
    mutating func tellFloor(_ effects: inout [ClientEffect]) {
        guard let floor = room.floor else { return }
        effects.show(
            .floor(
                FloorShown(
                    turn: floor.turn,
                    state: floor.state,
                    person: floor.seat.map { room.person($0) },
                    before: nil,
                    reason: nil,
                    limitSeconds: floor.limitSeconds,
                    place: room.myPlace
                )
            )
        )
        offerDrafts(&effects)
    }

    /// Drafts are offered when the person gets the stick, and never send themselves.
    private mutating func offerDrafts(_ effects: inout [ClientEffect]) {
        guard let floor = room.floor, told.draftTurn != floor.turn,
            room.holdsStick || room.isOffered, let first = drafts.all.first
        else { return }
        told.draftTurn = floor.turn
        effects.show(.draftOffered(first: first.text, count: drafts.all.count))
    }
}
