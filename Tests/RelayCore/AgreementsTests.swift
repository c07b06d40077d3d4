import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§20.2 Agreements")
struct AgreementsTests {
    private let hash = [UInt8](repeating: 5, count: 20)
    private let other = [UInt8](repeating: 6, count: 20)

    private var details: [String] {
        [String(decoding: Base64URL.encode(hash), as: UTF8.self)]
    }

    private func circle() -> Scene {
        var scene = Scene.meeting("- share")
        scene.plan.agreements = hash
        for (number, role) in [Role.facilitator, .cofacilitator, .member].enumerated() {
            let name = ["Fay", "Cora", "Ana"][number]
            let key = Scene.key(UInt8(number + 1))
            scene.people.append(Scene.Person(name: name, role: role, key: key))
        }
        return scene
    }

    /// Sits down as somebody who accepted this.
    private func sit(_ name: String, agreed: [UInt8]?, in scene: inout Scene) {
        let name = (name: name, content: Content.plain([UInt8](name.utf8)))
        let ask = Request.Ask.sit(
            log: scene[name.name].log,
            have: 0,
            name: name.content,
            agreed: agreed
        )
        scene.says(name.name, Request(id: 9, ask))
    }

    @Test("§20.2 WELCOME tells the hash") func welcome() {
        var scene = circle()
        scene.connects("Ana")
        #expect(scene.welcome?.agreements == hash)
        scene.plan.agreements = nil
        var plain = Scene()
        plain.arrives("Ana")
        #expect(plain.welcome?.agreements == nil)
    }

    @Test("§20.2 nobody but a facilitator is seated without them") func refused() {
        var scene = circle()
        scene.isBack("Fay")
        #expect(scene["Fay"].seat == Seat(1), "the founder is never asked")
        for name in ["Cora", "Ana"] {
            scene.connects(name)
            for agreed in [nil, other] {
                sit(name, agreed: agreed, in: &scene)
                #expect(scene.takeAll(name) == [.fail(.sit, .agreements, details: details)])
            }
            sit(name, agreed: hash, in: &scene)
            #expect(scene["Fay"].heard.contains { $0.body == .presence(Seat(1), .here) } == false)
            #expect(scene.isTold(name, .ready))
        }
    }

    @Test("§20.2 who has not accepted opens no log") func opensNoLog() {
        var scene = circle()
        scene.connects("Ana")
        sit("Ana", agreed: nil, in: &scene)
        #expect(scene.refusals("Ana") == [.agreements])
        #expect(scene.lastLog == 0)
    }

    @Test("§20.2 they are asked again at each coming, and when they are others") func again() {
        var scene = circle()
        scene.isBack("Fay")
        scene.connects("Ana")
        sit("Ana", agreed: hash, in: &scene)
        scene.connects("Ana")
        sit("Ana", agreed: nil, in: &scene)
        #expect(scene.refusals("Ana") == [.agreements])
        sit("Ana", agreed: hash, in: &scene)
        for name in ["Fay", "Ana"] { scene.says(name, Request(.leave)) }
        scene.wait(600_000)
        scene.connects("Fay")
        let plan = CirclePlan(agreements: other, plan: scene.plan.plan)
        scene.says("Fay", Request(id: 3, .plan(plan)))
        #expect(scene.isTold("Fay", .ok(.plan, 0)))
        scene.sits("Fay")
        scene.connects("Ana")
        #expect(scene.welcome?.agreements == other)
        sit("Ana", agreed: hash, in: &scene)
        #expect(scene.refusals("Ana") == [.agreements])
        sit("Ana", agreed: other, in: &scene)
        #expect(scene.isTold("Ana", .ready))
    }

    @Test("§20.2, §5.6 agreements without phases are told too") func withoutPhases() {
        var scene = Scene()
        scene.plan.agreements = hash
        scene.arrives("Fay", .facilitator)
        #expect(scene.isTold("Fay", .plan(CirclePlan(agreements: hash))))
    }
}
