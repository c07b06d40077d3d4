import Etiquette
import RelayCore
import Wire
import Wordless

// What must be the same after a restart, and what need not be. (SPEC §5.13, §14.8, §16.4)

extension CircleImage {
    /// The circle without what only a clock knows, and without marks that were not told.
    var withoutClocks: CircleImage {
        var image = self
        image.hadWindow = false
        image.isInBoundary = false
        image.shareMilliseconds = 0
        image.meeting.sharer = nil
        if image.stick.holder == nil { image.meeting.isWelcome = nil }
        for index in image.seats.indices {
            image.seats[index].mark = nil
            image.seats[index].rests = false
            image.seats[index].owedMilliseconds = min(1, image.seats[index].owedMilliseconds)
        }
        return image
    }
}

/// What somebody is given who sits down: the first state, and the events that had happened.
struct View {
    var state: [RelayLine.Body] = []
    var events: [UInt64: RelayLine.Body] = [:]
    /// Before the first event.
    ///
    /// Receipts do not outlive a restart, so more may come again then.
    var base: UInt64 = 0

    /// From what came; pages are in memory only, and links are taken up again. (SPEC §20.1)
    init(_ lines: [RelayLine], upTo last: UInt64) {
        var isInState = false
        for line in lines {
            if let number = line.number {
                if number <= last { events[number] = line.body.withoutWords }
                continue
            }
            if case .state(let number) = line.body {
                isInState = state.isEmpty
                if isInState { base = number }
            }
            if isInState, isKept(line.body) { state.append(line.body.withoutWords) }
            if line.body == .ready { isInState = false }
        }
    }

    /// What one has and the other has not, as it travels; nil when they are the same.
    func difference(from other: View) -> String? {
        let mine = lines(after: max(base, other.base))
        let others = other.lines(after: max(base, other.base))
        guard mine != others else { return nil }
        let lacking = mine.filter { !others.contains($0) }
        let added = others.filter { !mine.contains($0) }
        return "- \(lacking.joined(separator: " | ")) + \(added.joined(separator: " | "))"
    }

    private func lines(after base: UInt64) -> [String] {
        let numbered = events.filter { $0.key > base }.sorted { $0.key < $1.key }
        return (state.map { RelayLine($0) } + numbered.map { RelayLine(number: $0.key, $0.value) })
            .map { String(decoding: $0.line.dropLast(2), as: UTF8.self) }
    }

    private func isKept(_ body: RelayLine.Body) -> Bool {
        switch body {
        case .state, .page: false
        // Who is needed only to read what follows.
        case .seat(let line): line.presence != .gone
        default: true
        }
    }
}
