import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§7.2 Lines of those who may not speak")
struct InterruptionTests {
    /// Brings the floor into a state with Ana as the one concerned, in a circle where Bo
    /// interrupts.
    private func circle(in state: FloorState) -> Scene {
        var scene = Scene()
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.arrives("Bo")
        scene.arrives("Lin", .listener)
        switch state {
        case .home: break
        case .offered: scene.does("Fay", .call(Seat(2)), turn: 1)
        case .held, .adrift:
            scene.does("Fay", .call(Seat(2)), turn: 1)
            scene.does("Ana", .accept, turn: 2)
            guard state == .adrift else { break }
            scene.isCutOff("Ana")
            scene.wait(10_000)
        case .space: scene.does("Fay", .bell(.on(seconds: 600)))
        case .open: scene.does("Fay", .crosstalk(true), turn: 1)
        case .few: preconditionFailure("a circle without a plan has one stick")
        }
        scene.forgetAll()
        return scene
    }

    @Test(
        "§7.2 of ten thousand interruptions in each state none is delivered",
        arguments: FloorState.allCases.filter { $0 != .few }
    )
    func tenThousand(_ state: FloorState) {
        var scene = circle(in: state)
        let interrupter = state == .open ? "Lin" : "Bo"
        let turn: UInt32 = state == .home || state == .space ? 1 : 2
        var refused = 0
        for number in 0..<10_000 {
            scene.speaks(interrupter, "interruption \(number)", turn: turn)
            if case .fail(.line, _, _)? = scene.take(interrupter)?.body { refused += 1 }
        }
        #expect(refused == 10_000)
        let delivered = ["Fay", "Ana", "Bo", "Lin"].map { scene.texts($0).count }
        #expect(delivered == [0, 0, 0, 0])
    }
}
