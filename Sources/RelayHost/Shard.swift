import Etiquette
import EventLoop
import RelayCore
import TLS
import Wire

/// One thread of the relay: its connections, its circles, its loop.
struct Shard: ~Copyable {
    private static let mailboxToken = Token(reserved: 1)
    private static let listenerToken = Token(reserved: 2)

    private var connections = Slab<Connection>(capacity: 64)
    private var engine: ShardEngine
    private let listener: Int32
    private let accept: @Sendable () throws(SyscallError) -> Listener.Arrival?
    private var letters: [ShardLetter] = []
    private var isStopping = false
    private var stopBy: UInt64 = .max
    /// When the listener is watched again after descriptors ran out.
    private var acceptsAgain: UInt64?

    init(
        engine: consuming ShardEngine,
        listener: Int32,
        accept: @escaping @Sendable () throws(SyscallError) -> Listener.Arrival?
    ) {
        self.engine = engine
        self.listener = listener
        self.accept = accept
    }

    /// Runs until it is told to stop.
    mutating func run() throws(SyscallError) {
        let mailbox = engine.shared.shards[engine.index]
        try engine.poller.add(mailbox.descriptor, as: Self.mailboxToken, for: .readable)
        try engine.poller.add(listener, as: Self.listenerToken, for: [.readable, .exclusive])
        engine.now = BootClock.now()
        while !(isStopping && (connections.count == 0 || engine.now >= stopBy)) {
            let deadline = nextDeadline()
            try engine.poller.wait(until: deadline)
            beginRound(due: deadline)
            for index in 0..<engine.poller.readyCount {
                serve(engine.poller.event(at: index), mailbox)
            }
            passTime()
            finishRound()
        }
    }

    private func nextDeadline() -> UInt64? {
        guard engine.waked.isEmpty else { return 0 }
        var next = engine.core.deadline?.milliseconds
        for other in [
            engine.due(engine.gateDeadlines.first), engine.due(engine.handshakeDeadlines.first),
            engine.due(engine.proofDeadlines.first),
            engine.due(engine.lineDeadlines.first),
            engine.due(engine.lingerDeadlines.first), engine.due(engine.leavingDeadlines.first),
            acceptsAgain, isStopping ? stopBy : nil,
            engine.core.sessionCount > 0 ? engine.now + engine.settings.tickMilliseconds : nil,
        ] {
            guard let other else { continue }
            next = next.map { min($0, other) } ?? other
        }
        return next
    }

    /// Looks at the clock: whoever was deaf must not hold it against others. (SPEC §11.1)
    private mutating func beginRound(due: UInt64?) {
        let expected = due.map { max($0, engine.now) } ?? .max
        engine.now = BootClock.now()
        guard engine.now > expected, engine.now - expected >= engine.settings.lateMilliseconds
        else { return }
        engine.deafFor += engine.now - expected
        engine.core.stalled(by: engine.now - expected, at: engine.moment, &engine.outputs)
    }

    private mutating func serve(_ event: Poller.Event, _ mailbox: Mailbox<ShardLetter>) {
        switch event.token {
        case Self.mailboxToken:
            mailbox.collect(into: &letters)
            for letter in letters { open(letter) }
        case Self.listenerToken: acceptSome()
        default:
            Self.lend(event.token, &connections, &engine) { connection, engine in
                if event.writable { engine.writable(&connection, event.token) }
                if event.readable {
                    engine.receive(&connection, event.token)
                } else if event.hangup {
                    engine.depart(&connection, event.token)
                }
            }
        }
    }

    /// Lends one connection to the engine: two separate loans, so that neither sees the other.
    private static func lend(
        _ token: Token,
        _ connections: inout Slab<Connection>,
        _ engine: inout ShardEngine,
        _ body: (inout Connection, inout ShardEngine) -> Void
    ) {
        _ = connections.update(token) { connection in body(&connection, &engine) }
    }

    // MARK: Coming

    private mutating func acceptSome() {
        guard !isStopping else { return }
        for _ in 0..<engine.settings.acceptsMax {
            // What was begun is finished first: a storm waits in the backlog.
            guard engine.handshakes < engine.settings.handshakesMax else {
                return pauseAccepting(engine.settings.crowdMilliseconds)
            }
            do throws(SyscallError) {
                guard let arrival = try accept() else { return }
                take(arrival)
            } catch {
                if error.isExhaustion { pauseAccepting(engine.settings.exhaustionMilliseconds) }
                return
            }
        }
    }

    private mutating func take(_ arrival: consuming Listener.Arrival) {
        let peer = arrival.peer
        guard connections.count < engine.settings.connectionsMax,
            engine.shared.admits(peer, at: engine.now)
        else { return }
        guard let tls = try? TLSSession(of: engine.context) else {
            return engine.shared.leftGate(peer)
        }
        var connection = Connection(arrival, tls: tls, order: engine.shared.nextOrder())
        let deadline = engine.patience + engine.settings.handshakeMilliseconds
        connection.deadline = deadline
        guard let token = settle(connection) else { return }
        engine.gateDeadlines.add(token, at: deadline)
    }

    /// Gives a connection its place and has it watched.
    private mutating func settle(_ connection: consuming Connection) -> Token? {
        let raw = connection.descriptor.raw
        let interest = connection.interest
        let token = connections.insert(connection)
        do throws(SyscallError) {
            try engine.poller.add(raw, as: token, for: interest)
            return token
        } catch {
            Self.lend(token, &connections, &engine) { $1.depart(&$0, token) }
            return nil
        }
    }

    /// The backlog waits, else the poller would spin.
    private mutating func pauseAccepting(_ milliseconds: UInt64) {
        guard acceptsAgain == nil else { return }
        try? engine.poller.remove(listener)
        acceptsAgain = engine.now + milliseconds
    }

    private mutating func open(_ letter: ShardLetter) {
        switch letter {
        case .moved(let parcel):
            guard var connection = parcel.open() else { return }
            guard connections.count < engine.settings.connectionsMax else {
                return engine.leaveGate(&connection)
            }
            connection.interest = .readable
            connection.isWaked = false
            let deadline = connection.deadline
            guard let token = settle(connection) else { return }
            if let deadline { engine.proofDeadlines.add(token, at: deadline) }
            Self.lend(token, &connections, &engine) { connection, engine in
                engine.askStore(parcel.auth, &connection, token)
                engine.watch(&connection, token)
            }
        case .admission(let session, let result):
            let token = Token(bits: session.number)
            Self.lend(token, &connections, &engine) { $1.admit(result, &$0, token) }
        case .errand(let number, let circle, let answer):
            engine.core.answered(
                number,
                of: circle,
                answer,
                at: engine.moment,
                &engine.outputs
            )
        case .closeCircle(let circle): engine.core.closeCircle(circle, &engine.outputs)
        case .stop: stop()
        }
    }

    /// Everybody is told when to come back, spread out so that they do not come at once.
    private mutating func stop() {
        guard !isStopping else { return }
        isStopping = true
        stopBy = engine.now + engine.settings.lingerMilliseconds * 2
        try? engine.poller.remove(listener)
        acceptsAgain = nil
        let count = UInt64(max(1, engine.core.sessionCount))
        let spread = min(engine.settings.spreadMilliseconds, count * 5)
        var place: UInt64 = 0
        engine.core.farewell(&engine.outputs) { _ in
            place += 1
            return 500 + spread * place / count
        }
    }

    // MARK: The end of a round

    private mutating func passTime() {
        engine.core.timePassed(at: engine.moment, &engine.outputs)
        while let token = engine.gateDeadlines.next(at: engine.patience) { timeOut(token) }
        while let token = engine.handshakeDeadlines.next(at: engine.patience) {
            Self.lend(token, &connections, &engine) { connection, engine in
                engine.endHandshake(&connection)
            }
        }
        while let token = engine.proofDeadlines.next(at: engine.patience) { timeOut(token) }
        while let token = engine.lingerDeadlines.next(at: engine.patience) { timeOut(token) }
        while let token = engine.leavingDeadlines.next(at: engine.patience) { timeOut(token) }
        while let token = engine.lineDeadlines.next(at: engine.patience) {
            Self.lend(token, &connections, &engine) { $1.timeOutLine(&$0, token) }
        }
        if let again = acceptsAgain, engine.now >= again {
            acceptsAgain = nil
            try? engine.poller.add(
                listener,
                as: Self.listenerToken,
                for: [.readable, .exclusive]
            )
        }
    }

    private mutating func timeOut(_ token: Token) {
        Self.lend(token, &connections, &engine) { $1.timeOut(&$0, token) }
    }

    /// Effects become bytes, bytes become writes, and what is over goes.
    private mutating func finishRound() {
        obeyOutputs()
        let waked = engine.waked
        engine.waked.removeAll(keepingCapacity: true)
        for token in waked {
            Self.lend(token, &connections, &engine) { $1.flush(&$0, token) }
        }
        obeyOutputs()
        sendMoving()
        closeDeparted()
    }

    private mutating func obeyOutputs() {
        engine.commit()
        let outputs = engine.outputs
        engine.outputs.removeAll()
        for errand in outputs.errands {
            engine.shared.control.post(.errand(shard: engine.index, errand))
        }
        for session in outputs.closes {
            let token = Token(bits: session.number)
            Self.lend(token, &connections, &engine) { connection, engine in
                guard connection.phase == .admitted else { return }
                connection.phase = .leaving
                engine.wake(&connection, token)
            }
        }
        for session in outputs.wakes {
            let token = Token(bits: session.number)
            Self.lend(token, &connections, &engine) { $1.wake(&$0, token) }
        }
    }

    private mutating func sendMoving() {
        let moving = engine.moving
        engine.moving.removeAll()
        for (token, auth) in moving {
            // It may have ended, or been refused, in the round in which it proved its key.
            let goes = connections.update(token) { !$0.isDeparting && $0.phase == .proved } ?? false
            guard goes, let connection = connections.remove(token) else { continue }
            try? engine.poller.remove(connection.descriptor.raw)
            let home = engine.shared.shard(of: auth.circle)
            engine.shared.shards[home].post(.moved(Parcel(connection, auth)))
        }
    }

    private mutating func closeDeparted() {
        while let token = engine.departed.popLast() {
            engine.core.closed(SessionID(token.bits), at: engine.moment, &engine.outputs)
            guard let connection = connections.remove(token) else { continue }
            try? engine.poller.remove(connection.descriptor.raw)
        }
        if !engine.outputs.wakes.isEmpty || !engine.outputs.closes.isEmpty
            || !engine.outputs.errands.isEmpty
        {
            obeyOutputs()
        }
    }
}
