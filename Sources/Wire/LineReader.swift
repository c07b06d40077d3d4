/// Finds lines in a stream of bytes, however it was split. (SPEC §2.1, §2.2)
///
/// A line that lies whole in what just arrived is lent without a copy; only the beginning of an
/// unfinished one is kept. Nothing is reserved for bytes that have only been announced.
public struct LineReader: Sendable {
    /// The longest line, with its end.
    public static let lineBytesMax = 8_192

    /// What a reading came to.
    public enum Outcome: Hashable, Sendable {
        /// All bytes were taken.
        case allTaken
        /// The body asked to stop; so many bytes were taken.
        case stopped(taken: Int)
        /// A line is longer than the limit; the stream cannot be trusted any more.
        case tooLong
    }

    private let limit: Int
    private var partial: [UInt8] = []
    private var isBroken = false

    /// A reader of lines of at most `limit` bytes with their end.
    public init(limit: Int = LineReader.lineBytesMax) { self.limit = limit }

    /// Bytes of an unfinished line that are being kept.
    public var heldBytes: Int { partial.count }

    /// Whether a line has begun and not ended. (SPEC §2.2)
    public var isInsideLine: Bool { !partial.isEmpty }

    /// Lends each finished line of `input`, without its end and never an empty one, to `body`,
    /// until that answers false.
    ///
    /// After `tooLong` nothing is lent any more: what follows would begin in the middle of a line.
    public mutating func read(
        _ input: Span<UInt8>,
        _ body: (Span<UInt8>) -> Bool
    ) -> Outcome {
        let outcome = isBroken ? .tooLong : readLines(input, body)
        if outcome == .tooLong {
            isBroken = true
            partial = []
        }
        return outcome
    }

    private mutating func readLines(
        _ input: Span<UInt8>,
        _ body: (Span<UInt8>) -> Bool
    ) -> Outcome {
        var start = 0
        while start < input.count {
            guard let end = Self.lineEnd(in: input, from: start) else { break }
            let goesOn: Bool
            if partial.isEmpty {
                guard end + 1 - start <= limit else { return .tooLong }
                goesOn = Self.lend(input.extracting(start..<end), body)
            } else {
                guard partial.count + end + 1 - start <= limit else { return .tooLong }
                keep(input.extracting(start..<end))
                goesOn = Self.lend(partial.span, body)
                partial.removeAll(keepingCapacity: false)
            }
            start = end + 1
            guard goesOn else { return .stopped(taken: start) }
        }
        guard partial.count + input.count - start < limit else { return .tooLong }
        keep(input.extracting(start..<input.count))
        return .allTaken
    }

    private static func lineEnd(in input: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < input.count {
            if input[index] == UInt8(ascii: "\n") { return index }
            index += 1
        }
        return nil
    }

    private mutating func keep(_ bytes: Span<UInt8>) {
        for index in bytes.indices { partial.append(bytes[index]) }
    }

    private static func lend(_ line: Span<UInt8>, _ body: (Span<UInt8>) -> Bool) -> Bool {
        var count = line.count
        if count > 0, line[count - 1] == UInt8(ascii: "\r") { count -= 1 }
        guard count > 0 else { return true }
        return body(line.extracting(0..<count))
    }
}
