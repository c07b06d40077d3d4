package import EventLoop

/// Deadlines of connections, earliest first.
///
/// Nearly all have the same length and come in the order in which they were set, so that a new one
/// finds its place at the end.
package struct Deadlines {
    private var waiting: [(at: UInt64, token: Token)] = []
    private var head = 0

    /// No deadline.
    package init() {}

    /// The earliest one.
    package var first: UInt64? { head < waiting.count ? waiting[head].at : nil }

    /// Adds a deadline behind all that are not later.
    package mutating func add(_ token: Token, at deadline: UInt64) {
        var place = waiting.count
        while place > head, waiting[place - 1].at > deadline { place -= 1 }
        waiting.insert((deadline, token), at: place)
    }

    /// The next token whose deadline has come.
    package mutating func next(at now: UInt64) -> Token? {
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
