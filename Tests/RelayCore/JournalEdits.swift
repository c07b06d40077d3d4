import RelayCore

// Records as bytes, to be changed by hand. (SPEC §5.17)

extension [UInt8] {
    /// The records with another number at a place in one of them.
    func with<Number: FixedWidthInteger>(
        _ number: Number,
        at offset: Int,
        of record: Int
    ) -> [UInt8] {
        var journal = self
        for place in 0..<Number.bitWidth / 8 {
            journal[record + offset + place] = UInt8(
                truncatingIfNeeded: number >> (Number.bitWidth - 8 - 8 * place)
            )
        }
        return journal
    }

    /// Where the first record of a kind begins.
    func first(_ kind: JournalRecord.Kind) -> Int? {
        stride(from: 0, to: count, by: JournalRecord.byteCount).first {
            self[$0] == kind.rawValue
        }
    }
}
