import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§5.16 Words that a restart took")
struct LostTests {
    private let held = "2 held 2 accepted - 300 0"

    @Test("§5.16 a line of another that is lost is shown as lost, once, and counts as shown")
    func other() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event("LINE 1 4 1 *")
        #expect(
            scene.sentences == ["circle: A line of Ana's was lost when the relay was restarted."]
        )
        #expect(scene.member.have == 11)
        scene.relay("@n=11 LINE 1 4 1 *")
        #expect(scene.effects.isEmpty)
        scene.event("LOST 11")
        #expect(scene.shown.isEmpty)
        // Its id is used up as if it had been read.
        scene.event(scene.line(ana, id: 4, turn: 1, "once more"))
        #expect(scene.sentences == ["circle: A line of Ana·1 could not be opened."])
        scene.event(scene.line(ana, id: 5, turn: 1, "still here"))
        #expect(scene.sentences == ["Ana·1: still here"])
    }

    @Test("§5.16 a whisper can be lost too, and a line of a seat that nobody knows")
    func whisper() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event("WHISPER 1 4 2 *")
        #expect(
            scene.sentences == ["circle: A whisper of Ana's was lost when the relay was restarted."]
        )
        scene.event("LINE 9 4 1 *")
        #expect(scene.sentences == ["circle: A line of seat·9 could not be opened."])
    }

    @Test("§8.5 §5.16 a lost line makes a share as a line does") func share() {
        var scene = SealedScene()
        scene.sitDown(floor: "2 held 3 accepted - 300 0")
        scene.event("LINE 3 1 2 *")
        scene.event("FLOOR 3 home 0 done - 0 0")
        #expect(scene.member.room.record(of: cy)?.shares == 1)
    }

    @Test("§5.16 the author's words come back as a draft and are never sent by themselves")
    func own() {
        var scene = SealedScene()
        scene.sitDown(floor: held, epoch: 5)
        scene.type("mine")
        _ = scene.step(.lost)
        scene.wait(60_000)
        scene.comeBack(lastID: 1, epoch: 6)
        scene.event("LINE 2 1 2 *")
        let sentence =
            "circle: Your line \u{201c}mine\u{201d} did not reach everybody: the relay was"
            + " restarted. It is kept as a draft."
        #expect(scene.sentences == [sentence])
        scene.event("LOST 11")
        #expect(scene.shown.isEmpty)
        scene.wait(20_000)
        #expect(scene.acts.isEmpty)
        #expect(scene.member.drafts.all.map(\.text) == ["mine"])
        scene.wish(.sendDraft(all: false))
        #expect(scene.acts.map(\.id) == [2])
        #expect(scene.acts.map(\.turn) == [2])
    }

    @Test("§5.16 a line that was heard here and lost for others comes back to its author, once")
    func ownAfterShown() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type("mine")
        let words = scene.ownWords
        scene.relay("@id=1 OK LINE 11")
        scene.event("LINE 2 1 2 \(words)")
        scene.event("LOST 11")
        #expect(
            scene.shown == [.draftKept("mine", .lost(number: 11, isWhisper: false))]
        )
        scene.event("LOST 11")
        #expect(scene.shown.isEmpty)
        #expect(scene.member.drafts.all.count == 1)
        // Drafts are nothing to be unsure of.
        _ = scene.step(.lost)
        scene.comeBack(log: 4)
        #expect(!scene.shown.contains(.unsure("mine")))
    }

    @Test("§5.16 §7.6 a whisper of one's own comes back as a whisper") func ownWhisper() {
        var scene = SealedScene()
        scene.sitDown()
        scene.wish(.whisper(.facilitators, "I am afraid"))
        scene.relay("@id=1 OK WHISPER 11")
        scene.event("WHISPER 2 1 facilitators *")
        #expect(
            scene.sentences == [
                "circle: Your whisper \u{201c}I am afraid\u{201d} may not have arrived: the relay was"
                    + " restarted. It is kept as a draft."
            ]
        )
        #expect(scene.member.drafts.all.map(\.addressee) == [.facilitators])
    }

    @Test("§5.16 own words that are known nowhere any more are only said to be lost")
    func ownUnknown() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome(seat: bo, lastID: 4))
        scene.relay("@id=\(scene.sent.first?.id ?? 0) OK SIT 2", "STATE 10", "READY")
        scene.viewEnd = 10
        scene.event("LINE 2 4 1 *")
        #expect(
            scene.sentences == ["circle: A line of yours was lost when the relay was restarted."]
        )
        #expect(scene.member.drafts.isEmpty)
        scene.event("LINE 2 5 1 *")
        #expect(scene.shown == [.alarm(.notMine)])
    }

    @Test(
        "§5.16 that others missed a line which was seen here, only facilitators are told",
        arguments: [Role.member, .facilitator]
    )
    func afterShown(_ role: Role) {
        var scene = SealedScene()
        scene.sitDown(role: role)
        scene.event(scene.line(cy, id: 1, turn: 1, "seen here"))
        scene.event("LOST 11")
        let told = ["circle: A line of Cy's did not reach everybody: the relay was restarted."]
        #expect(scene.sentences == (role == .member ? [] : told))
        scene.event("LOST 11")
        #expect(scene.shown.isEmpty)
        #expect(scene.member.have == 13)
    }

    @Test("§5.16 programs get the number of what was lost") func json() {
        var scene = SealedScene()
        scene.sitDown(role: .facilitator, floor: held)
        scene.event("LINE 1 4 1 *")
        #expect(
            scene.json == [
                #"{"n":11,"event":"lost-words","seat":1,"name":"Ana","number":11,"whisper":false,"#
                    + #""shown":false}"#
            ]
        )
        scene.event(scene.line(ana, id: 5, turn: 1, "seen here"))
        scene.event("LOST 12")
        #expect(
            scene.json == [
                #"{"n":13,"event":"lost-words","seat":1,"name":"Ana","number":12,"whisper":false,"#
                    + #""shown":true}"#
            ]
        )
        scene.type("mine")
        scene.relay("@id=1 OK LINE 14")
        scene.event("LINE 2 1 2 *")
        #expect(
            scene.json == [
                #"{"n":14,"event":"draft-kept","text":"mine","why":"The relay was restarted before"#
                    + #" everybody had it.","lost":14,"whisper":false}"#
            ]
        )
    }

    @Test("§5.16 a relay that calls everything lost makes no draft twice and keeps nothing more")
    func flood() {
        var scene = OpenScene()
        scene.sitDown(floor: held)
        scene.type("mine")
        scene.relay("@id=1 OK LINE 11")
        scene.event("LINE 2 1 2 *")
        for _ in 1...5_000 {
            scene.event("LOST 11")
            scene.event("LINE 2 1 2 *")
            scene.event("LINE 2 1 2 :mine", tags: ";blind=AAAAAAAAAAAAAAAAAAAAAA")
            scene.event("LOST \(scene.viewEnd)")
        }
        #expect(scene.member.drafts.all.count == 1)
        #expect(scene.member.keptSize.words <= 1_024)
        #expect(scene.member.keptSize.bytes <= 1_048_576)
    }
}

extension Scene {
    var json: [String] {
        effects.compactMap { effect in
            guard case .show(let shown) = effect else { return nil }
            return JSONLine.line(for: shown)
        }
    }
}
