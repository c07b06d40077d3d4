/// Content lines of iCalendar, as RFC 5545 wants them: folded, with CR LF.
struct CalendarText {
    /// The longest row, in bytes without its end.
    private static let rowBytesMax = 75

    private(set) var text = ""

    /// A line whose value is written as it is.
    mutating func line(_ name: String, _ value: String) {
        var row = 0
        for letter in "\(name):\(value)".unicodeScalars {
            let count = UTF8.width(letter)
            if row + count > Self.rowBytesMax {
                // A row that goes on begins with a space, which belongs to the fold.
                text += "\r\n "
                row = 1
            }
            text.unicodeScalars.append(letter)
            row += count
        }
        text += "\r\n"
    }

    /// A line whose value is text for people.
    mutating func words(_ name: String, _ value: String) {
        var escaped = ""
        for letter in value.unicodeScalars {
            switch letter {
            case "\\", ";", ",": escaped += "\\\(letter)"
            case "\n": escaped += "\\n"
            // Other controls have no place in a calendar.
            case "\u{0}"..<" ", "\u{7f}": break
            default: escaped.unicodeScalars.append(letter)
            }
        }
        line(name, escaped)
    }

    /// The lines between a begin and an end.
    mutating func part(_ name: String, _ body: (inout CalendarText) -> Void) {
        line("BEGIN", name)
        body(&self)
        line("END", name)
    }

    /// As `20261201T190000`.
    static func moment(_ local: LocalSeconds) -> String {
        let second = local.secondOfDay
        let parts = [second / 3_600, second / 60 % 60, second % 60]
        return day(local.date) + "T" + parts.map { CivilDate.padded($0, 2) }.joined()
    }

    private static func day(_ date: CivilDate) -> String { date.text.filter { $0 != "-" } }

    /// As `+0130`, with seconds only where there are any.
    static func offset(_ seconds: Int) -> String {
        let size = abs(seconds)
        let parts = [size / 3_600, size / 60 % 60] + (size % 60 == 0 ? [] : [size % 60])
        return (seconds < 0 ? "-" : "+") + parts.map { CivilDate.padded($0, 2) }.joined()
    }
}

extension Weekday {
    /// As iCalendar writes it.
    var calendarWord: String { name.prefix(2).uppercased() }
}
