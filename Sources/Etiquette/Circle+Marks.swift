// Wordless answers to a share. (SPEC §16.4)

extension Circle {
    /// Whether the phase has single shares that can be marked and answered.
    var canBeMarked: Bool {
        switch phaseKind {
        case .round, .closing, .lead, .share: true
        case .gather, .read, .agree, .response, .open, .few, .silence, .fellowship, .ended: false
        }
    }

    /// One kind per seat and share; the last one counts. (SPEC §16.4)
    mutating func give(
        _ mark: Mark,
        from seat: Seat,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard let index = seated(seat, for: seat, &effects) else { return }
        guard customs.marks != .off, canBeMarked, !seats[index].isOut,
            let sharer = stick.holder ?? meeting.sharer, sharer != seat
        else { return effects.append(.refused(seat, .notInPhase)) }
        guard seats[index].mark != mark else { return }
        guard customs.marks == .live else {
            seats[index].mark = mark
            return
        }
        commit(.mark(mark, from: seat, to: sharer), at: now, into: &effects)
        commit(.marks(sharer, markCounts), at: now, into: &effects)
    }

    /// Marks that were kept until now: names to the sharer, counts to all. (SPEC §16.4)
    mutating func tellMarks(at now: Moment, into effects: inout [Effect]) {
        guard let sharer = meeting.sharer, customs.marks == .after else { return }
        let marks = seats.compactMap { record in record.mark.map { (record.seat, $0) } }
        guard !marks.isEmpty else { return }
        let counts = markCounts
        for (seat, mark) in marks {
            commit(.mark(mark, from: seat, to: sharer), at: now, into: &effects)
        }
        commit(.marks(sharer, counts), at: now, into: &effects)
    }

    private var markCounts: MarkCounts {
        seats.reduce(into: MarkCounts()) { counts, record in
            switch record.mark {
            case .heard: counts.heard &+= 1
            case .withYou: counts.withYou &+= 1
            case .thankYou: counts.thankYou &+= 1
            case .hug: counts.hug &+= 1
            case nil: break
            }
        }
    }

    /// A new share has no marks yet.
    mutating func forgetMarks() {
        for index in seats.indices { seats[index].mark = nil }
    }
}
