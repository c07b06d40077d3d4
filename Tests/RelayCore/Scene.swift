import Etiquette
import RelayCore
import Wire

/// A shard with one circle, named people on pretended connections, and a store that answers at once.
///
/// Time stands still until the story moves it.
struct Scene {
    var core: ShardCore
    var now = Moment(1_000_000)
    var people: [Person] = []
    var rules: CircleRules
    /// What the meeting is made of; nothing in a plain circle.
    var plan = CirclePlan()
    let isSealed: Bool
    let limits: Limits
    let circle = CircleID(0x0102_0304_0506_0708)
    var nextSession: UInt64 = 1
    var lastLog: UInt64 = 0
    /// Answers to errands wait here while the store is slow.
    var storeIsSlow = false
    var slowErrands: [Errand] = []
    /// What connections were told that belong to nobody any more.
    var lastWords: [SessionID: String] = [:]
    /// Records that were committed, and those that a slow disk has not committed yet.
    var journal: [UInt8] = []
    var onTheWay: (records: [UInt8], count: UInt64) = ([], 0)
    var diskIsSlow = false
    /// Connections that were told to go and are still there.
    var leaving: [SessionID] = []
    /// Connections that take nothing until somebody makes them.
    var slowLinks: Set<SessionID> = []
    /// How much a connection takes at a time.
    var fillLimit = 8_192
    var epoch: UInt64 = 1
    /// The circle after each group of records, when somebody wants to know.
    var keepsMilestones = false
    var milestones: [Milestone] = []
    /// What the store was asked to do, beside opening logs.
    var stored: [String] = []

    /// A moment to which a restart can lead back.
    struct Milestone {
        let core: ShardCore
        /// How long the journal was.
        let length: Int
        let now: Moment
        let people: [Person]
    }

    struct Person {
        let name: String
        var role: Role
        let key: PublicKey
        var session: SessionID?
        var seat: Seat?
        var log: UInt64 = 0
        var nextID: UInt32 = 1
        /// The last event number seen, with which this person comes back.
        var have: UInt64 = 0
        /// Lines that came and were not looked at.
        var heard: [RelayLine] = []
        var wasClosed = false
        /// Removed from the group for ever.
        var isRemoved = false
        var reader = LineReader()
    }

    init(
        words: String = "open",
        rules: CircleRules = CircleRules(boundarySeconds: 0),
        limits: Limits = Scene.generous
    ) {
        self.limits = limits
        core = ShardCore(limits: limits, checker: Scene.checker, epoch: epoch, seed: 1)
        isSealed = words == "sealed"
        self.rules = rules
    }

    /// The limits with the rates that stories would run into taken away.
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
            preconditionFailure("32 bytes are a key")
        }
        return key
    }

    // MARK: People

    func index(_ name: String) -> Int {
        guard let index = people.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("nobody of that name")
        }
        return index
    }

    subscript(name: String) -> Person {
        get { people[index(name)] }
        set { people[index(name)] = newValue }
    }

    /// Somebody connects, proves a key and sits down.
    mutating func arrives(_ name: String, _ role: Role = .member) {
        people.append(
            Person(name: name, role: role, key: Scene.key(UInt8(people.count + 1)))
        )
        connects(name)
        sits(name)
    }

    /// A new connection of this person proves its key.
    mutating func connects(_ name: String) {
        let session = SessionID(nextSession)
        nextSession += 1
        self[name].session = session
        self[name].heard = []
        self[name].wasClosed = false
        self[name].reader = LineReader()
        var outputs = Outputs()
        core.admit(
            session,
            Admission(
                circle: circle,
                isSealed: isSealed,
                rules: rules,
                plan: plan,
                key: self[name].key,
                role: self[name].role,
                nextLog: lastLog + 1,
                box: nil,
                order: session.number
            ),
            at: now,
            &outputs
        )
        obey(outputs)
        deliver()
        if case .welcome(let welcome)? = take(name)?.body {
            self[name].log = welcome.log
            self[name].nextID = welcome.lastID + 1
        }
    }

    mutating func sits(_ name: String) {
        let content: Content =
            isSealed
            ? .sealed([UInt8](payload(140, "N"))) : .plain([UInt8](name.utf8))
        says(name, Request(id: 9, .sit(log: self[name].log, have: self[name].have, name: content)))
        if case .ok(.sit, let number)? = self[name].heard.first?.body {
            self[name].seat = Seat(UInt16(number))
        }
    }

    /// A payload of the right form whose text nobody can read.
    func payload(_ count: Int, _ filler: Character) -> String.UTF8View {
        ("AQ" + String(repeating: filler, count: count - 2)).utf8
    }

    // MARK: Talking

    /// Sends a request as it is.
    mutating func says(_ name: String, _ request: Request) {
        sends(name, request.line)
    }

    /// Sends bytes with their line end.
    mutating func sends(_ name: String, _ bytes: [UInt8]) {
        guard let session = self[name].session else { return }
        var outputs = Outputs()
        var reader = self[name].reader
        let now = now
        var core = core
        let outcome = reader.read(bytes.span) { line in
            core.receive(line, from: session, at: now, &outputs)
            return true
        }
        self.core = core
        self[name].reader = reader
        if outcome == .tooLong { self.core.receivedOversize(from: session, &outputs) }
        obey(outputs)
        deliver()
    }

    /// Does an act with this person's next id.
    mutating func does(_ name: String, _ ask: Request.Ask, turn: UInt32? = nil) {
        let id = self[name].nextID
        self[name].nextID += 1
        says(name, Request(id: id, turn: turn, ask))
    }

    /// Says a line in an open circle.
    mutating func speaks(_ name: String, _ text: String, turn: UInt32) {
        does(
            name,
            .line(.plain([UInt8](text.utf8)), blind: Blind(bytes: Array(repeating: 7, count: 16))),
            turn: turn
        )
    }

    /// The connection breaks.
    mutating func isCutOff(_ name: String) {
        guard let session = self[name].session else { return }
        self[name].session = nil
        var outputs = Outputs()
        core.closed(session, at: now, &outputs)
        obey(outputs)
        deliver()
    }

    /// Time passes, with every deadline on the way kept.
    mutating func wait(_ milliseconds: UInt64) {
        let end = now.after(milliseconds)
        while let due = core.deadline, due <= end {
            now = max(due, now)
            passTime()
        }
        now = end
        passTime()
    }

    private mutating func passTime() {
        var outputs = Outputs()
        core.timePassed(at: now, &outputs)
        obey(outputs)
        deliver()
    }

    // MARK: Looking

    /// The next line this person has not looked at.
    mutating func take(_ name: String) -> RelayLine? {
        let index = index(name)
        return people[index].heard.isEmpty ? nil : people[index].heard.removeFirst()
    }

    /// Everything this person has not looked at, without receipts.
    mutating func takeAll(_ name: String) -> [RelayLine.Body] {
        let all = self[name].heard.map(\.body)
        self[name].heard = []
        return all.filter { if case .stable = $0 { false } else { true } }
    }

    /// Everybody forgets what they have heard so far.
    mutating func forgetAll() {
        for index in people.indices { people[index].heard = [] }
    }

    /// The texts this person was given, and forgets what was heard.
    mutating func texts(_ name: String) -> [String] {
        takeAll(name).compactMap { body in
            guard case .line(_, _, _, let content?, _) = body else { return nil }
            return String(decoding: content.bytes, as: UTF8.self)
        }
    }
}
