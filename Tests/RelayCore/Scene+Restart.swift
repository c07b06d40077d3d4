import Etiquette
import RelayCore
import Wire

// Stories about what is left when the relay starts anew.

extension Scene {
    /// Fay, who facilitates, with Ana and Bo.
    static func ofThree() -> Scene {
        var scene = Scene()
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.arrives("Bo")
        return scene
    }

    /// These are cut off, Fay says «one», and the relay starts anew; answers the line's number.
    mutating func restarts(afterLineMissedBy names: String...) -> UInt64 {
        for name in names { isCutOff(name) }
        speaks("Fay", "one", turn: 1)
        let number = self["Fay"].have
        relayRestarts()
        return number
    }

    /// Whether a relay would go on with the circle as these records tell it.
    func goesOn(with journal: [UInt8]) -> Bool {
        var core = ShardCore(limits: limits, checker: Scene.checker, epoch: epoch + 1, seed: 1)
        var outputs = Outputs()
        guard let circles = CircleRecords.all(in: journal) else { return false }
        let areRestored = circles.allSatisfy { core.restore($0, facts, at: now, &outputs) }
        return areRestored && circles.count == 1 && !core.snapshot.isEmpty
    }

    /// Somebody who has a seat comes by a new connection.
    mutating func isBack(_ name: String) {
        connects(name)
        sits(name)
    }

    /// The numbers of the words that this person was asked for.
    func needs(_ name: String) -> [UInt64] {
        self[name].heard.compactMap { line in
            guard case .need(let number, _, _) = line.body else { return nil }
            return number
        }
    }

    /// Brings words that were asked for, or says that they are not there.
    mutating func supplies(_ name: String, _ number: UInt64, _ text: String?) {
        let content = text.map { Content.plain([UInt8]($0.utf8)) }
        let blind = text.flatMap { _ in Blind(bytes: Array(repeating: 7, count: 16)) }
        says(name, Request(id: 77, .supply(number, content, blind: blind)))
    }
}
