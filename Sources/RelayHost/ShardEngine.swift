import Etiquette
import EventLoop
import RelayCore
import Sealing
import Store
import TLS
import Wire

/// What a shard works with beside its connections: they are lent to it one at a time.
struct ShardEngine: ~Copyable {
    let index: Int
    let settings: ShardSettings
    let shared: SharedParts
    let context: TLSContext
    var poller: Poller
    var buffers = TLSBuffers()
    var core: ShardCore
    var journal: JournalKeeper
    /// Whose line is being worked on, for the run after a crash. (SPEC §11.8)
    let breadcrumb: Breadcrumb?
    var outputs = Outputs()
    /// Sessions to be written before the round ends.
    var waked: [Token] = []
    /// Connections to be closed when the round ends.
    var departed: [Token] = []
    /// Connections that live elsewhere from now on.
    var moving: [(Token, Auth)] = []
    var gateDeadlines = Deadlines()
    /// When a handshake is no longer counted as busy.
    var handshakeDeadlines = Deadlines()
    /// Handshakes that keep the processor busy.
    var handshakes = 0
    var proofDeadlines = Deadlines()
    var lineDeadlines = Deadlines()
    var lingerDeadlines = Deadlines()
    var leavingDeadlines = Deadlines()
    var plaintext: [UInt8] = []
    var batch: [UInt8] = []
    var now: UInt64 = 0
    /// How long this thread has been deaf in all: the clock of deadlines stood still meanwhile.
    var deafFor: UInt64 = 0

    init(
        index: Int,
        settings: ShardSettings,
        shared: SharedParts,
        start: consuming ShardStart
    ) throws(SyscallError) {
        self.index = index
        self.settings = settings
        self.shared = shared
        breadcrumb = try? Breadcrumb(directory: start.directory, shard: index)
        core = start.core
        journal = JournalKeeper(start.journal?.take(), syncs: start.syncs)
        context = start.context
        poller = try Poller()
        plaintext.reserveCapacity(32_768)
        batch.reserveCapacity(settings.batchBytes * 4)
    }

    var moment: Moment { Moment(now) }

    /// The time by which connections are judged: without what was this thread's own fault.
    ///
    /// (SPEC §11.1)
    var patience: UInt64 { now - deafFor }

    /// A deadline of patience on the boot clock.
    func due(_ deadline: UInt64?) -> UInt64? { deadline.map { $0 + deafFor } }

    // MARK: The journal

    /// Commits what happened before anybody is told. (SPEC §5.11)
    mutating func commit() {
        let wasKept = journal.isKeeping
        journal.write(outputs.records, beginsAnew: outputs.endsLog, at: now) { core.snapshot }
        journal.retry(at: now) { core.snapshot }
        core.committed(upTo: outputs.recordCount, &outputs)
        guard journal.isKeeping != wasKept else { return }
        core.keep(journal.isKeeping, &outputs)
        shared.control.post(.journal(shard: index, isKept: journal.isKeeping))
    }

    // MARK: Reading

    /// The network has something for this connection.
    mutating func receive(_ connection: inout Connection, _ token: Token) {
        buffers.dropUnread()
        buffers.dropOutput()
        let raw = connection.descriptor.raw
        switch buffers.fill({ Socket.receive(raw, into: &$0) }) {
        case .bytes: take(&connection, token)
        case .wouldBlock: break
        case .ended, .failed: depart(&connection, token)
        }
    }

    /// Works through what was received, as far as it goes.
    private mutating func take(_ connection: inout Connection, _ token: Token) {
        if connection.phase == .handshaking {
            beginHandshake(&connection, token)
            switch connection.tls.handshake(through: &buffers) {
            case .done: greet(&connection, token)
            case .wantsInput: return send(&connection, token)
            case .failed:
                send(&connection, token)
                return depart(&connection, token)
            }
        }
        let isOver = readPlaintext(&connection)
        var received: [UInt8] = []
        swap(&received, &plaintext)
        if !received.isEmpty, connection.phase != .lingering {
            serve(received.span, of: &connection, token)
        }
        received.wipe()
        swap(&received, &plaintext)
        send(&connection, token)
        if isOver { depart(&connection, token) }
    }

    /// Decrypts all that came; answers true when nothing more will.
    private mutating func readPlaintext(_ connection: inout Connection) -> Bool {
        while true {
            var outcome = TLSRead.wantsInput
            plaintext.append(addingCapacity: 16_384) { space in
                outcome = connection.tls.read(into: &space, through: &buffers)
            }
            switch outcome {
            case .bytes, .nonData: continue
            case .wantsInput: return false
            case .closedCleanly, .failed: return true
            }
        }
    }

    /// Finds lines in plaintext and serves them, and keeps what cannot be served yet.
    mutating func serve(
        _ bytes: Span<UInt8>,
        of connection: inout Connection,
        _ token: Token
    ) {
        if connection.phase == .greeted { return serveAtGate(bytes, of: &connection, token) }
        guard connection.backlog.isEmpty, isOpen(connection, token) else {
            return keep(bytes, for: &connection, token)
        }
        let session = SessionID(token.bits)
        var hadLine = false
        breadcrumb?.set(connection.crumb)
        defer { breadcrumb?.clear() }
        let outcome = connection.reader.read(bytes) { line in
            hadLine = true
            core.receive(line, from: session, at: moment, &outputs)
            return core.takesInput(session)
        }
        switch outcome {
        case .allTaken: break
        case .stopped(let taken): keep(bytes.extracting(taken...), for: &connection, token)
        case .tooLong: core.receivedOversize(from: session, &outputs)
        }
        if hadLine { connection.lineBegan = nil }
        watchLine(&connection, token)
    }

    private func isOpen(_ connection: borrowing Connection, _ token: Token) -> Bool {
        connection.phase == .admitted && core.takesInput(SessionID(token.bits))
    }

    /// Keeps plaintext for later, but not without bound. (SPEC §11.3, §11.4)
    mutating func keep(
        _ bytes: Span<UInt8>,
        for connection: inout Connection,
        _ token: Token
    ) {
        guard connection.phase == .admitted || connection.phase.isAtTheGate else { return }
        for index in bytes.indices { connection.backlog.append(bytes[index]) }
        let isAtTheGate = connection.phase.isAtTheGate
        guard !isAtTheGate || connection.backlog.count <= AuthProof.lineBytesMax else {
            return refuse(&connection, token, id: nil, nil, .form)
        }
        watch(&connection, token)
    }

    /// An unfinished line has its time. (SPEC §2.2)
    private mutating func watchLine(_ connection: inout Connection, _ token: Token) {
        guard connection.reader.isInsideLine else { return connection.lineBegan = nil }
        guard connection.lineBegan == nil else { return }
        connection.lineBegan = patience
        guard !connection.hasLineTimer else { return }
        connection.hasLineTimer = true
        lineDeadlines.add(token, at: patience + settings.lineMilliseconds)
    }

    // MARK: Writing

    /// Gives a connection its next batch, once in a round. (SPEC §11.4)
    mutating func flush(_ connection: inout Connection, _ token: Token) {
        connection.isWaked = false
        guard connection.unsent.isEmpty else { return }
        guard connection.phase == .admitted || connection.phase == .leaving else { return }
        var batch: [UInt8] = []
        swap(&batch, &self.batch)
        defer {
            batch.wipe()
            swap(&batch, &self.batch)
        }
        let filled = core.fill(SessionID(token.bits), into: &batch, limit: settings.batchBytes)
        if !batch.isEmpty {
            buffers.dropUnread()
            guard connection.tls.write(batch.span, through: &buffers) == .written else {
                // What is left of it must not go to whoever comes next.
                buffers.dropOutput()
                return depart(&connection, token)
            }
            send(&connection, token)
        }
        if filled == .some { wake(&connection, token) }
        if connection.phase == .leaving {
            guard filled == .all else { return }
            return finish(&connection, token)
        }
        resume(&connection, token)
    }

    /// Serves what was kept while answers were waiting.
    private mutating func resume(_ connection: inout Connection, _ token: Token) {
        guard connection.phase == .admitted, core.takesInput(SessionID(token.bits)) else { return }
        if !connection.backlog.isEmpty {
            let kept = connection.backlog
            connection.backlog = []
            serve(kept.span, of: &connection, token)
        }
        watch(&connection, token)
    }

    /// Sends what TLS has sealed; what the network does not take is kept.
    mutating func send(_ connection: inout Connection, _ token: Token) {
        guard buffers.outputCount > 0 else { return }
        let raw = connection.descriptor.raw
        if connection.unsent.isEmpty {
            switch buffers.withOutput({ Socket.send(raw, $0) }) {
            case .bytes(let count): buffers.dropOutput(first: count)
            case .wouldBlock: break
            case .ended, .failed:
                buffers.dropOutput()
                return depart(&connection, token)
            }
        }
        guard buffers.outputCount > 0 else { return }
        buffers.withOutput { rest in
            for index in rest.indices { connection.unsent.append(rest[index]) }
        }
        buffers.dropOutput()
        watch(&connection, token)
    }

    /// The network takes bytes again.
    mutating func writable(_ connection: inout Connection, _ token: Token) {
        guard !connection.unsent.isEmpty else { return watch(&connection, token) }
        switch Socket.send(connection.descriptor.raw, connection.unsent.span) {
        case .bytes(let count) where count == connection.unsent.count: connection.unsent = []
        case .bytes(let count): connection.unsent.removeFirst(count)
        case .wouldBlock: return
        case .ended, .failed: return depart(&connection, token)
        }
        guard connection.unsent.isEmpty else { return }
        watch(&connection, token)
        wake(&connection, token)
    }

    /// Puts a connection on the list of those to be written.
    mutating func wake(_ connection: inout Connection, _ token: Token) {
        guard !connection.isWaked else { return }
        connection.isWaked = true
        waked.append(token)
    }

    /// Tells the poller what this connection waits for: it is read only when it takes answers.
    func watch(_ connection: inout Connection, _ token: Token) {
        var wanted: Poller.Interest = []
        // Who is slow to take words is still heard; who takes no answers is not. (SPEC §11.4)
        if connection.backlog.isEmpty, connection.unsent.count <= 4 * settings.batchBytes {
            wanted.insert(.readable)
        }
        if !connection.unsent.isEmpty { wanted.insert(.writable) }
        guard wanted != connection.interest else { return }
        connection.interest = wanted
        do { try poller.modify(connection.descriptor.raw, as: token, for: wanted) } catch {
            // Only a descriptor that is closed already can be refused; it departs by itself.
        }
    }
}
