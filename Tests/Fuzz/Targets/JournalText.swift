/// The layout of a journal file, written down a second time and slowly.
struct JournalText {
    static let bodyBytes = 44
    static let recordBytes = 48
    private static let magic = [UInt8]("circle live journal\n".utf8)
    private static let firstCallersKind: UInt8 = 16
    private static let tornBytesMax = 32

    /// What a reader must find.
    struct Found {
        var bodies: [UInt8]
        var snapshotCount: Int
        var ending: Ending
    }

    enum Ending { case whole, torn, damaged }

    /// A file with these records and so much room behind them.
    static func file(
        epoch: UInt64,
        generation: UInt32,
        snapshot: [[UInt8]],
        appended: [[UInt8]],
        roomBytes: Int
    ) -> [UInt8] {
        let count = snapshot.count + appended.count + 2
        let bytes = count * recordBytes + roomBytes
        let header =
            [1, 1, 0, 0] + number(UInt64(bytes), 4) + number(epoch, 8) + number(1, 4)
            + number(UInt64(generation), 4) + magic
        let bodies = [header] + snapshot + [mark(snapshot.count)] + appended
        return framed(bodies) + [UInt8](repeating: 0, count: roomBytes)
    }

    /// The bodies with their sums.
    static func framed(_ bodies: [[UInt8]]) -> [UInt8] {
        var last: UInt32 = 0x6369_7263
        return bodies.flatMap { body in
            last = sum(body, after: last)
            return body + number(UInt64(last), 4)
        }
    }

    /// The records in bytes without sums.
    static func bodies(in bytes: [UInt8]) -> [[UInt8]] {
        stride(from: 0, to: bytes.count - bytes.count % bodyBytes, by: bodyBytes).map {
            Array(bytes[$0..<$0 + bodyBytes])
        }
    }

    private static func mark(_ count: Int) -> [UInt8] {
        [2, 1, 0, 0] + number(0, 4) + number(UInt64(count), 8) + [UInt8](repeating: 0, count: 28)
    }

    static func number(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    /// What a reader must find in these bytes; nil for a file that is none.
    static func read(_ bytes: [UInt8]) -> Found? {
        let bodies = chained(bytes)
        guard let header = bodies.first, header[0] == 1, header[1] == 1,
            Array(header[2..<4]) == [0, 0], Array(header[16..<20]) == number(1, 4),
            Array(header[24...]) == magic
        else { return nil }
        let snapshot = bodies.dropFirst().prefix { $0[0] >= firstCallersKind }
        let rest = bodies.dropFirst(1 + snapshot.count)
        guard rest.first == mark(snapshot.count) else { return nil }
        let appended = rest.dropFirst().prefix { $0[0] >= firstCallersKind }
        let whole = appended.lastIndex { $0[1] & 1 == 1 }.map { appended[...$0] } ?? []
        // A record of the file's own kinds ends the walk like one that does not fit.
        let end = (2 + snapshot.count + appended.count) * recordBytes
        var ending = ending(of: bytes, from: end)
        guard Array(header[4..<8]) == number(UInt64(bytes.count), 4) else {
            return Found(
                bodies: Array((snapshot + whole).joined()),
                snapshotCount: snapshot.count,
                ending: .damaged
            )
        }
        if whole.count < appended.count, ending == .whole { ending = .torn }
        return Found(
            bodies: Array((snapshot + whole).joined()),
            snapshotCount: snapshot.count,
            ending: ending
        )
    }

    private static func ending(of bytes: [UInt8], from end: Int) -> Ending {
        let rest = bytes[end...]
        guard rest.contains(where: { $0 != 0 }) else { return .whole }
        return rest.dropFirst(tornBytesMax).allSatisfy { $0 == 0 } ? .torn : .damaged
    }

    /// The records from the first on whose sums fit.
    private static func chained(_ bytes: [UInt8]) -> [[UInt8]] {
        var bodies: [[UInt8]] = []
        var last: UInt32 = 0x6369_7263
        while bytes.count >= (bodies.count + 1) * recordBytes {
            let start = bodies.count * recordBytes
            let body = Array(bytes[start..<start + bodyBytes])
            last = sum(body, after: last)
            let found = Array(bytes[start + bodyBytes..<start + recordBytes])
            guard found == number(UInt64(last), 4) else { break }
            bodies.append(body)
        }
        return bodies
    }

    private static func sum(_ body: [UInt8], after last: UInt32) -> UInt32 {
        var rest: UInt32 = 0xffff_ffff
        for byte in number(UInt64(last), 4) + body {
            rest ^= UInt32(byte)
            for _ in 0..<8 { rest = rest >> 1 ^ (rest & 1 == 1 ? 0x82f6_3b78 : 0) }
        }
        let sum = ~rest
        return sum.nonzeroBitCount < 2 ? ~sum : sum
    }
}
