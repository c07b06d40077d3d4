import Etiquette
import Wire

// What is asked of the meeting and changes nothing of its manners. (SPEC §21.1, §21.4, §21.5)

extension Room {
    /// The member who asks for something that has its place among people; refuses others.
    private mutating func asking(
        _ request: Request,
        from session: SessionID,
        _ outputs: inout Outputs
    ) -> Int? {
        guard let index = sessions[session]?.member,
            circle.record(of: members[index].seat)?.isSeated == true
        else {
            refuse(session, id: request.id, request.verb, .notNow, &outputs)
            return nil
        }
        guard endedAt == nil else {
            refuse(session, id: request.id, request.verb, .ended, &outputs)
            return nil
        }
        return index
    }

    /// `NAME`: another name from now on.
    mutating func rename(
        _ request: Request,
        from session: SessionID,
        _ outputs: inout Outputs
    ) {
        guard case .name(let name) = request.ask,
            let index = asking(request, from: session, &outputs)
        else { return }
        // A name is heard by all, and who is out is not. (SPEC §19.1)
        if let record = circle.record(of: members[index].seat), record.isOut {
            let code = RefusalCode(record.apart == .aside ? .setAside : .out)
            return refuse(session, id: request.id, .name, code, &outputs)
        }
        if let code = refusal(ofName: name, for: members[index].key) {
            return refuse(session, id: request.id, .name, code, &outputs)
        }
        takeName(name, of: index, &outputs)
        answer(session, RelayLine(id: request.id, .ok(.name, 0)), &outputs)
    }

    /// Tells everybody another name, unless it is the same.
    mutating func takeName(_ name: Content, of index: Int, _ outputs: inout Outputs) {
        guard members[index].name != name else { return }
        members[index].name = name
        let seat = members[index].seat
        record(
            .name(seat, name),
            as: nameRecord(of: seat),
            about: seat,
            audience: audience(ofName: seat),
            &outputs
        )
        outputs.markLastRecord(.endsDecision)
    }

    /// Who waits at the door has a name for those only who can let them in. (SPEC §18.3)
    func audience(ofName seat: Seat) -> [Seat]? {
        circle.record(of: seat)?.isWaiting == true ? circle.seats(of: .doorkeepers) : nil
    }

    /// `BALANCE`: who has had how much of the time. (SPEC §21.1)
    mutating func tellBalance(
        _ request: Request,
        to session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard let index = asking(request, from: session, &outputs) else { return }
        guard circle.record(of: members[index].seat)?.role.facilitates == true else {
            return refuse(session, id: request.id, .balance, .role, &outputs)
        }
        for record in circle.seats where record.isSeated {
            let line = RelayLine(
                .balance(
                    record.seat,
                    shares: record.shares,
                    seconds: circle.spokenMilliseconds(of: record.seat, at: now) / 1_000
                )
            )
            answer(session, line, &outputs)
        }
        answer(session, RelayLine(id: request.id, .ok(.balance, 0)), &outputs)
    }

    /// `SLIP`: proof of having been here, for whoever asks for their own. (SPEC §21.4)
    mutating func giveSlip(
        _ request: Request,
        to session: SessionID,
        at now: Moment,
        _ outputs: inout Outputs
    ) {
        guard let index = asking(request, from: session, &outputs) else { return }
        guard members[index].slips < limits.slipsMax else {
            return refuse(session, id: request.id, .slip, .limit, &outputs)
        }
        members[index].slips += 1
        let minutes = members[index].stay(at: now) / 60_000
        errand(.signSlip(minutes: minutes), for: session, request, &outputs)
    }

    /// What the host was asked for goes to the one who asked.
    mutating func hand(
        _ answer: Errand.Answer,
        for pending: Pending,
        _ outputs: inout Outputs
    ) {
        let id = pending.request.id
        let session = pending.session
        switch (pending.request.ask, answer) {
        case (.slip, .slip(let text, let key, let signature)):
            guard let slip = Slip(text: text, key: key, signature: signature) else {
                return refuse(session, id: id, .slip, .unavailable, &outputs)
            }
            self.answer(session, RelayLine(.slip(slip)), &outputs)
            self.answer(session, RelayLine(id: id, .ok(.slip, 0)), &outputs)
        case (.card(let locale), .card(let text)):
            if let card = Card(locale: locale, text: text) {
                self.answer(session, RelayLine(.card(card)), &outputs)
            }
            self.answer(session, RelayLine(id: id, .ok(.card, 0)), &outputs)
        default: refuse(session, id: id, pending.request.verb, .unavailable, &outputs)
        }
    }
}
