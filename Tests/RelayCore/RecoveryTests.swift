import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§5.15, §5.16 Words that a restart took")
struct RecoveryTests {
    private func circle() -> Scene {
        var scene = Scene()
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.arrives("Bo")
        return scene
    }

    private func isBack(_ name: String, _ scene: inout Scene) {
        scene.connects(name)
        scene.sits(name)
    }

    private func needs(_ name: String, _ scene: Scene) -> [UInt64] {
        scene[name].heard.compactMap { line in
            guard case .need(let number, _, _) = line.body else { return nil }
            return number
        }
    }

    private func supplies(_ name: String, _ number: UInt64, _ text: String?, _ scene: inout Scene) {
        let blind = Blind(bytes: Array(repeating: 7, count: 16))
        scene.says(
            name,
            Request(
                id: 77,
                .supply(
                    number,
                    text.map { .plain([UInt8]($0.utf8)) },
                    blind: text == nil ? nil : blind
                )
            )
        )
    }

    @Test("§5.15 words come back from their author, for whoever had not been shown them")
    func authorSupplies() {
        var scene = circle()
        scene.isCutOff("Bo")
        scene.speaks("Fay", "one", turn: 1)
        scene.speaks("Fay", "two", turn: 1)
        let first = scene["Fay"].have - 1
        scene.relayRestarts()
        isBack("Bo", &scene)
        #expect(scene.texts("Bo").isEmpty)
        isBack("Fay", &scene)
        #expect(needs("Fay", scene) == [first, first + 1])
        supplies("Fay", first + 1, "two", &scene)
        #expect(scene.texts("Bo").isEmpty, "the first line still holds back the second")
        supplies("Fay", first, "one", &scene)
        #expect(scene.texts("Bo") == ["one", "two"])
    }

    @Test("§5.15 when the author stays away, somebody who was shown the words brings them")
    func memberSupplies() {
        var scene = circle()
        scene.isCutOff("Bo")
        scene.speaks("Fay", "one", turn: 1)
        let number = scene["Fay"].have
        scene.relayRestarts()
        isBack("Bo", &scene)
        isBack("Ana", &scene)
        #expect(needs("Ana", scene) == [number])
        supplies("Ana", number, "other words", &scene)
        #expect(scene["Ana"].heard.last?.body == .fail(.supply, .mismatch, details: []))
        #expect(scene.texts("Bo").isEmpty)
        isBack("Fay", &scene)
        #expect(needs("Fay", scene) == [number])
        supplies("Fay", number, "one", &scene)
        #expect(scene.texts("Bo") == ["one"])
    }

    @Test("§5.15 who does not answer is not waited for") func silentGiver() {
        var scene = circle()
        scene.isCutOff("Bo")
        scene.speaks("Fay", "one", turn: 1)
        let number = scene["Fay"].have
        scene.relayRestarts()
        isBack("Bo", &scene)
        isBack("Fay", &scene)
        isBack("Ana", &scene)
        #expect(needs("Ana", scene).isEmpty)
        scene.wait(4_000)
        #expect(needs("Ana", scene) == [number])
        supplies("Ana", number, "one", &scene)
        #expect(scene.texts("Bo") == ["one"])
    }

    @Test("§5.15 who comes back by a new connection is asked again") func askedAgain() {
        var scene = circle()
        scene.isCutOff("Ana")
        scene.isCutOff("Bo")
        scene.speaks("Fay", "one", turn: 1)
        let number = scene["Fay"].have
        scene.relayRestarts()
        isBack("Bo", &scene)
        isBack("Fay", &scene)
        scene.wait(6_000)
        scene.forgetAll()
        isBack("Fay", &scene)
        #expect(needs("Fay", scene) == [number])
        supplies("Fay", number, "one", &scene)
        #expect(scene.texts("Bo") == ["one"])
    }

    @Test("§5.16 who is slow to answer is waited for until the 20 seconds are over")
    func slowGiver() {
        var scene = circle()
        scene.isCutOff("Ana")
        scene.isCutOff("Bo")
        scene.speaks("Fay", "one", turn: 1)
        let number = scene["Fay"].have
        scene.relayRestarts()
        for name in ["Ana", "Bo", "Fay"] { isBack(name, &scene) }
        scene.wait(6_000)
        supplies("Fay", number, "one", &scene)
        #expect(scene.texts("Bo") == ["one"])
    }

    @Test("§5.16 when everybody is back and nobody has the words, they are lost, at once")
    func lostAtOnce() {
        var scene = circle()
        scene.isCutOff("Bo")
        scene.speaks("Fay", "one", turn: 1)
        let number = scene["Fay"].have
        scene.relayRestarts()
        isBack("Bo", &scene)
        isBack("Ana", &scene)
        isBack("Fay", &scene)
        supplies("Fay", number, nil, &scene)
        supplies("Ana", number, nil, &scene)
        let bo = scene["Bo"].heard.filter { $0.number != nil }.map(\.body)
        #expect(bo.first == .line(Seat(1), id: 1, turn: 1, nil, blind: nil))
        #expect(bo.last == .lost(number))
        #expect(scene["Fay"].heard.last?.body == .lost(number))
    }

    @Test("§5.16 after 20 seconds what nobody brought is lost, and it stays lost")
    func lostAfterTheWindow() {
        var scene = circle()
        scene.isCutOff("Bo")
        scene.speaks("Fay", "one", turn: 1)
        let number = scene["Fay"].have
        scene.relayRestarts()
        isBack("Bo", &scene)
        scene.wait(19_999)
        scene.says("Bo", Request(.ping))
        #expect(!scene.takeAll("Bo").contains(.lost(number)))
        scene.wait(1)
        #expect(scene.takeAll("Bo").contains(.lost(number)))
        scene.relayRestarts()
        isBack("Bo", &scene)
        isBack("Fay", &scene)
        #expect(needs("Fay", scene).isEmpty)
    }

    @Test("§5.16 a whisper that is lost is lost for its audience alone") func lostWhisper() {
        var scene = circle()
        scene.isCutOff("Fay")
        let blind = Blind(bytes: Array(repeating: 7, count: 16))
        scene.does("Ana", .whisper(.facilitators, .plain([UInt8]("help".utf8)), blind: blind))
        let number = scene["Ana"].have
        scene.relayRestarts()
        isBack("Fay", &scene)
        isBack("Bo", &scene)
        scene.wait(20_000)
        #expect(scene.takeAll("Fay").contains(.lost(number)))
        #expect(!scene.takeAll("Bo").contains(.lost(number)))
    }

    @Test("§5.15 §5.7 what was stable is asked for no more") func stable() {
        var scene = circle()
        scene.speaks("Fay", "one", turn: 1)
        for name in ["Fay", "Ana", "Bo"] { scene.says(name, Request(.ack(scene[name].have))) }
        scene.wait(2_000)
        #expect(scene["Fay"].heard.contains { $0.body == .stable(4) })
        scene.relayRestarts()
        isBack("Fay", &scene)
        isBack("Ana", &scene)
        scene.wait(20_000)
        #expect(needs("Fay", scene).isEmpty && needs("Ana", scene).isEmpty)
        #expect(!scene["Fay"].heard.contains { $0.body == .lost(4) })
    }
}
