extension Zone {
    /// The largest file that is read, in bytes.
    public static let fileBytesMax = 65_536

    /// Moments that are listed lie within some 35,000 years.
    private static let momentBounds = -(1 << 40)...(1 << 40)

    /// Reads a file of the system's zone database, in the form of RFC 8536; nil when it is none.
    ///
    /// A database that counts leap seconds is refused: its clocks are not those of anybody's wall.
    public init?(file: [UInt8]) {
        guard file.count <= Self.fileBytesMax else { return nil }
        var reader = ZoneReader(file)
        guard let old = reader.head() else { return nil }
        guard old.version >= 2 else {
            guard let block = reader.block(old, momentCount: 4) else { return nil }
            self.init(block, rule: nil)
            return
        }
        // The first half repeats the second one for readers that know 32 bits only.
        guard reader.skip(old.count(momentCount: 4)), let head = reader.head(),
            let block = reader.block(head, momentCount: 8), let footer = reader.footer()
        else { return nil }
        let rule = PosixZone(text: footer)
        guard rule != nil || footer.isEmpty else { return nil }
        self.init(block, rule: rule)
    }

    private init?(_ block: ZoneReader.Block, rule: PosixZone?) {
        guard let earliest = block.kinds.first else { return nil }
        var changes: [ZoneChange] = []
        var before = earliest
        var last = Int.min
        for (moment, index) in block.changes {
            guard moment > last, index < block.kinds.count else { return nil }
            last = moment
            let after = block.kinds[index]
            if Self.momentBounds.contains(moment) {
                changes.append(ZoneChange(moment: moment, before: before, after: after))
            }
            before = after
        }
        self.init(changes: changes, earliest: changes.first?.before ?? before, rule: rule)
    }
}

/// The bytes of a zone file, one part after the other.
private struct ZoneReader {
    struct Head {
        let version: UInt8
        let isUTCCount, isStandardCount, leapCount, changeCount, kindCount, nameCount: Int

        /// How long the block behind this head is, in bytes.
        func count(momentCount: Int) -> Int {
            changeCount * (momentCount + 1) + kindCount * 6 + nameCount
                + leapCount * (momentCount + 4) + isStandardCount + isUTCCount
        }
    }

    struct Block {
        let changes: [(moment: Int, kind: Int)]
        let kinds: [LocalKind]
    }

    private var rest: ArraySlice<UInt8>

    init(_ file: [UInt8]) { rest = file[...] }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func skip(_ count: Int) -> Bool { take(count) != nil }

    /// A number with the highest byte first; one of eight bytes, or a smaller one with a sign.
    private mutating func number(_ count: Int, isSigned: Bool = false) -> Int? {
        guard let bytes = take(count) else { return nil }
        let bits = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard isSigned, count < 8 else { return Int(truncatingIfNeeded: bits) }
        return Int(Int32(truncatingIfNeeded: bits))
    }

    mutating func head() -> Head? {
        guard take(4).map({ $0.elementsEqual("TZif".utf8) }) == true, let version = take(1)?.first,
            skip(15)
        else { return nil }
        var counts: [Int] = []
        for _ in 0..<6 {
            guard let count = number(4), count <= Zone.fileBytesMax else { return nil }
            counts.append(count)
        }
        // Versions are digits; a file of the first version has a zero there.
        return Head(
            version: version == 0 ? 1 : version &- UInt8(ascii: "0"),
            isUTCCount: counts[0],
            isStandardCount: counts[1],
            leapCount: counts[2],
            changeCount: counts[3],
            kindCount: counts[4],
            nameCount: counts[5]
        )
    }

    mutating func block(_ head: Head, momentCount: Int) -> Block? {
        guard head.leapCount == 0, head.count(momentCount: momentCount) <= rest.count else {
            return nil
        }
        var moments: [Int] = []
        for _ in 0..<head.changeCount {
            guard let moment = number(momentCount, isSigned: true) else { return nil }
            moments.append(moment)
        }
        guard let indices = take(head.changeCount) else { return nil }
        var raw: [(offset: Int, isDaylight: Bool, name: Int)] = []
        for _ in 0..<head.kindCount {
            guard let offset = number(4, isSigned: true), LocalKind.offsetBounds.contains(offset),
                let isDaylight = number(1), let name = number(1)
            else { return nil }
            raw.append((offset, isDaylight != 0, name))
        }
        guard let names = take(head.nameCount), skip(head.isStandardCount + head.isUTCCount) else {
            return nil
        }
        let kinds = raw.map { kind in
            let name = names.dropFirst(kind.name).prefix { $0 != 0 && (0x21...0x7E).contains($0) }
            return LocalKind(
                offset: kind.offset,
                isDaylight: kind.isDaylight,
                name: String(decoding: name, as: UTF8.self)
            )
        }
        return Block(changes: zip(moments, indices).map { ($0, Int($1)) }, kinds: kinds)
    }

    /// The rule for ever, between two ends of line.
    mutating func footer() -> String? {
        guard take(1)?.first == UInt8(ascii: "\n"),
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}
