import Etiquette
import Wire

/// One of everything that is said about whole meetings. (SPEC §14 to §21)
extension Samples {
    static let hash = [UInt8](100..<120)

    static let page = pagePayload([UInt8](repeating: 1, count: 297))

    static func pagePayload(_ bytes: [UInt8]) -> PagePayload {
        guard let payload = PagePayload(bytes) else { fatalError("\(bytes.count) bytes") }
        return payload
    }

    static func card(_ locale: String, _ text: [UInt8]?) -> Card {
        guard let card = Card(locale: locale, text: text) else { fatalError("\(locale)") }
        return card
    }

    static func slip(_ text: [UInt8]) -> Slip {
        guard let slip = Slip(text: text, key: key(70), signature: signature) else {
            fatalError("\(text.count) bytes")
        }
        return slip
    }

    static let plans: [CirclePlan] = [
        CirclePlan(), CirclePlan(agreements: hash),
        CirclePlan(plan: Plan(PhaseKind.allCases.filter(\.isPlanned).map { Phase($0) })),
        CirclePlan(agreements: hash, plan: fullPlan),
    ]

    /// The longest plan: as many phases as there may be, and no key at its default.
    static let fullPlan: Plan = {
        var phase = Phase(.fellowship)
        phase.seconds = 14_400
        phase.limitSeconds = 3_600
        phase.queue = .strict
        phase.passing = .popcorn
        phase.boundarySeconds = 120
        phase.order = .shuffle
        phase.facilitator = .last
        phase.splitsTime = true
        phase.response = .always
        phase.responseSeconds = 3_600
        phase.responders = 10
        phase.marks = .live
        phase.sticks = 4
        phase.words = false
        var options = MeetingOptions()
        options.door = .knock
        options.late = .atOnce
        options.entrySeconds = 14_400
        options.raid = 30
        options.bell = .all
        options.seats = 200
        options.facilitators = 200
        options.quorum = 200
        return Plan(Array(repeating: phase, count: Plan.phasesMax), options: options)
    }()

    static let meeting: [Request.Ask] =
        plans.map { .plan($0) } + Mark.allCases.map { .mark($0) } + Door.allCases.map { .door($0) }
        + [
            .page(0, nil), .page(34, nil), .page(2, page),
            .page(0, pagePayload([UInt8](repeating: 255, count: PagePayload.bytesMax))),
            .phase(.next(1, now: false)), .phase(.next(4_294_967_295, now: true)),
            .phase(.end(7, now: false)), .phase(.end(1, now: true)), .agree, .response(true),
            .response(false), .caution(payload, blind: nil), .caution(text, blind: someBlind),
            .signal, .quiet(Seat(3), true), .quiet(Seat(3), false), .chair(nil),
            .chair(Seat(65_535)), .admit(nil), .admit(Seat(4)), .hold(Seat(4)), .step(out: true),
            .step(out: false), .aside(Seat(5), true), .aside(Seat(5), false), .side(Seat(5), true),
            .side(Seat(5), false), .buddy(Seat(6), true), .buddy(Seat(6), false), .name(name),
            .name(text), .balance, .slip, .card(locale: "pt-BR"),
            .card(locale: String(repeating: "x", count: 35)),
        ]

    static let meetingAnswers: [RelayLine.Body] =
        plans.map { .plan($0) } + RefusalCode.allCases.map { .fail(.sit, $0, details: ["7"]) } + [
            .leaf(0, key(4), page), .leaf(34, key(4), pagePayload([7])),
            .balance(Seat(3), shares: 0, seconds: 4_294_967_295),
            .slip(slip([UInt8]("circle/1 attendance\n2026-11-24\n61\nx".utf8))),
            .slip(slip([UInt8](repeating: 10, count: Slip.textBytesMax))),
            .card(card("en", nil)), .card(card("en", [UInt8]("Call 112\nor whisper".utf8))),
            .card(card("zh-Hant-TW", [UInt8](repeating: 65, count: Card.textBytesMax))),
        ]

    static let meetingEvents: [RelayLine.Body] =
        PhaseReason.allCases.flatMap { reason in
            PhaseKind.allCases.map { kind in .phase(phase(kind, reason)) }
        } + Mark.allCases.map { .mark($0, Seat(2)) }
        + ChairReason.allCases.map { .chair($0 == .kept ? nil : Seat(1), $0) }
        + Door.allCases.flatMap { door in
            DoorReason.allCases.map { .door(door, $0, $0 == .set ? Seat(1) : nil) }
        }
        + BuddyMove.allCases.map { .buddy(Seat(1), Seat(65_535), $0) }
        + [Apart.within, .step, .aside, .side(Seat(2))].map { .apart(Seat(7), $0) }
        + [
            .agreed(Seat(2)), .marks(Seat(2), MarkCounts()), .marks(Seat(2), counts),
            .caution(Seat(3), id: 58, turn: 17, payload, blind: nil),
            .caution(Seat(3), id: 58, turn: 17, text, blind: someBlind),
            .caution(Seat(3), id: 58, turn: 17, nil, blind: nil), .quiet(Seat(3), true),
            .quiet(Seat(3), false), .knock(Seat(9), key(8), .member, name),
            .knock(Seat(9), key(8), .greeter, text), .knock(Seat(9), key(8), .timekeeper, nil),
            .out(Seat(3), true), .out(Seat(3), false), .page(0, Seat(1)), .page(34, Seat(65_535)),
        ]

    private static func phase(_ kind: PhaseKind, _ reason: PhaseReason) -> RelayLine.PhaseLine {
        RelayLine.PhaseLine(
            number: 4_294_967_295,
            place: kind.isPlanned ? 32 : 0,
            kind: kind,
            seconds: reason == .start ? 0 : 4_294_967_295,
            reason: reason
        )
    }

    private static let counts: MarkCounts = {
        var counts = MarkCounts()
        counts.heard = 1
        counts.withYou = 2
        counts.thankYou = 3
        counts.hug = 65_535
        return counts
    }()
}
