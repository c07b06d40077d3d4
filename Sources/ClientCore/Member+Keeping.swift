import Etiquette
import Wire

// Words outlive a restart of the relay in the members' hands. (SPEC §5.7, §5.15, §5.16)

extension Member {
    /// The member's own words were accepted: they are kept until they are stable. (SPEC §5.7)
    mutating func keep(_ act: Outbox.Act, number: UInt64) {
        guard let me = room.me, var words = act.words(of: me) else { return }
        words.number = number == 0 ? act.number : number
        kept.keep(words)
    }

    /// Words were shown, or could not be opened: others may still have to see the same bytes.
    mutating func keep(_ words: Heard, text: [UInt8]?, number: UInt64) {
        var entry = KeptWords.Entry(
            seat: words.seat,
            id: words.id,
            number: number,
            content: words.content,
            blind: words.blind,
            isWhisper: words.ear != nil
        )
        guard words.seat == room.me else { return kept.keep(entry) }
        outbox.number(words.id, is: number)
        if let known = ownWords(id: words.id), let own = known.own {
            // A draft of a set-back was heard after all: nobody has to say it again. (SPEC §11.8)
            if known.isGivenUp { drafts.take(serial: own.serial) }
            entry.own = own
        } else if let text {
            // An earlier process of this seat sent them.
            entry.own = KeptWords.Own(
                serial: takeSerial(),
                text: String(decoding: text, as: UTF8.self),
                manner: words.ear.map { .whisper($0) } ?? (words.isCaution ? .caution : .line)
            )
        }
        kept.keep(entry)
    }

    /// The member's own words of this act, accepted or on their way.
    func ownWords(id: UInt32) -> KeptWords.Entry? {
        if let entry = kept.own(id: id) { return entry }
        guard let me = room.me else { return nil }
        return outbox.flying.first { $0.id == id }.flatMap { $0.words(of: me) }
    }

    /// The relay asks for words that it lost. (SPEC §5.15)
    ///
    /// They go at once, past the pacer: others wait for them, and the relay asks for no more than
    /// it needs. Nobody waits for the answer, so it is no ask of the person's: whatever the relay
    /// makes of the words changes nothing here. `mismatch` too: either somebody else's were taken,
    /// or the relay's record is not what this member was shown, which `LOST` tells.
    mutating func supply(
        _ number: UInt64,
        _ seat: Seat,
        _ id: UInt32,
        at now: Moment,
        _ effects: inout [ClientEffect]
    ) {
        guard link.stage == .seated, number > 0, link.maySupply(number) else { return }
        let words = words(of: number, by: seat, id)
        let ask = Request.Ask.supply(number, words?.content, blind: words?.blind)
        send(Request(id: takeAskID(), ask), at: now, &effects)
    }

    /// The words of an event by its number; the member's own also by their act.
    private func words(of number: UInt64, by seat: Seat, _ id: UInt32) -> KeptWords.Entry? {
        if let words = kept.words(of: number) {
            return words.seat == seat && words.id == id ? words : nil
        }
        guard seat == room.me, let words = ownWords(id: id) else { return nil }
        return words.number == nil || words.number == number ? words : nil
    }

    /// An event whose words are gone. (SPEC §5.16)
    mutating func hearLost(
        _ seat: Seat,
        id: UInt32,
        turn: UInt32,
        isWhisper: Bool,
        number: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        let person = room.person(seat)
        if seat == room.me, !wasSent(id) {
            return effects.show(.alarm(.notMine), number: number)
        }
        guard isNew(id, of: seat) else {
            return effects.show(.unreadable(person, isWhisper: isWhisper), number: number)
        }
        if !isWhisper { noteLine(of: seat, turn: turn) }
        if seat == room.me {
            if let act = outbox.land(id) { keep(act, number: number) }
            if let words = kept.loose(id: id) {
                var numbered = words
                numbered.number = number
                kept.keep(numbered)
            }
            if kept.words(of: number)?.own != nil {
                return lost(number, toldBy: number, &effects)
            }
        } else if link.lostAt != nil {
            link.lostLines += 1
        }
        let lost = LostWords(
            number: number,
            person: person,
            isWhisper: isWhisper,
            wereShown: false
        )
        effects.show(.lost(lost), number: number)
    }

    /// The words of an earlier event are gone for those who had not seen them. (SPEC §5.16)
    ///
    /// The author is told, since only the author can say it again. Of others' words only
    /// facilitators are told, who see to it that everybody is heard; anybody else who has seen them
    /// has nothing to do. Who was shown the event without its words knows already.
    mutating func lost(
        _ number: UInt64,
        toldBy event: UInt64,
        _ effects: inout [ClientEffect]
    ) {
        guard let words = kept.giveUp(number) else { return }
        if let own = words.own {
            drafts.keep(
                Drafts.Draft(serial: own.serial, text: own.text, manner: own.manner)
            )
            let reason = DraftReason.lost(number: number, isWhisper: words.isWhisper)
            return effects.show(.draftKept(own.text, reason), number: event)
        }
        guard role.facilitates else { return }
        let lost = LostWords(
            number: number,
            person: room.person(words.seat),
            isWhisper: words.isWhisper,
            wereShown: true
        )
        effects.show(.lost(lost), number: event)
    }
}
