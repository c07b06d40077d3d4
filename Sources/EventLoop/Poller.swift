internal import CLinux
internal import Glibc

/// An epoll set of one thread, level-triggered.
///
/// Safe because the event memory is owned, zeroed at the start and read only below `readyCount`.
@safe
public struct Poller: ~Copyable {
    /// What a descriptor is watched for.
    ///
    /// Errors and hang-ups are always told.
    public struct Interest: OptionSet, Sendable {
        /// The bits, as epoll has them.
        public let rawValue: UInt32
        /// The set with these bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// Bytes, a connection or the end of the stream can be taken.
        public static let readable = Interest(rawValue: EPOLLIN.rawValue)
        /// Bytes can be given.
        public static let writable = Interest(rawValue: EPOLLOUT.rawValue)
        /// Of several pollers that watch the same listener, wake not all of them.
        ///
        /// For `add` only: the kernel refuses to modify such an entry.
        public static let exclusive = Interest(rawValue: EPOLLEXCLUSIVE.rawValue)
    }

    /// What one descriptor is ready for.
    public struct Event: Sendable {
        /// The name that was given when the descriptor was added.
        public let token: Token
        /// Something can be read, or the stream has ended.
        public let readable: Bool
        /// Something can be written.
        public let writable: Bool
        /// Both directions are gone; told on every wait until the descriptor is removed.
        public let hangup: Bool
    }

    /// How many events the last wait found.
    public private(set) var readyCount = 0

    private let set: Descriptor
    private let events: UnsafeMutablePointer<epoll_event>
    private let capacity: Int

    /// An empty set whose waits tell at most `capacity` events at once; the others come next time.
    public init(capacity: Int = 256) throws(SyscallError) {
        let set = try Descriptor(taking: epoll_create1(Int32(EPOLL_CLOEXEC)), from: "epoll_create1")
        let capacity = max(capacity, 1)
        let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: capacity)
        unsafe events.initialize(repeating: epoll_event(), count: capacity)
        self.set = set
        unsafe self.events = unsafe events
        self.capacity = capacity
    }

    deinit { unsafe events.deallocate() }

    /// Starts to watch `descriptor`, which must be removed before it is closed.
    public func add(
        _ descriptor: Int32,
        as token: Token,
        for interest: Interest
    ) throws(SyscallError) {
        try control(EPOLL_CTL_ADD, descriptor, token, interest)
    }

    /// Watches `descriptor` for something else from now on.
    public func modify(
        _ descriptor: Int32,
        as token: Token,
        for interest: Interest
    ) throws(SyscallError) {
        try control(EPOLL_CTL_MOD, descriptor, token, interest)
    }

    /// Stops to watch `descriptor`.
    public func remove(_ descriptor: Int32) throws(SyscallError) {
        try control(EPOLL_CTL_DEL, descriptor, Token(reserved: 0), [])
    }

    /// Waits until something is ready or `deadline` has come, in milliseconds of the `BootClock`.
    ///
    /// Without a deadline it waits for ever. It never comes back early with nothing, and time that
    /// the machine sleeps does not count, so it may come back late.
    public mutating func wait(until deadline: UInt64?) throws(SyscallError) {
        readyCount = 0
        while true {
            let now = BootClock.now()
            let timeout = BootClock.timeout(until: deadline, from: now)
            let found = unsafe epoll_wait(set.raw, events, Int32(clamping: capacity), timeout)
            if found > 0 { return readyCount = Int(found) }
            guard found == 0 || errno == EINTR else { throw SyscallError("epoll_wait") }
            if let deadline, BootClock.now() >= deadline { return }
        }
    }

    /// One of the events that the last wait found.
    public func event(at index: Int) -> Event {
        precondition(index >= 0 && index < readyCount)
        let found = unsafe events[index]
        let bits = unsafe found.events
        return Event(
            token: Token(bits: unsafe found.data.u64),
            readable: bits & EPOLLIN.rawValue != 0,
            writable: bits & EPOLLOUT.rawValue != 0,
            hangup: bits & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
        )
    }

    private func control(
        _ operation: Int32,
        _ descriptor: Int32,
        _ token: Token,
        _ interest: Interest
    ) throws(SyscallError) {
        var event = unsafe epoll_event(
            events: interest.rawValue,
            data: epoll_data_t(u64: token.bits)
        )
        guard unsafe epoll_ctl(set.raw, operation, descriptor, &event) == 0 else {
            throw SyscallError("epoll_ctl")
        }
    }
}
