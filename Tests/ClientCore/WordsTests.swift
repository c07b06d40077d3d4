import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§7 Words: drafts, turns, pacing, hearing")
struct WordsTests {
    private let held = "2 held 2 accepted - 300 0"

    @Test("§7.1 a line carries the turn in which it was typed") func turn() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type("I miss him")
        #expect(scene.acts.map(\.turn) == [2])
        #expect(scene.acts.map(\.id) == [1])
        #expect(scene.acts.first?.verb == .line)
    }

    @Test("§7.1 words that wait when the turn ends are a draft, never a line of the next turn")
    func staleWaiting() {
        var limits = Welcome.Limits()
        limits.lineBurst = 1
        var scene = SealedScene()
        scene.sitDown(limits: limits, floor: held)
        scene.type("one")
        scene.type("two")
        #expect(scene.acts.isEmpty)
        scene.event("FLOOR 3 home 0 home - 0 0")
        #expect(scene.shown.first == .draftKept("two", .turnOver))
        scene.event("FLOOR 4 held 2 accepted - 300 0")
        scene.wait(60_000)
        #expect(scene.acts.isEmpty)
        #expect(scene.member.drafts.all.map(\.text) == ["two"])
    }

    @Test("§7.1 a stale line comes back as a draft with the reason in words") func stale() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type("too late")
        scene.relay("@id=1 FAIL LINE stale 3 home 0 :the floor has changed")
        #expect(
            scene.sentences == [
                "circle: The stick had moved on before that arrived, so nothing was done."
                    + " Kept as a draft: \u{201c}too late\u{201d}"
            ]
        )
    }

    @Test("words typed without the stick are a draft and go nowhere") func draft() {
        var scene = SealedScene()
        scene.sitDown(floor: "2 held 1 accepted 2 300 0")
        scene.type("I know that")
        #expect(scene.sent.isEmpty)
        #expect(
            scene.sentences == [
                "circle: It is not your turn yet; you are 1st in line."
                    + " Kept as a draft: \u{201c}I know that\u{201d}"
            ]
        )
    }

    @Test("a draft is offered with the stick and never takes the next line's place")
    func draftOffer() {
        var scene = SealedScene()
        scene.sitDown()
        scene.type("my draft")
        scene.event("FLOOR 2 offered 2 called - 300 0")
        #expect(scene.shown.last == .draftOffered(first: "my draft", count: 1))
        scene.type("something else")
        #expect(scene.acts.count == 1)
        #expect(scene.member.drafts.all.map(\.text) == ["my draft"])
        scene.event("FLOOR 2 held 2 spoke - 300 0")
        #expect(!scene.shown.contains(.draftOffered(first: "my draft", count: 1)))
        scene.wish(.sendDraft(all: false))
        #expect(scene.acts.map(\.turn) == [2])
        #expect(scene.member.drafts.isEmpty)
    }

    @Test("several drafts keep their order, also when refusals come late") func draftOrder() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type("one")
        scene.type("two")
        scene.event("FLOOR 3 home 0 home - 0 0")
        scene.type("three")
        scene.relay(
            "@id=1 FAIL LINE stale 3 home 0 :x",
            "@id=2 FAIL LINE stale 3 home 0 :x"
        )
        #expect(scene.member.drafts.all.map(\.text) == ["one", "two", "three"])
        scene.wish(.dropDraft(all: false))
        #expect(scene.member.drafts.all.map(\.text) == ["two", "three"])
        scene.wish(.sendDraft(all: true))
        #expect(scene.acts.isEmpty)
        #expect(scene.member.drafts.all.count == 2)
        scene.event("FLOOR 4 held 2 accepted - 300 0")
        scene.wish(.sendDraft(all: true))
        #expect(scene.acts.count == 2)
        #expect(scene.acts.map(\.turn) == [4, 4])
    }

    @Test("§2.6 a text of more than 4,000 bytes stays a draft") func tooLong() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type(String(repeating: "ä", count: 2_000))
        #expect(scene.acts.count == 1)
        scene.type(String(repeating: "ä", count: 2_001))
        #expect(scene.acts.isEmpty)
        #expect(scene.sentences.first?.hasPrefix("circle: That is too long: 4002 bytes") == true)
        #expect(scene.member.drafts.all.count == 1)
    }

    @Test("§4.8 lines typed faster than the relay takes them wait and keep their order")
    func pacing() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        var sent: [Request] = []
        for number in 1...12 {
            scene.type("line \(number)")
            sent += scene.acts
        }
        #expect(sent.count == 4)
        var relayBucket = TokenBucket()
        let rate = TokenBucket.Rate(burst: 5, microsecondsPerToken: 1_000_000)
        for _ in sent {
            let wait = relayBucket.take(1, of: rate, at: scene.now)
            #expect(wait == nil)
        }
        while sent.count < 12 {
            for request in scene.sent { _ = request }
            for id in scene.member.deadline == nil ? [] : sent.compactMap(\.id) {
                scene.relay("@id=\(id) OK LINE \(10 + id)")
                sent += scene.acts
            }
            let before = sent.count
            scene.wait(500)
            for request in scene.acts {
                let wait = relayBucket.take(1, of: rate, at: scene.now)
                #expect(wait == nil)
                sent.append(request)
            }
            if before == sent.count, scene.member.isSettled { break }
        }
        #expect(sent.compactMap(\.id) == Array(1...12))
        #expect(scene.member.drafts.isEmpty)
    }

    @Test("§11.2 after `slow-down` nothing more is sent before the time that was said")
    func slowDown() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type("one")
        scene.relay("@id=1 FAIL LINE slow-down 3000 :too fast")
        #expect(scene.member.drafts.all.map(\.text) == ["one"])
        scene.type("two")
        #expect(scene.acts.isEmpty)
        scene.wait(2_999)
        #expect(scene.acts.isEmpty)
        scene.wait(1)
        #expect(scene.acts.map(\.id) == [2])
    }

    @Test("§6.3 no more than eight acts are unanswered") func eight() {
        var limits = Welcome.Limits()
        limits.actBurst = 100
        limits.unanswered = 50
        var scene = SealedScene()
        scene.sitDown(limits: limits)
        var sent = 0
        for _ in 1...20 {
            scene.wish(.act(.hand(.up)))
            sent += scene.acts.count
        }
        #expect(sent == 8)
        scene.relay("@id=1 OK HAND 0")
        #expect(scene.acts.map(\.id) == [9])
    }

    @Test("§9.6 §7.7 a call for help waits for nothing") func helpFirst() {
        var limits = Welcome.Limits()
        limits.lineBurst = 1
        limits.actBurst = 1
        var scene = SealedScene()
        scene.sitDown(limits: limits, floor: held)
        scene.type("one")
        scene.type("two")
        scene.wish(.act(.hand(.up)))
        scene.wish(.act(.bell(.ask)))
        scene.wish(.act(.bell(.ask)))
        #expect(scene.acts.isEmpty)
        scene.wish(.act(.help))
        #expect(scene.acts.map(\.verb) == [.help])
    }

    @Test(
        "§6.4 §3.7 after a reconnect what was not answered goes first, the same bytes, then the rest"
    )
    func resume() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type("one")
        let one = scene.effects
        scene.type("two")
        let two = scene.effects
        _ = scene.step(.lost)
        scene.type("three")
        scene.comeBack(lastID: 1)
        let sent = scene.effects.filter { effect in
            guard case .send = effect else { return false }
            return true
        }
        // SIT, then both lines as they were, whichever of them was accepted, then PING; what was
        // typed meanwhile follows at its pace.
        #expect(sent.count == 4)
        #expect(sent[1] == one[0] && sent[2] == two[0])
        #expect(scene.acts.map(\.id) == [scene.acts[0].id, 1, 2])
        #expect(scene.acts.map(\.turn) == [nil, 2, 2])
        #expect(scene.member.waitingCount == 1)
    }

    @Test("§6.4 when the log has changed, words that were not answered are drafts again")
    func newLog() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type("one")
        _ = scene.step(.lost)
        scene.type("two")
        scene.comeBack(log: 4)
        #expect(scene.acts.map(\.verb) == [.sit])
        #expect(scene.member.drafts.all.map(\.text) == ["one", "two"])
        scene.relay("STATE 1", "FLOOR 1 held 2 accepted - 300 0", "READY", "PONG 1")
        #expect(scene.acts.isEmpty)
        #expect(scene.shown.contains(.draftOffered(first: "one", count: 2)))
    }

    @Test("§6.3 §6.4 a line up to LASTID that the relay does not know was refused: a draft")
    func duplicate() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type("one")
        _ = scene.step(.lost)
        scene.comeBack(lastID: 1)
        scene.relay("@id=1 FAIL LINE duplicate :x")
        #expect(scene.member.drafts.all.map(\.text) == ["one"])
        #expect(scene.member.isSettled)
    }

    @Test("§7.6 a whisper that is refused comes back as a whisper, not as a line")
    func whisperDraft() {
        var scene = SealedScene()
        scene.sitDown()
        scene.wish(.whisper(.facilitators, "I am afraid"))
        guard case .whisper(.facilitators, .sealed, nil)? = scene.acts.first?.ask else {
            Issue.record("no whisper")
            return
        }
        #expect(scene.acts.first?.turn == nil)
        scene.relay("@id=1 FAIL WHISPER slow-down 2000 :too fast")
        #expect(scene.sentences.first?.contains("Wait 2 seconds") == true)
        scene.event("FLOOR 2 held 2 accepted - 300 0")
        scene.wait(2_000)
        scene.wish(.sendDraft(all: false))
        #expect(scene.acts.map(\.verb) == [.whisper])
    }

    @Test("§7.4 in an open circle words go with 16 fresh random bytes") func open() {
        var scene = OpenScene()
        scene.sitDown(floor: held)
        scene.type("one")
        guard case .line(.plain(let text), let first?)? = scene.acts.first?.ask else {
            Issue.record("no plain line")
            return
        }
        #expect(text == [UInt8]("one".utf8))
        scene.type("two")
        guard case .line(_, let second?)? = scene.acts.first?.ask else { return }
        #expect(first != second)
    }
}
