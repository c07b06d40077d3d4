import ClientCore
import Etiquette
import Wire

extension Scene {
    /// The plan of these stories: the agreements of `agreementsText`, and six parts.
    static var plan: String {
        let hash = Base64URL.encode(storyHash(of: [UInt8](agreementsText.utf8)))
        return "PLAN \(String(decoding: hash, as: UTF8.self)) door=knock "
            + "gather,agree,round;for=1800,silence;for=120,share;response=asked,few"
    }

    static var agreementsText: String { "What is said stays.\nOne speaks at a time." }

    /// Takes the seat in a meeting with parts: Ana facilitates, Bo reads, Cy is here; event 10.
    mutating func meet(
        role: Role = .member,
        plan: String = Self.plan,
        phase: String = "PHASE 3 3 round 1800 next",
        floor: String = "1 home 0 start - 0 0",
        pages: [UInt8] = [],
        more: [String] = [],
        epoch: UInt64 = 0
    ) {
        _ = step(welcome(role: role, epoch: epoch))
        let id = sent.first { $0.verb == .sit }?.id ?? 0
        viewEnd = 10
        relay("@id=\(id) OK SIT 2")
        var all = giveState(role, plan, floor, [phase] + pages.map { "PAGE \($0) 1" } + more)
        all += relay("PONG 10")
        effects = all
    }

    /// Waits on a link that lives.
    mutating func stay(_ milliseconds: UInt64) {
        var all: [ClientEffect] = []
        let end = now.after(milliseconds)
        while now < end {
            all += wait(min(5_000, end.since(now)))
            all += relay("PONG \(viewEnd)")
        }
        effects = all
    }

    /// The state as a relay gives it to somebody in the circle.
    @discardableResult
    mutating func giveState(
        _ role: Role,
        _ plan: String,
        _ floor: String,
        _ more: [String]
    ) -> [ClientEffect] {
        var all = relay(
            "STATE \(viewEnd)",
            "RULES fair called 5 300",
            plan,
            "SEAT 1 \(keyText(ana)) facilitator here 0 \(name(ana, "Ana"))",
            "SEAT 2 \(keyText(bo)) \(role.rawValue) here 0 \(name(bo, "Bo"))",
            "SEAT 3 \(keyText(cy)) member here 0 \(name(cy, "Cy"))",
            "FLOOR \(floor)",
            "HANDS open"
        )
        for line in more { all += relay(line) }
        all += relay("READY")
        effects = all
        return all
    }

    /// Sees the state of the vestibule, as a newcomer.
    mutating func waitOutside(_ reason: VestibuleReason = .door) {
        _ = step(welcome())
        let id = sent.first { $0.verb == .sit }?.id ?? 0
        viewEnd = 10
        relay(
            "@id=\(id) OK SIT 2",
            "NOTE vestibule \(reason.rawValue)",
            "STATE 10",
            "RULES fair called 5 300",
            Self.plan,
            "SEAT 1 \(keyText(ana)) facilitator here 0 \(name(ana, "Ana"))",
            "PHASE 1 1 gather 0 start",
            "READY"
        )
    }

    /// A text as the relay gives it.
    func leaf(
        _ number: UInt8,
        by author: Seat = ana,
        key other: Seat? = nil,
        _ text: String
    )
        -> String
    {
        let place = PayloadPlace(log: 3, author: key(author), kind: .page, turn: UInt32(number))
        let bytes =
            member.cipher.isSealed
            ? StoryCipher.payload([UInt8](text.utf8), place, salt: 4) : [UInt8](text.utf8)
        let payload = String(decoding: Base64URL.encode(bytes), as: UTF8.self)
        return "LEAF \(number) \(keyText(other ?? author)) \(payload)"
    }

    /// The last request of this kind among the last effects, and its id.
    func asked(_ verb: Verb) -> Request? { sent.last { $0.verb == verb } }

    /// Answers the page that was asked for; the effects are those of the answer.
    @discardableResult
    mutating func bringPage(
        _ text: String,
        by author: Seat = ana,
        key other: Seat? = nil
    )
        -> [ClientEffect]
    {
        guard let request = asked(.page), case .page(let number, nil) = request.ask,
            let id = request.id
        else { return [] }
        return relay(leaf(number, by: author, key: other, text), "@id=\(id) OK PAGE 0")
    }
}
