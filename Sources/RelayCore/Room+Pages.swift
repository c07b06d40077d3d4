import Etiquette
import Wire

/// One text of a plan, as it came. (SPEC §20.1)
struct Page: Sendable {
    /// Who gave it.
    let seat: Seat
    let key: PublicKey
    /// Sealed, or in an open circle the text.
    var payload: PagePayload
}

// The texts of a plan: kept in memory, given to whoever asks. (SPEC §20.1)

extension Room {
    /// `PAGE`: gives a page to the relay, or asks for one.
    mutating func page(
        _ request: Request,
        from session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard case .page(let number, let payload) = request.ask else { return }
        guard let payload else { return givePage(number, request, to: session, &outputs) }
        guard let member = sessions[session]?.member,
            circle.record(of: members[member].seat)?.isSeated == true
        else { return refuse(session, id: request.id, .page, .notNow, &outputs) }
        guard endedAt == nil else {
            return refuse(session, id: request.id, .page, .ended, &outputs)
        }
        guard sessions[session]?.role.facilitates == true else {
            return refuse(session, id: request.id, .page, .role, &outputs)
        }
        if let code = payload.fault(isSealed: isSealed) {
            return refuse(session, id: request.id, .page, code, &outputs)
        }
        let seat = members[member].seat
        pages[number] = Page(seat: seat, key: members[member].key, payload: payload)
        var record = JournalRecord(.page)
        record.seat = seat.number
        record.turn = UInt32(number)
        self.record(.page(number, seat), as: record, about: seat, audience: nil, &outputs)
        outputs.markLastRecord(.endsDecision)
        answer(session, RelayLine(id: request.id, .ok(.page, 0)), &outputs)
    }

    private mutating func givePage(
        _ number: UInt8,
        _ request: Request,
        to session: SessionID,
        _ outputs: inout Outputs
    ) {
        guard let page = pages[number] else {
            return refuse(session, id: request.id, .page, .noSuchPage, &outputs)
        }
        answer(session, RelayLine(.leaf(number, page.key, page.payload)), &outputs)
        answer(session, RelayLine(id: request.id, .ok(.page, 0)), &outputs)
    }
}
