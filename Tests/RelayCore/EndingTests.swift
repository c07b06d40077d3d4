import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§21.3 The end of a meeting, and what is left of it")
struct EndingTests {
    /// Fay and Cleo, who facilitate, and Ana, in a meeting that Fay has just ended.
    private static func ended() -> Scene {
        var scene = Scene()
        scene.plan = CirclePlan(plan: Plan([Phase(.share)]))
        scene.arrives("Fay", .facilitator)
        scene.arrives("Cleo", .cofacilitator)
        scene.arrives("Ana")
        scene.does("Fay", .phase(.end(1, now: false)))
        return scene
    }

    @Test("§21.3 members are let go, and facilitators stay among themselves") func debrief() {
        var scene = Self.ended()
        #expect(scene["Ana"].wasClosed)
        #expect(scene["Ana"].heard.last?.body == .fail(nil, .ended, details: []))
        #expect(!scene["Fay"].wasClosed && !scene["Cleo"].wasClosed)
        scene.forgetAll()
        scene.connects("Ana")
        scene.sits("Ana")
        #expect(scene.take("Ana")?.body == .fail(.sit, .ended, details: []))
    }

    @Test("§21.3 the log is over at once when the last facilitator has left") func lastLeaves() {
        var scene = Self.ended()
        scene.says("Cleo", Request(.leave))
        #expect(scene["Fay"].log == 1 && scene.core.circle(scene.circle) != nil)
        scene.says("Fay", Request(.leave))
        scene.wait(1)
        #expect(scene.core.circle(scene.circle) == nil)
        scene.connects("Ana")
        #expect(scene["Ana"].log == 2)
        scene.sits("Ana")
        #expect(scene.take("Ana")?.body == .ok(.sit, 1))
    }

    @Test("§21.3 facilitators who stay are let go after ten minutes") func tenMinutes() {
        var scene = Self.ended()
        for _ in 1...59 {
            scene.wait(10_000)
            for name in ["Fay", "Cleo"] { scene.says(name, Request(.ping)) }
        }
        #expect(scene.core.circle(scene.circle) != nil)
        scene.wait(10_000)
        #expect(scene.core.circle(scene.circle) == nil)
        #expect(scene["Fay"].wasClosed && scene["Cleo"].wasClosed)
        #expect(scene["Fay"].heard.last?.body == .fail(nil, .ended, details: []))
    }
}
