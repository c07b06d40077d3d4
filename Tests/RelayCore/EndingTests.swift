import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§21.3 The end of a meeting")
struct EndingTests {
    private func meeting() -> Scene {
        var scene = Scene.ofThree("-")
        scene.arrives("Cora", .cofacilitator)
        scene.speaks("Fay", "Remember these words.")
        scene.forgetAll()
        return scene
    }

    private func end(_ scene: inout Scene) {
        scene.does("Fay", .phase(.end(scene.phase, now: true)))
    }

    @Test("§21.3 everybody but the facilitators is told, and cut off") func cutOff() {
        var scene = meeting()
        end(&scene)
        for name in ["Ana", "Bo"] {
            #expect(scene.events(name).count == 2, "§14.3 PHASE and FLOOR")
            #expect(scene[name].heard.last?.body == .fail(nil, .ended, details: []))
            #expect(scene[name].wasClosed)
            scene.isBack(name)
            #expect(scene.refusals(name) == [.ended])
        }
        for name in ["Fay", "Cora"] {
            #expect(scene.events(name).count == 2)
            #expect(!scene.wasToldOfGap(name))
            #expect(scene[name].session != nil)
        }
    }

    @Test("§21.3 a slow link is given all that is left before that") func slowLink() throws {
        var scene = meeting()
        let session = try #require(scene["Ana"].session)
        scene.slowLinks = [session]
        scene.speaks("Fay", "Last words.")
        end(&scene)
        // The host lets a connection go once it took everything.
        let told = scene["Ana"].heard.map(\.body)
        #expect(told.last == .fail(nil, .ended, details: []))
        #expect(scene.texts("Ana") == ["Last words."])
    }

    @Test("§21.3 who ends a meeting alone is told of it like others") func alone() {
        var scene = Scene.meeting("- share")
        scene.arrives("Fay", .facilitator)
        scene.forgetAll()
        end(&scene)
        #expect(scene.events("Fay").count == 2)
        #expect(!scene.wasToldOfGap("Fay"))
    }

    @Test("§21.3 somebody at the door is given what was for them, and told") func atDoor() throws {
        var scene = Scene.meeting("door=knock share")
        scene.arrives("Fay", .facilitator)
        scene.arrives("Bo")
        scene.slowLinks = [try #require(scene["Bo"].session)]
        scene.whispers("Fay", "Next week?", to: .seat(Seat(2)))
        end(&scene)
        #expect(scene["Bo"].heard.last?.body == .fail(nil, .ended, details: []))
        #expect(scene.whispers(heardBy: "Bo") == ["Next week?"])
    }

    @Test("§21.3 words, pages and names of others are gone as soon as they are") func wiped() {
        var scene = meeting()
        scene.says("Fay", Request(id: 3, .page(0, PagePayload([UInt8]("A page to wipe.".utf8)))))
        for text in ["Remember these words.", "A page to wipe.", "Ana"] {
            #expect(scene.relayHolds(text), "\(text)")
        }
        end(&scene)
        for text in ["Remember these words.", "A page to wipe.", "Ana", "Bo"] {
            #expect(!scene.relayHolds(text), "\(text)")
        }
        #expect(scene.relayHolds("Cora"))
        scene.connects("Fay")
        scene["Fay"].have = 0
        scene.sits("Fay")
        let names = scene["Fay"].heard.compactMap { line -> Content?? in
            if case .seat(let seat) = line.body { seat.name } else { nil }
        }
        #expect(names.filter { $0 == nil }.count == 2)
    }

    @Test("§21.3 after 10 seconds they are gone, whoever still lacks them") func wipedLate() {
        var scene = meeting()
        scene.diskIsSlow = true
        end(&scene)
        #expect(scene.relayHolds("Remember these words."))
        scene.wait(10_000)
        #expect(!scene.relayHolds("Remember these words."))
    }

    @Test("§21.3 facilitators whisper among themselves, and nothing else") func debrief() {
        var scene = meeting()
        end(&scene)
        scene.forgetAll()
        scene.whispers("Fay", "How was it?", to: .facilitators)
        #expect(scene.whispers(heardBy: "Cora") == ["How was it?"])
        scene.speaks("Cora", "Good.")
        scene.does("Cora", .hand(.up))
        scene.does("Cora", .door(.open))
        for ask in [.balance, .slip, .name(.plain([UInt8]("Coral".utf8)))] as [Request.Ask] {
            scene.says("Cora", Request(id: 3, ask))
        }
        #expect(scene.refusals("Cora") == Array(repeating: .ended, count: 6))
        scene.isBack("Cora")
        #expect(scene.refusals("Cora").isEmpty)
    }

    @Test("§21.3 after 10 minutes the log is over") func timeIsOver() {
        var scene = meeting()
        end(&scene)
        for _ in 0..<20 {
            #expect(scene["Fay"].session != nil)
            scene.wait(30_000)
            for name in ["Fay", "Cora"] { scene.says(name, Request(.ping)) }
        }
        #expect(scene["Fay"].heard.last?.body == .fail(nil, .ended, details: []))
        #expect(scene.core.circle(scene.circle) == nil)
        scene.isBack("Fay")
        #expect(scene["Fay"].log == 2)
    }

    @Test("§21.3 so it is when the last facilitator has left") func lastLeaves() {
        var scene = meeting()
        end(&scene)
        scene.says("Cora", Request(.leave))
        #expect(scene.core.circle(scene.circle) != nil)
        scene.says("Fay", Request(.leave))
        scene.wait(0)
        #expect(scene.core.circle(scene.circle) == nil)
        scene.isBack("Ana")
        #expect(scene["Ana"].log == 2)
    }

    @Test("§17.6, §21.3 a meeting that ended for want of facilitators is over at once")
    func keptEnd() {
        var scene = meeting()
        for name in ["Fay", "Cora"] { scene.says(name, Request(.leave)) }
        for _ in 0..<25 {
            scene.wait(30_000)
            for name in ["Ana", "Bo"] { scene.says(name, Request(.ping)) }
        }
        #expect(scene["Ana"].heard.contains { $0.body == .fail(nil, .ended, details: []) })
        #expect(scene.core.circle(scene.circle) == nil)
    }

    @Test("§5.11, §21.2 an ending that waits for the last words outlives a restart") func closing()
    {
        var scene = meeting()
        scene.shares("Ana", "One more thing.")
        scene.does("Fay", .phase(.end(scene.phase, now: true)))
        scene.relayRestarts()
        for name in ["Fay", "Ana", "Bo"] { scene.isBack(name) }
        scene.speaks("Ana", "Goodbye.")
        scene.does("Ana", .done, turn: scene.turn)
        #expect(scene["Bo"].heard.last?.body == .fail(nil, .ended, details: []))
    }

    @Test(
        "§5.6, §5.13 who was away at the end is given a gap and the state, however often it restarts",
        arguments: 2...3
    )
    func awayAtTheEnd(restarts: Int) {
        var scene = meeting()
        scene.isCutOff("Cora")
        scene.speaks("Fay", "Nobody keeps this.")
        end(&scene)
        scene.whispers("Fay", "Still here.", to: .facilitators)
        scene.says("Fay", Request(.ack(scene["Fay"].have)))
        scene.wait(2_000)
        for _ in 0..<restarts { scene.relayRestarts() }
        scene.isBack("Cora")
        #expect(scene.wasToldOfGap("Cora"))
        #expect(scene.isTold("Cora", .ready))
    }

    @Test("§21.3, §5.13 a restart leaves the end as it is") func restart() {
        var scene = meeting()
        end(&scene)
        scene.relayRestarts()
        scene.isBack("Ana")
        #expect(scene.refusals("Ana") == [.ended])
        scene.isBack("Fay")
        scene.isBack("Cora")
        scene.forgetAll()
        scene.whispers("Fay", "Still here.", to: .facilitators)
        #expect(scene.whispers(heardBy: "Cora") == ["Still here."])
        for name in ["Fay", "Cora"] { scene.says(name, Request(.leave)) }
        scene.wait(0)
        #expect(scene.core.circle(scene.circle) == nil)
    }
}
