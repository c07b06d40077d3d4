import Wire

/// F1: the same lines however the bytes were split, and never more held than a line has.
/// (SPEC §2.1, §2.2)
enum LineSplits {
    /// What a stream came to.
    private struct Reading: Equatable {
        var lines: [[UInt8]] = []
        var isTooLong = false
    }

    private static let limits = [LineReader.lineBytesMax, 1_024, 64, 16]
    private static let streamBytesMax = 20_000

    static func run(_ input: [UInt8]) {
        var choices = Choices(input)
        let options = choices.byte()
        let limit = limits[Int(options & 3)]
        let stops = options & 4 != 0
        let sizes = choices.take(Int(options >> 4)).flatMap(chunkSizes)
        var stream = choices.rest()
        if options & 8 != 0 { stream = magnified(stream) }

        let wanted = reference(stream, limit: limit)
        // Byte by byte is dear for long streams.
        for sizes in [sizes, [], [stream.count < 2_000 ? 1 : 997]] {
            let found = read(stream, limit: limit, sizes: sizes, stops: stops)
            check(found == wanted, "split as \(sizes): \(found), not \(wanted)")
        }
    }

    /// A byte above 127 stands for many, so that short inputs make long lines.
    private static func magnified(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = []
        for byte in bytes where stream.count < streamBytesMax {
            let count = byte < 0x80 ? 1 : Int(byte - 0x7f) * 64
            stream += [UInt8](repeating: byte, count: count)
        }
        return stream
    }

    private static func chunkSizes(_ byte: UInt8) -> [Int] {
        switch byte {
        // Nothing came, then something.
        case 0: [0, 1]
        case 240...: [Int(byte - 239) * 1_024 - 1]
        default: [Int(byte)]
        }
    }

    /// The rule in its plainest form, over the whole stream.
    private static func reference(_ stream: [UInt8], limit: Int) -> Reading {
        var reading = Reading()
        let parts = stream.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            guard part.count < limit else {
                reading.isTooLong = true
                return reading
            }
            guard index < parts.count - 1 else { break }
            let line = part.last == UInt8(ascii: "\r") ? part.dropLast() : part
            if !line.isEmpty { reading.lines.append(Array(line)) }
        }
        return reading
    }

    private static func read(
        _ stream: [UInt8],
        limit: Int,
        sizes: [Int],
        stops: Bool
    ) -> Reading {
        var reader = LineReader(limit: limit)
        var reading = Reading()
        var place = 0
        var turn = 0
        while place < stream.count {
            let size = sizes.isEmpty ? stream.count : sizes[turn % sizes.count]
            turn += 1
            let end = min(stream.count, place + size)
            place = take(Array(stream[place..<end]), at: place, stops, &reader, &reading)
            check(reader.heldBytes < limit, "\(reader.heldBytes) bytes are held")
            check(reader.isInsideLine == (reader.heldBytes > 0), "inside a line of nothing")
        }
        return reading
    }

    /// Feeds one chunk and answers where to go on.
    private static func take(
        _ chunk: [UInt8],
        at place: Int,
        _ stops: Bool,
        _ reader: inout LineReader,
        _ reading: inout Reading
    ) -> Int {
        var isMute = reading.isTooLong
        let outcome = reader.read(chunk.span) { line in
            check(!isMute, "a line after one that was too long, or after a stop")
            reading.lines.append(line.indices.map { line[$0] })
            isMute = stops
            return !stops
        }
        switch outcome {
        case .allTaken: check(!reading.isTooLong, "a broken stream was mended")
        case .tooLong: reading.isTooLong = true
        case .stopped(let taken):
            check(stops && taken > 0 && taken <= chunk.count, "stopped after \(taken) bytes")
            return place + taken
        }
        return place + chunk.count
    }
}
