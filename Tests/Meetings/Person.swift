import Etiquette
import RelayCore
import Wire

/// Somebody in a story, and what their client knows: only what they were told.
struct Person {
    let name: String
    let role: Role
    let key: PublicKey
    var session: SessionID?
    /// Everything they were ever told, in order.
    private(set) var heard: [RelayLine] = []
    /// What they were told and nobody has written down, each with the last event before it or itself.
    private var untold: [(line: RelayLine, have: UInt64)] = []

    private(set) var log: UInt64 = 0
    private(set) var seat: Seat?
    /// The last event that was shown. (SPEC §5.5)
    private(set) var have: UInt64 = 0
    private(set) var names: [Seat: String] = [:]
    /// Who is in the circle.
    private(set) var seated: [Seat] = []
    private(set) var floor: RelayLine.FloorLine?
    private(set) var phase: RelayLine.PhaseLine?
    private(set) var isOut = false
    private(set) var isAtDoor = false
    /// The hash of the agreements that hold. (SPEC §20.2)
    private(set) var agreements: [UInt8]?
    /// The texts they have opened.
    var pages: [UInt8: PageText] = [:]
    /// Those that are at the relay.
    private(set) var pagesThere: Set<UInt8> = []
    private var lastID: UInt32 = 0
    private var isInState = false

    init(_ name: String, _ role: Role, number: UInt8) {
        self.name = name
        self.role = role
        key = Self.key(number)
    }

    static func key(_ number: UInt8) -> PublicKey {
        guard let key = PublicKey([UInt8](repeating: number, count: 32)) else {
            preconditionFailure("32 bytes are a key")
        }
        return key
    }

    /// The id of the next act. (SPEC §6.1)
    mutating func nextID() -> UInt32 {
        lastID += 1
        return lastID
    }

    /// The turn under which this person acts: their own stick's when there are several. (SPEC §16.6)
    var turn: UInt32? {
        floor?.sticks.first { $0.seat == seat }?.turn ?? floor?.turn
    }

    /// Whether what they type may be words, as far as they know. (SPEC §7.2)
    var hasWords: Bool {
        guard let floor, let seat else { return false }
        return floor.state == .open || floor.seat == seat
            || floor.sticks.contains { $0.seat == seat }
    }

    /// The card of a part. (SPEC §20.3)
    func card(of phase: RelayLine.PhaseLine?) -> PageText.Card? {
        guard let phase, phase.place > 0 else { return nil }
        return pages[UInt8(phase.place) + 2].map(PageText.Card.init)
    }

    mutating func hear(_ line: RelayLine) {
        heard.append(line)
        if let number = line.number { have = number }
        learn(line.body)
        // What stands in the state is told as one.
        if case .state = line.body { isInState = true }
        if case .ready = line.body { isInState = false }
        if !isInState { untold.append((line, have)) }
    }

    mutating func takeUntold() -> [(line: RelayLine, have: UInt64)] {
        defer { untold = [] }
        return untold
    }

    private mutating func learn(_ body: RelayLine.Body) {
        switch body {
        case .welcome(let welcome):
            log = welcome.log
            lastID = max(lastID, welcome.lastID)
            agreements = welcome.agreements
        case .ok(.sit, let number):
            let own = Seat(UInt16(number))
            seat = own
            names[own] = name
        case .state(let base):
            have = base
            seated = []
            pagesThere = []
            isOut = false
        case .seat(let line):
            learn(line.seat, line.name)
            if line.presence != .gone { seated.append(line.seat) }
        case .join(let seat, _, _, let name):
            learn(seat, name)
            if !seated.contains(seat) { seated.append(seat) }
            if seat == self.seat { isAtDoor = false }
        case .note(.vestibule): isAtDoor = true
        case .knock(let seat, _, _, let name), .name(let seat, let name): learn(seat, name)
        case .leave(let seat, _): seated.removeAll { $0 == seat }
        case .floor(let floor): self.floor = floor
        case .phase(let phase): self.phase = phase
        case .page(let number, _): pagesThere.insert(number)
        case .leaf(let number, _, let payload): pages[number] = PageText(reading: payload.bytes)
        case .out(let seat, let on) where seat == self.seat: isOut = on
        default: break
        }
    }

    private mutating func learn(_ seat: Seat, _ name: Content?) {
        guard let name else { return }
        names[seat] = String(decoding: name.bytes, as: UTF8.self)
    }

    func name(of seat: Seat) -> String { names[seat] ?? "seat \(seat.number)" }

    func seat(of name: String) -> Seat? {
        names.first { $0.value.lowercased() == name.lowercased() }?.key
    }
}
