import ArgumentParser
import ClientCore

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
        for row in CrisisCard.help + (try cards()) { Output.say(row) }
    }

    /// The operators' cards, each once. Whatever is wrong here, the card that is built in is shown.
    private func cards() throws(Trouble) -> [String] {
        guard let folder = try? SeatFolder() else { return [] }
        if let circle {
            let seat = try SeatChoice(folder: folder, name: nil).seat(in: circle)
            return Self.titled(folder.card(of: seat))
        }
        var cards: [[String]] = []
        for seat in (try? folder.seats()) ?? [] {
            guard let card = folder.card(of: seat).map(\.rows), !cards.contains(card) else {
                continue
            }
            cards.append(card)
        }
        return cards.flatMap { Self.titled($0) }
    }
}
