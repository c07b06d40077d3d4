import Etiquette
import Wire

// The parts of a meeting, in plain words. (SPEC §14 to §21)

extension Telling {
    func meetingText(of body: RelayLine.Body) -> String? {
        switch body {
        case .phase(let phase): text(of: phase)
        case .agreed(let seat): "\(name(seat)) agrees"
        case .mark(let mark, let seat): "\(name(seat)) to you, without words: \(mark.rawValue)"
        case .marks(let seat, let counts): "for \(name(seat)): \(text(of: counts))"
        case .caution(let seat, _, _, let words, _):
            "\(name(seat)) says what it will be about: \(text(of: words))"
        case .quiet(let seat, let on): "\(name(seat)) is \(on ? "" : "no longer ")quieted"
        case .out(let seat, let on): "\(name(seat)) is \(on ? "out" : "back in the circle")"
        case .balance(let seat, let shares, let seconds):
            "\(name(seat)) had the stick for \(Self.time(seconds)); shares: \(shares)"
        case .slip(let slip):
            "a slip: \(String(decoding: slip.text, as: UTF8.self).split(separator: "\n").joined(separator: ", "))"
        case .card: "the card of the relay: whom to call"
        default: hostingText(of: body)
        }
    }

    private func hostingText(of body: RelayLine.Body) -> String? {
        switch body {
        case .chair(let seat, let why):
            "\(seat.map(name) ?? "nobody") has the chair (\(why.rawValue))"
        case .door(let door, let why, let seat):
            "the door is \(door.rawValue) (\(why.rawValue)\(seat.map { " by \(name($0))" } ?? ""))"
        case .knock(let seat, _, let role, _): "\(name(seat)) is at the door, as \(role.rawValue)"
        case .apart(let seat, let apart): "\(name(seat)) is apart: \(text(of: apart))"
        case .buddy(let one, let two, let move):
            "\(name(one)) and \(name(two)) as buddies: \(move.rawValue)"
        default: nil
        }
    }

    private func text(of phase: RelayLine.PhaseLine) -> String {
        let time = phase.seconds > 0 ? ", \(Self.time(phase.seconds))" : ""
        let what = "\(phase.kind.rawValue)\(time), \(phase.reason.rawValue)"
        guard phase.place > 0 else { return "=== \(phase.kind.rawValue) (\(what)) ===" }
        let title = person.card(of: phase)?.title ?? "no title"
        return "=== Part \(phase.place): \(title) (\(what)) ==="
    }

    private func text(of counts: MarkCounts) -> String {
        let given = [
            ("heard", counts.heard), ("with you", counts.withYou), ("thank you", counts.thankYou),
            ("hug", counts.hug),
        ]
        return given.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
    }

    private func text(of apart: Apart) -> String {
        switch apart {
        case .within: "in the circle"
        case .step: "stepped out"
        case .aside: "set aside"
        case .side(let facilitator): "in a side room with \(name(facilitator))"
        }
    }
}
