import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§21.1, §21.4, §21.5, §19.6 Asking of the meeting")
struct AskingTests {
    @Test("§21.1 BALANCE tells a facilitator who had how much of the time") func balance() {
        var scene = Scene.ofThree("-")
        scene.shares("Ana", "It was")
        scene.wait(9_000)
        scene.does("Ana", .done, turn: scene.turn)
        scene.wait(6_000)
        scene.shares("Bo", "Yes.")
        scene.wait(3_500)
        scene.forgetAll()
        scene.says("Fay", Request(id: 3, .balance))
        #expect(
            scene.takeAll("Fay") == [
                .balance(Seat(1), shares: 0, seconds: 0), .balance(Seat(2), shares: 1, seconds: 9),
                .balance(Seat(3), shares: 0, seconds: 3), .ok(.balance, 0),
            ]
        )
        scene.says("Ana", Request(id: 3, .balance))
        #expect(scene.takeAll("Ana") == [.fail(.balance, .role, details: [])])
    }

    @Test("§21.4 a slip says how many minutes one was there, and is for that seat alone")
    func slip() {
        var scene = Scene.ofThree("-")
        scene.pause(minutes: 7)
        scene.says("Ana", Request(.leave))
        scene.pause(minutes: 5)
        scene.isBack("Ana")
        scene.pause(minutes: 2)
        scene.forgetAll()
        scene.says("Ana", Request(id: 3, .slip))
        let slips = scene["Ana"].heard.compactMap { line -> String? in
            guard case .slip(let slip) = line.body else { return nil }
            return String(decoding: slip.text, as: UTF8.self)
        }
        #expect(slips == ["circle/1 attendance\n2026-11-24\n9\nnumber"])
        #expect(scene["Ana"].heard.last?.body == .ok(.slip, 0))
        #expect(scene["Fay"].heard.isEmpty && scene["Bo"].heard.isEmpty)
    }

    @Test("§21.4 three slips, and nothing is written down of them") func limit() {
        var scene = Scene.ofThree("-")
        let journal = scene.journal
        let snapshot = scene.core.snapshot
        scene.forgetAll()
        for _ in 0..<5 { scene.says("Ana", Request(id: 3, .slip)) }
        #expect(scene["Ana"].heard.count { $0.body == .ok(.slip, 0) } == 3)
        #expect(scene.refusals("Ana") == [.limit, .limit])
        #expect(scene.journal == journal && scene.core.snapshot == snapshot)
        scene.says("Bo", Request(id: 3, .slip))
        #expect(scene.isTold("Bo", .ok(.slip, 0)))
    }

    @Test("§21.4 a slip that could not be made is not counted") func failed() {
        var scene = Scene.ofThree("-")
        scene.forgetAll()
        scene.storeIsSlow = true
        for _ in 0..<4 {
            scene.says("Ana", Request(id: 3, .slip))
            scene.storeRefuses()
        }
        #expect(scene.refusals("Ana") == Array(repeating: .unavailable, count: 4))
        scene.storeIsSlow = false
        scene.says("Ana", Request(id: 3, .slip))
        #expect(scene["Ana"].heard.last?.body == .ok(.slip, 0))
    }

    @Test("§19.6 CARD is an errand for the host, before SIT too") func card() throws {
        var scene = Scene()
        scene.people = [Scene.Person(name: "Ana", role: .member, key: Scene.key(1))]
        scene.connects("Ana")
        for (locale, text) in [("de-AT", "Call somebody."), ("none", nil)] {
            scene.says("Ana", Request(id: 3, .card(locale: locale)))
            let card = Card(locale: locale, text: text.map { [UInt8]($0.utf8) })
            #expect(scene.takeAll("Ana") == [.card(try #require(card)), .ok(.card, 0)])
        }
        scene.sends("Ana", [UInt8]("@id=3 CARD de_AT\r\n".utf8))
        #expect(scene.refusals("Ana") == [.form])
        scene.storeIsSlow = true
        scene.says("Ana", Request(id: 4, .card(locale: "de")))
        scene.storeRefuses()
        #expect(scene.refusals("Ana").last == .unavailable)
    }

    private func rename(_ name: String) -> Request {
        Request(id: 3, .name(.plain([UInt8](name.utf8))))
    }

    @Test("§21.5 NAME tells all another name, once") func name() {
        var scene = Scene.ofThree("-")
        scene.forgetAll()
        scene.says("Ana", rename("Anna"))
        let event = RelayLine.Body.name(Seat(2), .plain([UInt8]("Anna".utf8)))
        #expect(scene.takeAll("Ana") == [.ok(.name, 0), event])
        #expect(scene.takeAll("Bo") == [event])
        scene.says("Ana", rename("Anna"))
        #expect(scene.takeAll("Ana") == [.ok(.name, 0)])
        #expect(scene["Bo"].heard.isEmpty)
        scene.arrives("Cy")
        #expect(
            scene["Cy"].heard.contains { line in
                guard case .seat(let seat) = line.body else { return false }
                return seat.name == .plain([UInt8]("Anna".utf8))
            }
        )
    }

    @Test("§21.5, §2.7 what NAME may not be") func badName() {
        var scene = Scene.ofThree("-")
        scene.forgetAll()
        scene.says("Ana", rename("Bo"))
        scene.says("Ana", rename("Host"))
        scene.says("Ana", Request(id: 3, .name(.sealed([UInt8](scene.payload(140, "N"))))))
        #expect(scene.refusals("Ana") == [.name, .name, .form])
        #expect(scene["Bo"].heard.isEmpty)
        var sealed = Scene.meeting("- share", words: "sealed")
        sealed.arrives("Ana")
        sealed.forgetAll()
        sealed.says("Ana", Request(id: 3, .name(.sealed([UInt8](sealed.payload(396, "N"))))))
        sealed.says("Ana", Request(id: 3, .name(.sealed([UInt8](sealed.payload(140, "M"))))))
        #expect(sealed.refusals("Ana") == [.size])
        #expect(sealed.events("Ana").count == 1)
    }

    @Test("§6.5 before SIT these have no place") func notNow() {
        var scene = Scene()
        scene.people = [Scene.Person(name: "Fay", role: .facilitator, key: Scene.key(1))]
        scene.connects("Fay")
        for ask in [.balance, .slip] as [Request.Ask] { scene.says("Fay", Request(id: 3, ask)) }
        scene.says("Fay", rename("Faye"))
        #expect(scene.refusals("Fay") == [.notNow, .notNow, .notNow])
    }
}
