import Etiquette
import Wire

/// An event whose words a restart took. (SPEC §5.15)
struct Missing: Sendable {
    let number: UInt64
    let seat: Seat
    let id: UInt32
    let turn: UInt32
    /// Whom a whisper was for; nil for a line.
    let addressee: Addressee?
    /// Whether it was a content note. (SPEC §16.5)
    let isCaution: Bool
    /// The seats that may see it; nil for all.
    let audience: [Seat]?
    let check: Check
    /// Which seat is asked for them now, and until when.
    var asked: (seat: Seat, until: Moment)?
    /// Seats that do not have them.
    var without: Set<Seat> = []
    /// Seats that were asked and have not answered yet.
    var silent: Set<Seat> = []

    init(_ record: JournalRecord, audience: [Seat]?) {
        number = record.number
        seat = Seat(record.seat)
        id = record.id
        turn = record.turn
        addressee = record.kind == .whisper ? record.addressee : nil
        isCaution = record.kind == .caution
        self.audience = audience
        check = record.check
    }

    /// The event with its words.
    func body(_ content: Content, _ blind: Blind?) -> RelayLine.Body {
        guard let addressee else {
            guard !isCaution else {
                return .caution(seat, id: id, turn: turn, content, blind: blind)
            }
            return .line(seat, id: id, turn: turn, content, blind: blind)
        }
        return .whisper(seat, id: id, to: addressee, content, blind: blind)
    }
}

/// The words that are asked for after a restart, and who is asked. (SPEC §5.15, §5.16)
struct Recovery: Sendable {
    /// How many of what is missing are looked at in one go: they come in order anyway.
    static let reach = 64
    /// By number.
    var missing: [Missing]
    /// What seats had been shown when they came back.
    var shown: [Seat: UInt64] = [:]
    /// Askings that seats left unanswered.
    var silences: [Seat: Int] = [:]
    /// Until then everything missing is waited for.
    private(set) var windowEnds: Moment
    /// Whether that time is over.
    var isLate = false

    init(_ missing: [Missing], until end: Moment) {
        self.missing = missing
        windowEnds = end
    }

    /// When somebody must be looked at again.
    var deadline: Moment? {
        let askings = missing.compactMap { $0.asked?.until }.min()
        return [isLate ? nil : windowEnds, askings].compactMap(\.self).min()
    }

    func index(of number: UInt64) -> Int? { missing.firstIndex { $0.number == number } }

    /// How many words a seat is asked for now.
    func askings(of seat: Seat) -> Int { missing.count { $0.asked?.seat == seat } }

    /// A seat has a new connection: it can be asked like anybody.
    mutating func askAgain(_ seat: Seat) {
        silences[seat] = nil
        for index in missing.indices {
            missing[index].silent.remove(seat)
            if missing[index].asked?.seat == seat { missing[index].asked = nil }
        }
    }

    mutating func shift(by milliseconds: UInt64) {
        windowEnds = windowEnds.after(milliseconds)
        for index in missing.indices {
            guard let asked = missing[index].asked else { continue }
            missing[index].asked = (asked.seat, asked.until.after(milliseconds))
        }
    }
}
