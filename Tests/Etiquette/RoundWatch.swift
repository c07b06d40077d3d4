import Etiquette

/// Watches go-rounds and responses over many steps: nobody twice, and an end. (SPEC §15, §16)
struct RoundWatch {
    private var kind = PhaseKind.share
    private var stick = Stick.home
    /// Offers and visits of each seat in this go-round.
    private var offers: [Seat: Int] = [:]
    private var visits: [Seat: Int] = [:]
    private var putOff: Set<Seat> = []
    /// Who shared last, who answered or was asked to, and how many answered.
    private var sharer: Seat?
    private var asked: Set<Seat> = []
    private var answers = 0
    private var hadLastWord = false
    private var linesInTurn = 0

    /// Takes one fact; tells which rule it broke, if any.
    mutating func hear(_ fact: Fact, _ step: Step) -> String? {
        switch fact {
        case .phase(let change): begin(change)
        case .line, .caution: linesInTurn += 1
        case .hand(let seat, .later): if kind.isRound, stick.seat != seat { putOff.insert(seat) }
        case .floor(let change):
            defer { stick = change.stick }
            if let seat = stick.seat, change.stick == .home { end(change.reason, of: seat) }
            guard case .offered(let seat) = change.stick, stick == .home else { return nil }
            linesInTurn = 0
            return offer(change.reason, to: seat, step)
        default: break
        }
        return nil
    }

    private mutating func begin(_ change: PhaseChange) {
        kind = change.kind
        if change.reason == .response {
            (asked, answers, hadLastWord) = ([], 0, false)
        } else if change.reason != .resume {
            (offers, visits, putOff) = ([:], [:], [])
        }
    }

    private mutating func end(_ reason: FloorReason, of seat: Seat) {
        let isAnswer = reason != .passed && reason != .grace && stick.holder != nil
        let counts = isAnswer && (reason == .done || reason == .given || linesInTurn > 0)
        switch kind {
        case .round, .closing:
            if [.later, .lapsed, .withdrawn].contains(reason), putOff.insert(seat).inserted {
                break
            }
            if reason != .grace { visits[seat, default: 0] += 1 }
        case .response: if counts, !hadLastWord { answers += 1 }
        default: break
        }
        if kind != .response { sharer = counts ? seat : nil }
    }

    private mutating func offer(_ reason: FloorReason, to seat: Seat, _ step: Step) -> String? {
        switch reason {
        case .ring:
            offers[seat, default: 0] += 1
            guard visits[seat] == nil else { return "§15.2 \(seat) is visited twice" }
            // Once, once more after `later`, and once more after a lost link.
            return offers[seat, default: 0] <= 3
                ? nil : "§15.2 \(seat) is offered it again and again"
        case .response:
            guard asked.insert(seat).inserted else { return "§16.2 \(seat) answers twice" }
            guard seat != sharer, !hadLastWord else { return "§16.2 the sharer answers" }
            return answers < Int(step.after.customs.responders) ? nil : "§16.2 too many answers"
        case .lastWord:
            defer { hadLastWord = true }
            return seat == sharer && !hadLastWord ? nil : "§16.3 not the sharer's last word"
        default: return nil
        }
    }
}
