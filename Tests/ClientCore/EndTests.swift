import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§21 Balance, slips, names and the end")
struct EndTests {
    @Test("§21.1 balance is told person by person, without scores, when it was asked for")
    func balance() {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.relay("BALANCE 1 2 400")
        #expect(scene.effects.isEmpty)
        scene.wish(.balance)
        let id = scene.asked(.balance)?.id ?? 0
        scene.relay(
            "BALANCE 1 2 400",
            "BALANCE 2 1 0",
            "BALANCE 3 0 0",
            "@id=\(id) OK BALANCE 0"
        )
        #expect(
            scene.sentences == [
                "circle: Ana·1 has had the stick for 6 minutes 40 seconds, in 2 shares.",
                "circle: Bo·2 has had one share.",
                "circle: Cy·3 has not had the stick yet.",
            ]
        )
    }

    @Test("§21.4 a slip goes to the program around, when it was asked for") func slip() {
        var scene = SealedScene()
        scene.meet()
        let line =
            "SLIP Q2Fs "
            + keyText(ana) + "."
            + String(
                decoding: Base64URL.encode([UInt8](repeating: 1, count: 64)),
                as: UTF8.self
            )
        scene.relay(line)
        #expect(scene.effects.isEmpty)
        scene.wish(.slip)
        let id = scene.asked(.slip)?.id ?? 0
        scene.relay(line, "@id=\(id) OK SLIP 0")
        guard case .slip(let slip)? = scene.effects.first else {
            Issue.record("no slip")
            return
        }
        #expect(slip.key == key(ana))
        scene.wish(.slip)
        scene.relay("@id=\(scene.asked(.slip)?.id ?? 0) FAIL SLIP limit :x")
        #expect(scene.sentences == ["circle: You have three slips of this meeting already."])
    }

    @Test("§21.5 another name is checked here, sealed once, and kept when it was taken")
    func name() {
        var scene = SealedScene()
        scene.meet()
        for name in ["Ana", "CÝ", "relay", "a\u{202e}b", ""] {
            scene.wish(.name(name))
            #expect(scene.sent.isEmpty, "\(name)")
            #expect(scene.sentences.first?.contains("`name NEW`") == true)
        }
        scene.wish(.name("Bob"))
        guard case .name(let content)? = scene.asked(.name)?.ask else {
            Issue.record("no NAME")
            return
        }
        #expect(scene.member.name == [UInt8]("Bo".utf8))
        scene.relay("@id=\(scene.asked(.name)?.id ?? 0) OK NAME 0")
        #expect(scene.effects == [.named([UInt8]("Bob".utf8))])
        #expect(scene.member.sealedName?.content == content)
        scene.event("NAME 2 \(scene.text(content.bytes))")
        #expect(scene.sentences == ["circle: Bo is now Bob·2."])
        _ = scene.step(.lost)
        scene.comeBack()
        #expect(scene.member.sealedName?.content == content)
    }

    @Test("§21.2 the end is asked for with the number of the part; who has the stick may finish")
    func ending() {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.wish(.endMeeting(now: false))
        #expect(scene.acts.map(\.ask) == [.phase(.end(3, now: false))])
        scene.relay("@id=1 FAIL PHASE stick-out :x")
        #expect(scene.sentences.first?.contains("`end meeting!` gives them a minute") == true)
        scene.wish(.endMeeting(now: true))
        scene.relay("@id=2 OK PHASE 0")
        #expect(scene.sentences.first?.hasPrefix("circle: The meeting ends when") == true)
    }

    @Test("§21.2 a meeting without a plan is ended too") func endWithoutPlan() {
        var scene = SealedScene()
        scene.sitDown(role: .facilitator)
        scene.wish(.endMeeting(now: false))
        #expect(scene.acts.map(\.ask) == [.phase(.end(0, now: false))])
        scene.event("PHASE 1 0 ended 0 end")
        #expect(scene.sentences.first?.hasPrefix("circle: The meeting has ended for") == true)
    }

    @Test("§21.3 the end is a farewell that says what remains, and nobody comes back by themselves")
    func farewell() {
        var scene = SealedScene()
        scene.meet(phase: "PHASE 1 1 gather 0 start", floor: "1 open 0 start - 0 0")
        scene.type("a last word")
        scene.event("PHASE 9 0 ended 0 end")
        #expect(scene.sentences == [])
        scene.relay("FAIL * ended :x")
        #expect(scene.farewell == .ended)
        #expect(!scene.reconnects)
        #expect(scene.sentences.first?.contains("a last word") == true)
        let sentence = English().sentence(for: .ended)
        for words in ["relay", "remember", "slips", "roles and keys"] {
            #expect(sentence.contains(words))
        }
    }

    @Test("§21.3 a link that is lost after the end is no reason to come to the next meeting")
    func lostAfterTheEnd() {
        var scene = SealedScene()
        scene.meet()
        scene.event("PHASE 9 0 ended 0 end")
        _ = scene.step(.lost)
        #expect(scene.farewell == .ended && !scene.reconnects)
        var late = SealedScene()
        _ = late.step(late.welcome())
        late.relay("@id=\(late.asked(.sit)?.id ?? 0) FAIL SIT ended :x")
        #expect(late.farewell == .ended)
    }

    @Test("§21.3 facilitators stay among themselves, also after a lost link, and not longer")
    func facilitators() {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.event("PHASE 9 0 ended 0 end")
        #expect(scene.sentences.first?.contains("for 10 minutes more") == true)
        scene.type("hello?")
        #expect(scene.acts.isEmpty)
        scene.wish(.whisper(.facilitators, "how was it?"))
        #expect(scene.acts.map(\.verb) == [.whisper])
        _ = scene.step(.lost)
        #expect(scene.reconnects)
        _ = scene.step(scene.welcome(log: 4))
        #expect(scene.farewell == .ended)
    }

    @Test("§9.3 §19.4 removal is for this meeting or for ever, as it was meant") func removal() {
        var scene = SealedScene()
        scene.meet(role: .facilitator)
        scene.wish(.act(.remove(cy, meeting: true)))
        #expect(scene.acts.map(\.ask) == [.remove(cy, meeting: true)])
        scene.relay("FAIL * removed :x")
        #expect(scene.farewell == .removed)
    }
}
