/// The bytes between the sessions of one thread and the network.
///
/// One receive fills the input, every operation of a session takes from it and appends to the
/// output, and one send empties that. A session keeps none of it, so an idle one costs no buffers;
/// the host empties both between two connections and keeps what it must keep.
///
/// Safe because the input's memory is owned, all of it is initialised, and the bounds are checked.
@safe
public struct TLSBuffers: ~Copyable {
    let exchange: UnsafeMutablePointer<Exchange>

    /// Empty buffers that take in `inputCapacity` bytes at once.
    public init(inputCapacity: Int = 16_384) {
        unsafe exchange = .allocate(capacity: 1)
        unsafe exchange.initialize(to: Exchange(capacity: max(inputCapacity, 1)))
    }

    deinit {
        unsafe exchange.pointee.input.deallocate()
        unsafe exchange.deinitialize(count: 1)
        unsafe exchange.deallocate()
    }

    /// How many received bytes no session has taken yet.
    public var unreadCount: Int { unsafe exchange.pointee.unread.count }

    /// How many bytes wait to be sent.
    public var outputCount: Int { unsafe exchange.pointee.output.count }

    /// Lends the free space of the input to `receive`; what it appends is unread input.
    ///
    /// The space is empty only when the input is full of unread bytes.
    public mutating func fill<R>(_ receive: (inout OutputSpan<UInt8>) -> R) -> R {
        unsafe exchange.pointee.moveUnreadToFront()
        let space = unsafe exchange.pointee.freeSpace
        var span = unsafe OutputSpan(buffer: space, initializedCount: 0)
        let result = receive(&span)
        let count = unsafe span.finalize(for: space)
        unsafe exchange.pointee.unreadEnd += count
        return result
    }

    /// Appends as many of `bytes` to the input as there is room for, and answers how many.
    public mutating func fill(with bytes: Span<UInt8>) -> Int {
        fill { space in
            let count = min(bytes.count, space.freeCapacity)
            for index in 0..<count { space.append(bytes[index]) }
            return count
        }
    }

    /// Lends the unread input, for a host that must keep it for later.
    public func withUnread<R>(_ body: (Span<UInt8>) -> R) -> R {
        let unread = unsafe Span(_unsafeElements: exchange.pointee.unread)
        return body(unread)
    }

    /// Forgets the unread input.
    public mutating func dropUnread() {
        unsafe exchange.pointee.dropUnread()
    }

    /// Lends the bytes to send.
    public func withOutput<R>(_ body: (Span<UInt8>) -> R) -> R {
        unsafe body(exchange.pointee.output.span)
    }

    /// Forgets the first `count` bytes to send, which are sent or kept; the room is used again.
    public mutating func dropOutput(first count: Int) {
        precondition(count >= 0 && count <= outputCount)
        if count == outputCount {
            unsafe exchange.pointee.output.removeAll(keepingCapacity: true)
        } else {
            unsafe exchange.pointee.output.removeFirst(count)
        }
    }

    /// Forgets all bytes to send.
    public mutating func dropOutput() { dropOutput(first: outputCount) }
}

/// What the library's calls back into us work on.
///
/// Safe because only `TLSBuffers` and the calls back hold its address, and the bounds hold always:
/// `unreadStart <= unreadEnd <= capacity`.
@safe
struct Exchange {
    let input: UnsafeMutablePointer<UInt8>
    let capacity: Int
    var unreadStart = 0
    var unreadEnd = 0
    /// How many of the unread bytes the operation under way may take.
    var lent = 0
    var output: [UInt8] = []

    init(capacity: Int) {
        self.capacity = capacity
        unsafe input = .allocate(capacity: capacity)
        unsafe input.initialize(repeating: 0, count: capacity)
    }

    var unread: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: input + unreadStart, count: unreadEnd - unreadStart)
    }

    var freeSpace: UnsafeMutableBufferPointer<UInt8> {
        unsafe UnsafeMutableBufferPointer(start: input + unreadEnd, count: capacity - unreadEnd)
    }

    mutating func dropUnread() {
        unreadStart = 0
        unreadEnd = 0
    }

    mutating func moveUnreadToFront() {
        guard unreadStart > 0 else { return }
        let count = unreadEnd - unreadStart
        unsafe input.update(from: input + unreadStart, count: count)
        unreadStart = 0
        unreadEnd = count
    }

    /// Moves at most `count` of the lent bytes to `target`.
    mutating func take(_ count: Int, into target: UnsafeMutableRawPointer) -> Int {
        let taken = min(count, lent)
        unsafe target.copyMemory(from: input + unreadStart, byteCount: taken)
        unreadStart += taken
        lent -= taken
        return taken
    }
}
