import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§5.7 §5.15 Words that the members keep for each other")
struct KeepingTests {
    private let held = "2 held 2 accepted - 300 0"

    @Test("§5.15 words of another are brought as they travelled, at once, by their number")
    func others() {
        var scene = SealedScene()
        scene.sitDown()
        let line = scene.line(ana, id: 4, turn: 1, "welcome")
        scene.event(line)
        scene.relay("NEED 11 1 4")
        #expect(scene.supplied == ["SUPPLY 11 \(line.words)"])
        #expect(scene.shown.isEmpty)
    }

    @Test("§5.15 in an open circle the blind goes with the words") func blind() {
        var scene = OpenScene()
        scene.sitDown(floor: held)
        scene.event("LINE 1 1 1 :hello", tags: ";blind=AAAAAAAAAAAAAAAAAAAAAA")
        scene.relay("NEED 11 1 1")
        let blind = Blind(text: [UInt8]("AAAAAAAAAAAAAAAAAAAAAA".utf8))
        let hello = Content.plain([UInt8]("hello".utf8))
        #expect(scene.sent.map(\.ask) == [.supply(11, hello, blind: blind)])
        scene.type("mine")
        guard case .line(let words, let own)? = scene.acts.first?.ask else {
            Issue.record("no line")
            return
        }
        scene.relay("NEED 12 2 1")
        #expect(scene.sent.map(\.ask) == [.supply(12, words, blind: own)])
    }

    @Test("§5.15 own words are found by their act: unanswered, answered, shown") func own() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type("mine")
        let words = scene.ownWords
        scene.relay("NEED 11 2 1")
        #expect(scene.supplied == ["SUPPLY 11 \(words)"])
        scene.relay("@id=1 OK LINE 11", "NEED 11 2 1")
        #expect(scene.supplied == ["SUPPLY 11 \(words)"])
        _ = scene.step(.lost)
        scene.comeBack(lastID: 1)
        scene.event("LINE 2 1 2 \(words)")
        scene.relay("NEED 11 2 1")
        #expect(scene.supplied == ["SUPPLY 11 \(words)"])
    }

    @Test("§6.4 §5.15 what was accepted before a restart is kept and gets its number later")
    func accepted() {
        var scene = SealedScene()
        scene.sitDown(floor: held, epoch: 5)
        scene.type("mine")
        let words = scene.ownWords
        _ = scene.step(.lost)
        scene.comeBack(lastID: 1, epoch: 6)
        #expect(scene.acts.map(\.verb) == [.sit, .line])
        scene.relay("NEED 11 2 1")
        #expect(scene.supplied == ["SUPPLY 11 \(words)"])
        scene.event("LINE 2 1 2 \(words)")
        #expect(scene.sentences == ["Bo·2: mine"])
        scene.relay("@id=1 OK LINE 11")
        scene.relay("NEED 12 2 1")
        #expect(scene.supplied == ["SUPPLY 12 *"])
        scene.relay("STABLE 11", "NEED 11 2 1")
        #expect(scene.supplied == ["SUPPLY 11 *"])
        #expect(scene.member.keptSize == (0, 0))
    }

    @Test("§6.3 §5.7 an answer that came late brings nothing back that is stable") func late() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type("mine")
        scene.event("LINE 2 1 2 \(scene.ownWords)")
        scene.relay("STABLE 11", "@id=1 OK LINE 11")
        #expect(scene.member.keptSize == (0, 0))
        scene.type("again")
        scene.event("LINE 2 2 2 \(scene.ownWords)")
        scene.relay("STABLE 12")
        _ = scene.step(.lost)
        scene.comeBack(lastID: 2)
        #expect(scene.member.keptSize == (0, 0))
    }

    @Test("§5.15 whispers are kept too, one's own and those of others") func whispers() {
        var scene = OpenScene()
        scene.sitDown()
        scene.event("WHISPER 1 1 2 :psst", tags: ";blind=AAAAAAAAAAAAAAAAAAAAAA")
        scene.relay("NEED 11 1 1")
        #expect(scene.supplied == ["SUPPLY 11 :psst"])
        scene.wish(.whisper(.facilitators, "I am afraid"))
        scene.relay("@id=1 OK WHISPER 12", "NEED 12 2 1")
        #expect(scene.supplied == ["SUPPLY 12 :I am afraid"])
    }

    @Test("§5.15 what is not here is said to be not here") func missing() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event(scene.line(ana, id: 4, turn: 1, "welcome"))
        // Nothing under that number, another act of that seat, another seat, an event without words.
        for (asked, number) in [("9 1 1", 9), ("11 1 5", 11), ("11 3 4", 11), ("12 2 7", 12)] {
            scene.relay("NEED \(asked)")
            #expect(scene.supplied == ["SUPPLY \(number) *"])
        }
        scene.relay("STABLE 11", "NEED 11 1 4")
        #expect(scene.supplied.isEmpty, "asked for the third time")
        _ = scene.step(.lost)
        scene.comeBack()
        scene.relay("NEED 11 1 4")
        #expect(scene.supplied == ["SUPPLY 11 *"])
    }

    @Test("§5.2 §5.15 words of a meeting that is over are not kept") func otherLog() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event(scene.line(ana, id: 4, turn: 1, "welcome"))
        _ = scene.step(.lost)
        scene.comeBack(log: 4)
        scene.relay("NEED 11 1 4")
        #expect(scene.supplied == ["SUPPLY 11 *"])
    }

    @Test("§5.15 the answer to words that were brought is no business of the person")
    func silent() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event(scene.line(ana, id: 4, turn: 1, "welcome"))
        for answer in ["OK SUPPLY 0", "FAIL SUPPLY mismatch :x", "FAIL SUPPLY unavailable :x"] {
            scene.relay("NEED 11 1 4")
            let id = scene.sent.first?.id ?? 0
            scene.relay("@id=\(id) \(answer)")
            #expect(scene.effects.isEmpty)
            _ = scene.step(.lost)
            scene.comeBack()
        }
        #expect(scene.member.isSettled)
    }

    @Test("§5.15 words that are asked for do not wait behind the pace of lines") func unpaced() {
        var limits = Welcome.Limits()
        limits.lineBurst = 1
        var scene = SealedScene()
        scene.sitDown(limits: limits, floor: held)
        for id in 1...20 {
            scene.event(scene.line(ana, id: UInt32(id), turn: 1, "line \(id)"))
        }
        scene.type("goes")
        #expect(scene.acts.count == 1)
        scene.type("waits")
        #expect(scene.acts.isEmpty)
        for number in 11...30 {
            scene.relay("NEED \(number) 1 \(number - 10)")
            #expect(scene.supplied.count == 1)
        }
    }

    @Test("§5.7 §5.10 no more words are kept than a ring has, the newest of them")
    func boundedCount() {
        var scene = OpenScene()
        scene.sitDown()
        for id in 1...1_100 {
            scene.event("LINE 1 \(id) 1 :line", tags: ";blind=AAAAAAAAAAAAAAAAAAAAAA")
        }
        #expect(scene.member.keptSize.words == 1_024)
        scene.relay("NEED 86 1 76")
        #expect(scene.supplied == ["SUPPLY 86 *"])
        scene.relay("NEED 87 1 77")
        #expect(scene.supplied == ["SUPPLY 87 :line"])
    }

    @Test("§5.7 §5.10 long words take no more than 1 MiB") func boundedBytes() {
        var scene = OpenScene()
        scene.sitDown()
        let long = String(repeating: "a", count: 4_000)
        for id in 1...400 {
            scene.event("LINE 1 \(id) 1 :\(long)", tags: ";blind=AAAAAAAAAAAAAAAAAAAAAA")
        }
        #expect(scene.member.keptSize.bytes <= 1_048_576)
        #expect(scene.member.keptSize.bytes > 1_000_000)
        scene.relay("NEED 410 1 400")
        #expect(scene.supplied == ["SUPPLY 410 :\(long)"])
    }

    @Test(
        "§5.15 a relay that asks for everything, again and again, gets little and holds up nobody"
    )
    func flood() {
        var scene = OpenScene()
        scene.sitDown()
        for id in 1...10 {
            scene.event("LINE 1 \(id) 1 :line", tags: ";blind=AAAAAAAAAAAAAAAAAAAAAA")
        }
        var answers = 0
        var withWords = 0
        var dice = Dice(seed: 11)
        for round in 0..<100_000 {
            let number = round % 2 == 0 ? 11 + dice.upTo(9) : dice.upTo(UInt64(UInt32.max))
            let line = "NEED \(number) \(1 + dice.upTo(3)) \(1 + dice.upTo(9))"
            _ = scene.step(.received([UInt8](line.utf8)))
            #expect(scene.shown.isEmpty)
            answers += scene.sent.count
            withWords += scene.supplied.count { !$0.hasSuffix(" *") }
        }
        #expect(answers <= 2_048)
        #expect(withWords <= 20)
        #expect(scene.member.keptSize.words == 10)
        #expect(scene.member.isSettled)
        scene.event("LINE 1 11 1 :still here", tags: ";blind=AAAAAAAAAAAAAAAAAAAAAA")
        #expect(scene.sentences == ["Ana·1: still here"])
    }
}

extension Scene {
    /// What was brought by the last effects, without ids and tags.
    var supplied: [String] {
        sent.filter { $0.verb == .supply }.map { request in
            guard case .supply(let number, let content, _) = request.ask else { return "" }
            return switch content {
            case nil: "SUPPLY \(number) *"
            case .sealed(let payload): "SUPPLY \(number) \(text(payload))"
            case .plain(let plain): "SUPPLY \(number) :\(text(plain))"
            }
        }
    }

    /// The payload of the line that was just sent.
    var ownWords: String {
        guard case .line(let content, _)? = acts.first?.ask else { return "" }
        return text(content.bytes)
    }
}

extension String {
    /// The payload of an event's line.
    fileprivate var words: String { split(separator: " ").last.map(String.init) ?? "" }
}
