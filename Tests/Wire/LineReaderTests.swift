import Testing
import Wire

@Suite("§2.1, §2.2 Lines in a stream")
struct LineReaderTests {
    private static let stream = [UInt8]("PING\r\n\r\n\n@id=60 HELP\nACK 7\r\n\rLEAVE\r\r\nPI".utf8)
    private static let expected = ["PING", "@id=60 HELP", "ACK 7", "\rLEAVE\r"].map {
        [UInt8]($0.utf8)
    }

    @Test("§2.1 LF and CR LF end a line, and an empty line is ignored") func ends() {
        let (read, outcome) = lines(in: [Self.stream])
        #expect(read == Self.expected)
        #expect(outcome == .allTaken)
    }

    @Test("§2.1 a line split at every byte reads the same") func everySplit() {
        for cut in 0...Self.stream.count {
            let pieces = [Array(Self.stream[..<cut]), Array(Self.stream[cut...])]
            #expect(lines(in: pieces).0 == Self.expected, "cut at \(cut)")
        }
        #expect(lines(in: Self.stream.map { [$0] }).0 == Self.expected)
    }

    @Test("§2.1 a line split at every two bytes reads the same") func twoSplits() {
        let stream = Self.stream
        for first in 0...stream.count {
            for second in first...stream.count {
                let pieces = [
                    Array(stream[..<first]), Array(stream[first..<second]),
                    Array(stream[second...]),
                ]
                #expect(lines(in: pieces).0 == Self.expected, "cut at \(first) and \(second)")
            }
        }
    }

    @Test(
        "§2.2 a line has at most 8,192 bytes with its end, however it is split",
        arguments: [(8_191, "\n"), (8_190, "\r\n")],
        [0, 1, 4_096, 8_190, 8_191]
    )
    func limit(_ line: (count: Int, end: String), _ cut: Int) {
        for excess in 0...1 {
            let bytes =
                [UInt8](repeating: 65, count: line.count + excess) + [UInt8](line.end.utf8)
            let (read, outcome) = lines(in: [Array(bytes[..<cut]), Array(bytes[cut...])])
            #expect(outcome == (excess == 0 ? .allTaken : .tooLong))
            #expect(read.map(\.count) == (excess == 0 ? [line.count] : []))
        }
    }

    @Test("§2.2 8,191 bytes without an end may go on, 8,192 may not") func unfinished() {
        #expect(lines(in: [[UInt8](repeating: 65, count: 8_191)]).1 == .allTaken)
        #expect(lines(in: [[UInt8](repeating: 65, count: 8_192)]).1 == .tooLong)
        let end: [UInt8] = [10]
        #expect(lines(in: [[UInt8](repeating: 65, count: 8_191), end]).1 == .allTaken)
    }

    @Test("§2.2 of an unfinished line of 64 MiB at most 8,192 bytes are held") func endless() {
        var reader = LineReader()
        let piece = [UInt8](repeating: 65, count: 1_021)
        var refused = 0
        for _ in 0..<(64 << 20) / piece.count {
            let outcome = reader.read(piece.span) { _ in true }
            #expect(reader.heldBytes <= 8_192)
            refused += outcome == .tooLong ? 1 : 0
        }
        #expect(refused == (64 << 20) / piece.count - 8)
    }

    @Test("§2.2 what follows a line that was too long is not read") func broken() {
        var reader = LineReader(limit: 8)
        var count = 0
        let stream = [UInt8]("PING\nACK 12345\nPING\n".utf8)
        #expect(
            reader.read(stream.span) { _ in
                count += 1; return true
            } == .tooLong
        )
        #expect(
            reader.read([UInt8]("PING\n".utf8).span) { _ in
                count += 1; return true
            } == .tooLong
        )
        #expect(count == 1)
        #expect(reader.heldBytes == 0)
    }

    @Test("§2.1 reading can stop after any line and go on from there") func stopping() {
        var reader = LineReader()
        var first: [UInt8] = []
        let stream = [UInt8]("NG\r\nACK 7\nLEAVE".utf8)
        #expect(reader.read([UInt8]("PI".utf8).span) { _ in false } == .allTaken)
        #expect(reader.isInsideLine)
        let outcome = reader.read(stream.span) { line in
            first = line.indices.map { line[$0] }
            return false
        }
        #expect(first == [UInt8]("PING".utf8))
        #expect(outcome == .stopped(taken: 4))
        #expect(!reader.isInsideLine)
        var rest: [Int] = []
        let left = Array(stream[4...])
        #expect(
            reader.read(left.span) {
                rest.append($0.count); return true
            } == .allTaken
        )
        #expect(rest == [5])
        #expect(reader.heldBytes == 5)
    }

    @Test("§2.2 a reader can have a smaller limit, as before AUTH") func smallLimit() {
        #expect(lines(in: [[UInt8](repeating: 65, count: 1_023) + [10]], limit: 1_024).0.count == 1)
        #expect(lines(in: [[UInt8](repeating: 65, count: 1_024)], limit: 1_024).1 == .tooLong)
    }
}
