// Who may be heard. (SPEC §7)

extension Circle {
    mutating func hear(_ event: Event, at now: Moment, into effects: inout [Effect]) {
        switch event {
        case .spoke(let seat, let turn):
            speak(seat, turn: turn, at: now, into: &effects)
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
        guard turn == self.turn, let index = index(of: seat), seats[index].isSeated else {
            return false
        }
        return floorRefusal(of: seats[index]) == nil
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
        guard !record.isOut else { return record.refusalOutside }
        guard !record.listens else { return .listening }
        if let space {
            return record.role.facilitates && space.linesLeft > 0 ? nil : .spaceHeld
        }
        switch stick {
        case .home where record.role.facilitates: return nil
        case .offered(record.seat), .held(record.seat): return nil
        case .offered where record.role.facilitates && offer.callLinesLeft > 0: return nil
        case .open: return nil
        case .home, .offered, .held, .adrift, .few:
            return .notYourTurn(place: place(of: record.seat))
        }
    }
}
