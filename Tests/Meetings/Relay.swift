import Etiquette
import RelayCore
import Wire

/// A relay with one circle in memory: the real core, a store that answers at once, a clock that jumps.
struct Relay {
    /// Now, in the relay's own time.
    private(set) var now = Self.start
    private var core: ShardCore
    private let plan: CirclePlan
    private let circle = CircleID(0x0102_0304_0506_0708)
    private var sessions: UInt64 = 0
    private var log: UInt64 = 0
    /// What connections were given and nobody has taken.
    private var given: [SessionID: [RelayLine]] = [:]
    private var readers: [SessionID: LineReader] = [:]
    private(set) var closed: Set<SessionID> = []

    static let start = Moment(1_000_000)

    init(plan: CirclePlan) {
        self.plan = plan
        core = ShardCore(limits: Limits(), checker: Self.checker, epoch: 1, seed: 20)
    }

    /// Not a digest that anybody should rely on.
    private static let checker = Checker(
        ofWords: { content, _ in Check(Array(content.bytes.prefix(Check.byteCount))) },
        ofKey: { Check($0.bytes) }
    )

    /// When time alone next does something.
    var deadline: Moment? { core.deadline }

    /// Whether nothing is left of the meeting. (SPEC §21.3)
    var isOver: Bool { core.circle(circle) == nil && core.sessionCount == 0 }

    /// Somebody's connection has proved a key.
    mutating func connect(_ key: PublicKey, _ role: Role) -> SessionID {
        sessions += 1
        let session = SessionID(sessions)
        given[session] = []
        readers[session] = LineReader()
        let admission = Admission(
            circle: circle,
            isSealed: false,
            rules: CircleRules(),
            plan: plan,
            key: key,
            role: role,
            nextLog: log + 1,
            box: nil,
            order: sessions
        )
        work { core, now, outputs in core.admit(session, admission, at: now, &outputs) }
        return session
    }

    mutating func receive(_ request: Request, from session: SessionID) {
        work { core, now, outputs in
            var reader = LineReader()
            _ = reader.read(request.line.span) { line in
                core.receive(line, from: session, at: now, &outputs)
                return true
            }
        }
    }

    /// The connection ends without a word.
    mutating func drop(_ session: SessionID) {
        closed.insert(session)
        work { core, now, outputs in core.closed(session, at: now, &outputs) }
    }

    mutating func advance(to moment: Moment) {
        now = max(now, moment)
        work { core, now, outputs in core.timePassed(at: now, &outputs) }
    }

    /// What a connection was given since it was last asked about.
    mutating func take(_ session: SessionID) -> [RelayLine] {
        defer { given[session] = [] }
        return given[session] ?? []
    }

    private mutating func work(_ body: (inout ShardCore, Moment, inout Outputs) -> Void) {
        var outputs = Outputs()
        body(&core, now, &outputs)
        obey(outputs)
        fillAll()
    }

    private mutating func fillAll() {
        for number in 1...max(1, sessions) { fill(SessionID(number)) }
    }

    private mutating func obey(_ outputs: Outputs) {
        var more = Outputs()
        core.committed(upTo: outputs.recordCount, &more)
        for errand in outputs.errands {
            core.answered(errand.id, of: circle, answer(to: errand.task), at: now, &more)
        }
        // Everybody is given what there is before anybody is let go.
        fillAll()
        for session in outputs.closes {
            closed.insert(session)
            core.closed(session, at: now, &more)
        }
        guard !more.records.isEmpty || !more.errands.isEmpty || !more.closes.isEmpty else { return }
        obey(more)
    }

    private mutating func answer(to task: Errand.Task) -> Errand.Answer {
        switch task {
        case .openLog:
            log += 1
            return .log(log)
        case .signSlip(let minutes):
            let text = [UInt8]("circle/1 attendance\n2026-11-24\n\(minutes)\nnumber".utf8)
            return .slip(
                text: text,
                key: Person.key(200),
                signature: [UInt8](repeating: 7, count: 64)
            )
        case .card: return .card([UInt8]("Call somebody.".utf8))
        default: return .done
        }
    }

    private mutating func fill(_ session: SessionID) {
        var filled = Filled.some
        while filled == .some {
            var batch: [UInt8] = []
            filled = core.fill(session, into: &batch, limit: 8_192)
            guard !batch.isEmpty, var reader = readers[session] else { continue }
            _ = reader.read(batch.span) { line in
                if let line = RelayLine(reading: line) { given[session, default: []].append(line) }
                return true
            }
            readers[session] = reader
        }
    }
}
