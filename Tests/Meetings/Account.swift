import Etiquette
import Formats
import Wire

/// What is written of a meeting: what people did, and what came of it for whom.
struct Account {
    private var rows: [String]
    /// What there is to know before the next thing that people do.
    private var remarks: [String] = []
    private let format: Format
    /// What was told since it was last written down, in the order in which it happened.
    private var items: [Item] = []
    /// What somebody has just typed: words that are heard are not written twice.
    var typed = ""
    private var toldAt: Moment?
    /// Who was in the circle when something was last told.
    private var wereThere: [String] = []

    private struct Item {
        let text: String
        /// The number of the event, or of the last one before it.
        let number: UInt64
        let isEvent: Bool
        var to: [String]
    }

    private static let margin = 13
    private static let nameWidth = 14

    init(_ story: Story, _ format: Format) {
        self.format = format
        rows =
            story.head + [
                "",
                "people \(story.people.map { "\($0.name) \($0.role.rawValue)" }.joined(separator: ", "))",
                "",
            ]
    }

    var text: String { rows.joined(separator: "\n") + "\n" }

    /// What somebody did.
    mutating func write(_ step: Story.Step, at now: Moment) {
        typed = ""
        toldAt = now
        guard step.deed != .remark else { return remarks.append(step.text) }
        if !remarks.isEmpty, rows.last != "" { rows.append("") }
        rows += remarks + ["\(Self.clock(now))  \(step.text)"]
        remarks = []
    }

    /// Something that is no line of the relay, after the event of this number.
    mutating func add(_ text: String, _ person: Person, number: UInt64) {
        put(Item(text: text, number: number, isEvent: false, to: [person.name]))
    }

    /// Something that somebody was told when `have` was the last event they had.
    mutating func hear(_ line: RelayLine, _ person: Person, have: UInt64) {
        guard let text = Telling(person).text(of: line.body) else { return }
        put(
            Item(
                text: text,
                number: have,
                isEvent: line.number != nil,
                to: [person.name]
            )
        )
    }

    private mutating func put(_ item: Item) {
        let same = items.firstIndex {
            $0.text == item.text && $0.isEvent == item.isEvent
                && (!item.isEvent || $0.number == item.number)
        }
        guard let same else { return items.append(item) }
        items[same].to += item.to
    }

    /// Writes down what was told meanwhile.
    mutating func tell(at now: Moment, in circle: [String]) {
        guard !items.isEmpty else { return }
        if toldAt != now {
            rows.append(String(repeating: " ", count: 4) + "at " + Self.clock(now))
            toldAt = now
        }
        let sorted = items.enumerated().sorted { left, right in
            let (one, two) = (left.element, right.element)
            guard one.number == two.number else { return one.number < two.number }
            guard one.isEvent == two.isEvent else { return one.isEvent }
            return left.offset < right.offset
        }
        items = []
        for (_, item) in sorted { write(item, in: circle) }
        wereThere = circle
    }

    private mutating func write(_ item: Item, in circle: [String]) {
        let isForAll = item.to.count > 1 && Set(circle).isSubset(of: item.to)
        let others = item.to.filter { !circle.contains($0) && !wereThere.contains($0) }
        let named = isForAll ? ["all"] + others : item.to
        let names = named.joined(separator: ", ")
        if item.text.hasPrefix("=") {
            let told = names == "all" ? "" : " (\(names))"
            return rows += rows.last == "" ? [item.text + told] : ["", item.text + told]
        }
        let gap = String(repeating: " ", count: max(2, Self.nameWidth - names.count))
        let text = isWhatWasTyped(item.text) ? "hear it" : item.text
        rows.append(String(repeating: " ", count: Self.margin) + names + gap + text)
    }

    private func isWhatWasTyped(_ text: String) -> Bool {
        !typed.isEmpty && text.hasSuffix(": \(typed)")
    }

    private static func clock(_ moment: Moment) -> String {
        let seconds = moment.since(Relay.start) / 1_000
        let (hours, rest) = (seconds / 3_600, seconds % 3_600)
        return "\(hours):\(two(rest / 60)):\(two(rest % 60))"
    }

    static func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    mutating func finish() {
        rows += remarks
    }
}
