import Etiquette
import RelayCore
import Wire

/// A shard with its host pretended: people, connections, a store, and what everybody was told.
///
/// After everything that happens the connections are written and what they were given is checked.
struct RelayWorld {
    /// Somebody with a key.
    struct Guest {
        let key: PublicKey
        var role: Role
        var isRemoved = false
        /// The id of the next act, as this person counts.
        var nextID: UInt32 = 1
        /// The last event seen, with which this person comes back.
        var have: UInt64 = 0
        /// The log that it belongs to.
        var haveLog: UInt64 = 0
        /// The floor as this person knows it.
        var turn: UInt32 = 1
        var space: UInt32 = 0
        /// The phase as this person knows it.
        var phase: UInt32 = 0
        /// The hash of the agreements that this person has accepted.
        var agreed: [UInt8]?
    }

    private(set) var core: ShardCore
    private(set) var now = Moment(1_000_000)
    let circle = CircleID(0x0102_0304_0506_0708)
    let isSealed: Bool
    var rules: CircleRules
    var plan: CirclePlan
    var guests: [Guest] = []
    var connections: [Connection] = []
    var history = History()
    /// Whether answers to errands wait until they are asked for.
    var storeIsSlow = false
    var errands: [Errand] = []
    /// Whether records wait until the disk is fast again.
    var diskIsSlow = false
    /// The records of all that happened.
    private(set) var journal: [UInt8] = []
    private var written: UInt64 = 0
    private var committed: UInt64 = 0
    var lastLog: UInt64 = 0
    private var sessions: UInt64 = 0

    /// More than any one thing that happens has reason to ask of its host.
    private static let outputsMax = 50_000
    private static let batchBytesMax = 131_072
    private static let waitsMax = 400

    init(
        limits: Limits,
        rules: CircleRules,
        plan: CirclePlan = CirclePlan(),
        isSealed: Bool,
        roles: [Role],
        epoch: UInt64 = 1
    ) {
        core = ShardCore(limits: limits, checker: Self.checker, epoch: epoch, seed: epoch)
        self.rules = rules
        self.plan = plan
        self.isSealed = isSealed
        for (index, role) in roles.enumerated() {
            guests.append(Guest(key: Self.key(UInt8(index + 1)), role: role))
        }
    }

    /// Limits that nobody runs into.
    static var generous: Limits {
        var limits = Limits()
        let rate = TokenBucket.Rate(burst: 1_000_000, microsecondsPerToken: 1)
        limits.lines = rate
        limits.lineBytes = TokenBucket.Rate(burst: 1_000_000_000, microsecondsPerToken: 1)
        limits.acts = rate
        limits.asks = rate
        limits.help = rate
        limits.interruptions = rate
        return limits
    }

    static func key(_ number: UInt8) -> PublicKey {
        guard let key = PublicKey([UInt8](repeating: number, count: 32)) else {
            fatalError("32 bytes are a key")
        }
        return key
    }

    func name(of guest: Int) -> Content {
        isSealed
            ? .sealed([UInt8](("AQ" + String(repeating: "N", count: 138)).utf8))
            : .plain([UInt8]("Guest \(guest)".utf8))
    }

    /// Not a digest that anybody should rely on.
    static let checker = Checker(
        ofWords: { content, blind in
            Check(Array((content.bytes + (blind?.text ?? [])).suffix(Check.byteCount)))
        },
        ofKey: { Check($0.bytes) }
    )

    /// The latest open connection of a guest.
    func connection(of guest: Int) -> Int? { connections.lastIndex { $0.guest == guest } }

    // MARK: What happens

    /// A connection proves its key; an old one is accepted in an order long past.
    mutating func connect(_ guest: Int, isOld: Bool = false) {
        guard !guests[guest].isRemoved else { return }
        sessions += 1
        let session = SessionID(sessions)
        connections.append(Connection(id: session, guest: guest))
        let admission = Admission(
            circle: circle,
            isSealed: isSealed,
            rules: rules,
            plan: plan,
            key: guests[guest].key,
            role: guests[guest].role,
            nextLog: lastLog + 1,
            box: nil,
            order: isOld ? 0 : sessions,
            authID: Connection.authID
        )
        happen { core, now, outputs in core.admit(session, admission, at: now, &outputs) }
    }

    /// The line arrives, unless the host would not read it. (SPEC §11.4)
    mutating func send(_ line: [UInt8], from index: Int) {
        guard connections.indices.contains(index), !line.isEmpty else { return }
        let session = connections[index].id
        guard core.takesInput(session) else { return }
        connections[index].expectAnswer(to: line)
        happen { core, now, outputs in
            core.receive(line.span, from: session, at: now, &outputs)
        }
    }

    mutating func sendOversize(from index: Int) {
        guard connections.indices.contains(index) else { return }
        let session = connections[index].id
        happen { core, _, outputs in core.receivedOversize(from: session, &outputs) }
    }

    mutating func cut(_ index: Int) {
        guard connections.indices.contains(index) else { return }
        trace("\(connections[index].guest) is gone")
        let session = connections.remove(at: index).id
        happen { core, now, outputs in core.closed(session, at: now, &outputs) }
    }

    /// Time passes with every deadline on the way kept.
    mutating func wait(_ milliseconds: UInt64) {
        let end = now.after(milliseconds)
        for _ in 0..<Self.waitsMax {
            guard let due = core.deadline, due <= end else { break }
            now = max(due, now)
            happen { core, now, outputs in core.timePassed(at: now, &outputs) }
        }
        let due = core.deadline
        check(due.map { $0 > end } ?? true, "after \(Self.waitsMax) times something is still due")
        now = end
    }

    mutating func stall(_ milliseconds: UInt64) {
        now = now.after(milliseconds)
        happen { core, now, outputs in core.stalled(by: milliseconds, at: now, &outputs) }
    }

    mutating func closeCircle() {
        let circle = circle
        happen { core, _, outputs in core.closeCircle(circle, &outputs) }
    }

    mutating func sayFarewell() {
        happen { core, _, outputs in core.farewell(&outputs) { _ in 1_000 } }
    }

    // MARK: The host

    /// Lets something happen, does what the core asks for and looks at what everybody was told.
    mutating func happen(
        _ body: (inout ShardCore, Moment, inout Outputs) -> Void
    ) {
        var outputs = Outputs()
        body(&core, now, &outputs)
        let count = outputs.wakes.count + outputs.closes.count + outputs.errands.count
        check(count < Self.outputsMax, "\(count) outputs")
        written = max(written, outputs.recordCount)
        journal += outputs.records
        commit()
        for session in outputs.closes { mark(session) { $0.isClosing = true } }
        for index in connections.indices { deliver(to: index) }
        errands += outputs.errands
        while let gone = connections.firstIndex(where: \.isClosing) { cut(gone) }
        while !storeIsSlow, !errands.isEmpty { answerErrand() }
        guard errands.isEmpty, committed == written else { return }
        for connection in connections where !connection.isSlow { connection.checkIsAnswered() }
    }

    /// What is written is committed, unless the disk is slow. (SPEC §5.11)
    private mutating func commit() {
        guard !diskIsSlow, committed < written else { return }
        committed = written
        var outputs = Outputs()
        core.committed(upTo: committed, &outputs)
        check(outputs.errands.isEmpty, "a commit asks for an errand")
        for session in outputs.closes { mark(session) { $0.isClosing = true } }
    }

    /// Everything that waits is answered, committed and written.
    mutating func settle() {
        for index in connections.indices { connections[index].isSlow = false }
        (storeIsSlow, diskIsSlow) = (false, false)
        happen { core, now, outputs in core.timePassed(at: now, &outputs) }
    }

    private mutating func mark(_ session: SessionID, _ change: (inout Connection) -> Void) {
        if let index = connections.firstIndex(where: { $0.id == session }) {
            change(&connections[index])
        }
    }

    private mutating func deliver(to index: Int) {
        // Whoever is let go is written to, slow or not.
        guard !connections[index].isSlow || connections[index].isClosing else { return }
        var filled = Filled.some
        while filled == .some {
            var batch: [UInt8] = []
            filled = core.fill(connections[index].id, into: &batch, limit: 8_192)
            check(batch.count < Self.batchBytesMax, "\(batch.count) bytes at once")
            check(filled != .some || !batch.isEmpty, "there is more, and it does not come")
            check(filled != .waits || committed < written, "it waits for nothing")
            for line in connections[index].lines(of: batch) { hear(line, index) }
        }
    }

    private mutating func hear(_ line: RelayLine, _ index: Int) {
        let guest = connections[index].guest
        connections[index].hear(line, &history)
        if connections[index].seat != nil {
            guests[guest].have = connections[index].seen
            guests[guest].haveLog = connections[index].seatedLog
        }
        switch line.body {
        case .welcome(let welcome):
            connections[index].log = welcome.log
            guests[guest].nextID = max(1, welcome.lastID &+ 1)
            guests[guest].agreed = welcome.agreements
        case .floor(let floor):
            let own = floor.sticks.first { $0.seat == connections[index].seat }
            guests[guest].turn = own?.turn ?? floor.turn
            guests[guest].space = floor.space
        case .phase(let phase): guests[guest].phase = phase.number
        case .ok(.sit, _): checkAgreed(index)
        case .fail(.sit?, .log?, let details):
            connections[index].log = details.first.flatMap(UInt64.init) ?? 0
        case .fail(.sit?, .agreements?, let details):
            guests[guest].agreed = details.first.flatMap { Base64URL.decode([UInt8]($0.utf8)) }
        default: break
        }
    }

    /// Nobody but a facilitator sits down without having accepted the agreements. (SPEC §20.2)
    private func checkAgreed(_ index: Int) {
        let guest = connections[index].guest
        guard let wanted = plan.agreements, guests[guest].role != .facilitator else { return }
        check(connections[index].agreed == wanted, "guest \(guest) sits and has not agreed")
    }
}
