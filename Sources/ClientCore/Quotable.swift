import Etiquette

/// What people said of late, as the reader saw it, so that it can be shown to the facilitators.
///
/// It stays on the reader's machine, and goes only where the reader sends it.
struct Quotable: Hashable, Sendable {
    private struct Entry: Hashable, Sendable {
        let seat: Seat
        let text: String
    }

    private var entries: [Entry] = []
    private var bytes = 0

    mutating func keep(_ text: String, of seat: Seat) {
        entries.append(Entry(seat: seat, text: text))
        bytes += text.utf8.count
        while entries.count > ClientLimits.quotableMax || bytes > ClientLimits.quotableBytesMax {
            bytes -= entries.removeFirst().text.utf8.count
        }
    }

    /// Who was the last to say something, but for one.
    func lastSpeaker(but me: Seat?) -> Seat? { entries.last { $0.seat != me }?.seat }

    /// The last lines of somebody, the oldest of them first.
    func lines(of seat: Seat, count: Int) -> [String] {
        entries.filter { $0.seat == seat }.suffix(max(0, count)).map(\.text)
    }
}
