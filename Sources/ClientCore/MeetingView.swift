public import Etiquette
public import Wire

/// What the reader knows of a meeting beyond people and floor. (SPEC §14 to §20)
public struct MeetingView: Hashable, Sendable {
    /// Agreements and phases; nil before they were told, and without any. (SPEC §14.1)
    public internal(set) var plan: CirclePlan?
    /// The phase that is on; nil without one. (SPEC §14.3)
    public internal(set) var phase: RelayLine.PhaseLine?
    /// The place of the phase beneath a response; nil outside one, and when it was not seen.
    var placeBeneath: UInt16?
    /// Who has the chair. (SPEC §17.2)
    public internal(set) var chair: Seat?
    /// Whether no facilitator is here and the circle goes on by itself. (SPEC §17.5)
    public internal(set) var isKept = false
    /// How the door stands; nil for those who are not told. (SPEC §18.1)
    public internal(set) var door: Door?
    /// Who waits at the door, for those who are told. (SPEC §18.3)
    public internal(set) var waiting: [Seat] = []
    /// Whom the reader held back at the door, with the event that did it. (SPEC §18.3)
    var heldBack: [Seat: UInt64] = [:]
    /// Why the reader waits in the vestibule; nil for whoever does not. (SPEC §18.2)
    public internal(set) var vestibule: VestibuleReason?
    /// Where the sticks are when there are several, also beneath a space. (SPEC §16.6)
    public internal(set) var sticks: [HeldStick] = []
    /// Whether the reader has no words in this part. (SPEC §16.7)
    public internal(set) var isQuieted = false
    /// The reader's buddies. (SPEC §19.5)
    public internal(set) var buddies: [Seat] = []
    /// Whose share has just ended, or is being answered. (SPEC §16.1)
    public internal(set) var lastSharer: Seat? {
        didSet { if lastSharer == nil { hasWelcomed = false } }
    }
    /// Whether the reader has said that this share may be answered. (SPEC §16.1)
    var hasWelcomed = false
    /// The facilitator of the reader's side room who hears it no more. (SPEC §19.3)
    var deafHost: Seat?
    /// The texts of the plan.
    var pages = Pages()

    /// A meeting of which nothing is known.
    init() {}

    /// Before a new state nothing holds that the state does not say. (SPEC §5.6)
    mutating func forgetState() {
        let (vestibule, placeBeneath) = (vestibule, placeBeneath)
        self = MeetingView()
        self.vestibule = vestibule
        self.placeBeneath = placeBeneath
    }

    mutating func wait(_ seat: Seat) {
        guard !waiting.contains(seat), waiting.count < ClientLimits.waitingMax else { return }
        waiting.append(seat)
    }

    /// Somebody waits no more, whatever became of it.
    mutating func waitNoMore(_ seat: Seat) {
        waiting.removeAll { $0 == seat }
        heldBack[seat] = nil
    }

    /// A knock of somebody who waits already: another reason to wait, so that a `HOLD` of before is
    /// over. (SPEC §18.3)
    mutating func knockAgain(_ seat: Seat, number: UInt64) {
        guard let held = heldBack[seat], number > held else { return }
        heldBack[seat] = nil
    }

    /// Whether all who wait were held back, as far as the reader knows.
    var areAllHeldBack: Bool { !waiting.isEmpty && waiting.allSatisfy { heldBack[$0] != nil } }

    mutating func befriend(_ seat: Seat, _ on: Bool) {
        buddies.removeAll { $0 == seat }
        guard on, buddies.count < ClientLimits.waitingMax else { return }
        buddies.append(seat)
    }
}

extension Room {
    /// What holds in the phase that is on; nil outside a plan. (SPEC §14.2)
    public var customs: Phase? {
        guard let phase = meeting.phase else { return nil }
        return planned(Int(phase.place))
    }

    /// The rules with what the phase that is on has of its own. (SPEC §14.2)
    var rulesNow: CircleRules? {
        guard var rules, let customs else { return rules }
        rules.queue = customs.queue ?? rules.queue
        rules.passing = customs.passing ?? rules.passing
        rules.shareSeconds = limitSeconds ?? 0
        rules.boundarySeconds = customs.boundarySeconds.map { UInt64($0) } ?? rules.boundarySeconds
        return rules
    }

    /// Whether people speak by voice and have no words; in a response as in the phase beneath it.
    /// (SPEC §14.7)
    var isByVoice: Bool {
        planned(place)?.words == false
    }

    /// The place in the plan of the phase that is on, or lies beneath a response; 0 outside a plan.
    var place: Int { Int(meeting.placeBeneath ?? meeting.phase?.place ?? 0) }

    /// Whether no part follows the one that is on. (SPEC §14.4, §21.2)
    var isInLastPart: Bool { planned(place) != nil && planned(place + 1) == nil }

    /// The same, or that it cannot be known: what lies beneath a response may not have been seen.
    public var mayBeInLastPart: Bool {
        let hidesPart = meeting.phase?.kind == .response && meeting.placeBeneath == nil
        return isInLastPart || (hidesPart && meeting.plan?.plan != nil)
    }

    /// The phase at a place of the plan, from 1.
    func planned(_ place: Int) -> Phase? {
        guard let phases = meeting.plan?.plan?.phases, place > 0, place <= phases.count else {
            return nil
        }
        return phases[place - 1]
    }

    /// What one turn has in the phase that is on; nil without a limit. (SPEC §14.2)
    var limitSeconds: UInt64? {
        guard let phase = meeting.phase else { return nil }
        let customs = customs
        let usual: UInt64? =
            switch phase.kind {
            case .round: 180
            case .closing: 60
            case .few: 120
            case .share, .lead: rules?.shareSeconds
            case .response: nil
            case .gather, .read, .agree, .open, .silence, .fellowship, .ended: nil
            }
        let limit = customs?.limitSeconds.map { UInt64($0) } ?? usual
        return limit == 0 ? nil : limit
    }

    /// The title of the phase at a place of the plan, if its card is known. (SPEC §20.3)
    func title(of place: Int) -> String? {
        guard place > 0, let card = meeting.pages.card(of: place) else { return nil }
        let title = card.title.prefix(ClientLimits.titleLetters)
        return title.isEmpty ? nil : String(title)
    }

    /// Where the sticks are when there are several. (SPEC §16.6)
    public var sticks: [HeldStick] { meeting.sticks }

    /// Whether a silence lies over several sticks that the reader was not told of. (SPEC §16.6)
    var hidesSticks: Bool {
        meeting.phase?.kind == .few && floor?.state == .space && sticks.isEmpty
    }

    /// The one of several sticks that the reader has.
    public var myStick: HeldStick? { sticks.first { $0.seat == me } }

    /// The turn under which the reader's words go. (SPEC §7.1, §16.6)
    var turn: UInt32? { myStick?.turn ?? floor?.turn }

    /// Whether everybody is asked to agree. (SPEC §14.4)
    public var isAgreeing: Bool { meeting.phase?.kind == .agree }

    /// Whether the reader's share may be answered if the reader wishes it. (SPEC §16.1)
    public var mayWelcome: Bool {
        guard let me, meeting.phase?.kind != .response else { return false }
        let consent = meeting.plan?.plan == nil ? .asked : customs?.response
        return consent == .asked && (holdsStick || meeting.lastSharer == me)
    }

    /// Whether the reader may end the answers to a share, or take back that it may be answered.
    /// (SPEC §16.1, §16.3)
    public var mayEndResponses: Bool {
        guard let mine else { return false }
        let isMine = meeting.lastSharer == mine.seat
        guard meeting.phase?.kind != .response else { return mine.role.facilitates || isMine }
        // With the stick `no more` may well be words, unless the person has just been told of it.
        if meeting.hasWelcomed { return isMine || holdsStick }
        return isMine && !holdsStick && customs?.response == .always
    }

    /// The facilitator in whose side room the reader is. (SPEC §19.3)
    public var sideHost: Seat? {
        guard case .side(let host) = mine?.apart, host != meeting.deafHost,
            record(of: host)?.presence != .gone
        else { return nil }
        return host
    }

    /// Whether the reader is in a side room whose facilitator hears it no more. (SPEC §19.3)
    public var isAloneInSideRoom: Bool {
        guard case .side = mine?.apart else { return false }
        return sideHost == nil
    }

    /// While the reader waits at the door, who keeps it. (SPEC §18.2)
    public var doorkeepers: [Seat] {
        guard meeting.vestibule != nil else { return [] }
        return records.filter { $0.role.keepsDoor && $0.presence != .gone && $0.seat != me }
            .map(\.seat)
    }

    /// Who is in a side room with the reader, who facilitates. (SPEC §19.3)
    public var sideGuests: [Seat] {
        guard let me else { return [] }
        return records.filter { $0.apart == .side(me) && $0.presence != .gone }.map(\.seat)
    }

    /// Who facilitates and is away, their link alive.
    var facilitatorsAway: [Seat] {
        records.filter { $0.role.facilitates && $0.presence == .away && $0.seat != me }.map(\.seat)
    }

    /// Whether somebody who facilitates is here, as far as the reader knows; else than the reader.
    var hasFacilitatorHere: Bool {
        records.contains { $0.role.facilitates && $0.presence == .here && $0.seat != me }
    }
}
