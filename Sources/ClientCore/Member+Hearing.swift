import Etiquette
import Wire

/// Words as they came, before anything of them is believed.
struct Heard {
    var seat: Seat
    var id: UInt32
    var turn: UInt32
    /// Whom they are for; nil for all.
    var ear: Addressee?
    /// Whether they are a content note. (SPEC §16.5)
    var isCaution = false
    var content: Content
    var blind: Blind?
}

// Words of others are shown only when they are what they claim to be. (SPEC §7.5, §7.6)

extension Member {
    /// Checks words in the order of the rule; of words that fail nothing is shown.
    mutating func hear(_ words: Heard, number: UInt64, _ effects: inout [ClientEffect]) {
        let person = room.person(words.seat)
        let isMine = words.seat == room.me
        if isMine, !wasSent(words.id) || !isAsSent(words) {
            return effects.show(.alarm(.notMine), number: number)
        }
        if cipher.isSealed, !isAllowed(words.content) {
            return effects.show(.alarm(.plainInSealed(person)), number: number)
        }
        let unreadable = Shown.What.unreadable(person, isWhisper: words.ear != nil)
        guard isNew(words.id, of: words.seat) else {
            return effects.show(unreadable, number: number)
        }
        let text = opened(words)
        keep(words, text: text, number: number)
        guard let text else { return effects.show(unreadable, number: number) }
        if link.lostAt != nil, !isMine { link.caughtUp += 1 }
        let shown = TextRules.shown(text)
        guard let ear = words.ear else {
            noteLine(of: words.seat, turn: words.turn)
            remember(shown, of: words.seat)
            let what =
                words.isCaution
                ? .meeting(.cautioned(person, shown)) : Shown.What.said(person, shown)
            return effects.show(what, number: number)
        }
        if !isMine { remember(shown, of: words.seat) }
        let to: Ear
        switch ear {
        case .facilitators: to = .facilitators
        case .seat(let seat): to = .person(room.person(seat))
        }
        effects.show(.whispered(person, to: to, shown), number: number)
    }

    /// The text, if place and form are right. (SPEC §7.5)
    private mutating func opened(_ words: Heard) -> [UInt8]? {
        guard let record = room.record(of: words.seat),
            let audience = audience(of: words.ear, author: words.seat)
        else { return nil }
        let place = PayloadPlace(
            log: log,
            author: record.key,
            kind: words.ear == nil ? .line : .whisper,
            turn: words.turn,
            id: words.id,
            audience: audience
        )
        guard isAllowed(words.content),
            let text = cipher.open(words.content, from: place, blind: words.blind),
            !text.isEmpty
        else { return nil }
        confirm(record.key)
        return text
    }

    /// Whether the seat has not used this id before in this log; now it has. (SPEC §7.5)
    mutating func isNew(_ id: UInt32, of seat: Seat) -> Bool {
        guard let record = room.record(of: seat), id > record.lastID else { return false }
        room.update(seat) { $0.lastID = id }
        return true
    }

    /// The audience that must be sealed in; nil when the reader is not part of it. (SPEC §3.7, §7.6)
    private func audience(of ear: Addressee?, author: Seat) -> [UInt8]? {
        let isMine = author == room.me
        switch ear {
        case nil: return []
        case .facilitators: return isMine || role.facilitates ? [1] : nil
        case .seat(let seat):
            guard isMine || seat == room.me, let record = room.record(of: seat) else { return nil }
            return [2] + record.key.bytes
        }
    }

    /// Whether words under the own seat were really sent, by this process or by one before it.
    func wasSent(_ id: UInt32) -> Bool { id <= lastForeignID || wordIDs.contains(id) }

    /// Whether words under the own seat are the bytes that were sent, as far as they are known.
    private func isAsSent(_ words: Heard) -> Bool {
        ownWords(id: words.id).map { $0.content == words.content } ?? true
    }

    /// A line within a share makes it one. (SPEC §8.5)
    mutating func noteLine(of seat: Seat, turn: UInt32) {
        if room.sticks.contains(HeldStick(seat: seat, turn: turn)), !spokenTurns.contains(turn) {
            spokenTurns.append(turn)
        }
        guard let floor = room.floor, floor.turn == turn, floor.seat == seat else { return }
        linesInTurn = true
    }
}
