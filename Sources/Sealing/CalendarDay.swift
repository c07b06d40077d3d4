/// A day as people write it into records: `2026-11-24`. (SPEC §21.4)
public struct CalendarDay: Hashable, Sendable {
    private static let secondsOfDay: UInt64 = 86_400
    private static let firstYear = 1970
    private static let lastYear = 9999

    /// 1970 to 9999.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31, as the month has them.
    public let day: Int

    /// The day in UTC of a moment of the wall clock; the last day there is for those beyond it.
    public init(secondsSince1970 seconds: UInt64) {
        var left = seconds / Self.secondsOfDay
        var year = Self.firstYear
        while year <= Self.lastYear, left >= Self.daysOfYear(year) {
            left -= Self.daysOfYear(year)
            year += 1
        }
        guard year <= Self.lastYear else {
            self.year = Self.lastYear
            month = 12
            day = 31
            return
        }
        var month = 1
        while left >= UInt64(Self.days(of: month, in: year)) {
            left -= UInt64(Self.days(of: month, in: year))
            month += 1
        }
        self.year = year
        self.month = month
        day = Int(left) + 1
    }

    /// Reads exactly the ten characters of a day that the calendar has.
    init?(reading text: ArraySlice<UInt8>) {
        let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let year = Decimal.number(parts[0]),
            let month = Decimal.number(parts[1]), let day = Decimal.number(parts[2]),
            (UInt64(Self.firstYear)...UInt64(Self.lastYear)).contains(year),
            (1...12).contains(month),
            (1...UInt64(Self.days(of: Int(month), in: Int(year)))).contains(day)
        else { return nil }
        self.year = Int(year)
        self.month = Int(month)
        self.day = Int(day)
    }

    /// The ten characters.
    public var text: String {
        "\(year)-\(Self.twoDigits(month))-\(Self.twoDigits(day))"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static func daysOfYear(_ year: Int) -> UInt64 { isLeap(year) ? 366 : 365 }

    private static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// Numbers in decimal. (SPEC §2.5)
enum Decimal {
    /// Digits that a number of 64 bits can always hold.
    private static let digitsMax = 19

    /// The number that digits spell, leading zeros among them; nil for anything else.
    static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        guard (1...digitsMax).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return digits.reduce(0) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
    }
}
