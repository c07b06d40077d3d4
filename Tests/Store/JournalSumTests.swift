import Store
import Testing

@Suite("§5.17 Sums that chance seldom makes")
struct JournalSumTests {
    /// A record of the caller's whose sum behind `last` comes out as `target`.
    ///
    /// Its check is all zeros, as behind a cut. The id before it is solved for: each of its bits
    /// flips a fixed set of bits of the sum.
    private func record(after last: [UInt8], summingTo target: UInt32) -> [UInt8] {
        func body(_ tail: UInt32) -> [UInt8] {
            [16, 1] + [UInt8](repeating: 0, count: 26)
                + (0..<4).map { UInt8(truncatingIfNeeded: tail >> (24 - 8 * $0)) }
                + [UInt8](repeating: 0, count: 12)
        }
        let plain = CRC32C.sum(of: last + body(0))
        var basis: [(flips: UInt32, tail: UInt32)] = []
        func reduce(_ flips: UInt32) -> (flips: UInt32, tail: UInt32) {
            basis.reduce((flips, 0)) { rest, row in
                rest.0 ^ row.flips < rest.0 ? (rest.0 ^ row.flips, rest.1 ^ row.tail) : rest
            }
        }
        for bit in 0..<32 {
            let tail = UInt32(1) << bit
            let rest = reduce(CRC32C.sum(of: last + body(tail)) ^ plain)
            basis.append((rest.flips, rest.tail ^ tail))
            basis.sort { $0.flips > $1.flips }
        }
        return body(reduce(target ^ plain).tail)
    }

    @Test(
        "§5.17 no sum is one bit away from the mark of a cut-off write",
        arguments: [0] + (0..<32).map { UInt32(1) << $0 }
    )
    func rareSums(_ target: UInt32) throws {
        let place = try runtimePlace()
        let bytes = try place.journalBytes(appending: [records(3...3)])
        let start = 5 * recordBytes
        let last = [UInt8](bytes[(start - 4)..<start])
        let rare = record(after: last, summingTo: target)
        try #require(CRC32C.sum(of: last + rare) == target)
        let harmless = try place.journalBytes(appending: [records(3...3), rare])
        let whole = try #require(JournalReader.read(harmless))
        #expect(whole.verdict == .whole)
        #expect(whole.bodies.suffix(44) == rare[...])
        for place in start..<(start + recordBytes) {
            for bit in 0..<8 {
                var harmed = harmless
                harmed[place] ^= 1 << bit
                #expect(JournalReader.read(harmed)?.verdict == .damaged)
            }
        }
    }
}
