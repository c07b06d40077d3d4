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
        countShares(from: before, to: floor)
        if floor.state != .space {
            room.beneath = floor.state
        } else if before?.state != .space {
            room.beneath = before?.state
        }
        let sticks = room.sticks
        setFloor(floor, isExact: true, at: now)
        dropStale(&effects)
        let isSame =
            before?.turn == floor.turn && before?.state == floor.state
            && before?.seat == floor.seat && beneath == room.beneath && sticks == room.sticks
        let isSpace = floor.state == .space && before?.space != floor.space
        guard !isSame || isSpace || floor.reason == .bell else { return }
        effects.show(
            .floor(
                FloorShown(
                    turn: floor.turn,
                    state: floor.state,
                    person: floor.seat.map { room.person($0) },
                    before: before?.seat.map { room.person($0) },
                    reason: floor.reason,
                    limitSeconds: floor.limitSeconds,
                    place: room.myPlace,
                    holders: room.sticks.map { room.person($0.seat) },
                    isByVoice: room.isByVoice,
                    onlyListens: role == .listener,
                    phase: room.meeting.phase?.kind
                )
            ),
            number: number
        )
        if floor.state == .home { tellQueue(&effects) }
        offerDrafts(&effects)
    }

    mutating func setFloor(_ floor: RelayLine.FloorLine, isExact: Bool, at now: Moment) {
        if floor.state != .space { shareLimitSeconds = floor.limitSeconds }
        // A silence that was ended early has no prompts any more. (SPEC §20.3)
        if room.floor?.state == .space, floor.state != .space { prompts = [] }
        room.floor = floor
        if floor.state != .space { room.meeting.sticks = floor.sticks }
        phaseClock.follow(
            isStill: floor.state == .space && (floor.reason == .bell || floor.reason == .pause),
            at: now
        )
        linesInTurn = floor.turn == turnOfLines ? linesInTurn : false
        turnOfLines = floor.turn
        clock.follow(turn: floor.turn, state: floor.state, isExact: isExact, at: now)
    }

    /// Words that were typed under a turn that is over are drafts again.
    mutating func dropStale(_ effects: inout [ClientEffect]) {
        guard let turn = room.turn else { return }
        for act in outbox.takeStale(turn: turn) { toDraft(act, .turnOver, &effects) }
    }

    /// A share that ended raises its seat's count; a pass without a line is none, and an answer to
    /// a share is none either. (SPEC §8.5, §16.2)
    private mutating func countShares(
        from before: RelayLine.FloorLine?,
        to floor: RelayLine.FloorLine
    ) {
        // Who has finished has shared, also without a line; whose link was lost has a turn left.
        let isShare = floor.reason == .done || floor.reason == .given
        let mayBeShare = floor.reason != .grace
        if floor.state != .space {
            for stick in room.sticks where !floor.sticks.contains(stick) {
                let hasSpoken = spokenTurns.contains(stick.turn)
                if isShare || (mayBeShare && hasSpoken) { countShare(of: stick.seat) }
                spokenTurns.removeAll { $0 == stick.turn }
            }
        }
        guard room.meeting.phase?.kind != .response else { return }
        let isOut = floor.state == .offered || floor.state == .held
        if isOut, floor.seat != before?.seat { room.meeting.lastSharer = nil }
        guard let before, before.turn != floor.turn, let seat = before.seat,
            isShare || (mayBeShare && linesInTurn)
        else { return }
        // A visit of a go-round is no share, but may be answered like one. (SPEC §8.5, §16.1)
        if room.meeting.phase?.kind.isRound != true { countShare(of: seat) }
        room.meeting.lastSharer = seat
    }

    private mutating func countShare(of seat: Seat) {
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
                    place: room.myPlace,
                    holders: room.sticks.map { room.person($0.seat) },
                    isByVoice: room.isByVoice,
                    onlyListens: role == .listener,
                    phase: room.meeting.phase?.kind
                )
            )
        )
        offerDrafts(&effects)
    }

    /// Drafts are offered when the person gets the stick, and never send themselves.
    private mutating func offerDrafts(_ effects: inout [ClientEffect]) {
        guard let floor = room.floor, told.draftTurn != room.turn ?? floor.turn,
            room.holdsStick || room.isOffered, let first = drafts.all.first
        else { return }
        told.draftTurn = room.turn ?? floor.turn
        effects.show(.draftOffered(first: first.text, count: drafts.all.count))
    }
}
