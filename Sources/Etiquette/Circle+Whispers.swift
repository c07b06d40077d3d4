// Who may whisper to whom. (SPEC §7.6, §18.3, §19.3, §19.5)

extension Circle {
    /// Whispers to the facilitators pass in every state of the floor, and from the vestibule.
    mutating func whisper(
        _ seat: Seat,
        to addressee: Addressee,
        at now: Moment,
        into effects: inout [Effect]
    ) {
        guard reaches(seat, &effects) else { return }
        if case .seat(let other) = addressee, let refusal = refusalOfWhisper(seat, to: other) {
            return effects.append(.refused(seat, refusal))
        }
        commit(.whisper(seat, to: addressee), at: now, into: &effects)
    }

    private func refusalOfWhisper(_ seat: Seat, to other: Seat) -> Refusal? {
        guard let author = record(of: seat) else { return .noSuchSeat }
        let index = present(other)
        if author.isSeated, author.role.facilitates { return index == nil ? .noSuchSeat : nil }
        guard let index else { return .role }
        let reader = seats[index]
        if mayWhisperAtDoor(author, reader) || mayWhisperAtDoor(reader, author) { return nil }
        if author.apart == .side(other), reader.isSeated, reader.role.facilitates { return nil }
        guard areBuddies(seat, other) else { return .role }
        return refusalOfBuddies(author, reader)
    }

    /// A keeper of the door and somebody who waits at it. (SPEC §18.3)
    private func mayWhisperAtDoor(_ keeper: SeatRecord, _ other: SeatRecord) -> Bool {
        keeper.isSeated && !keeper.isOut && keeper.role.keepsDoor && other.isWaiting
    }

    /// Buddies do not whisper while somebody is heard, nor into a silence. (SPEC §19.5)
    private func refusalOfBuddies(_ author: SeatRecord, _ reader: SeatRecord) -> Refusal? {
        guard !author.isOut else { return author.refusalOutside }
        guard !reader.isOut else { return .notHere }
        guard space == nil else { return .spaceHeld }
        return stick == .home || stick == .open ? nil : .stickOut
    }
}
