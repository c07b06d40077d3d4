import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§6 Requests")
struct RequestTests {
    private func circle() -> Scene {
        var scene = Scene()
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.forgetAll()
        return scene
    }

    private let hello = Request.Ask.line(
        .plain([UInt8]("hello".utf8)),
        blind: Blind(bytes: Array(repeating: 1, count: 16))
    )

    @Test("§6.3 an act that is sent again is answered again and done once") func repeated() {
        var scene = circle()
        let request = Request(id: 1, turn: 1, hello)
        scene.says("Fay", request)
        scene.says("Fay", request)
        let answers = scene["Fay"].heard.filter { $0.id == 1 }.map(\.body)
        #expect(answers == [.ok(.line, 3), .ok(.line, 3)])
        #expect(scene.texts("Ana") == ["hello"])
    }

    @Test("§6.3 an act below the last accepted one that nobody remembers is a duplicate")
    func forgotten() {
        var scene = circle()
        for _ in 0..<20 { scene.does("Ana", .hand(.up)) }
        scene.forgetAll()
        scene.says("Ana", Request(id: 2, .hand(.down)))
        #expect(scene["Ana"].heard.first?.body == .fail(.hand, .duplicate, details: []))
    }

    @Test("§6.3 a refused act does not count as accepted") func refusedDoesNotCount() {
        var scene = circle()
        scene.says("Ana", Request(id: 1, turn: 1, hello))
        #expect(
            scene["Ana"].heard.first?.body == .fail(.line, .notYourTurn, details: ["0"])
        )
        scene.isCutOff("Ana")
        scene.forgetAll()
        scene.connects("Ana")
        #expect(scene["Ana"].nextID == 1)
    }

    @Test("§6.4 an act whose answer was lost is done once across a reconnect") func lostAnswer() {
        var scene = circle()
        scene.says("Fay", Request(id: 1, turn: 1, hello))
        scene.isCutOff("Fay")
        scene.connects("Fay")
        #expect(scene["Fay"].nextID == 2)
        scene.sits("Fay")
        scene.forgetAll()
        scene.says("Fay", Request(id: 1, turn: 1, hello))
        #expect(scene["Fay"].heard.first?.body == .ok(.line, 3))
        #expect(scene["Ana"].heard.allSatisfy { $0.number == nil })
    }

    @Test("§5.1 what an older connection said after the WELCOME is told with the seat")
    func lastActAtSitting() {
        var scene = circle()
        let older = scene["Fay"].session
        scene.connects("Fay")
        let newer = scene["Fay"].session
        #expect(scene["Fay"].nextID == 1)
        scene["Fay"].session = older
        scene.says("Fay", Request(id: 3, turn: 1, hello))
        scene["Fay"].session = newer
        scene.forgetAll()
        scene.sits("Fay")
        #expect(scene["Fay"].heard.first?.body == .ok(.sit, 1))
        #expect(scene["Fay"].heard.first?.lastID == 3)
    }

    @Test("§5.1 what WELCOME told is not told again") func lastActWasTold() {
        var scene = circle()
        scene.says("Fay", Request(id: 3, turn: 1, hello))
        scene.connects("Fay")
        #expect(scene.welcome?.lastID == 3)
        scene.sits("Fay")
        #expect(scene["Fay"].heard.first?.body == .ok(.sit, 1))
        #expect(scene["Fay"].heard.first?.lastID == nil)
    }

    @Test("§4.8 an act that waits for the store counts as the last one") func lastActThatWaits() {
        var scene = circle()
        scene.storeIsSlow = true
        scene.says("Fay", Request(id: 3, .remove(Seat(2), meeting: false)))
        scene.connects("Fay")
        #expect(scene.welcome?.lastID == 3)
    }

    @Test("§6.2 an act that is sent again while it waits for the store has an answer of its own")
    func againWhileItWaits() {
        var scene = circle()
        scene.storeIsSlow = true
        let request = Request(id: 1, .remove(Seat(2), meeting: false))
        scene.says("Fay", request)
        #expect(scene["Fay"].heard.isEmpty)
        scene.says("Fay", request)
        #expect(scene.takeAll("Fay") == [.fail(.remove, .duplicate, details: [])])
        scene.storeAnswers()
        let answers = scene["Fay"].heard.filter { $0.id == 1 }.map(\.body)
        #expect(answers == [.ok(.remove, 3)])
        #expect(scene.stored.count { $0 == "remove" } == 1)
    }

    @Test("§6.2 §6.4 an act that waits for the store is answered where it was sent again")
    func againAfterReconnect() {
        var scene = circle()
        scene.storeIsSlow = true
        let request = Request(id: 1, .remove(Seat(2), meeting: false))
        scene.says("Fay", request)
        scene.isCutOff("Fay")
        scene.isBack("Fay")
        scene.forgetAll()
        scene.says("Fay", request)
        #expect(scene["Fay"].heard.isEmpty)
        scene.storeAnswers()
        let answers = scene["Fay"].heard.filter { $0.id == 1 }.map(\.body)
        #expect(answers == [.ok(.remove, 3)])
    }

    @Test("§11.2 acts that are sent again while they wait are counted like asks") func manyAgain() {
        var limits = Scene.generous
        limits.asks = Limits().asks
        var scene = Scene(limits: limits)
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.storeIsSlow = true
        scene.forgetAll()
        for _ in 0...limits.asks.burst + 1 {
            scene.says("Fay", Request(id: 1, .remove(Seat(2), meeting: false)))
        }
        #expect(scene["Fay"].wasClosed)
        #expect(scene["Fay"].heard.last?.body == .fail(nil, .limit, details: []))
    }

    @Test("§6.1 §6.2 an ask that waits for the store does not swallow an act of the same id")
    func askAndAct() {
        var scene = circle()
        scene.storeIsSlow = true
        let id = scene["Fay"].nextID
        scene.says("Fay", Request(id: id, .invites))
        scene.forgetAll()
        scene.does("Fay", .bell(.on(seconds: nil)))
        guard case .ok(.bell, _)? = scene.take("Fay")?.body else {
            Issue.record("the bell was not answered")
            return
        }
        scene.storeAnswers()
        #expect(scene["Fay"].heard.contains { $0.id == id && $0.body == .ok(.invites, 0) })
    }

    @Test("§6.2 each request is answered once under its own id", arguments: Verb.allCases)
    func everyVerb(_ verb: Verb) {
        var scene = circle()
        guard verb.kind != .plain else { return }
        scene.sends("Ana", [UInt8]("@id=40;turn=1 \(verb.rawValue) 1\r\n".utf8))
        let answers = scene["Ana"].heard.filter { $0.id == 40 }
        #expect(answers.count == 1)
    }

    @Test("§6.5 verbs have their time") func notNow() {
        var scene = Scene()
        scene.arrives("Fay", .facilitator)
        scene.people.append(
            Scene.Person(name: "Ana", role: .member, key: Scene.key(9))
        )
        scene.connects("Ana")
        scene.says("Ana", Request(id: 1, .hand(.up)))
        #expect(scene["Ana"].heard.first?.body == .fail(.hand, .notNow, details: []))
        scene.forgetAll()
        scene.says("Fay", Request(id: 5, .sit(log: 1, have: 0, name: .plain([65]))))
        #expect(scene["Fay"].heard.first?.body == .fail(.sit, .notNow, details: []))
    }

    @Test("§6.5 refusals never echo what was sent") func noEcho() {
        var scene = circle()
        for line in ["SECRETWORDS x", "@id=4 HAND secretwords", "@id=4;turn=1 LINE secretwords"] {
            scene.sends("Ana", [UInt8]((line + "\r\n").utf8))
        }
        let told = scene["Ana"].heard.map { String(decoding: $0.line, as: UTF8.self).lowercased() }
        #expect(told.count == 3)
        #expect(told.allSatisfy { !$0.contains("secretwords") })
    }

    @Test("§2.2 a line without end is refused and the connection closed") func oversize() {
        var scene = circle()
        scene.sends("Ana", [UInt8](repeating: 65, count: 9_000))
        #expect(scene["Ana"].wasClosed)
        #expect(scene["Ana"].heard.last?.body == .fail(nil, .form, details: []))
    }

    @Test("§11.2 lines come at their rate and no faster") func lineRate() {
        var scene = Scene(limits: Limits())
        scene.arrives("Fay", .facilitator)
        scene.forgetAll()
        for _ in 0..<6 { scene.speaks("Fay", "x", turn: 1) }
        let refusals = scene.takeAll("Fay").filter {
            if case .fail(.line, .slowDown, _) = $0 { true } else { false }
        }
        #expect(refusals.count == 1)
        scene.wait(1_000)
        scene.speaks("Fay", "x", turn: 1)
        #expect(scene.texts("Fay") == ["x"])
    }

    @Test("§11.2 who keeps interrupting is let go, and nothing of it is heard") func interrupter() {
        var scene = Scene(limits: Limits())
        scene.arrives("Fay", .facilitator)
        scene.arrives("Bo")
        scene.forgetAll()
        for _ in 0..<12 { scene.speaks("Bo", "me me", turn: 1) }
        #expect(scene["Bo"].wasClosed)
        #expect(scene["Bo"].heard.contains { $0.body == .fail(nil, .limit, details: []) })
        #expect(scene.texts("Fay").isEmpty)
    }

    @Test("§11.5 a silent connection is closed, a pinging one is not") func idle() {
        var scene = circle()
        for _ in 0..<4 {
            scene.wait(20_000)
            scene.says("Fay", Request(.ping))
        }
        #expect(scene["Ana"].wasClosed)
        #expect(!scene["Fay"].wasClosed)
        #expect(scene["Fay"].heard.contains { if case .pong = $0.body { true } else { false } })
    }

    @Test("§11.4 a connection that takes no answers is not read") func backpressure() {
        var core = ShardCore(limits: Scene.generous, checker: Scene.checker, epoch: 1, seed: 1)
        var outputs = Outputs()
        let ana = SessionID(1)
        core.admit(
            ana,
            Admission(
                circle: CircleID(1),
                isSealed: false,
                rules: CircleRules(),
                key: Scene.key(1),
                role: .member,
                nextLog: 1,
                box: nil,
                order: 1
            ),
            at: Moment(0),
            &outputs
        )
        var served = 0
        let line = [UInt8]("@id=1 HAND up".utf8)
        while core.takesInput(ana), served < 1_000 {
            core.receive(line.span, from: ana, at: Moment(0), &outputs)
            served += 1
        }
        #expect(served < 50)
        var batch: [UInt8] = []
        _ = core.fill(ana, into: &batch, limit: 8_192)
        #expect(core.takesInput(ana))
    }
}
