import Etiquette
import Wire

// What the person types and wants.

extension Member {
    /// Carries out a wish, or says why not.
    mutating func grant(_ wish: Wish, at now: Moment, _ effects: inout [ClientEffect]) {
        guard settleQuestion(before: wish, &effects) else { return }
        let isAtDoor = room.meeting.vestibule != nil
        switch wish {
        case .say(let text): speak(text, .line, &effects)
        case .whisper(let addressee, let text):
            if case .seat(let seat) = addressee { turnedTo(seat) }
            speak(text, .whisper(addressee), &effects)
        case .caution(let text): speak(text, .caution, &effects)
        case .act(let ask): grant(ask, &effects)
        case .pause: act(.bell(mayRing ? .on(seconds: nil) : .ask), &effects)
        case .endPause: act(.bell(.off(space: max(1, room.floor?.space ?? 1))), &effects)
        case .drafts: effects.show(.drafts(drafts.all.map(\.text)))
        case .sendDraft(let all): sendDrafts(all: all, &effects)
        case .dropDraft(let all):
            let dropped = all ? drafts.takeAll().count : (drafts.takeFirst() == nil ? 0 : 1)
            effects.show(.draftsDropped(dropped))
        case .who where isAtDoor, .queue where isAtDoor, .time where isAtDoor:
            effects.show(.hosting(.notInVestibule))
        case .who: effects.show(.who(room.attendance))
        case .queue:
            let order = room.floor?.order ?? []
            told.queue = order
            effects.show(.queue(order.map { room.person($0) }, place: room.myPlace))
        case .time: tellTime(at: now, &effects)
        case .rules: tellRules(at: now, &effects)
        case .leave:
            if link.stage == .seated || link.stage == .agreeing {
                send(Request(.leave), at: now, &effects)
            }
            end(.left, &effects)
        case .phase, .plan, .phaseNext, .endMeeting, .read, .stopReading, .text:
            grantMeeting(wish, at: now, &effects)
        case .home(let seat, let isNow): bringHome(seat, now: isNow, &effects)
        case .door, .unlock, .name, .balance, .slip, .card, .flag, .nudge, .yes, .no:
            grantOwn(wish, at: now, &effects)
        }
    }

    /// Whether the member has the right of the bell, by role or by the plan. (SPEC §8.10, §14.2)
    var mayRing: Bool {
        role.keepsBell
            || (room.meeting.plan?.plan?.options.bell == .all && role != .listener
                && room.mine?.isListening != true)
    }

    private mutating func grant(_ ask: Request.Ask, _ effects: inout [ClientEffect]) {
        switch ask {
        case .help: askForHelp(&effects)
        case .side(let seat, true): turnedTo(seat)
        // There is nothing yet that could be accepted. (SPEC §20.2)
        case .agree where isBeforeAgreements:
            return effects.show(.meeting(.agreementsMissing))
        default: break
        }
        act(ask, &effects)
    }

    /// Words go under the turn in which they were typed, or stay a draft. (SPEC §7.1)
    mutating func speak(_ typed: String, _ manner: Manner, _ effects: inout [ClientEffect]) {
        let text = typed.replacing("\t", with: " ")
        guard !text.isEmpty else { return }
        let act = Outbox.Act(
            serial: takeSerial(),
            kind: .words(text, manner),
            turn: manner.addressee == nil ? room.turn : nil
        )
        if let reason = flaw(in: text, manner) { return toDraft(act, reason, &effects) }
        add(act, &effects)
    }

    /// Why this text cannot go now; nil when it can.
    private func flaw(in text: String, _ manner: Manner) -> DraftReason? {
        let bytes = [UInt8](text.utf8)
        guard bytes.count <= Content.textBytesMax else { return .tooLong(bytes: bytes.count) }
        guard cipher.isSealed || TextRules.allows(bytes) else { return .text }
        switch manner {
        case .line, .reading: return silence
        case .caution: return silence ?? (room.holdsStick || room.isOffered ? nil : .notHolding)
        case .whisper(.facilitators): return nil
        case .whisper(.seat(let seat)):
            // Who waits may whisper to those who keep the door. (SPEC §18.2)
            let isHeard =
                room.meeting.vestibule == nil || room.record(of: seat)?.role.keepsDoor == true
            return isHeard ? nil : .vestibule
        }
    }

    /// Why nobody would hear a line of this member now; nil when they would. (SPEC §7.2, §14.7,
    /// §16.7, §18.2, §19.1)
    var silence: DraftReason? {
        guard room.meeting.vestibule == nil else { return .vestibule }
        guard link.stage != .agreeing else { return .agreeing }
        guard let floor = room.floor, let mine = room.mine else { return .notReady }
        guard room.meeting.phase?.kind != .ended else { return .ended }
        guard !mine.isOut else { return .out(mine.apart) }
        guard !room.isByVoice else { return .noWords }
        guard role != .listener else { return .listener }
        switch floor.state {
        case .held, .adrift: return room.holdsStick ? nil : .notYourTurn(place: room.myPlace)
        case .few: return room.myStick == nil ? .notYourTurn(place: room.myPlace) : nil
        case .offered:
            guard !room.isOffered, !role.facilitates else { return nil }
        case .home:
            guard !role.facilitates else { return nil }
        case .space: return role.facilitates ? nil : .spaceHeld
        case .open: return mine.isListening ? .listening : room.meeting.isQuieted ? .quieted : nil
        }
        return .notYourTurn(place: room.myPlace)
    }

    /// An act that is not words; what acts on a floor carries its turn. (SPEC §9.5, §9.6)
    mutating func act(_ ask: Request.Ask, _ effects: inout [ClientEffect]) {
        guard Request(ask).verb.needsTurn else { return act(ask, turn: nil, &effects) }
        guard let floor = room.floor else {
            guard room.meeting.vestibule == nil else {
                return effects.show(.hosting(.notInVestibule))
            }
            return effects.show(.draftNotNow(link.stage == .agreeing ? .agreeing : .notReady))
        }
        switch ask {
        case .pass, .done, .give: act(ask, turn: room.turn, &effects)
        // With several sticks these are about one of them. (SPEC §16.6)
        case .home, .extend:
            guard floor.state == .few || !room.sticks.isEmpty else {
                guard !room.hidesSticks else {
                    return effects.show(
                        .refused(Refused(verb: Request(ask).verb, code: .spaceHeld))
                    )
                }
                return act(ask, turn: floor.turn, &effects)
            }
            guard let only = room.sticks.first, room.sticks.count == 1 else {
                return effects.show(.meeting(.whichStick))
            }
            act(ask, turn: only.turn, &effects)
        default: act(ask, turn: floor.turn, &effects)
        }
    }

    mutating func act(_ ask: Request.Ask, turn: UInt32?, _ effects: inout [ClientEffect]) {
        add(Outbox.Act(serial: takeSerial(), kind: .plain(ask), turn: turn), &effects)
    }

    private mutating func add(_ act: Outbox.Act, _ effects: inout [ClientEffect]) {
        // Who waits at the door has nothing yet to act on. (SPEC §18.2)
        if room.meeting.vestibule != nil, !act.hasPlaceInVestibule {
            return effects.show(.hosting(.notInVestibule))
        }
        outbox.add(act)
        guard link.stage != .seated, !told.waiting else { return }
        let isComingIn = link.stage == .agreeing || link.stage == .sitting
        // Whoever called for help was told already what becomes of it. (SPEC §19.6)
        if isComingIn, case .plain(.help) = act.kind { return }
        told.waiting = true
        effects.show(
            link.stage == .agreeing
                ? .meeting(.waitsForAgreement)
                : .waiting(lines: outbox.openLines, isLinkLost: true)
        )
    }

    /// The act with its id and its bytes, sealed once and for all; nil when that fails. (SPEC §3.7)
    mutating func prepared(_ act: Outbox.Act, id: UInt32) -> Outbox.Act? {
        var ready = act
        ready.id = id
        switch act.kind {
        case .plain(let ask): ready.bytes = Request(id: id, turn: act.turn, ask).line
        case .words(let text, let manner):
            let addressee = manner.addressee
            guard let audience = audience(for: addressee) else { return nil }
            let place = PayloadPlace(
                log: log,
                author: key,
                kind: addressee == nil ? .line : .whisper,
                turn: addressee == nil ? act.turn ?? 0 : 0,
                id: id,
                audience: audience
            )
            guard let content = cipher.seal([UInt8](text.utf8), for: place) else { return nil }
            let blind = cipher.blind()
            ready.content = content
            ready.blind = blind
            let ask: Request.Ask =
                switch manner {
                case .line, .reading: .line(content, blind: blind)
                case .caution: .caution(content, blind: blind)
                case .whisper(let addressee): .whisper(addressee, content, blind: blind)
                }
            ready.bytes = Request(id: id, turn: act.turn, ask).line
        }
        return ready
    }

    private func audience(for addressee: Addressee?) -> [UInt8]? {
        switch addressee {
        case nil: []
        case .facilitators: [1]
        case .seat(let seat): room.record(of: seat).map { [2] + $0.key.bytes }
        }
    }

    /// Words become a draft again, and the person is told why.
    mutating func toDraft(
        _ act: Outbox.Act,
        _ reason: DraftReason,
        _ effects: inout [ClientEffect]
    ) {
        guard case .words(let text, let manner) = act.kind else { return }
        // A reading can be begun again; the rest of it is nobody's draft. (SPEC §20.3)
        guard manner != .reading else { return stopReading(&effects) }
        drafts.keep(Drafts.Draft(serial: act.serial, text: text, manner: manner))
        effects.show(.draftKept(text, reason))
    }

    /// Sends what waits, because the person said so. (SPEC §6.4)
    private mutating func sendDrafts(all: Bool, _ effects: inout [ClientEffect]) {
        guard !drafts.isEmpty else { return effects.show(.drafts([])) }
        repeat {
            guard let draft = drafts.all.first else { return }
            if let reason = flaw(in: draft.text, draft.manner) {
                return effects.show(.draftNotNow(reason))
            }
            _ = drafts.takeFirst()
            add(
                Outbox.Act(
                    serial: takeSerial(),
                    kind: .words(draft.text, draft.manner),
                    turn: draft.addressee == nil ? room.turn : nil
                ),
                &effects
            )
        } while all
    }

    /// Only where hands say who is next do the rules of the circle hold. (SPEC §14.4)
    private mutating func tellRules(at now: Moment, _ effects: inout [ClientEffect]) {
        if let kind = room.meeting.phase?.kind, kind != .share {
            return tellPhase(isNew: false, at: now, &effects)
        }
        if let rules = room.rulesNow { effects.show(.rules(rules)) }
    }

    private mutating func tellTime(at now: Moment, _ effects: inout [ClientEffect]) {
        // Several sticks have clocks of their own.
        guard room.floor?.state != .few, room.sticks.isEmpty else { return tellFloor(&effects) }
        effects.show(
            .time(
                TimeShown(
                    person: room.beneath == .offered
                        ? nil : room.floor?.seat.map { room.person($0) },
                    usedSeconds: clock.usedSeconds(at: now),
                    limitSeconds: shareLimitSeconds,
                    isExact: clock.isExact
                )
            )
        )
    }
}
