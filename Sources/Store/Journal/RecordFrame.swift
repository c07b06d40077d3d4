/// The shape of a record of the journal; what most kinds mean is the caller's affair.
///
/// On the file, big-endian: kind u8, flags u8, seat u16, circle u32, number u64, turn u32, id u32,
/// check 20 bytes, and a sum u32 that chains the record to the one before it.
public enum RecordFrame {
    /// Bytes of a record as the caller hands it over, without the sum.
    public static let bodyBytes = 44
    /// Bytes of a record on the file.
    public static let bytes = 48
    /// Kinds below belong to the journal itself.
    public static let kindMin: UInt8 = 16
    /// Where in a body the kind stands.
    public static let kindOffset = 0
    /// Where in a body the flags stand.
    public static let flagsOffset = 1
    /// The flag of the last record of a group, which holds as a whole or not at all.
    public static let endsGroup: UInt8 = 1

    /// A record of the journal's own.
    static func body(
        kind: UInt8,
        circle: UInt32 = 0,
        number: UInt64,
        turn: UInt32 = 0,
        id: UInt32 = 0,
        check: [UInt8] = []
    ) -> [UInt8] {
        var body = [kind, endsGroup, 0, 0]
        body.append(bigEndian: circle)
        body.append(bigEndian: number)
        body.append(bigEndian: turn)
        body.append(bigEndian: id)
        body += check.prefix(bodyBytes - body.count)
        body += [UInt8](repeating: 0, count: bodyBytes - body.count)
        return body
    }

    /// Whether `bodies` are records of the caller's, and whole ones.
    static func areBodies(_ bodies: [UInt8]) -> Bool {
        guard bodies.count.isMultiple(of: bodyBytes) else { return false }
        return stride(from: kindOffset, to: bodies.count, by: bodyBytes)
            .allSatisfy { bodies[$0] >= kindMin }
    }

    /// Whether the last of `bodies`, of which there is at least one, ends a group.
    static func endGroup(_ bodies: [UInt8]) -> Bool {
        guard bodies.count >= bodyBytes else { return false }
        return bodies[bodies.count - bodyBytes + flagsOffset] & endsGroup != 0
    }
}

extension [UInt8] {
    mutating func append(bigEndian number: some FixedWidthInteger) {
        for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    /// The number that stands at `offset`, which the caller knows to be within.
    func bigEndian<Number: FixedWidthInteger>(at offset: Int) -> Number {
        self[offset..<(offset + Number.bitWidth / 8)].reduce(0) { $0 << 8 | Number($1) }
    }
}
