/// Reads a journal back: its longest prefix of records that fit together. (SPEC §5.17)
///
/// Every change of bits within the records that were written is told as damage. Three things are
/// not seen here, and are left to the members, who know how far they were (SPEC §5.17): the last
/// pages of a file turned to zeros, its last record turned to zeros from its 32nd byte on or
/// earlier, and an older file put in its place.
public enum JournalReader {
    /// Reads the file at a path.
    ///
    /// - Parameter path: of a file; a link is not followed.
    /// - Returns: nil when it is none of ours, or its snapshot is not all there.
    /// - Throws: when there is no file, or it cannot be read, or is too large.
    public static func read(path: String) throws(JournalFailure) -> JournalContents? {
        read(try OpenFile(reading: path).bytes(limit: StoreLimits.journalBytesMax))
    }

    /// The contents of a file with these bytes; nil when it is none of ours, or its snapshot is not
    /// all there.
    public static func read(_ bytes: [UInt8]) -> JournalContents? {
        guard bytes.count <= StoreLimits.journalBytesMax else { return nil }
        var scan = JournalScan(bytes)
        guard let first = scan.next(), let header = JournalHeader([UInt8](bytes[first])) else {
            return nil
        }
        var bodies: [UInt8] = []
        guard let count = takeSnapshot(from: &scan, into: &bodies) else { return nil }
        let wholeBytes = takeGroups(from: &scan, into: &bodies)
        var verdict = scan.verdict(fileBytes: Int(header.fileBytes))
        if bodies.count > wholeBytes {
            bodies.removeLast(bodies.count - wholeBytes)
            if verdict == .whole { verdict = .torn }
        }
        return JournalContents(
            epoch: header.epoch,
            generation: header.generation,
            bodies: bodies,
            snapshotCount: count,
            verdict: verdict
        )
    }

    /// How many records the snapshot has; nil when it does not end as it should.
    private static func takeSnapshot(
        from scan: inout JournalScan,
        into bodies: inout [UInt8]
    ) -> Int? {
        while let record = scan.nextOfCaller() { bodies += scan.bytes[record] }
        let count = bodies.count / RecordFrame.bodyBytes
        guard let mark = scan.next(), [UInt8](scan.bytes[mark]) == SnapshotMark.body(count: count)
        else { return nil }
        return count
    }

    /// Takes what was appended; answers with the bytes of `bodies` up to the end of a group.
    private static func takeGroups(
        from scan: inout JournalScan,
        into bodies: inout [UInt8]
    ) -> Int {
        var wholeBytes = bodies.count
        while let record = scan.nextOfCaller() {
            bodies += scan.bytes[record]
            if RecordFrame.endGroup(bodies) { wholeBytes = bodies.count }
        }
        return wholeBytes
    }
}

/// A walk along the chain of records, which stands still where it breaks.
private struct JournalScan {
    let bytes: [UInt8]
    private var place = 0
    private var chain = JournalChain()

    /// Where in a record a write can be cut off at the latest.
    ///
    /// Pages and sectors begin at multiples of 16 bytes, and so do records.
    private static let tornBytesMax = 32

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Where the body of the next record lies; nil when none follows that fits.
    mutating func next() -> Range<Int>? { advance { _ in true } }

    /// The same, for records of the caller's kinds.
    mutating func nextOfCaller() -> Range<Int>? { advance { $0 >= RecordFrame.kindMin } }

    private mutating func advance(over isWanted: (UInt8) -> Bool) -> Range<Int>? {
        guard bytes.count - place >= RecordFrame.bytes, isWanted(bytes[place]) else { return nil }
        let body = place..<(place + RecordFrame.bodyBytes)
        var chain = chain
        guard chain.link(bytes.span.extracting(body)) == bytes.bigEndian(at: body.upperBound) else {
            return nil
        }
        self.chain = chain
        place += RecordFrame.bytes
        return body
    }

    /// What the bytes say from where the walk stands.
    ///
    /// Zeros are room that nobody used. A single flipped bit among them, near their beginning,
    /// passes for the start of a cut-off write: it hides nothing, because nothing was there.
    func verdict(fileBytes: Int) -> JournalContents.Verdict {
        guard bytes.count == fileBytes else { return .damaged }
        guard let last = bytes[place...].lastIndex(where: { $0 != 0 }) else { return .whole }
        return last - place < Self.tornBytesMax ? .torn : .damaged
    }
}
