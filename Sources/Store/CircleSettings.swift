/// The manners a circle's facilitator chose; they outlive the meeting.
public struct CircleSettings: Hashable, Sendable {
    /// How waiting hands are ordered.
    public enum Queue: UInt8, Sendable, CaseIterable {
        case fair = 1
        case strict = 2
        case fifo = 3
    }

    /// Who hands the stick on.
    public enum Passing: UInt8, Sendable, CaseIterable {
        case called = 1
        case auto = 2
    }

    public var queue: Queue
    public var passing: Passing
    /// The quiet between two turns, in milliseconds.
    public var boundaryMilliseconds: UInt32
    /// After how long a share is told its time, in milliseconds; it is never cut.
    public var shareLimitMilliseconds: UInt32

    /// The settings of a circle whose facilitator chose none: fair, called, 5 s, 5 min.
    public init(
        queue: Queue = .fair,
        passing: Passing = .called,
        boundaryMilliseconds: UInt32 = 5_000,
        shareLimitMilliseconds: UInt32 = 300_000
    ) {
        self.queue = queue
        self.passing = passing
        self.boundaryMilliseconds = boundaryMilliseconds
        self.shareLimitMilliseconds = shareLimitMilliseconds
    }
}

extension CircleSettings {
    var values: [Value] {
        [
            .integer(Int64(queue.rawValue)), .integer(Int64(passing.rawValue)),
            .integer(Int64(boundaryMilliseconds)), .integer(Int64(shareLimitMilliseconds)),
        ]
    }

    /// Reads four columns, from `first` on, in the order of `values`.
    init(_ row: Row, from first: Int) throws(StoreFailure) {
        guard let queue = Queue(rawValue: try row.byte(first)),
            let passing = Passing(rawValue: try row.byte(first + 1)),
            let boundary = UInt32(exactly: try row.integer(first + 2)),
            let shareLimit = UInt32(exactly: try row.integer(first + 3))
        else { throw .damaged }
        self.init(
            queue: queue,
            passing: passing,
            boundaryMilliseconds: boundary,
            shareLimitMilliseconds: shareLimit
        )
    }
}
