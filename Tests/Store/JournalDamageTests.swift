import Store
import Testing

@Suite("§5.17 What a journal says after harm")
struct JournalDamageTests {
    /// Header, two records of a snapshot, its mark.
    private static let snapshotRecords = 4

    private let place: Place
    /// A group of one record, one of two, one of one; three records of room behind them.
    private let groups = [
        record(3), record(4, endsGroup: false) + record(5), record(6),
    ]
    private let bytes: [UInt8]
    private let whole: JournalContents

    init() throws {
        place = try runtimePlace()
        bytes = try place.journalBytes(appending: groups, room: 7)
        whole = try #require(JournalReader.read(bytes))
    }

    private var written: Int { (Self.snapshotRecords + 4) * recordBytes }

    @Test("§5.17 no flipped bit shortens the record without a word")
    func everyFlip() throws {
        #expect(whole.verdict == .whole)
        for place in bytes.indices {
            for bit in 0..<8 {
                var harmed = bytes
                harmed[place] ^= 1 << bit
                let contents = JournalReader.read(harmed)
                if place < Self.snapshotRecords * recordBytes {
                    #expect(contents == nil, "byte \(place), bit \(bit)")
                } else if place < written {
                    #expect(contents?.verdict == .damaged, "byte \(place), bit \(bit)")
                } else {
                    // Nothing was there: the worst that can be said is that a write was cut off.
                    #expect(contents?.bodies == whole.bodies, "byte \(place), bit \(bit)")
                    let isStart = place < written + 32
                    #expect(contents?.verdict == (isStart ? .torn : .damaged), "byte \(place)")
                }
            }
        }
    }

    @Test("§5.17 no byte can be changed into another without a word") func everyByte() throws {
        for place in (Self.snapshotRecords * recordBytes)..<written {
            for value in UInt8.min...UInt8.max where value != bytes[place] {
                var harmed = bytes
                harmed[place] = value
                #expect(JournalReader.read(harmed)?.verdict == .damaged, "byte \(place)")
            }
        }
    }

    @Test("§5.17 a file that was cut is damaged, wherever the cut is") func everyCut() {
        for count in bytes.indices {
            let contents = JournalReader.read([UInt8](bytes.prefix(count)))
            if count < Self.snapshotRecords * recordBytes {
                #expect(contents == nil, "\(count) bytes")
            } else {
                #expect(contents?.verdict == .damaged, "\(count) bytes")
                #expect(whole.bodies.starts(with: contents?.bodies ?? [1]), "\(count) bytes")
            }
        }
        #expect(JournalReader.read(bytes + [0])?.verdict == .damaged)
    }

    @Test("§5.11 a write that was cut off at 16 bytes or 32 of a record is dropped, and no more")
    func torn() throws {
        let start = Self.snapshotRecords * recordBytes
        for cut in stride(from: start, through: written, by: 16) {
            let rest = [UInt8](repeating: 0, count: bytes.count - cut)
            let contents = try #require(JournalReader.read(bytes.prefix(cut) + rest))
            // The second group ends with the third record.
            let full = (cut - start) / recordBytes
            let groupEnd = full == 2 ? 1 : full
            let kept = [UInt8](whole.bodies.prefix((2 + groupEnd) * 44))
            #expect(contents.bodies == kept, "cut at \(cut)")
            let isClean = cut % recordBytes == 0 && full == groupEnd
            #expect(contents.verdict == (isClean ? .whole : .torn), "cut at \(cut)")
        }
    }

    @Test("§5.17 a record whose sum alone is gone was not cut off, but damaged") func sumGone() {
        var harmed = bytes
        for place in (written - 4)..<written { harmed[place] = 0 }
        #expect(JournalReader.read(harmed)?.verdict == .damaged)
    }

    @Test("§5.17 anything behind a cut-off write is damage") func behindTheTear() {
        var harmed = bytes
        for place in (written - recordBytes + 16)..<written { harmed[place] = 0 }
        #expect(JournalReader.read(harmed)?.verdict == .torn)
        for place in (written + recordBytes)..<harmed.count {
            var more = harmed
            more[place] = 1
            #expect(JournalReader.read(more)?.verdict == .damaged)
        }
    }

    @Test("§5.11 a group without its end is dropped; behind damage it stays damaged")
    func unfinishedGroup() throws {
        let bytes = try place.journalBytes(appending: [
            record(3), record(4, endsGroup: false) + record(5),
        ])
        let end = (Self.snapshotRecords + 2) * recordBytes
        let unfinished = bytes.prefix(end) + [UInt8](repeating: 0, count: bytes.count - end)
        let contents = JournalReader.read([UInt8](unfinished))
        #expect(contents?.bodies == records(1...3))
        #expect(contents?.verdict == .torn)
        var harmed = bytes
        harmed[end] ^= 1
        let damaged = JournalReader.read(harmed)
        #expect(damaged?.bodies == records(1...3))
        #expect(damaged?.verdict == .damaged)
    }

    @Test("§5.17 records do not fit in another place, nor in another file") func moved() throws {
        let start = Self.snapshotRecords * recordBytes
        var swapped = bytes
        for place in 0..<recordBytes {
            swapped.swapAt(start + place, start + 3 * recordBytes + place)
        }
        #expect(JournalReader.read(swapped)?.verdict == .damaged)
        let other = try place.journalBytes(appending: [record(9), record(6)], room: 9)
        var mixed = bytes
        mixed.replaceSubrange(
            (written - recordBytes)..<written,
            with: other[(start + recordBytes)..<(start + 2 * recordBytes)]
        )
        let contents = JournalReader.read(mixed)
        #expect(contents?.verdict == .damaged)
        #expect(contents?.bodies == whole.bodies.dropLast(44))
    }

    @Test("§5.17 the end turned to zeros is not seen here: the members know how far they were")
    func zeroedEnd() {
        var harmed = bytes
        for place in (written - recordBytes)..<written { harmed[place] = 0 }
        let contents = JournalReader.read(harmed)
        #expect(contents?.verdict == .whole)
        #expect(contents?.bodies == whole.bodies.dropLast(44))
    }

    @Test("§5.17 bytes of any kind are read without harm to the reader") func anything() {
        var state: UInt64 = 1
        func dice(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
        for round in 0..<2_000 {
            #expect(JournalReader.read(box(UInt64(round), count: dice(300))) == nil)
            var harmed = bytes
            for _ in 0...dice(6) {
                let place = dice(harmed.count + 1)
                switch dice(4) {
                case 0: harmed.insert(UInt8(dice(256)), at: place)
                case 1: harmed.removeSubrange(min(place, harmed.count)..<harmed.count)
                case 2: harmed += harmed.prefix(dice(200))
                default: if place < harmed.count { harmed[place] = UInt8(dice(256)) }
                }
            }
            guard let contents = JournalReader.read(harmed) else { continue }
            #expect(whole.bodies.starts(with: contents.bodies))
            if contents.bodies != whole.bodies { #expect(contents.verdict != .whole) }
        }
    }
}
