// Who may be heard. (SPEC §7)

extension Circle {
    mutating func hear(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .spoke(let seat, let turn):
            speak(seat, turn: turn, at: now, into: &effects)
        case .cautioned(let seat, let turn):
            caution(seat, turn: turn, at: now, into: &effects)
        case .whispered(let seat, let addressee):
            whisper(seat, to: addressee, at: now, into: &effects)
        case .askedHelp(let seat):
            guard reaches(seat, &effects) else { return }
            commit(.help(seat), at: now, into: &effects)
        default: break
        }
    }

    /// A line is heard when the floor permits its author under the turn it was typed in.
    private mutating func speak(
        _ seat: Seat,
        turn: UInt32,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard acts(seat, on: turn, &effects), let index = index(of: seat) else { return }
        guard ownsTurn(seat, turn) else { return effects.append(.refused(seat, .stale)) }
        if let refusal = refusalOfWords(from: index, at: now) {
            return effects.append(.refused(seat, refusal))
        }
        if space == nil, stick == .offered(seat) {
            changeFloor(to: .held(seat), .spoke, newTurn: false, at: now, into: &effects)
        }
        commit(.line(seat, turn: turn), at: now, into: &effects)
    }

    /// Whether the floor permits words of this seat under this turn, whatever their rate.
    public func permits(_ seat: Seat, turn: UInt32) -> Bool {
        guard turn == fewStick(of: seat)?.turn ?? self.turn, let index = index(of: seat),
            seats[index].isSeated
        else { return false }
        return floorRefusal(of: seats[index]) == nil
    }

    /// Who has one of several sticks speaks under its turn and under no other. (SPEC §16.6)
    private func ownsTurn(_ seat: Seat, _ turn: UInt32) -> Bool {
        turn == fewStick(of: seat)?.turn ?? self.turn
    }

    /// A content note of the holder, and a space in which others may step out. (SPEC §16.5)
    private mutating func caution(
        _ seat: Seat,
        turn: UInt32,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard acts(seat, on: turn, &effects) else { return }
        guard ownsTurn(seat, turn) else { return effects.append(.refused(seat, .stale)) }
        guard customs.words else { return effects.append(.refused(seat, .noWords)) }
        guard space == nil else { return effects.append(.refused(seat, .spaceHeld)) }
        guard hasStick(seat) else { return effects.append(.refused(seat, .notHolding)) }
        if stick == .offered(seat) {
            changeFloor(to: .held(seat), .spoke, newTurn: false, at: now, into: &effects)
        }
        commit(.caution(seat, turn: turn), at: now, into: &effects)
        beginSpace(.note, rules.noteMilliseconds, at: now, into: &effects)
    }

    private mutating func refusalOfWords(from index: Int, at now: Moment) -> Refusal? {
        if let refusal = floorRefusal(of: seats[index]) { return refusal }
        guard space == nil, stick == .open else { return nil }
        let rate = TokenBucket.Rate(
            burst: rules.openBurst,
            microsecondsPerToken: rules.openMicrosecondsPerLine
        )
        return seats[index].openPace.take(1, of: rate, at: now)
            .map { .slowDown(milliseconds: $0) }
    }

    private func floorRefusal(of record: SeatRecord) -> Refusal? {
        guard !meeting.hasEnded else { return .ended }
        guard !record.isOut else { return record.refusalOutside }
        guard customs.words else { return .noWords }
        guard !record.listens else { return .listening }
        if let space {
            return record.role.facilitates && space.linesLeft > 0 ? nil : .spaceHeld
        }
        switch stick {
        case .home where record.role.facilitates: return nil
        case .offered(record.seat), .held(record.seat): return nil
        case .offered where record.role.facilitates && offer.callLinesLeft > 0: return nil
        case .open: return record.part.isQuieted ? .quieted : nil
        case .few where fewStick(of: record.seat) != nil: return nil
        case .home, .offered, .held, .adrift, .few:
            return .notYourTurn(place: place(of: record.seat))
        }
    }
}
