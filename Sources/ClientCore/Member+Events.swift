import Etiquette
import Wire

// Events, shown once and in order. (SPEC §5.9, §7, §8, §10)

extension Member {
    /// Applies one event and tells the person what it means to them.
    mutating func show(
        _ body: RelayLine.Body,
        number: UInt64,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        switch body {
        case .join(let seat, let key, let role, let name):
            join(seat, key: key, role: role, name: name, number: number, &effects)
        case .name(let seat, let name):
            let before = room.person(seat).name
            rename(seat, to: name)
            guard room.person(seat).name != before else { return }
            effects.show(.renamed(room.person(seat), before: before), number: number)
        case .leave(let seat, let departure):
            leave(seat, departure, number: number, &effects)
        case .presence(let seat, let presence):
            tell(presence, of: seat, number: number, &effects)
        case .listen(let seat, let on):
            room.update(seat) { $0.isListening = on }
            effects.show(.listening(room.person(seat), on), number: number)
        case .role(let seat, let role):
            room.update(seat) { $0.role = role }
            if seat == room.me { self.role = role }
            effects.show(.role(room.person(seat), role), number: number)
        case .hand(let seat, let move, let order):
            tell(move, of: seat, order: order, number: number, at: now, &effects)
        case .hands(let open):
            room.handsAreOpen = open
            effects.show(.hands(open: open), number: number)
        case .urgent(let seat): effects.show(.urgent(room.person(seat)), number: number)
        case .help(let seat): heedHelp(seat, number: number, at: now, &effects)
        case .floor(let floor): follow(floor, number: number, at: now, &effects)
        case .line, .whisper, .lost, .caution: showWords(body, number: number, &effects)
        case .phase(let phase): begin(phase, number: number, at: now, &effects)
        case .agreed, .mark, .marks, .quiet, .page:
            showMeeting(body, number: number, at: now, &effects)
        case .chair, .door, .knock, .out, .apart, .buddy:
            showHosting(body, number: number, &effects)
        case .welcome, .ok, .fail, .pong, .state, .rules, .seat, .ready, .stable, .gap, .note,
            .need, .bye, .invitation, .plan, .leaf, .balance, .slip, .card, .unknown:
            break
        }
    }

    private mutating func leave(
        _ seat: Seat,
        _ departure: Departure,
        number: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        let person = room.person(seat)
        let wasAtDoor = room.meeting.waiting.contains(seat)
        room.meeting.waitNoMore(seat)
        room.meeting.befriend(seat, false)
        turnedTo(seat)
        room.update(seat) { record in
            record.presence = .gone
            record.isOut = false
            // To leave and to come again is no way back from being set aside. (SPEC §19.2)
            if record.apart != .aside { record.apart = .within }
        }
        let isOnlyAtDoor = wasAtDoor && departure != .removed
        effects.show(
            isOnlyAtDoor
                ? .hosting(.leftDoor(person))
                : .left(person, departure, facilitates: role.facilitates),
            number: number
        )
    }

    private mutating func showWords(
        _ body: RelayLine.Body,
        number: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        switch body {
        case .line(let seat, let id, let turn, nil, _),
            .caution(let seat, let id, let turn, nil, _):
            hearLost(seat, id: id, turn: turn, isWhisper: false, number: number, &effects)
        case .whisper(let seat, let id, _, nil, _):
            hearLost(seat, id: id, turn: 0, isWhisper: true, number: number, &effects)
        case .lost(let lost): self.lost(lost, toldBy: number, &effects)
        case .line(let seat, let id, let turn, .some(let content), let blind):
            let words = Heard(
                seat: seat,
                id: id,
                turn: turn,
                ear: nil,
                content: content,
                blind: blind
            )
            hear(words, number: number, &effects)
        case .caution(let seat, let id, let turn, .some(let content), let blind):
            let words = Heard(
                seat: seat,
                id: id,
                turn: turn,
                ear: nil,
                isCaution: true,
                content: content,
                blind: blind
            )
            hear(words, number: number, &effects)
        case .whisper(let seat, let id, let addressee, .some(let content), let blind):
            let words = Heard(
                seat: seat,
                id: id,
                turn: 0,
                ear: addressee,
                content: content,
                blind: blind
            )
            hear(words, number: number, &effects)
        default: break
        }
    }

    private mutating func join(
        _ seat: Seat,
        key: PublicKey,
        role: Role,
        name: Content?,
        number: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        guard claim(seat, key: key, role: role, &effects) else { return }
        rename(seat, to: name)
        room.meeting.waitNoMore(seat)
        room.update(seat) { record in
            record.role = role
            record.presence = .here
            record.isListening = false
            record.isOut = false
            record.apart = .within
        }
        guard seat != room.me else {
            self.role = role
            return
        }
        effects.show(.joined(room.person(seat), role), number: number)
    }

    private mutating func tell(
        _ presence: Presence,
        of seat: Seat,
        number: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        let before = room.record(of: seat)?.presence
        room.update(seat) { $0.presence = presence }
        // The floor tells it of whoever has the stick, and the reader knows it of themselves.
        let isTold = room.floor?.seat == seat && presence != .away && before != .away
        let isOwnLink = seat == room.me && presence != .away && before != .away
        guard before != presence, !isTold, !isOwnLink else { return }
        effects.show(.presence(room.person(seat), presence), number: number)
        heedReturn(of: seat, presence, number: number, &effects)
    }

    /// Hands are silent: one's own is told, the line of hands between shares. (SPEC §10.1)
    private mutating func tell(
        _ move: HandMove,
        of seat: Seat,
        order: [Seat],
        number: UInt64,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        room.floor?.order = order
        if seat == room.me {
            effects.show(.ownHand(move, place: room.myPlace), number: number)
            // With that a line of nobody else is told.
            if order.allSatisfy({ $0 == seat }) { told.queue = order }
        }
        guard room.floor?.state == .home, order != told.queue else { return }
        told.queueDue = now.after(ClientLimits.queueNoticeMilliseconds)
    }

    /// Tells the line of hands, if it is another than was told.
    mutating func tellQueue(_ effects: inout [ClientEffect]) {
        told.queueDue = nil
        guard let order = room.floor?.order, order != told.queue, room.floor?.state == .home else {
            return
        }
        let before = told.queue
        told.queue = order
        // In a go-round it is no news that the line gets shorter, nor that it is over.
        let isRound = room.meeting.phase?.kind.isRound == true
        if isRound, before.filter(Set(order).contains) == order { return }
        // Hands for the share wait beneath a response, so that no hand is up would not be true.
        if room.meeting.phase?.kind == .response, order.isEmpty { return }
        effects.show(.queue(order.map { room.person($0) }, place: room.myPlace))
    }

    /// A note, with the person it is about.
    mutating func tell(_ note: Note, _ effects: inout [ClientEffect]) {
        let seat: Seat?
        switch note {
        case .unknown: return
        case .vestibule(let reason): return wait(for: reason, &effects)
        case .phaseTime, .fewFacilitators, .quorum: seat = nil
        case .closing: seat = room.meeting.isKept ? nil : room.me
        case .callDropped(let dropped): seat = dropped
        case .pauseAsked(let asking): seat = asking
        case .time, .quiet, .homeAsked, .homeDue, .extended, .nudge: seat = sharer(of: note)
        case .window, .waiting, .unkept, .kept, .anew: seat = nil
        }
        let person = seat.map { room.person($0) }
        let wayOn: Noted.WayOn? =
            role.facilitates ? (room.isInLastPart ? .end : .next) : nil
        let noted = Noted(note: note, person: person, isByVoice: room.isByVoice, wayOn: wayOn)
        effects.show(.noted(noted))
    }

    /// Whose share a note is about; nil when it may be any of several. (SPEC §8.7, §16.6)
    ///
    /// A note says no turn. What only a holder gets is about the reader's own share; who keeps the
    /// time gets also what is about others.
    private func sharer(of note: Note) -> Seat? {
        guard let mine = room.myStick else {
            return room.floor?.seat ?? (room.sticks.count == 1 ? room.sticks.first?.seat : nil)
        }
        let isForHolderAlone =
            switch note {
            case .time(let percent, _): percent < 100
            case .homeAsked: true
            default: false
            }
        let isMine = isForHolderAlone || !role.keepsTime || room.sticks.count == 1
        return isMine ? mine.seat : nil
    }
}
