import ArgumentParser
import Etiquette
import Wire

/// `circle list`: the circles this account knows.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show the circles you have been in."
    )

    func run() throws {
        let seats = try SeatFolder().seats()
        for seat in seats {
            let state = seat.isEntered ? seat.role.rawValue : "not entered yet"
            Output.say(
                "\(seat.label)  \(seat.circle.text)  \(seat.name)  \(state)  \(seat.host):\(seat.port)"
            )
            // A row of its own, so that programs find the columns as they were.
            if let sentence = NextMeeting.sentence(for: seat) { Output.say("  \(sentence)") }
        }
        if seats.isEmpty {
            Output.complain("No circle yet. `circle join` asks for an invitation.")
        }
    }
}
