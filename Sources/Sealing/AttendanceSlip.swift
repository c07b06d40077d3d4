internal import Wire

/// That somebody was in a meeting: on which day, and how long. (SPEC §21.4)
///
/// It names nobody and no circle. Its number tells one slip from another, and nothing else.
public struct AttendanceSlip: Equatable, Sendable {
    /// How long a slip's number is, in bytes.
    public static let numberCount = 16

    private static let title = [UInt8]("circle/1 attendance".utf8)
    private static let anyTitle = (start: "circle/", end: " attendance")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let minuteDigitsMax = 10

    /// The day of the relay's clock, in UTC, on which the slip was asked for.
    public let day: CalendarDay
    /// How long the seat had been there by then.
    public let minutes: UInt32
    /// 16 random bytes.
    public let number: [UInt8]

    /// A slip with a number that no other one has.
    public init(day: CalendarDay, minutes: UInt32, number: [UInt8]) {
        precondition(number.count == Self.numberCount, "a slip's number has 16 bytes")
        self.day = day
        self.minutes = minutes
        self.number = number
    }

    /// Reads the four rows, parted by LF, as they were signed.
    public init(reading text: [UInt8]) throws(SlipFlaw) {
        let rows = text.split(separator: Self.lineFeed, omittingEmptySubsequences: false)
        guard rows.first?.elementsEqual(Self.title) == true else {
            throw Self.isTitle(rows.first) ? .newer : .notASlip
        }
        guard rows.count == 4 else { throw .rows }
        guard let day = CalendarDay(reading: rows[1]) else { throw .day }
        guard let minutes = Self.minutes(rows[2]) else { throw .minutes }
        guard let number = Base64URL.decode(rows[3], count: Self.numberCount) else {
            throw .number
        }
        self.init(day: day, minutes: minutes, number: number)
    }

    /// The four rows, parted by LF, as they are signed.
    public var text: [UInt8] {
        Self.title + [UInt8]("\n\(day.text)\n\(minutes)\n\(numberText)".utf8)
    }

    /// The number as it is written, 22 characters.
    public var numberText: String { String(decoding: Base64URL.encode(number), as: UTF8.self) }

    /// What a relay signs. (SPEC §21.4)
    var message: [UInt8] {
        var fields = LengthPrefixed(label: Label.slip)
        fields.append(text)
        return fields.bytes
    }

    /// A number as §2.5 has them: without leading zeros.
    private static func minutes(_ digits: ArraySlice<UInt8>) -> UInt32? {
        guard digits.count <= minuteDigitsMax,
            digits.count == 1 || digits.first != UInt8(ascii: "0")
        else { return nil }
        return Decimal.number(digits).flatMap { UInt32(exactly: $0) }
    }

    /// Whether a row is the title of a slip of some other version.
    private static func isTitle(_ row: ArraySlice<UInt8>?) -> Bool {
        guard let row, let text = String(validating: row, as: UTF8.self) else { return false }
        return text.hasPrefix(anyTitle.start) && text.hasSuffix(anyTitle.end)
    }
}

/// Why something is no slip that can be judged.
public enum SlipFlaw: Error, Equatable, Sendable {
    /// It does not begin as a slip does.
    case notASlip
    /// A later version of the protocol made it.
    case newer
    /// Rows are missing, or there are more than a slip has.
    case rows
    /// The second row is no day.
    case day
    /// The third row is no number of minutes.
    case minutes
    /// The fourth row is not the number of a slip.
    case number
    /// The key and the signature are not written as they should be.
    case signature
}
