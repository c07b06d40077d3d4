import Etiquette
import Wire

// The texts of the plan: asked for when they are needed, brought by facilitators. (SPEC §20)

extension Member {
    /// Asks for the next text that is wanted, one at a time.
    mutating func askForPages(at now: Moment, _ effects: inout [ClientEffect]) {
        guard link.isUp, state == nil, let number = room.meeting.pages.takeWanted() else { return }
        ask(.page(number, nil), for: .page(number), at: now, &effects)
    }

    /// What is needed soon: the card of the phase that is on, that of the next, and what the
    /// meeting is.
    mutating func wantCards() {
        let place = Int(room.meeting.phase?.place ?? 0)
        for number in [Pages.number(of: place), Pages.number(of: place + 1)].compactMap(\.self)
        where room.meeting.pages.isKnown(number) {
            room.meeting.pages.want(number)
        }
    }

    /// Somebody brought a text.
    mutating func learn(
        page number: UInt8,
        from author: Seat,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        room.meeting.pages.learn(number, from: author)
        toBring.removeAll { $0 == number }
        let own = author == room.me ? brought.first { $0.number == number } : nil
        if let own { room.meeting.pages.open(number, own.text) }
        guard state == nil else { return }
        if own != nil { cardArrived(number, at: now, &effects) }
        wantCards()
    }

    /// A text, which is believed only from the seat that brought it. (SPEC §20.1)
    mutating func open(
        _ number: UInt8,
        by author: PublicKey,
        _ payload: PagePayload,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        guard room.meeting.pages.awaited == number else { return }
        let bytes = opened(number, by: author, payload)
        if number == 0, link.stage == .agreeing {
            let isWanted = bytes.map { cipher.agreementsHash(of: $0) } == consent?.hash
            room.meeting.pages.open(number, isWanted ? bytes.map { PageText(reading: $0) } : nil)
            return showAgreements(bytes, at: now, &effects)
        }
        let isPromised = number != 0 || bytes.map { isAgreements($0) } == true
        let text = isPromised ? bytes.map { PageText(reading: $0) } : nil
        room.meeting.pages.open(number, text)
        guard text == nil, let subject = PageText.Subject(number: UInt32(number)) else { return }
        effects.show(.meeting(.unreadableText(subject)))
        _ = room.meeting.pages.takeToShow(number)
    }

    private mutating func opened(
        _ number: UInt8,
        by author: PublicKey,
        _ payload: PagePayload
    ) -> [UInt8]? {
        let seat = room.meeting.pages.author(of: number)
        // In the vestibule the seats are not known yet.
        if let seat, let record = room.record(of: seat), record.key != author { return nil }
        let place = PayloadPlace(log: log, author: author, kind: .page, turn: UInt32(number))
        let content = cipher.isSealed ? Content.sealed(payload.text) : .plain(payload.bytes)
        guard let bytes = cipher.open(content, from: place, blind: nil), !bytes.isEmpty else {
            return nil
        }
        confirm(author)
        return bytes
    }

    /// Whether this is the text whose hash the plan has. (SPEC §20.2)
    private func isAgreements(_ bytes: [UInt8]) -> Bool {
        guard let hash = room.meeting.plan?.agreements ?? consent?.hash else { return false }
        return cipher.agreementsHash(of: bytes) == hash
    }

    /// The ask for a text was answered, or nobody will answer it.
    mutating func settlePage(
        _ number: UInt8,
        _ answer: AskAnswer,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        room.meeting.pages.settle(again: answer == .unknown)
        switch answer {
        case .unknown: return
        case .refused(let refused) where link.stage == .agreeing && number == 0:
            let isMissing = refused.code == .noSuchPage
            return isMissing
                ? excuse(.agreementsMissing, at: now, &effects)
                : excuse(.unreadableText(.agreements), at: now, &effects)
        case .ok where link.stage == .agreeing && number == 0 && consent?.isAsked == false:
            if due.agreements == nil { excuse(.unreadableText(.agreements), at: now, &effects) }
        case .refused, .ok: break
        }
        if room.meeting.pages.takeToShow(number) { showText(number, &effects) }
        cardArrived(number, at: now, &effects)
        if due.plan != nil, !room.meeting.pages.isWanting { tellPlan(&effects) }
    }

    /// What the person wants to read, now or as soon as it is here.
    mutating func read(_ subject: PageText.Subject, _ effects: inout [ClientEffect]) {
        let number = UInt8(clamping: subject.number)
        let pages = room.meeting.pages
        guard pages.text(of: number) == nil, !pages.isBad(number),
            pages.isKnown(number) || link.stage == .agreeing, link.isUp
        else { return showText(number, &effects) }
        room.meeting.pages.show(number)
        room.meeting.pages.want(number, first: true)
    }

    private func showText(_ number: UInt8, _ effects: inout [ClientEffect]) {
        guard let subject = PageText.Subject(number: UInt32(number)) else { return }
        guard let text = room.meeting.pages.text(of: number) else {
            let isBad = room.meeting.pages.isBad(number)
            return effects.show(.meeting(isBad ? .unreadableText(subject) : .noText(subject)))
        }
        let mark: TextMark =
            switch subject {
            case .agreements: .agreements
            case .orientation: .orientation
            case .meeting: .meeting
            case .phase: .reading
            }
        for row in text.rows where !row.isEmpty { effects.show(.meeting(.row(mark, row))) }
    }
}

extension BroughtPage {
    /// The number of the page. (SPEC §20.1)
    var number: UInt8 { UInt8(clamping: subject.number) }
}

// Bringing. (SPEC §20.1)
extension Member {
    /// The texts that this facilitator has.
    mutating func bring(_ pages: [BroughtPage]) {
        brought = pages.filter { $0.text.fits && !$0.text.bytes.isEmpty }
        if isReady { bringMissing() }
    }

    /// Brings what the circle lacks, once it is known what that is.
    mutating func bringMissing() {
        guard role.facilitates else { return }
        toBring = brought.map(\.number).filter { !room.meeting.pages.isKnown($0) }
    }

    mutating func bringNext(at now: Moment, _ effects: inout [ClientEffect]) {
        if let time = due.bringing, time > now { return }
        due.bringing = nil
        let isBusy = asks.values.contains {
            if case .bring = $0 { true } else { false }
        }
        guard !isBusy, link.stage == .seated, state == nil, let number = toBring.first,
            let page = brought.first(where: { $0.number == number })
        else { return }
        toBring.removeFirst()
        // Agreements of another text than the plan's would be of no use to anybody. (SPEC §20.2)
        guard number != 0 || isAgreements(page.text.bytes) else { return }
        let place = PayloadPlace(log: log, author: key, kind: .page, turn: UInt32(number))
        guard let content = cipher.seal(page.text.bytes, for: place) else { return }
        let bytes: [UInt8]? =
            switch content {
            case .sealed(let payload): Base64URL.decode(payload)
            case .plain(let text): text
            }
        guard let payload = bytes.flatMap(PagePayload.init) else { return }
        ask(.page(number, payload), for: .bring(number), at: now, &effects)
    }

    mutating func settleBringing(_ number: UInt8, _ answer: AskAnswer, at now: Moment) {
        switch answer {
        case .unknown: toBring.insert(number, at: 0)
        case .refused(let refused) where refused.code == .slowDown:
            let pause = refused.details.first.flatMap(UInt64.init) ?? 1_000
            due.bringing = now.after(min(pause, ClientLimits.pauseMilliseconds))
            toBring.insert(number, at: 0)
        case .refused, .ok: break
        }
    }
}
