import EventLoop
import Glibc
import Store
import Wire

/// The thread that has the store: it answers the shards, the operator and the system's signals.
struct ControlLoop: ~Copyable {
    private static let mailboxToken = Token(reserved: 1)
    private static let signalToken = Token(reserved: 2)
    private static let adminToken = Token(reserved: 3)
    private static let sweepMilliseconds: UInt64 = 60_000
    private static let adminMilliseconds: UInt64 = 250

    private var poller: Poller
    private var clerk: StoreClerk
    private let desk: CircleDesk
    private let shared: SharedParts
    private let signals: SignalDescriptor
    private let admin: LocalListener
    private let log: RelayLog
    private var letters: [ControlLetter] = []
    private var sweepDue: UInt64 = 0
    private var isAdminLeftAlone = false

    init(
        clerk: consuming StoreClerk,
        desk: CircleDesk,
        signals: consuming SignalDescriptor,
        admin: consuming LocalListener,
        shared: SharedParts,
        log: RelayLog
    ) throws(SyscallError) {
        let poller = try Poller(capacity: 16)
        try poller.add(shared.control.descriptor, as: Self.mailboxToken, for: .readable)
        try poller.add(signals.raw, as: Self.signalToken, for: .readable)
        try poller.add(admin.raw, as: Self.adminToken, for: .readable)
        self.poller = poller
        self.clerk = clerk
        self.desk = desk
        self.signals = signals
        self.admin = admin
        self.shared = shared
        self.log = log
    }

    /// Runs until a signal asks the relay to stop; answers false when a shard failed.
    mutating func run() throws(SyscallError) -> Bool {
        while true {
            try poller.wait(until: sweepDue)
            for index in 0..<poller.readyCount {
                switch poller.event(at: index).token {
                case Self.mailboxToken:
                    guard serveShards() else { return false }
                case Self.signalToken: if takeSignal() { return true }
                case Self.adminToken: serveOperator()
                default: break
                }
            }
            if BootClock.now() >= sweepDue { sweep() }
        }
    }

    private mutating func serveShards() -> Bool {
        shared.control.collect(into: &letters)
        let failuresBefore = clerk.failures
        for letter in letters {
            if case .failed(let shard) = letter {
                log.warning("a shard failed", ("shard", shard))
                return false
            }
            if case .journal(let shard, let isKept) = letter {
                note(isKept, shard: shard)
            }
            clerk.serve(letter)
        }
        if clerk.failures > failuresBefore {
            log.warning("the store failed", ("failures", clerk.failures))
        }
        return true
    }

    private func note(_ isKept: Bool, shard: Int) {
        if isKept {
            log.info("the journal is written again", ("shard", shard))
        } else {
            log.warning(
                "the journal cannot be written: a restart would end the meetings",
                ("shard", shard)
            )
        }
    }

    /// Whether the relay has been asked to stop.
    private func takeSignal() -> Bool {
        var isAsked = false
        while let number = signals.next() {
            if number == SIGTERM || number == SIGINT { isAsked = true }
        }
        return isAsked
    }

    /// Boxes of expired invitations are deleted. (SPEC §9.2)
    private mutating func sweep() {
        if isAdminLeftAlone {
            isAdminLeftAlone = false
            try? poller.add(admin.raw, as: Self.adminToken, for: .readable)
        }
        sweepDue = BootClock.now() + Self.sweepMilliseconds
        do throws(StoreFailure) {
            try clerk.store.sweep(now: WallClock.seconds())
        } catch {
            log.warning("expired invitations could not be cleared")
        }
    }

    // MARK: The operator

    /// The next one who asks; when descriptors ran out the socket is left alone for a while.
    private mutating func nextOperator() -> Descriptor? {
        do throws(SyscallError) { return try admin.accept() } catch {
            try? poller.remove(admin.raw)
            isAdminLeftAlone = true
            return nil
        }
    }

    private mutating func serveOperator() {
        while let descriptor = nextOperator() {
            let text = AdminTalk.readLine(
                descriptor,
                until: BootClock.now() + Self.adminMilliseconds
            )
            let answer: [String]
            do throws(CircleDesk.Failure) {
                answer = ["ok"] + (try serve(text.flatMap { AdminRequest(reading: $0) }))
            } catch {
                answer = ["error " + error.advice]
            }
            AdminTalk.write(answer, to: descriptor)
        }
    }

    private func serve(_ request: AdminRequest?) throws(CircleDesk.Failure) -> [String] {
        switch request {
        case .makeCircle(let handle, let mode):
            let link = try desk.make(handle, mode: mode, in: clerk.store)
            log.info("a circle was made")
            return [link]
        case .listCircles: return try CircleDesk.list(clerk.store)
        case .closeCircle(let handle):
            let circle = try CircleDesk.close(handle, in: clerk.store)
            shared.shards[shared.shard(of: circle)].post(.closeCircle(circle))
            log.info("a circle was closed")
            return []
        case nil: throw CircleDesk.Failure(advice: "The relay did not understand the request.")
        }
    }
}
