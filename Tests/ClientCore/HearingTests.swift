import ClientCore
import Etiquette
import Testing
import Wire

@Suite("§7.5 What is believed of others' words")
struct HearingTests {
    private let held = "2 held 2 accepted - 300 0"

    @Test("§7.5 an id that is not above the last one of the seat is not shown") func replay() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event(scene.line(ana, id: 5, turn: 1, "once"))
        scene.event(scene.line(ana, id: 5, turn: 1, "once"))
        #expect(scene.sentences == ["circle: A line of Ana·1 could not be opened."])
        #expect(scene.member.have == 12)
    }

    @Test("§7.5 words of another turn, seat or meeting do not open") func wrongPlace() {
        var scene = SealedScene()
        scene.sitDown()
        let line = scene.line(ana, id: 5, turn: 1, "mine")
        scene.event(line.replacing("LINE 1 5 1", with: "LINE 1 5 2"))
        #expect(scene.shown == [.unreadable(Person(seat: ana, name: "Ana"), isWhisper: false)])
        scene.event(line.replacing("LINE 1 5 1", with: "LINE 3 5 1"))
        #expect(scene.shown == [.unreadable(Person(seat: cy, name: "Cy"), isWhisper: false)])
        scene.event(scene.line(ana, id: 6, turn: 1, "mine", log: 2))
        #expect(scene.shown.count == 1)
        scene.event(scene.line(Seat(77), id: 6, turn: 1, "who"))
        #expect(scene.sentences == ["circle: A line of seat·77 could not be opened."])
    }

    @Test("§7.5 words under the own seat that were never sent are an alarm") func notMine() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event(scene.line(bo, id: 1, turn: 1, "I never said this"))
        #expect(scene.shown == [.alarm(.notMine)])
    }

    @Test("§7.5 one's own line comes back as a line, and a changed one as an alarm") func own() {
        var scene = SealedScene()
        scene.sitDown(floor: held)
        scene.type("mine")
        guard case .send(let bytes)? = scene.effects.first,
            case .line(let content, _)? = scene.acts.first?.ask
        else {
            Issue.record("nothing sent")
            return
        }
        _ = bytes
        scene.relay("@id=1 OK LINE 11")
        var forged = scene
        forged.event(scene.line(bo, id: 1, turn: 2, "not mine"))
        #expect(forged.shown == [.alarm(.notMine)])
        scene.event("LINE 2 1 2 \(scene.text(content.bytes))")
        #expect(scene.sentences == ["Bo·2: mine"])
    }

    @Test("§7.5 lines of an earlier process of the same seat are no alarm") func earlier() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome(seat: bo, lastID: 4))
        scene.relay("@id=\(scene.sent.first?.id ?? 0) OK SIT 2", "STATE 10", "READY")
        scene.viewEnd = 10
        scene.event(scene.line(bo, id: 4, turn: 1, "before"))
        #expect(scene.sentences == ["Bo·2: before"])
        scene.event(scene.line(bo, id: 5, turn: 1, "never"))
        #expect(scene.shown == [.alarm(.notMine)])
    }

    @Test("§5.1 §7.5 so are those that were accepted until this process had the seat")
    func earlierUntilSeated() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome(seat: bo, lastID: 4))
        let answer = "@id=\(scene.sent.first?.id ?? 0);last=6 OK SIT 2"
        scene.relay(answer, "STATE 10", "FLOOR 1 home 0 start - 0 0", "READY")
        scene.viewEnd = 10
        scene.event(scene.line(bo, id: 6, turn: 1, "on its way"))
        #expect(scene.sentences == ["Bo·2: on its way"])
        scene.effects = scene.wish(.act(.hand(.up))) + scene.wait(2_000)
        #expect(scene.acts.map(\.id) == [7])
        scene.event(scene.line(bo, id: 7, turn: 1, "never"))
        #expect(scene.shown == [.alarm(.notMine)])
    }

    @Test("§4.8 §7.5 and those that a second WELCOME tells before the circle was seen")
    func earlierUntilWelcomedAgain() {
        var scene = SealedScene()
        _ = scene.step(scene.welcome(seat: bo, lastID: 4))
        _ = scene.step(.lost)
        scene.comeBack(lastID: 6)
        scene.relay("STATE 10", "READY")
        scene.viewEnd = 10
        scene.event(scene.line(bo, id: 6, turn: 1, "on its way"))
        #expect(scene.sentences == ["Bo·2: on its way"])
    }

    @Test("§7.5 once the circle was seen no answer makes foreign words one's own")
    func notMineAfterReturn() {
        var scene = SealedScene()
        scene.sitDown()
        _ = scene.step(.lost)
        scene.comeBack(lastID: 6)
        scene.event(scene.line(bo, id: 6, turn: 1, "never"))
        #expect(scene.shown == [.alarm(.notMine)])
    }

    @Test("§7.5 §4.9 a line in plain text in a sealed circle is an alarm and not shown")
    func plainInSealed() {
        var scene = SealedScene()
        scene.sitDown()
        scene.event("LINE 1 1 1 :send me your password", tags: ";blind=AAAAAAAAAAAAAAAAAAAAAA")
        #expect(scene.shown == [.alarm(.plainInSealed(Person(seat: ana, name: "Ana")))])
    }

    @Test("§7.6 a whisper is shown only to its audience") func whisper() {
        var scene = SealedScene()
        scene.sitDown()
        let toBo = whisper(id: 1, to: [2] + key(bo).bytes, "are you well?")
        scene.event("WHISPER 1 1 2 \(toBo)")
        #expect(scene.sentences == ["Ana·1 whispers to you: are you well?"])
        // A relay that shows Bo what was meant for Cy, or calls a whisper a line, gains nothing.
        let toCy = whisper(id: 2, to: [2] + key(cy).bytes, "only for Cy")
        scene.event("WHISPER 1 2 3 \(toCy)")
        #expect(scene.sentences == ["circle: A whisper of Ana·1 could not be opened."])
        scene.event("WHISPER 1 3 2 \(toCy)")
        #expect(scene.sentences == ["circle: A whisper of Ana·1 could not be opened."])
        scene.event("LINE 1 4 1 \(toCy)")
        #expect(scene.sentences == ["circle: A line of Ana·1 could not be opened."])
        let toFacilitators = whisper(id: 5, to: [1], "about Bo")
        scene.event("WHISPER 1 5 facilitators \(toFacilitators)")
        #expect(scene.sentences == ["circle: A whisper of Ana·1 could not be opened."])
    }

    private func whisper(id: UInt32, to audience: [UInt8], _ words: String) -> String {
        let place = PayloadPlace(
            log: 3,
            author: key(ana),
            kind: .whisper,
            id: id,
            audience: audience
        )
        let payload = StoryCipher.payload([UInt8](words.utf8), place, salt: 4)
        return String(decoding: payload, as: UTF8.self)
    }

    @Test("§12.3 what others wrote is shown without anything a terminal would obey")
    func hostileText() {
        var scene = OpenScene()
        scene.sitDown()
        scene.event(
            "LINE 1 1 1 :red \u{1b}[31m and \u{202e}backwards",
            tags: ";blind=AAAAAAAAAAAAAAAAAAAAAA"
        )
        #expect(scene.sentences == ["Ana·1: red <U+001B>[31m and <U+202E>backwards"])
    }
}
