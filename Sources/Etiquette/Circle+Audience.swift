// Whom an event or a notice reaches. (SPEC §5.3)

extension Circle {
    /// The seats of an audience as it is now; nil for everybody.
    ///
    /// Everybody is who is in the circle: neither out nor in the vestibule. Who is told something
    /// otherwise is told it there too. (SPEC §18.2, §19.1)
    public func seats(of audience: Audience) -> [Seat]? {
        switch audience {
        case .all: nil
        case .seat(let seat): [seat]
        case .pair(let one, let other): [one, other]
        case .facilitators(and: let seat):
            present { $0.isSeated && $0.role.facilitates || $0.seat == seat }
        case .timekeepers(and: let seat):
            present { $0.isSeated && $0.role.keepsTime || $0.seat == seat }
        case .bellKeepers: present { $0.isSeated && $0.role.keepsBell }
        case .doorkeepers:
            present { $0.isSeated && $0.role.keepsDoor && ($0.role.facilitates || !$0.isOut) }
        }
    }

    private func present(_ isMeant: (SeatRecord) -> Bool) -> [Seat] {
        seats.filter { ($0.isSeated || $0.isWaiting) && isMeant($0) }.map(\.seat)
    }

    /// Whether what is for all is for this seat too. (SPEC §18.2, §19.1)
    public func isWithin(_ seat: Seat) -> Bool {
        record(of: seat).map { $0.isSeated && !$0.isOut } ?? false
    }
}
