import Etiquette
import Wire

/// Lines of a relay in plain words, as one person understands them.
struct Telling {
    let person: Person

    init(_ person: Person) { self.person = person }

    /// nil for what is not worth a row.
    func text(of body: RelayLine.Body) -> String? {
        switch body {
        case .ok(.sit, _): "sits down as \(person.role.rawValue)"
        case .fail(nil, let code, _): "is let go: \(code?.rawValue ?? "?")"
        case .fail(_, let code, let details):
            "is refused: " + ([code?.rawValue ?? "?"] + details).joined(separator: " ")
        case .ready: here
        case .note(let note): text(of: note)
        case .join(let seat, _, let role, _): "\(name(seat)) is in the circle, as \(role.rawValue)"
        case .name(let seat, _): "somebody is called \(name(seat)) now"
        case .leave(let seat, let why): "\(name(seat)) is gone (\(why.rawValue))"
        case .presence(let seat, let presence): "\(name(seat)) is \(presence.rawValue)"
        case .listen(let seat, let on): "\(name(seat)) \(on ? "only listens" : "listens no more")"
        case .role(let seat, let role): "\(name(seat)) is \(role.rawValue) now"
        case .hand(let seat, let move, let order):
            "\(name(seat))'s hand: \(move.rawValue)\(waiting(order))"
        case .hands(let open): open ? "hands may go up" : "no more hands"
        case .urgent(let seat): "\(name(seat)) says that it is urgent"
        case .floor(let floor): text(of: floor)
        case .line(let seat, _, _, let words, _): "\(name(seat)): \(text(of: words))"
        case .whisper(let seat, _, let to, let words, _):
            "\(name(seat)), in private to \(name(to)): \(text(of: words))"
        case .help(let seat): "\(name(seat)) asks for help"
        default: meetingText(of: body)
        }
    }

    /// The state in one row.
    private var here: String {
        let names = person.seated.map(name).joined(separator: ", ")
        let part = person.phase.map { "; part \($0.place), \($0.kind.rawValue)" } ?? ""
        return "is shown who is here: \(names)\(part)"
    }

    func name(_ seat: Seat) -> String { person.name(of: seat) }

    private func name(_ addressee: Addressee) -> String {
        switch addressee {
        case .facilitators: "the facilitators"
        case .seat(let seat): name(seat)
        }
    }

    func text(of words: Content?) -> String {
        words.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "*"
    }

    func waiting(_ order: [Seat]) -> String {
        order.isEmpty ? "" : "; to come: \(order.map(name).joined(separator: ", "))"
    }

    // MARK: The floor

    private func text(of floor: RelayLine.FloorLine) -> String {
        place(of: floor) + " (\(floor.reason.rawValue))" + waiting(floor.order)
    }

    private func place(of floor: RelayLine.FloorLine) -> String {
        let holder = floor.seat.map(name) ?? "nobody"
        let limit = floor.limitSeconds > 0 ? ", for \(Self.time(floor.limitSeconds))" : ""
        switch floor.state {
        case .home: return "the stick is at home"
        case .offered: return "the stick is offered to \(holder)\(limit)"
        case .held: return "\(holder) has the stick\(limit)"
        case .adrift: return "the stick waits for \(holder), whose link is lost"
        case .open: return "the floor is open to everybody"
        case .space:
            let time = floor.limitSeconds > 0 ? " of \(Self.time(floor.limitSeconds))" : ""
            return "a silence\(time)"
        case .few:
            let holders = floor.sticks.map { name($0.seat) }
            return holders.isEmpty
                ? "several sticks, all at home"
                : "several sticks: \(holders.joined(separator: ", "))"
        }
    }

    static func time(_ seconds: UInt64) -> String {
        "\(seconds / 60):\(Account.two(seconds % 60))"
    }

    private func text(of note: Note) -> String? {
        switch note {
        case .nudge: "(reminder) the stick is offered to you"
        case .time(let percent, let seconds):
            "(share clock) \(percent) %, \(Self.time(seconds)) left"
        case .quiet: "(reminder) nothing was said for a while"
        case .homeAsked: "please come to a close"
        case .homeDue: "(reminder) you asked for a close"
        case .window(let count, let seconds):
            "\(count) have not shared; they have \(Self.time(seconds)) to raise a hand first"
        case .waiting(let seconds): "will be done in \(Self.time(seconds))"
        case .callDropped(let seat): "\(name(seat)) could not be called"
        case .pauseAsked(let seat): "\(name(seat)) asks for a silence"
        case .extended(let seconds): "\(Self.time(seconds)) more"
        case .vestibule(let why): "please wait at the door (\(why.rawValue))"
        case .phaseTime(let percent, let seconds):
            "(part clock) \(percent) %, \(Self.time(seconds)) left"
        case .closing(let seconds): "the meeting ends in \(Self.time(seconds))"
        case .fewFacilitators(let count): "only \(count) facilitate"
        case .quorum(let count): "only \(count) are here"
        case .unkept, .kept, .anew, .unknown: "?"
        }
    }
}
