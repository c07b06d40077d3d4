extension PosixZone {
    /// The longest rule that is read, in bytes.
    private static let textBytesMax = 128
    /// What holds where a place has a summer time and no dates for it, as the C library has it.
    private static let usualDates = ",M3.2.0,M11.1.0"

    /// Reads a rule as POSIX.1 and RFC 8536 write it; nil when it is none.
    public init?(text: String) {
        guard text.utf8.count <= Self.textBytesMax else { return nil }
        var reader = PosixZoneReader(text)
        guard let name = reader.name(), let west = reader.span(hoursMax: 24) else { return nil }
        standard = LocalKind(offset: -west, isDaylight: false, name: name)
        guard !reader.isAtEnd else {
            summer = nil
            return
        }
        guard let summerName = reader.name() else { return nil }
        let summerWest =
            reader.isAtEnd || reader.sees(",") ? west - 3_600 : reader.span(hoursMax: 24)
        if reader.isAtEnd { reader = PosixZoneReader(Self.usualDates) }
        guard let summerWest, reader.take(","), let begin = reader.change(), reader.take(","),
            let end = reader.change(), reader.isAtEnd
        else { return nil }
        let kind = LocalKind(offset: -summerWest, isDaylight: true, name: summerName)
        summer = Summer(kind: kind, begin: begin, end: end)
    }
}

/// The parts of a rule, one after the other.
private struct PosixZoneReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    func sees(_ mark: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: mark) }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard sees(mark) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Three letters or more, or anything plain between `<` and `>`.
    mutating func name() -> String? {
        let isQuoted = take("<")
        let name = rest.prefix { byte in
            isLetter(byte) || isQuoted && (isDigit(byte) || "+-".utf8.contains(byte))
        }
        rest = rest.dropFirst(name.count)
        guard name.count >= 3, !isQuoted || take(">") else { return nil }
        return String(Substring(name))
    }

    /// Hours, minutes and seconds, with a sign before them, in seconds.
    mutating func span(hoursMax: Int) -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(hoursMax) else { return nil }
        var seconds = hours * 3_600
        if take(":") {
            guard let minutes = number(59) else { return nil }
            seconds += minutes * 60
            if take(":") {
                guard let rest = number(59) else { return nil }
                seconds += rest
            }
        }
        return isNegative ? -seconds : seconds
    }

    mutating func change() -> PosixZone.Change? {
        guard let day = day() else { return nil }
        guard take("/") else { return PosixZone.Change(day: day, second: 7_200) }
        return span(hoursMax: 167).map { PosixZone.Change(day: day, second: $0) }
    }

    private mutating func day() -> PosixZone.Change.Day? {
        if take("M") {
            guard let month = number(12), month > 0, take("."), let week = number(5), week > 0,
                take("."), let day = number(6), let weekday = Weekday(rawValue: (day + 6) % 7)
            else { return nil }
            return .month(month, week: week, weekday)
        }
        if take("J") { return number(365).flatMap { $0 > 0 ? .julian($0) : nil } }
        return number(365).map { .ordinal($0) }
    }

    /// A number of at most three digits.
    private mutating func number(_ most: Int) -> Int? {
        let digits = rest.prefix(4).prefix(while: isDigit)
        rest = rest.dropFirst(digits.count)
        guard (1...3).contains(digits.count), let number = Int(Substring(digits)), number <= most
        else { return nil }
        return number
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
