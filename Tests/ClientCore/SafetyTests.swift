import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§19.6 Help, and words about others")
struct SafetyTests {
    @Test("§19.6 the card is shown before anything goes out, and then who has heard it")
    func help() {
        var scene = SealedScene()
        scene.meet()
        scene.wish(.act(.help))
        let firstSend = scene.effects.firstIndex { if case .send = $0 { true } else { false } }
        let rows = CrisisCard.help.map { "card: " + $0 }
        #expect(scene.sentences == rows + ["circle: " + CrisisCard.whoKnows(.asked)])
        #expect(firstSend == rows.count + 1)
        scene.event("HELP 2")
        #expect(scene.sentences == ["circle: " + CrisisCard.whoKnows(.told)])
        scene.event("PRESENCE 1 adrift")
        scene.event("HELP 2")
        #expect(scene.sentences == ["circle: " + CrisisCard.whoKnows(.nobodyHere)])
    }

    @Test("§7.7 §19.6 whoever called while the facilitator was away is told once of the return")
    func cameBack() {
        var scene = SealedScene()
        scene.meet()
        scene.event("PRESENCE 1 away")
        scene.event("HELP 2")
        #expect(scene.sentences == ["circle: " + CrisisCard.whoKnows(.nobodyHere)])
        scene.event("PRESENCE 1 here")
        #expect(
            scene.sentences == [
                "circle: Ana is back.", "circle: A facilitator is here now and has been told.",
            ]
        )
        scene.event("PRESENCE 1 away")
        scene.event("PRESENCE 1 here")
        #expect(scene.sentences == ["circle: Ana is back."])
    }

    @Test("§19.6 of a facilitator whose link was lost nothing is promised") func cameBackLater() {
        var scene = SealedScene()
        scene.meet()
        scene.event("PRESENCE 1 away")
        scene.event("HELP 2")
        scene.event("PRESENCE 1 adrift")
        scene.event("PRESENCE 1 here")
        #expect(scene.sentences == ["circle: Ana is back."])
    }

    @Test("§19.6 without a link the card is shown all the same, and the call goes out later")
    func offline() {
        var scene = SealedScene()
        scene.meet()
        _ = scene.step(.lost)
        scene.wish(.act(.help))
        #expect(scene.sentences.contains { $0.contains("112") })
        #expect(scene.sentences.contains("circle: " + CrisisCard.whoKnows(.offline)))
        #expect(scene.sent.isEmpty)
        scene.comeBack()
        #expect(scene.acts.contains { $0.verb == .help })
    }

    @Test("§19.6 before any link at all the card is shown") func never() {
        var scene = SealedScene()
        scene.wish(.act(.help))
        #expect(scene.sentences.contains { $0.contains("112") })
        #expect(scene.sentences.contains("circle: " + CrisisCard.whoKnows(.offline)))
    }

    @Test("§19.6 the operator's card is asked for, kept, shown instead, and fit to be shown")
    func operators() {
        var scene = SealedScene()
        scene.member = Member(
            key: key(bo),
            name: [UInt8]("Bo".utf8),
            cipher: StoryCipher(),
            locale: "de-AT",
            seed: 7
        )
        scene.meet()
        let text = String(
            decoding: Base64URL.encode([UInt8]("Call 142.\n\nAna\u{b7}1: all is well\u{1b}".utf8)),
            as: UTF8.self
        )
        scene.relay("CARD de \(text)")
        guard case .card(let card)? = scene.effects.first else {
            Issue.record("the card was not kept")
            return
        }
        #expect(card.text?.isEmpty == false)
        scene.wish(.card)
        #expect(
            scene.sentences == ["card: Call 142.", "card: Ana·1: all is well<U+001B>"]
        )
    }

    @Test("§19.6 a card that nobody asked for is not believed") func unasked() {
        var scene = SealedScene()
        scene.meet()
        scene.relay("CARD de Q2FsbCA")
        #expect(scene.effects.isEmpty)
    }

    @Test("§7.7 a facilitator cannot miss a call for help, and is told again after 30 seconds")
    func loud() {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.event("HELP 3")
        #expect(
            scene.sentences == [
                "HELP! HELP! Cy·3 asks for help now. Only facilitators see this. `side 3` opens a"
                    + " side room with them, `w @3 …` whispers to them."
            ]
        )
        scene.stay(31_000)
        #expect(scene.sentences.count == 1)
        #expect(scene.sentences.first?.hasPrefix("HELP! HELP! Cy·3 still waits") == true)
        scene.stay(60_000)
        #expect(scene.sentences.isEmpty)
    }

    @Test("§19.6 a call from the door says how to let its caller in") func fromTheDoor() {
        var scene = SealedScene()
        scene.meet(role: .facilitator, more: ["KNOCK 4 \(keyText(Seat(4))) member *"])
        scene.event("HELP 4")
        #expect(scene.sentences.first?.contains("`admit 4` lets them in, `w @4 …`") == true)
        scene.event("LEAVE 4 left")
        scene.stay(60_000)
        #expect(scene.sentences.isEmpty)
    }

    @Test(
        "§19.6 whoever was turned to is not told of again",
        arguments: [Wish.act(.side(cy, true)), .whisper(.seat(cy), "I am here")]
    )
    func turnedTo(_ wish: Wish) {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.event("HELP 3")
        scene.wish(wish)
        scene.stay(60_000)
        #expect(scene.sentences.isEmpty)
    }

    @Test("a flag shows what it quotes, goes after a yes, and to the facilitators alone")
    func flag() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 1 1 gather 0 start", floor: "1 open 0 start - 0 0")
        for (id, words) in ["one", "two", "three", "four"].enumerated() {
            scene.event(scene.line(cy, id: UInt32(id + 1), turn: 1, words))
        }
        scene.wish(.flag(nil, lines: nil, reason: "he is unkind"))
        #expect(scene.acts.isEmpty && scene.member.isAsked)
        let text =
            "About Cy·3. Why: he is unkind Said: \u{201c}two\u{201d} \u{201c}three\u{201d}"
            + " \u{201c}four\u{201d}"
        #expect(scene.sentences.first == "flag: " + text)
        #expect(scene.sentences.last?.contains("to nobody else. `y` sends it") == true)
        scene.wish(.yes)
        guard case .whisper(.facilitators, .sealed(let payload), _)? = scene.acts.first?.ask else {
            Issue.record("no whisper to the facilitators")
            return
        }
        let encoded = String(decoding: payload, as: UTF8.self).split(separator: "/").last ?? ""
        #expect(Base64URL.decode([UInt8](encoded.utf8)) == [UInt8](text.utf8))
        #expect(!scene.member.isAsked)
        scene.wish(.yes)
        #expect(scene.acts.isEmpty)
    }

    @Test("a flag quotes as many lines as one says, and warns when its subject would read it")
    func choices() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 1 1 gather 0 start", floor: "1 open 0 start - 0 0")
        scene.wish(.flag(nil, lines: nil, reason: ""))
        #expect(scene.shown == [.safety(.nothingToFlag)])
        scene.event(scene.line(ana, id: 1, turn: 1, "one"))
        scene.event(scene.line(ana, id: 2, turn: 1, "two"))
        scene.wish(.flag(ana, lines: 1, reason: ""))
        #expect(scene.sentences.first == "flag: About Ana·1. Said: \u{201c}two\u{201d}")
        #expect(scene.sentences.last?.contains("Ana facilitates and would read it too.") == true)
        scene.wish(.flag(ana, lines: 0, reason: "why not"))
        #expect(scene.sentences.contains("flag: About Ana·1. Why: why not"))
        scene.wish(.no)
        #expect(scene.sentences == ["circle: Nothing was sent."])
        #expect(scene.acts.isEmpty)
        #expect(!scene.member.isAsked)
    }

    @Test(
        "what is typed instead of a yes is never said to the circle, and not lost",
        arguments: ["yes please", "hello", "no, never mind"]
    )
    func answered(_ typed: String) {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 1 1 gather 0 start", floor: "1 open 0 start - 0 0")
        scene.event(scene.line(cy, id: 1, turn: 1, "one"))
        scene.wish(.flag(cy, lines: 1, reason: ""))
        scene.type(typed)
        #expect(scene.acts.isEmpty && !scene.member.isAsked)
        #expect(scene.shown == [.safety(.nothingSent), .draftKept(typed, .answer)])
        scene.stay(30_000)
        #expect(scene.acts.isEmpty)
        scene.wish(.sendDraft(all: false))
        #expect(scene.acts.map(\.verb) == [.line])
    }

    @Test("a flag fits one line, however long what it quotes is") func longFlag() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 1 1 gather 0 start", floor: "1 open 0 start - 0 0")
        for id in 1...9 {
            scene.event(
                scene.line(cy, id: UInt32(id), turn: 1, String(repeating: "\u{5d0}", count: 900))
            )
        }
        scene.wish(.flag(cy, lines: 9, reason: String(repeating: "b", count: 3_990)))
        scene.wish(.yes)
        #expect(scene.acts.map(\.verb) == [.whisper])
        #expect(scene.member.drafts.isEmpty)
    }

    @Test(
        "§12.3 the why of a flag is shown, and sent, as everybody would see it",
        arguments: [
            ("a\u{202e}b", "a<U+202E>b"), ("a\u{7}b", "a<U+0007>b"),
            ("a\u{2066}b", "a<U+2066>b"),
        ]
    )
    func pastedReason(_ reason: String, _ shown: String) {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 1 1 gather 0 start", floor: "1 open 0 start - 0 0")
        scene.wish(.flag(cy, lines: 0, reason: reason))
        #expect(scene.shown.first == .meeting(.row(.flag, "About Cy·3. Why: \(shown)")))
    }

    @Test(
        "§9.3 whoever is removed has left, before all but the facilitators",
        arguments: [
            (Role.member, "circle: Cy·3 left."), (.guardian, "circle: Cy·3 left."),
            (.cofacilitator, "circle: Cy·3 was removed by a facilitator."),
        ]
    )
    func removed(_ role: Role, _ sentence: String) {
        var scene = SealedScene()
        scene.meet(role: role)
        scene.event("LEAVE 3 removed")
        #expect(scene.sentences == [sentence])
        guard case .show(let shown)? = scene.effects.first else {
            Issue.record("nothing was shown")
            return
        }
        #expect(JSONLine.line(for: shown).contains(#""why":"removed""#))
    }

    @Test("a nudge is a kind whisper to one person") func nudge() {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.wish(.nudge(cy))
        guard case .whisper(.seat(let seat), _, _)? = scene.acts.first?.ask else {
            Issue.record("no whisper")
            return
        }
        #expect(seat == cy)
    }
}
