/// The words of a schedule, one after the other. (SPEC §3.10)
struct ScheduleReader {
    private struct Word {
        let text: String
        /// Its first letter, counted from 1.
        let place: Int
    }

    private var words: ArraySlice<Word> = []
    private let length: Int

    init(_ text: String) {
        var words: [Word] = []
        var word = ""
        var place = 0
        for letter in text {
            place += 1
            if letter != " " {
                word.append(letter)
            } else if !word.isEmpty {
                words.append(Word(text: word, place: place - word.count))
                word = ""
            }
        }
        if !word.isEmpty { words.append(Word(text: word, place: place + 1 - word.count)) }
        self.words = words[...]
        length = place
    }

    /// The next word, which must be something.
    private mutating func next<Value>(
        _ expected: ScheduleFault.Expected,
        _ read: (String) -> Value?
    ) throws(ScheduleFault) -> Value {
        guard let word = words.popFirst() else {
            throw .word(nil, place: length + 1, expected)
        }
        guard let value = read(word.text) else {
            throw .word(word.text, place: word.place, expected)
        }
        return value
    }

    /// Takes the next word if it is this one.
    mutating func take(_ word: String) throws(ScheduleFault) -> Bool {
        guard words.first?.text.lowercased() == word else { return false }
        words = words.dropFirst()
        return true
    }

    mutating func daysAndTime() throws(ScheduleFault) -> (ScheduleWish.Days, CivilTime) {
        let days: ScheduleWish.Days
        if let word = words.first, let date = CivilDate(text: word.text) {
            words = words.dropFirst()
            days = .once(date)
        } else {
            days = try rule()
        }
        return (days, try next(.time) { CivilTime(text: $0) })
    }

    private mutating func rule() throws(ScheduleFault) -> ScheduleWish.Days {
        enum Kind: String { case weekly, every, monthly }
        switch try next(.rule, { Kind(rawValue: $0.lowercased()) }) {
        case .weekly: return .weekly(weeks: 1, try weekday())
        case .every:
            let weeks = try next(.weeks) { text in
                Int(text).flatMap { Schedule.weeksBounds.contains($0) ? $0 : nil }
            }
            _ = try next(.weeksWord) { $0.lowercased() == "weeks" ? true : nil }
            return .weekly(weeks: weeks, try weekday())
        case .monthly:
            let place = try next(.monthPlace) { text in
                Schedule.MonthPlace.allCases.first { $0.word == text.lowercased() }
            }
            return .monthly(place, try weekday())
        }
    }

    private mutating func weekday() throws(ScheduleFault) -> Weekday {
        try next(.weekday) { Weekday(word: $0.lowercased()) }
    }

    mutating func date() throws(ScheduleFault) -> CivilDate {
        try next(.date) { CivilDate(text: $0) }
    }

    mutating func minutes() throws(ScheduleFault) -> Int {
        let minutes = try next(.minutes) { text in
            Int(text).flatMap { Schedule.minutesBounds.contains($0) ? $0 : nil }
        }
        _ = try next(.minutesWord) { ["min", "minutes"].contains($0.lowercased()) ? true : nil }
        return minutes
    }

    mutating func zone() throws(ScheduleFault) -> ZoneName {
        try next(.zone) { ZoneName($0) }
    }

    mutating func finish() throws(ScheduleFault) {
        guard let word = words.first else { return }
        throw .word(word.text, place: word.place, .end)
    }
}
