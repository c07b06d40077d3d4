import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§14.1 Plans")
struct PlanTests {
    private func circle() -> Scene {
        var scene = Scene()
        for (number, role) in [Role.facilitator, .cofacilitator, .member].enumerated() {
            let name = ["Fay", "Cora", "Ana"][number]
            let key = Scene.key(UInt8(number + 1))
            scene.people.append(Scene.Person(name: name, role: role, key: key))
            scene.connects(name)
        }
        return scene
    }

    private func plan(_ text: String) -> CirclePlan {
        CirclePlan(text: [UInt8](text.utf8)) ?? CirclePlan()
    }

    @Test("§14.1 a plan is stored before it is answered, and holds from the next log on")
    func stored() {
        var scene = circle()
        let round = plan("- quorum=4 round,share")
        scene.storeIsSlow = true
        scene.says("Fay", Request(id: 3, .plan(round)))
        #expect(scene["Fay"].heard.isEmpty)
        scene.storeAnswers()
        #expect(scene.stored == ["plan"])
        #expect(scene.takeAll("Fay") == [.ok(.plan, 0)])
        scene.storeIsSlow = false
        scene.sits("Fay")
        #expect(scene.isTold("Fay", .plan(round)))
        #expect(
            scene.events("Fay").contains { body in
                if case .phase(let phase) = body { return phase.kind == .round }
                return false
            }
        )
    }

    @Test("§14.1 a plan that the store did not take did not happen") func notStored() {
        var scene = circle()
        scene.storeIsSlow = true
        scene.says("Fay", Request(id: 3, .plan(plan("- - share"))))
        scene.storeRefuses()
        #expect(scene.refusals("Fay") == [.unavailable])
        scene.storeIsSlow = false
        scene.sits("Fay")
        #expect(!scene["Fay"].heard.contains { if case .plan = $0.body { true } else { false } })
    }

    @Test("§14.1 facilitators only, and between meetings only") func refused() {
        var scene = circle()
        let plan = plan("- - share")
        for name in ["Cora", "Ana"] {
            scene.says(name, Request(id: 3, .plan(plan)))
            #expect(scene.refusals(name) == [.role])
        }
        scene.sits("Fay")
        scene.says("Fay", Request(id: 3, .plan(plan)))
        #expect(scene.refusals("Fay") == [.inMeeting])
        #expect(scene.stored.filter { $0 == "plan" }.isEmpty)
    }

    @Test(
        "§14.1 what a plan may not be",
        arguments: [
            "- - share;for=soon", "- door=locked share", "- - share;for=1;for=2", "- - lunch",
            "- tea=yes share", "- - share;responders=11",
        ]
    )
    func bad(_ text: String) {
        var scene = circle()
        scene.sends("Fay", [UInt8]("@id=3 PLAN \(text)\r\n".utf8))
        #expect(scene.refusals("Fay") == [.plan])
        #expect(scene.stored.isEmpty)
    }

    @Test("§14.1 without a plan there is a door, and no chair") func without() {
        var scene = Scene.ofThree()
        #expect(!scene["Ana"].heard.contains { if case .plan = $0.body { true } else { false } })
        scene.forgetAll()
        scene.does("Fay", .chair(nil))
        #expect(scene.refusals("Fay") == [.notInPhase])
        scene.does("Fay", .door(.knock))
        scene.arrives("Cy")
        #expect(knocks(at: scene["Fay"]) == 1)
        scene.relayRestarts()
        scene.isBack("Fay")
        scene.arrives("Dee")
        #expect(knocks(at: scene["Fay"]) == 1, "§5.13 newcomers still knock")
        scene.does("Fay", .door(.locked))
        scene.arrives("Eve")
        #expect(scene.refusals("Eve") == [.locked])
    }

    private func knocks(at person: Scene.Person) -> Int {
        person.heard.count { if case .knock = $0.body { true } else { false } }
    }

    @Test("§14.2 a plan may wish for fewer seats") func seats() {
        var scene = Scene.meeting("seats=2 share")
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.arrives("Bo")
        #expect(scene.refusals("Bo") == [.full])
        #expect(scene.core.isFull(scene.circle))
    }

    @Test("§18.2 who waits to be let in takes no seat") func seatsAtTheDoor() {
        var scene = Scene.meeting("door=knock;seats=2 share")
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.arrives("Bo")
        #expect(scene.refusals("Bo").isEmpty)
        #expect(!scene.core.isFull(scene.circle))
    }

    @Test("§18.2 for who waits for the boundary a seat is kept, but not from who facilitates")
    func seatsAtTheBoundary() {
        var scene = Scene.ofThree("late=boundary;seats=4")
        scene.shares("Ana", "It was a long winter.")
        scene.arrives("Cy")
        #expect(scene.core.circle(scene.circle)?.record(of: Seat(4))?.vestibule == .boundary)
        scene.arrives("Dee")
        #expect(scene.refusals("Dee") == [.full])
        scene.arrives("Gus", .cofacilitator)
        #expect(scene.refusals("Gus").isEmpty)
    }
}
