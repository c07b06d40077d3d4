import CLinux
import ClientCore
import Etiquette
import EventLoop
import Glibc
import Practice
import Sealing
import Terminal
import Wire

/// One person in one circle: keyboard, screen and relay, until they leave.
///
/// A loop of `poll` over all of it. What must happen is said by the member's machine; this only
/// carries it out.
struct Session: ~Copyable {
    var member: Member<CircleCipher>
    var seat: SeatRecord
    /// Where the seat is kept; nil when nothing is.
    let folder: SeatFolder?
    var console: Console
    var keyboard = Keyboard()
    var words = Terminal.Words()
    var connection: RelayConnection?
    /// The circle in this process that stands in for a relay; nil when there is a relay.
    var practice: PracticeCircle<CircleCipher>?
    /// The way in of the present connection; nil once it was welcomed.
    var entrance: Entrance?
    /// When the present connection must have been welcomed.
    var entranceDue: Moment?
    var dialer: Dialer
    let signals: SignalDescriptor
    /// When to dial again.
    var dialAt: Moment?
    /// After the end of the input: when to leave at the latest.
    var drainUntil: Moment?
    /// Ctrl-C was pressed once while holding the stick.
    var wasInterrupted = false
    /// Invitations whose answer is awaited, in order.
    var invitations: [InvitationDesk.Draft] = []
    /// The agreements that the person is asked to accept. (SPEC §20.2)
    var asked: Agreements?
    /// The person has said beforehand that they accept what they are shown.
    let agrees: Bool
    /// The format whose texts are brought, and the last plan that it was compared with.
    var format: MeetingFormat?
    var matched: CirclePlan?
    var farewell: Farewell?
    /// Whether somebody sits at a terminal.
    let hasTerminal = isatty(STDIN_FILENO) == 1
    /// The person was told why already.
    var isExplained = false

    /// Milliseconds that everything typed has to be sent and answered after the input has ended.
    static let drainMilliseconds: UInt64 = 60_000
    /// Milliseconds for the handshake, the greeting and the proof. (SPEC §1.4)
    static let entranceMilliseconds: UInt64 = 30_000
    /// Acts of a pipe that may wait before no more is read.
    static let waitingMax = 64

    /// A session that has just been let in.
    init(
        seat: SeatRecord,
        folder: SeatFolder,
        door: consuming Door,
        isPlain: Bool,
        isJSON: Bool,
        agrees: Bool
    ) throws(Trouble) {
        let welcome = door.welcome
        try self.init(
            seat: seat,
            folder: folder,
            isPlain: isPlain,
            isJSON: isJSON,
            agrees: agrees
        )
        do throws(Trouble) {
            format = seat.role.facilitates ? try folder.format(of: seat) : nil
        } catch { console.say(error.description) }
        connection = door.takeConnection()
        if let sentence = NextMeeting.sentence(for: seat) { console.say(sentence) }
        apply(.welcomed(welcome))
        keepWhatMustStay()
    }

    /// A session that has no way to its circle yet.
    init(
        seat: SeatRecord,
        folder: SeatFolder?,
        isPlain: Bool,
        isJSON: Bool,
        agrees: Bool = false
    ) throws(Trouble) {
        guard let key = seat.publicKey, let seed = try? Random.bytes(8) else { throw .sealing }
        let dialer = try Self.dialer()
        let signals = try Self.signals()
        self.dialer = dialer
        self.signals = signals
        member = Member(
            key: key,
            name: [UInt8](seat.name.utf8),
            cipher: CircleCipher(circle: seat.circle, chain: seat.chain),
            highestLog: seat.highestLog,
            seenEpoch: seat.seenEpoch,
            sealedName: seat.sealedName,
            agreed: seat.agreed,
            card: folder?.card(of: seat),
            locale: LocaleTag.own,
            seed: seed.reduce(0) { $0 << 8 | UInt64($1) }
        )
        self.seat = seat
        self.folder = folder
        self.agrees = agrees
        console = Console(isPlain: isPlain, isJSON: isJSON)
    }

    private static func dialer() throws(Trouble) -> Dialer {
        do { return try Dialer() } catch { throw .resources }
    }

    private static func signals() throws(Trouble) -> SignalDescriptor {
        do { return try SignalDescriptor() } catch { throw .resources }
    }

    static var now: Moment { Moment(BootClock.now()) }

    /// Runs until the person leaves or cannot stay; answers why.
    mutating func run() -> Farewell {
        while farewell == nil {
            takePractice()
            console.flush()
            let ready = waitForSomething()
            let now = Self.now
            if ready.contains(.signals) { takeSignals() }
            if ready.contains(.dialer) { takeDial(at: now) }
            if ready.contains(.relay) { takeRelay() }
            if ready.contains(.keyboard) { takeKeyboard(at: now) }
            if let due = dialAt, due <= now {
                dialAt = nil
                dial(at: now)
            }
            if let due = entranceDue, due <= now { drop() }
            if let due = member.deadline, due <= now { apply(.timePassed) }
            drain(at: now)
            if console.isClosed { hasTerminal ? hangUp() : apply(.wished(.leave)) }
        }
        let farewell = farewell ?? .left
        console.end(farewell)
        console.close()
        sayGoodbye()
        return farewell
    }

    /// What is ready to be looked at.
    struct Ready: OptionSet {
        let rawValue: Int
        static let signals = Ready(rawValue: 1)
        static let dialer = Ready(rawValue: 2)
        static let relay = Ready(rawValue: 4)
        static let keyboard = Ready(rawValue: 8)
    }

    private mutating func waitForSomething() -> Ready {
        // poll passes over negative numbers.
        var watched = [
            pollfd(fd: signals.raw, events: Int16(POLLIN), revents: 0),
            pollfd(fd: dialer.raw, events: Int16(POLLIN), revents: 0),
            pollfd(fd: -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wantsInput ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
        ]
        if let raw = connection?.raw {
            watched[2].fd = raw
            if connection?.wantsToWrite == true { watched[2].events |= Int16(POLLOUT) }
        }
        let found = unsafe poll(&watched, nfds_t(watched.count), timeout)
        guard found > 0 else { return [] }
        var ready = Ready()
        for (index, entry) in watched.enumerated() where entry.revents != 0 {
            ready.insert(Ready(rawValue: 1 << index))
        }
        return ready
    }

    /// A pipe is read only while the circle is there and not too much waits; a person always.
    private var wantsInput: Bool {
        guard !keyboard.isAtEnd else { return false }
        guard isatty(STDIN_FILENO) != 1 else { return true }
        return member.isReady && member.waitingCount < Self.waitingMax
    }

    private var timeout: Int32 {
        let deadlines = [
            member.deadline, dialAt, entranceDue, drainUntil, practice?.deadline,
        ]
        let due = deadlines.compactMap(\.self).min()
        guard let due else { return -1 }
        let now = Self.now
        return due <= now ? 0 : Int32(clamping: due.since(now))
    }

    private mutating func takeSignals() {
        while let signal = signals.next() {
            signal == SIGHUP ? hangUp() : apply(.wished(.leave))
        }
    }

    /// The terminal is gone, as when the way to its machine breaks: that is no farewell, and the seat
    /// waits as after any lost link. (SPEC §5.8)
    mutating func hangUp() {
        farewell = farewell ?? .left
    }

    /// After the end of a pipe everything typed is sent and answered, for a bounded time.
    private mutating func drain(at now: Moment) {
        guard let until = drainUntil, farewell == nil else { return }
        guard member.isSettled || now >= until else { return }
        apply(.wished(.leave))
    }
}
