import Etiquette
import Wire

// What the person types and wants.

extension Member {
    /// Carries out a wish, or says why not.
    mutating func grant(_ wish: Wish, at now: Moment, _ effects: inout [ClientEffect]) {
        switch wish {
        case .say(let text): speak(text, to: nil, &effects)
        case .whisper(let addressee, let text): speak(text, to: addressee, &effects)
        case .act(let ask): act(ask, &effects)
        case .pause: act(.bell(role.keepsBell ? .on(seconds: nil) : .ask), &effects)
        case .endPause: act(.bell(.off(space: max(1, room.floor?.space ?? 1))), &effects)
        case .drafts: effects.show(.drafts(drafts.all.map(\.text)))
        case .sendDraft(let all): sendDrafts(all: all, &effects)
        case .dropDraft(let all):
            let dropped = all ? drafts.takeAll().count : (drafts.takeFirst() == nil ? 0 : 1)
            effects.show(.draftsDropped(dropped))
        case .who: effects.show(.who(room.attendance))
        case .queue:
            let order = room.floor?.order ?? []
            told.queue = order
            effects.show(.queue(order.map { room.person($0) }, place: room.myPlace))
        case .time: tellTime(at: now, &effects)
        case .rules: if let rules = room.rules { effects.show(.rules(rules)) }
        case .leave:
            if link.stage == .seated { send(Request(.leave), at: now, &effects) }
            end(.left, &effects)
        }
    }

    /// Words go under the turn in which they were typed, or stay a draft. (SPEC §7.1)
    private mutating func speak(
        _ typed: String,
        to addressee: Addressee?,
        _ effects: inout [ClientEffect]
    ) {
        let text = typed.replacing("\t", with: " ")
        guard !text.isEmpty else { return }
        let act = Outbox.Act(
            serial: takeSerial(),
            kind: .words(text, to: addressee),
            turn: addressee == nil ? room.floor?.turn : nil
        )
        if let reason = flaw(in: text, to: addressee) { return toDraft(act, reason, &effects) }
        add(act, &effects)
    }

    /// Why this text cannot go now; nil when it can.
    private func flaw(in text: String, to addressee: Addressee?) -> DraftReason? {
        let bytes = [UInt8](text.utf8)
        guard bytes.count <= Content.textBytesMax else { return .tooLong(bytes: bytes.count) }
        guard cipher.isSealed || TextRules.allows(bytes) else { return .text }
        return addressee == nil ? silence : nil
    }

    /// Why nobody would hear a line of this member now; nil when they would. (SPEC §7.2)
    var silence: DraftReason? {
        guard let floor = room.floor, room.me != nil else { return .notReady }
        let isListening = role == .listener || room.mine?.isListening == true
        switch floor.state {
        case .held, .adrift: return room.holdsStick ? nil : .notYourTurn(place: room.myPlace)
        case .offered:
            guard !room.isOffered, !role.facilitates else { return nil }
        case .home:
            guard !role.facilitates else { return nil }
        case .space: return role.facilitates ? nil : .spaceHeld
        case .open: return isListening ? .listening : nil
        }
        return .notYourTurn(place: room.myPlace)
    }

    /// An act that is not words; what acts on a floor carries its turn. (SPEC §9.5, §9.6)
    private mutating func act(_ ask: Request.Ask, _ effects: inout [ClientEffect]) {
        let needsTurn = Request(ask).verb.needsTurn
        guard !needsTurn || room.floor != nil else {
            return effects.show(.draftNotNow(.notReady))
        }
        let act = Outbox.Act(
            serial: takeSerial(),
            kind: .plain(ask),
            turn: needsTurn ? room.floor?.turn : nil
        )
        add(act, &effects)
    }

    private mutating func add(_ act: Outbox.Act, _ effects: inout [ClientEffect]) {
        outbox.add(act)
        guard link.stage != .seated, !told.waiting else { return }
        told.waiting = true
        effects.show(.waiting(lines: outbox.openLines, isLinkLost: true))
    }

    /// The act with its id and its bytes, sealed once and for all; nil when that fails. (SPEC §3.7)
    mutating func prepared(_ act: Outbox.Act, id: UInt32) -> Outbox.Act? {
        var ready = act
        ready.id = id
        switch act.kind {
        case .plain(let ask): ready.bytes = Request(id: id, turn: act.turn, ask).line
        case .words(let text, let addressee):
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
                if let addressee { .whisper(addressee, content, blind: blind) } else {
                    .line(content, blind: blind)
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
        guard case .words(let text, let addressee) = act.kind else { return }
        drafts.keep(Drafts.Draft(serial: act.serial, text: text, addressee: addressee))
        effects.show(.draftKept(text, reason))
    }

    /// Sends what waits, because the person said so. (SPEC §6.4)
    private mutating func sendDrafts(all: Bool, _ effects: inout [ClientEffect]) {
        guard !drafts.isEmpty else { return effects.show(.drafts([])) }
        repeat {
            guard let draft = drafts.all.first else { return }
            if let reason = flaw(in: draft.text, to: draft.addressee) {
                return effects.show(.draftNotNow(reason))
            }
            _ = drafts.takeFirst()
            add(
                Outbox.Act(
                    serial: takeSerial(),
                    kind: .words(draft.text, to: draft.addressee),
                    turn: draft.addressee == nil ? room.floor?.turn : nil
                ),
                &effects
            )
        } while all
    }

    private mutating func tellTime(at now: Moment, _ effects: inout [ClientEffect]) {
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
