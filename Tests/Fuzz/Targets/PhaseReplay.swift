import Etiquette
import Wire

/// The phases of a log, its go-rounds and its answers. (SPEC §14 to §16)
struct PhaseReplay {
    private let plan: Plan?
    private var phase: RelayLine.PhaseLine?
    private var beneath: RelayLine.PhaseLine?
    /// A phase has begun whose floor is to be told next. (SPEC §14.3)
    private(set) var awaitsFloor = false
    /// Who was visited in this go-round, and who was put at its end once.
    private var visited: Set<Seat> = []
    private var wasPutOff: Set<Seat> = []
    /// Whose share is answered, who was asked to, and whether the last word was offered.
    private var answered: Seat?
    private var asked: Set<Seat> = []
    private var hadLastWord = false

    init(_ plan: Plan?) { self.plan = plan }

    private var kind: PhaseKind { phase?.kind ?? .share }

    private var place: Int { Int((beneath ?? phase)?.place ?? 0) }

    private var planned: Phase? { planned(place) }

    private func planned(_ place: Int) -> Phase? {
        guard let plan, plan.phases.indices.contains(place - 1) else { return nil }
        return plan.phases[place - 1]
    }

    /// Whether anybody may say a line. (SPEC §14.7, §21.3)
    var hasWords: Bool { kind != .ended && (planned?.words ?? true) }

    var sticksMax: Int { Int(planned?.sticks ?? 0) }

    /// A phase begins. (SPEC §14.3, §14.4, §16.2, §16.3, §21.2)
    mutating func begin(_ new: RelayLine.PhaseLine, _ sharer: Seat?) {
        check(
            new.number == (phase?.number ?? 0) + 1,
            "phase \(new.number) after \(phase?.number ?? 0)"
        )
        check(kind != .ended, "a phase after the end")
        check(
            follows(new),
            "\(new.kind) at \(new.place) by \(new.reason) after \(kind) at \(place)"
        )
        if new.place > 0 {
            let wanted = planned(Int(new.place))
            let isPlanned = wanted?.kind == new.kind && wanted?.seconds == UInt32(new.seconds)
            check(isPlanned, "not the phase of the plan: \(new)")
        }
        switch new.reason {
        case .response:
            let longShare = RelayLine.PhaseLine(
                number: 0,
                place: 0,
                kind: .share,
                seconds: 0,
                reason: .start
            )
            beneath = phase ?? longShare
            (answered, asked, hadLastWord) = (sharer, [], false)
        case .resume: beneath = nil
        case .start, .next, .over, .end:
            beneath = nil
            (visited, wasPutOff) = ([], [])
        }
        phase = new
        awaitsFloor = true
    }

    private func follows(_ new: RelayLine.PhaseLine) -> Bool {
        switch new.reason {
        case .start: phase == nil && new.place == 1
        case .next: plan != nil && Int(new.place) == place + 1
        case .over:
            Int(new.place) == place + 1 && [.round, .closing, .agree, .silence].contains(kind)
        case .response:
            new.place == 0 && new.kind == .response
                && [.share, .lead, .round, .closing].contains(kind) && planned?.response != .never
        case .resume:
            kind == .response && Int(new.place) == place && new.kind == beneath?.kind
                && new.seconds == beneath?.seconds
        case .end: new.place == 0 && new.kind == .ended
        }
    }

    /// `HAND later` of who is still to be visited. (SPEC §15.2)
    mutating func putOff(_ seat: Seat) {
        if kind.isRound { wasPutOff.insert(seat) }
    }

    /// The floor fits the phase. (SPEC §14.3, §14.4)
    mutating func follow(
        _ new: RelayLine.FloorLine,
        after old: RelayLine.FloorLine,
        isHeld: Bool
    ) {
        let begins = new.reason == .phase || new.reason == .round
        check(begins == awaitsFloor, "\(new.reason) without its phase")
        awaitsFloor = false
        check(fits(new.reason), "\(new.reason) in \(kind)")
        switch new.state {
        case .open: check(plan == nil ? kind == .share : kind.isOpen, "an open floor in \(kind)")
        case .few: check(kind == .few, "several sticks in \(kind)")
        case .home: check(!kind.isOpen && kind != .few, "the stick is at home in \(kind)")
        case .offered, .held, .adrift, .space: break
        }
        if begins {
            check(new.seat == nil, "a phase begins with the stick out")
            check((new.state == .space) == (kind == .silence), "\(kind) begins as \(new.state)")
        }
        if let seat = old.seat, new.seat == nil { end(new.reason, of: seat) }
        if new.state == .offered, old.seat == nil, let seat = new.seat {
            offer(new.reason, to: seat)
        }
    }

    private func fits(_ reason: FloorReason) -> Bool {
        switch reason {
        case .called: kind == .share || kind == .lead
        case .next, .auto, .given: kind == .share
        case .ring: kind.isRound
        case .response, .lastWord: kind == .response
        case .open, .closed: plan == nil && kind == .share
        case .stick: kind == .few
        default: true
        }
    }

    private mutating func end(_ reason: FloorReason, of seat: Seat) {
        guard kind.isRound else { return }
        let isLate = [.later, .lapsed, .withdrawn].contains(reason)
        if isLate, wasPutOff.insert(seat).inserted { return }
        if reason != .grace { visited.insert(seat) }
    }

    /// Nobody is visited twice or answers twice, and the sharer has one last word. (SPEC §15.2,
    /// §16.2, §16.3)
    private mutating func offer(_ reason: FloorReason, to seat: Seat) {
        switch reason {
        case .ring: check(!visited.contains(seat), "\(seat) is visited twice")
        case .response:
            check(asked.insert(seat).inserted, "\(seat) is to answer twice")
            check(seat != answered && !hadLastWord, "\(seat) is to answer too late, or itself")
        case .lastWord:
            check(seat == answered && !hadLastWord, "a last word of \(seat)")
            hadLastWord = true
        default: break
        }
    }
}
