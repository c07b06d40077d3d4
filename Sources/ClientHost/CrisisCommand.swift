import ArgumentParser
import ClientCore
import Wire

/// `circle crisis`: what to do in a crisis, from this machine alone. (SPEC §19.6)
struct CrisisCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crisis",
        abstract: "Read what to do in a crisis; needs no network and no circle.",
        discussion: """
            The people who run your relay may have written a card for the place where you live. It \
            is kept here whenever you come into a circle of theirs.
            """
    )

    @Argument(help: "The circle whose card is meant, by its label or id.")
    var circle: String?

    func run() throws {
        let cards = try operatorsCards()
        for rows in cards.isEmpty ? [CrisisCard.help] : cards {
            for row in rows { Output.say(row) }
        }
    }

    /// The cards that were kept, each once; whatever else is wrong here, some card is shown.
    private func operatorsCards() throws(Trouble) -> [[String]] {
        guard let folder = try? SeatFolder() else { return [] }
        var seats = (try? folder.seats()) ?? []
        if let circle {
            seats = [try SeatChoice(folder: folder, name: nil).seat(in: circle)]
        }
        var cards: [[String]] = []
        for seat in seats {
            guard let text = folder.card(of: seat)?.text else { continue }
            let rows = PageText(reading: text).rows
            if !cards.contains(rows) { cards.append(rows) }
        }
        return cards
    }
}
