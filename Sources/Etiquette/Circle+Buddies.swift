// Two who look after each other. (SPEC §19.5)

extension Circle {
    /// Says yes or no to being somebody's buddy; told to these two only.
    mutating func befriend(
        _ seat: Seat,
        _ other: Seat,
        _ on: Bool,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard seated(seat, for: seat, &effects) != nil else { return }
        guard seat != other else { return effects.append(.refused(seat, .noSuchSeat)) }
        guard seated(other, for: seat, &effects) != nil else { return }
        let pair = buddyPair(seat, other)
        guard on else {
            guard let pair, pair.move != .off else { return }
            return commit(.buddy(seat, other, .off), at: now, into: &effects)
        }
        switch pair?.move {
        case .on: break
        case .asked where pair?.asker == other:
            commit(.buddy(other, seat, .on), at: now, into: &effects)
        // Whoever was told no is not to ask again and again.
        case .off where pair?.asker == other: break
        case .asked: break
        case .off, nil: commit(.buddy(seat, other, .asked), at: now, into: &effects)
        }
    }

    private func buddyPair(_ one: Seat, _ two: Seat) -> BuddyPair? {
        hosting.buddies.first { $0.isOf(one, two) }
    }

    /// Whether both have said yes.
    public func areBuddies(_ one: Seat, _ two: Seat) -> Bool { buddyPair(one, two)?.move == .on }

    mutating func foldBuddies(_ asker: Seat, _ other: Seat, _ move: BuddyMove) {
        hosting.buddies.removeAll { $0.isOf(asker, other) }
        hosting.buddies.append(BuddyPair(asker: asker, other: other, move: move))
    }
}
