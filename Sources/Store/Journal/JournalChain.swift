/// The chain of sums that ties each record to all before it.
///
/// A sum covers the sum before it and the record's body, so that a record of another place, or of
/// the file's former life, does not fit.
struct JournalChain: Sendable {
    /// What the first record is tied to.
    private static let seed: UInt32 = 0x6369_7263

    private var last = seed

    /// The sum of a record with this body, which becomes the last of the chain.
    ///
    /// Never with fewer than two bits set: so no change of a single bit makes it zero, which is the
    /// mark of a record that was not written to its end.
    mutating func link(_ body: Span<UInt8>) -> UInt32 {
        let state = CRC32C.extend(CRC32C.start, by: last)
        let sum = CRC32C.finish(CRC32C.extend(state, by: body))
        last = sum.nonzeroBitCount < 2 ? ~sum : sum
        return last
    }

    /// Appends `bodies` as they stand on the file.
    mutating func frame(_ bodies: [UInt8], into frame: inout [UInt8]) {
        for start in stride(from: 0, to: bodies.count, by: RecordFrame.bodyBytes) {
            let body = start..<(start + RecordFrame.bodyBytes)
            frame += bodies[body]
            frame.append(bigEndian: link(bodies.span.extracting(body)))
        }
    }
}
