import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§5 The log")
struct LogTests {
    @Test("§5.3 all members see the same events under the same numbers") func sameNumbers() {
        var scene = Scene.ofThree()
        scene.forgetAll()
        scene.does("Ana", .hand(.up))
        scene.does("Bo", .hand(.up))
        let seen = ["Fay", "Ana", "Bo"].map { name in
            scene[name].heard.filter { $0.number != nil }.map { "\($0.number ?? 0) \($0.body)" }
        }
        #expect(seen[0].count == 2)
        #expect(seen[0] == seen[1] && seen[1] == seen[2])
    }

    @Test("§5.4 a private event is no gap to the others: prev names the number before it")
    func views() {
        var scene = Scene.ofThree()
        scene.forgetAll()
        scene.does("Ana", .help)
        scene.does("Bo", .hand(.up))
        let bo = scene["Bo"].heard.filter { $0.number != nil }
        #expect(bo.map(\.number) == [5])
        #expect(bo.map(\.previous) == [3])
        let fay = scene["Fay"].heard.filter { $0.number != nil }
        #expect(fay.map(\.number) == [4, 5])
        #expect(fay.map(\.previous) == [3, 4])
    }

    @Test("§5.6 a newcomer gets the state, and nothing said before") func newcomer() {
        var scene = Scene.ofThree()
        scene.speaks("Fay", "Welcome.", turn: 1)
        scene.arrives("Cy")
        #expect(scene["Cy"].heard.contains { if case .ready = $0.body { true } else { false } })
        let seats = scene["Cy"].heard.filter { if case .seat = $0.body { true } else { false } }
        #expect(seats.count == 4)
        #expect(scene.texts("Cy").isEmpty)
    }

    @Test("§5.6 who left and comes again gets nothing said between") func leftAndBack() {
        var scene = Scene.ofThree()
        scene.says("Ana", Request(.leave))
        scene.speaks("Fay", "While you were out.", turn: 1)
        scene["Ana"].have = 0
        scene.isBack("Ana")
        #expect(scene["Ana"].seat == Seat(2))
        #expect(scene.texts("Ana").isEmpty)
    }

    @Test("§5.6 who was cut off gets what was said meanwhile, once") func resume() {
        var scene = Scene.ofThree()
        scene.isCutOff("Ana")
        scene.speaks("Fay", "one", turn: 1)
        scene.speaks("Fay", "two", turn: 1)
        scene["Ana"].heard = []
        scene.isBack("Ana")
        #expect(scene.texts("Ana") == ["one", "two"])
        scene.speaks("Fay", "three", turn: 1)
        #expect(scene.texts("Ana") == ["three"])
    }

    @Test("§5.6 a new client of a kept seat begins after the last event acknowledged")
    func restartedClient() {
        var scene = Scene.ofThree()
        scene.speaks("Fay", "seen", turn: 1)
        scene.says("Ana", Request(.ack(scene["Ana"].have)))
        scene.isCutOff("Ana")
        scene.speaks("Fay", "not seen", turn: 1)
        scene["Ana"].have = 0
        scene["Ana"].heard = []
        scene.isBack("Ana")
        #expect(scene["Ana"].heard.contains { if case .state = $0.body { true } else { false } })
        #expect(scene.texts("Ana") == ["not seen"])
    }

    @Test("§5.7 STABLE waits for the slowest who is present, and for one who was cut off")
    func stable() {
        var scene = Scene.ofThree()
        scene.forgetAll()
        scene.speaks("Fay", "hello", turn: 1)
        for name in ["Fay", "Ana"] { scene.says(name, Request(.ack(4))) }
        scene.wait(5_000)
        let stable = { (scene: Scene) in
            scene["Fay"].heard.contains { $0.body == .stable(4) }
        }
        #expect(!stable(scene))
        scene.isCutOff("Bo")
        scene.wait(3_000)
        #expect(!stable(scene))
        scene.isBack("Bo")
        scene.says("Bo", Request(.ack(scene["Bo"].have)))
        scene.wait(3_000)
        #expect(stable(scene))
    }

    @Test("§5.7 an acknowledgement of what was never sent ends the connection") func forgedAck() {
        var scene = Scene.ofThree()
        scene.says("Ana", Request(.ack(99)))
        #expect(scene["Ana"].wasClosed)
        #expect(scene["Ana"].heard.last?.body == .fail(nil, .form, details: []))
    }

    @Test("§5.10 who falls behind the ring gets GAP and the state, and is not cut off")
    func gap() {
        var limits = Scene.generous
        limits.ringEventsMax = 128
        var scene = Scene(limits: limits)
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.isCutOff("Ana")
        for number in 0..<300 { scene.speaks("Fay", "line \(number)", turn: 1) }
        scene["Ana"].heard = []
        let have = scene["Ana"].have
        scene.isBack("Ana")
        let gap = scene["Ana"].heard.compactMap { line -> (UInt64, UInt64)? in
            guard case .gap(let first, let last) = line.body else { return nil }
            return (first, last)
        }
        #expect(gap.count == 1)
        #expect(gap.first?.0 == have + 1)
        let texts = scene.texts("Ana")
        #expect(texts.count == 128)
        #expect(texts.last == "line 299")
        #expect(!scene["Ana"].wasClosed)
    }

    @Test("§5.2 an empty log is wiped after ten minutes, and the next has a higher number")
    func emptyLog() {
        var scene = Scene.ofThree()
        let log = scene["Ana"].log
        for name in ["Fay", "Ana", "Bo"] { scene.says(name, Request(.leave)) }
        scene.wait(601_000)
        scene["Ana"].have = 0
        scene.connects("Ana")
        #expect(scene["Ana"].log == log + 1)
        scene.sits("Ana")
        #expect(scene["Ana"].seat == Seat(1))
    }

    @Test("§5.1 a SIT for another log is told the number of this one") func wrongLog() {
        var scene = Scene.ofThree()
        scene.isCutOff("Ana")
        scene.connects("Ana")
        scene["Ana"].log = 77
        scene.forgetAll()
        scene.sits("Ana")
        #expect(scene["Ana"].heard.first?.body == .fail(.sit, .log, details: ["1"]))
    }

    @Test("§5.1 all seats taken is said, and a held seat is never refused") func full() {
        var limits = Scene.generous
        limits.seatsMax = 2
        var scene = Scene(limits: limits)
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.arrives("Bo")
        #expect(scene["Bo"].heard.first?.body == .fail(.sit, .full, details: []))
        scene.isCutOff("Ana")
        scene.isBack("Ana")
        #expect(scene["Ana"].seat == Seat(2))
    }

    @Test("§3.2 nobody sits before the number of the log is stored") func storedFirst() {
        var scene = Scene()
        scene.storeIsSlow = true
        scene.arrives("Fay", .facilitator)
        #expect(scene["Fay"].heard.isEmpty)
        scene.storeAnswers()
        #expect(scene["Fay"].heard.first?.body == .ok(.sit, 1))
    }

    @Test("§5.6 nobody gets what was said before their JOIN by claiming to have begun earlier")
    func haveBeforeJoin() {
        var scene = Scene.ofThree()
        for number in 0..<5 { scene.speaks("Fay", "before \(number)", turn: 1) }
        scene.arrives("Cy")
        scene.isCutOff("Cy")
        for have: UInt64 in 1...8 {
            scene["Cy"].have = have
            scene.isBack("Cy")
            #expect(scene.texts("Cy").isEmpty)
        }
    }

    @Test("§11.6 who is told goodbye has first been given all there is") func farewell() {
        var scene = Scene.ofThree()
        scene.forgetAll()
        var outputs = Outputs()
        let words = Request(
            id: 1,
            turn: 1,
            .line(.plain([UInt8]("last".utf8)), blind: Blind(bytes: Array(repeating: 7, count: 16)))
        )
        guard let fay = scene["Fay"].session, let ana = scene["Ana"].session else { return }
        let line = Array(words.line.dropLast(2))
        scene.core.receive(line.span, from: fay, at: scene.now, &outputs)
        scene.core.farewell(&outputs) { _ in 700 }
        var batch: [UInt8] = []
        scene.core.committed(upTo: outputs.recordCount, &outputs)
        while scene.core.fill(ana, into: &batch, limit: 100) == .some {}
        let told = String(decoding: batch, as: UTF8.self)
        #expect(told.contains(":last\r\n"))
        #expect(told.hasSuffix("BYE 700\r\n"))
    }
}
