import Etiquette
import Wire

/// One committed thing as the journal keeps it. (SPEC §5.11)
///
/// 44 bytes, big-endian: kind u8, flags u8, seat u16, circle u32, number u64, turn u32, id u32,
/// check 20. No words, names, times or addresses. What a field means depends on the kind.
public struct JournalRecord: Hashable, Sendable {
    /// How long a record is.
    public static let byteCount = 44

    /// What is recorded; numbers are never used again for something else.
    public enum Kind: UInt8, CaseIterable, Sendable {
        // A snapshot.
        case circle = 16
        case floorImage = 17
        case countsImage = 18
        case seatImage = 19
        case handImage = 20
        case seats = 21
        case sticks = 22
        case absence = 23

        // Events.
        case joined = 32
        case left = 33
        case presence = 34
        case listening = 35
        case role = 36
        case hand = 37
        case hands = 38
        case urgent = 39
        case floor = 40
        case line = 41
        case whisper = 42
        case help = 43
        case name = 44
        case lost = 45
        case page = 46
        case caution = 47
        case phase = 48
        case agreed = 49
        case mark = 50
        case marks = 51
        case quieted = 52
        case chair = 53
        case door = 54
        case waiting = 55
        case gaveUp = 56
        case out = 57
        case apart = 58
        case buddy = 59

        // The rest.
        case act = 64
        case ended = 65
        case stable = 66

        // More of a snapshot: where the meeting is.
        case meetingImage = 80
        case phaseImage = 81
        case beneathImage = 82
        case ringImage = 83
        case responseImage = 84
        case responseHands = 85
        case responseOffered = 86
        case stickImage = 87
        case buddyImage = 88
        case partImage = 89
    }

    /// What else is to be known of a record.
    public struct Flags: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The last of a group: what came of one input counts as a whole or not at all.
        public static let endsGroup = Flags(rawValue: 1)
        /// The last fact of one decision: the next is folded only after all of these are told.
        public static let endsDecision = Flags(rawValue: 2)
        /// An event from before the snapshot: it is told again but changes nothing.
        public static let isPast = Flags(rawValue: 4)
        /// Its words are gone for good. (SPEC §5.16)
        public static let isLost = Flags(rawValue: 8)
        /// What is stable, but for seats that fell behind the ring. (SPEC §5.7)
        public static let isPartial = Flags(rawValue: 16)
    }

    public var kind: Kind
    public var flags: Flags = []
    public var seat: UInt16 = 0
    /// The circle's number within one journal.
    public var circle: UInt32 = 0
    public var number: UInt64 = 0
    public var turn: UInt32 = 0
    public var id: UInt32 = 0
    public var check = Check.none
    /// Where several sticks are, of a floor; they have records of their own. (SPEC §16.6)
    var sticks: [HeldStick] = []

    init(_ kind: Kind) { self.kind = kind }

    /// Whether the event had words.
    var hasWords: Bool { kind == .line || kind == .caution || kind == .whisper }

    /// The act that words came by.
    var verbOfWords: Verb {
        switch kind {
        case .line: .line
        case .caution: .caution
        default: .whisper
        }
    }

    /// Appends the record's bytes.
    package func write(to bytes: inout [UInt8]) {
        bytes.append(kind.rawValue)
        bytes.append(flags.rawValue)
        bytes.appendBigEndian(seat)
        bytes.appendBigEndian(circle)
        bytes.appendBigEndian(number)
        bytes.appendBigEndian(turn)
        bytes.appendBigEndian(id)
        bytes += check.bytes
    }

    /// Reads one record; nil for a kind this version does not know.
    package init?(reading bytes: some Collection<UInt8>) {
        var reader = ByteReader(bytes)
        guard bytes.count == JournalRecord.byteCount, let kind = Kind(rawValue: reader.take())
        else { return nil }
        self.kind = kind
        flags = Flags(rawValue: reader.take())
        seat = reader.take()
        circle = reader.take()
        number = reader.take()
        turn = reader.take()
        id = reader.take()
        check = Check(reader.rest)
    }
}
