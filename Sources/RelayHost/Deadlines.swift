import EventLoop

/// Deadlines that come in the order in which they were set, since all have the same length.
struct Deadlines {
    private var waiting: [(at: UInt64, token: Token)] = []
    private var head = 0

    /// The earliest one.
    var first: UInt64? { head < waiting.count ? waiting[head].at : nil }

    mutating func add(_ token: Token, at deadline: UInt64) {
        waiting.append((deadline, token))
    }

    /// The next token whose deadline has come.
    mutating func next(at now: UInt64) -> Token? {
        guard head < waiting.count, waiting[head].at <= now else { return nil }
        defer {
            head += 1
            if head > 1_024, head * 2 > waiting.count {
                waiting.removeFirst(head)
                head = 0
            }
        }
        return waiting[head].token
    }
}
