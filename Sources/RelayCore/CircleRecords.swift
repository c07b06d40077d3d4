public import Etiquette
public import Wire

/// What a journal holds of one circle, in order. (SPEC §5.13)
public struct CircleRecords: Sendable {
    /// Which circle.
    public let circle: CircleID
    /// The log that was open.
    public let log: UInt64
    /// From the snapshot on.
    var records: [JournalRecord] = []

    /// Sorts the records of one journal by circle; nil when they make no sense.
    ///
    /// `bytes` are whole records of `JournalRecord.byteCount` each. Logs that ended are left out.
    public static func all(in bytes: [UInt8]) -> [CircleRecords]? {
        guard bytes.count.isMultiple(of: JournalRecord.byteCount) else { return nil }
        var circles: [UInt32: CircleRecords] = [:]
        for start in stride(from: 0, to: bytes.count, by: JournalRecord.byteCount) {
            let slice = bytes[start..<start + JournalRecord.byteCount]
            guard let record = JournalRecord(reading: slice) else { return nil }
            switch record.kind {
            case .circle:
                circles[record.circle] = CircleRecords(
                    circle: CircleID(record.number),
                    log: record.log
                )
            case .ended: circles[record.circle] = nil
            default:
                guard circles[record.circle] != nil else { return nil }
                circles[record.circle]?.records.append(record)
            }
        }
        return circles.sorted { $0.key < $1.key }.map(\.value)
    }
}

/// What the durable store knows of a circle that is to go on. (SPEC §12.4)
public struct CircleFacts: Sendable {
    /// True when its words are sealed.
    public var isSealed: Bool
    /// What the circle agreed on.
    public var rules: CircleRules
    /// What its meetings are made of.
    public var plan: CirclePlan
    /// Every key that was ever admitted; its role now, nil for one that was removed.
    public var keys: [(key: PublicKey, role: Role?)]

    /// A circle as the store knows it.
    public init(
        isSealed: Bool,
        rules: CircleRules,
        plan: CirclePlan = CirclePlan(),
        keys: [(key: PublicKey, role: Role?)]
    ) {
        self.isSealed = isSealed
        self.rules = rules
        self.plan = plan
        self.keys = keys
    }
}
