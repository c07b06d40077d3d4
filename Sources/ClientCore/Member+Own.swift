import Etiquette
import Wire

// Help, words about others, the own name, slips and cards. (SPEC §19.6, §21)

extension Member {
    mutating func grantOwn(_ wish: Wish, at now: Moment, _ effects: inout [ClientEffect]) {
        switch wish {
        case .door:
            let waiting = room.waiting
            effects.show(.hosting(.atDoor(room.meeting.door, waiting)))
        case .unlock: act(.door(room.meeting.plan?.plan?.options.door ?? .open), &effects)
        case .name(let name): rename(to: name, at: now, &effects)
        case .balance: ask(.balance, for: .balance, at: now, &effects)
        case .slip: ask(.slip, for: .slip, at: now, &effects)
        case .card: showCard(&effects)
        case .flag(let seat, let lines, let reason):
            prepareFlag(seat, lines, reason, &effects)
        case .nudge(let seat): speak(English.nudge, .whisper(.seat(seat)), &effects)
        case .yes: answerYes(&effects)
        case .no: effects.show(.safety(.nothingAsked))
        default: break
        }
    }

    // MARK: Help

    /// Whoever asks for help reads at once whom else to call, from their own machine. (SPEC §19.6)
    mutating func askForHelp(_ effects: inout [ClientEffect]) {
        showCard(&effects)
        let reach: CrisisCard.Reach =
            switch link.stage {
            case .seated: .asked
            case .agreeing: .agreeing
            case .sitting: .notSeated
            case .none, .over: .offline
            }
        effects.show(.safety(.helpReached(reach)))
    }

    /// The operator's card, which knows the place, else that of this client.
    private func showCard(_ effects: inout [ClientEffect]) {
        var rows = CrisisCard.help
        if let text = card?.text {
            let own = PageText(reading: text).rows.filter { !$0.isEmpty }
            if !own.isEmpty { rows = own }
        }
        for row in rows { effects.show(.meeting(.row(.card, row))) }
    }

    /// A call for help: the caller learns who heard it, facilitators cannot miss it.
    mutating func heedHelp(
        _ seat: Seat,
        number: UInt64,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        guard seat != room.me else {
            let reach = room.hasFacilitatorHere ? CrisisCard.Reach.told : .nobodyHere
            told.calledAway = reach == .nobodyHere ? room.facilitatorsAway : []
            return effects.show(.safety(.helpReached(reach)), number: number)
        }
        effects.show(.safety(help(of: seat, again: false)), number: number)
        guard role.facilitates, !told.helps.contains(seat),
            told.helps.count < ClientLimits.helpMax
        else { return }
        told.helps.append(seat)
        due.help = due.help ?? now.after(ClientLimits.helpMilliseconds)
    }

    /// A facilitator who was away at the call is back, and has had it all the while. (SPEC §7.7)
    ///
    /// Of one whose link was lost it cannot be known whether the call has reached them.
    mutating func heedReturn(
        of seat: Seat,
        _ presence: Presence,
        number: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        guard told.calledAway.contains(seat) else { return }
        told.calledAway.removeAll { $0 == seat }
        guard presence == .here else { return }
        told.calledAway = []
        effects.show(.safety(.helpReached(.cameBack)), number: number)
    }

    /// Somebody has turned to this person, or this facilitator has.
    mutating func turnedTo(_ seat: Seat) {
        told.helps.removeAll { $0 == seat }
        if told.helps.isEmpty { due.help = nil }
    }

    /// Calls to which this facilitator has not turned are told once more.
    mutating func sweepHelp(at now: Moment, _ effects: inout [ClientEffect]) {
        guard let time = due.help, time <= now else { return }
        due.help = nil
        let helps = told.helps
        told.helps = []
        for seat in helps { effects.show(.safety(help(of: seat, again: true))) }
    }

    private func help(of seat: Seat, again: Bool) -> SafetyShown {
        let isAtDoor = room.meeting.waiting.contains(seat)
        return .help(room.person(seat), isAtDoor: isAtDoor, again: again)
    }

    // MARK: Words about others

    /// What somebody said, so that the reader can show it to the facilitators.
    mutating func remember(_ text: String, of seat: Seat) { quotable.keep(text, of: seat) }

    /// Shows what would be sent; it goes after a yes.
    private mutating func prepareFlag(
        _ seat: Seat?,
        _ lines: Int?,
        _ reason: String,
        _ effects: inout [ClientEffect]
    ) {
        guard let seat = seat ?? quotable.lastSpeaker(but: room.me) else {
            return effects.show(.safety(.nothingToFlag))
        }
        let count = lines ?? ClientLimits.quotedLines
        let quoted = quotable.lines(of: seat, count: count)
        let text = English().flag(room.person(seat), reason: reason, lines: quoted)
        question = .flag(text)
        effects.show(.meeting(.row(.flag, text)))
        let facilitates = room.record(of: seat)?.role.facilitates == true
        effects.show(.safety(.flagAsked(room.person(seat), facilitates: facilitates)))
    }

    private mutating func answerYes(_ effects: inout [ClientEffect]) {
        switch question {
        case nil: effects.show(.safety(.nothingAsked))
        case .flag(let text):
            question = nil
            speak(text, .whisper(.facilitators), &effects)
        }
    }

    /// Anything but a yes drops what was asked; false when that was all that was wanted.
    ///
    /// Words for everybody that come instead of a yes may well be meant as one, so nobody hears
    /// them before the person says so.
    mutating func settleQuestion(
        before wish: Wish,
        _ effects: inout [ClientEffect]
    ) -> Bool {
        guard question != nil, wish != .yes else { return true }
        question = nil
        effects.show(.safety(.nothingSent))
        guard case .say(let text) = wish else { return wish != .no }
        let act = Outbox.Act(serial: takeSerial(), kind: .words(text, .line), turn: nil)
        toDraft(act, .answer, &effects)
        return false
    }

    // MARK: Name, slips and cards

    private mutating func rename(
        to typed: String,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        let bytes = [UInt8](typed.utf8)
        let folded = NameRules.folded(typed)
        let isTaken = room.records.contains { record in
            record.seat != room.me && record.presence != .gone && record.folded == folded
        }
        let place = PayloadPlace(log: log, author: key, kind: .name)
        guard NameRules.allows(bytes), !isTaken, let content = cipher.seal(bytes, for: place)
        else { return effects.show(.refused(Refused(verb: .name, code: .name))) }
        ask(.name(content), for: .name(bytes, content), at: now, &effects)
    }

    /// The name is another one from now on. (SPEC §21.5)
    mutating func adopt(_ name: [UInt8], _ content: Content, _ effects: inout [ClientEffect]) {
        self.name = name
        sealedName = SealedName(log: log, content: content)
        effects.append(.named(name))
    }

    /// The operator's card is asked for at each coming in. (SPEC §19.6)
    mutating func askForCard(at now: Moment, _ effects: inout [ClientEffect]) {
        guard let locale, Card.isLocale(locale) else { return }
        ask(.card(locale: locale), for: .card, at: now, &effects)
    }

    /// What was asked for comes before its answer, and nothing else of the kind is believed.
    mutating func takeAnswer(_ body: RelayLine.Body, _ effects: inout [ClientEffect]) {
        let purposes = asks.values
        switch body {
        case .balance(let seat, let shares, let seconds) where purposes.contains(.balance):
            let what = MeetingShown.balance(room.person(seat), shares: shares, seconds: seconds)
            effects.show(.meeting(what))
        case .slip(let slip) where purposes.contains(.slip): effects.append(.slip(slip))
        case .card(let card) where purposes.contains(.card):
            self.card = card.text == nil ? nil : card
            effects.append(.card(card))
        default: break
        }
    }

    // MARK: The end

    /// With several sticks it must be said whose comes home. (SPEC §16.6)
    mutating func bringHome(_ seat: Seat, now isNow: Bool, _ effects: inout [ClientEffect]) {
        if let stick = room.sticks.first(where: { $0.seat == seat }) {
            return act(.home(now: isNow), turn: stick.turn, &effects)
        }
        // What can be said without knowing who has it is said there.
        guard let floor = room.floor, !room.hidesSticks else {
            return act(.home(now: isNow), &effects)
        }
        guard room.sticks.isEmpty, floor.seat == seat else {
            return effects.show(.refused(Refused(verb: .home, code: .notHolding)))
        }
        act(.home(now: isNow), &effects)
    }

    /// The meeting has ended: what was not heard is shown once more, then this is over. (SPEC §21.3)
    mutating func endMeeting(_ effects: inout [ClientEffect]) {
        for act in outbox.empty() {
            guard case .words(let text, let manner) = act.kind, manner != .reading else { continue }
            drafts.keep(Drafts.Draft(serial: act.serial, text: text, manner: manner))
        }
        if !drafts.isEmpty { effects.show(.drafts(drafts.all.map(\.text))) }
        end(.ended, &effects)
    }
}
