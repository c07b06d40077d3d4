/// A day of the week.
public enum Weekday: Int, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// As people write it.
    public var name: String {
        switch self {
        case .monday: "Monday"
        case .tuesday: "Tuesday"
        case .wednesday: "Wednesday"
        case .thursday: "Thursday"
        case .friday: "Friday"
        case .saturday: "Saturday"
        case .sunday: "Sunday"
        }
    }

    /// As a schedule writes it: the first three letters. (SPEC §3.10)
    var word: String { String(name.lowercased().prefix(3)) }

    /// The day that is meant, by its three letters or its whole name; nil when it is none.
    init?(word: String) {
        let found = Weekday.allCases.first { $0.word == word || $0.name.lowercased() == word }
        guard let found else { return nil }
        self = found
    }
}
