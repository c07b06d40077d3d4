import Etiquette
import Sealing
import Wire

/// Finds out which seat of this account is meant.
struct SeatChoice {
    let folder: SeatFolder
    /// The name from the command line.
    let name: String?

    /// The seat that an invitation is for: one that has the name, the only one, or a new one.
    func seat(for link: Link) throws(Trouble) -> SeatRecord {
        guard let circle = CircleID(bytes: link.circle) else { throw .sealing }
        let seats = try folder.seats().filter { $0.circle == circle }
        if let name {
            if var seat = seats.first(where: { isCalled(name, $0) || $0.name.isEmpty }) {
                Self.follow(link, &seat)
                try call(&seat)
                return seat
            }
        } else if var seat = seats.first {
            guard seats.count == 1 else { throw several(seats) }
            Self.follow(link, &seat)
            try call(&seat)
            return seat
        }
        let key: SigningKey
        do { key = try SigningKey.fresh() } catch { throw .sealing }
        return SeatRecord(
            circle: circle,
            host: link.host,
            port: link.port,
            pins: [link.pin],
            key: key,
            name: try Prompt.name(given: name)
        )
    }

    /// The relay may have moved; a link tells where it is now, and may know it by another key.
    private static func follow(_ link: Link, _ seat: inout SeatRecord) {
        seat.host = link.host
        seat.port = link.port
        if !seat.isEntered { seat.pins = [link.pin] }
    }

    /// The seat in the circle that has this id or label.
    ///
    /// Of several, one that may invite is meant when it is `forInviting`.
    func seat(in circle: String, forInviting: Bool = false) throws(Trouble) -> SeatRecord {
        let circle = KeyArgument.unmarked(circle)
        let wanted = circle.lowercased()
        let all = try folder.seats()
        var seats = all.filter { $0.circle.text == circle || $0.label == wanted }
            .filter { seat in name.map { isCalled($0, seat) || seat.name.isEmpty } ?? true }
        if forInviting, seats.contains(where: \.role.facilitates) {
            seats = seats.filter(\.role.facilitates)
        }
        guard var seat = seats.first else { throw unknown(circle, all) }
        guard seats.count == 1 else { throw several(seats) }
        guard seat.isEntered else {
            throw Trouble("You have not been in this circle yet. Use your invitation once more.")
        }
        try call(&seat)
        return seat
    }

    /// The seat to sit down on in the circle that has this id or label.
    ///
    /// Who has only one seat there and gives another name is called by that one from now on.
    func seatToJoin(in circle: String) throws(Trouble) -> SeatRecord {
        let seats = try seats(called: circle)
        guard let name, seats.count == 1, var seat = seats.first, seat.isEntered,
            !isCalled(name, seat)
        else { return try self.seat(in: circle) }
        seat.name = try Prompt.name(given: name)
        seat.sealedName = nil
        return seat
    }

    /// Whether there is a seat in a circle that has this id or label.
    func knows(_ circle: String) throws(Trouble) -> Bool { try !seats(called: circle).isEmpty }

    private func seats(called circle: String) throws(Trouble) -> [SeatRecord] {
        let text = KeyArgument.unmarked(circle)
        return try folder.seats()
            .filter { $0.circle.text == text || $0.label == text.lowercased() }
    }

    /// A seat whose name was refused gets another one.
    private func call(_ seat: inout SeatRecord) throws(Trouble) {
        if seat.name.isEmpty { seat.name = try Prompt.name(given: name) }
    }

    private func isCalled(_ name: String, _ seat: SeatRecord) -> Bool {
        NameRules.folded(name) == NameRules.folded(seat.name)
    }

    private func several(_ seats: [SeatRecord]) -> Trouble {
        let names = seats.map { "\($0.name) (\($0.circle.text))" }.joined(separator: ", ")
        return Trouble("You have several seats: \(names). Say which with --name or the id.")
    }

    private func unknown(_ circle: String, _ seats: [SeatRecord]) -> Trouble {
        guard !seats.isEmpty else {
            return Trouble("No circle is known here yet. Join one with an invitation.")
        }
        return Trouble(
            "No circle called \(TextRules.shown([UInt8](circle.utf8))) is known here"
                + (name == nil ? "." : " under that name.") + " `circle list` shows them."
        )
    }
}
