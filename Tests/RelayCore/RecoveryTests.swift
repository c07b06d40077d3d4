import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§5.15, §5.16 Words that a restart took")
struct RecoveryTests {
    @Test("§5.15 words come back from their author, for whoever had not been shown them")
    func authorSupplies() {
        var scene = Scene.ofThree()
        scene.isCutOff("Bo")
        scene.speaks("Fay", "one", turn: 1)
        scene.speaks("Fay", "two", turn: 1)
        let first = scene["Fay"].have - 1
        scene.relayRestarts()
        scene.isBack("Bo")
        #expect(scene.texts("Bo").isEmpty)
        scene.isBack("Fay")
        #expect(scene.needs("Fay") == [first, first + 1])
        scene.supplies("Fay", first + 1, "two")
        #expect(scene.texts("Bo").isEmpty, "the first line still holds back the second")
        scene.supplies("Fay", first, "one")
        #expect(scene.texts("Bo") == ["one", "two"])
    }

    @Test("§5.15 when the author stays away, somebody who was shown the words brings them")
    func memberSupplies() {
        var scene = Scene.ofThree()
        let number = scene.restarts(afterLineMissedBy: "Bo")
        scene.isBack("Bo")
        scene.isBack("Ana")
        #expect(scene.needs("Ana") == [number])
        scene.supplies("Ana", number, "other words")
        #expect(scene["Ana"].heard.last?.body == .fail(.supply, .mismatch, details: []))
        #expect(scene.texts("Bo").isEmpty)
        scene.isBack("Fay")
        #expect(scene.needs("Fay") == [number])
        scene.supplies("Fay", number, "one")
        #expect(scene.texts("Bo") == ["one"])
    }

    @Test("§5.7, §18.2 a whisper to who waits at the door is kept until they were shown it")
    func atTheDoor() {
        var scene = Scene.meeting("door=knock share")
        scene.arrives("Fay", .facilitator)
        scene.arrives("Bo")
        scene.isCutOff("Bo")
        scene.whispers("Fay", "A minute.", to: .seat(Seat(2)))
        let number = scene["Fay"].have
        scene.says("Fay", Request(.ack(number)))
        scene.wait(2_000)
        #expect(!scene.isTold("Fay", .stable(number)))
        scene.relayRestarts()
        scene.isBack("Bo")
        scene.isBack("Fay")
        #expect(scene.needs("Fay") == [number])
        scene.supplies("Fay", number, "A minute.")
        #expect(scene.whispers(heardBy: "Bo") == ["A minute."])
        for name in ["Fay", "Bo"] { scene.says(name, Request(.ack(scene[name].have))) }
        scene.wait(2_000)
        #expect(scene.isTold("Fay", .stable(scene["Fay"].have)))
    }

    @Test("§5.15 who does not answer is not waited for") func silentGiver() {
        var scene = Scene.ofThree()
        let number = scene.restarts(afterLineMissedBy: "Bo")
        scene.isBack("Bo")
        scene.isBack("Fay")
        scene.isBack("Ana")
        #expect(scene.needs("Ana").isEmpty)
        scene.wait(4_000)
        #expect(scene.needs("Ana") == [number])
        scene.supplies("Ana", number, "one")
        #expect(scene.texts("Bo") == ["one"])
    }

    @Test("§5.15 who comes back by a new connection is asked again") func askedAgain() {
        var scene = Scene.ofThree()
        let number = scene.restarts(afterLineMissedBy: "Ana", "Bo")
        scene.isBack("Bo")
        scene.isBack("Fay")
        scene.wait(6_000)
        scene.forgetAll()
        scene.isBack("Fay")
        #expect(scene.needs("Fay") == [number])
        scene.supplies("Fay", number, "one")
        #expect(scene.texts("Bo") == ["one"])
    }

    @Test("§5.16 who is slow to answer is waited for until the 20 seconds are over")
    func slowGiver() {
        var scene = Scene.ofThree()
        let number = scene.restarts(afterLineMissedBy: "Ana", "Bo")
        for name in ["Ana", "Bo", "Fay"] { scene.isBack(name) }
        scene.wait(6_000)
        scene.supplies("Fay", number, "one")
        #expect(scene.texts("Bo") == ["one"])
    }

    @Test("§5.16 when everybody is back and nobody has the words, they are lost, at once")
    func lostAtOnce() {
        var scene = Scene.ofThree()
        let number = scene.restarts(afterLineMissedBy: "Bo")
        scene.isBack("Bo")
        scene.isBack("Ana")
        scene.isBack("Fay")
        scene.supplies("Fay", number, nil)
        scene.supplies("Ana", number, nil)
        let bo = scene["Bo"].heard.filter { $0.number != nil }.map(\.body)
        #expect(bo.first == .line(Seat(1), id: 1, turn: 1, nil, blind: nil))
        #expect(bo.last == .lost(number))
        #expect(scene["Fay"].heard.last?.body == .lost(number))
    }

    @Test("§5.16 after 20 seconds what nobody brought is lost, and it stays lost")
    func lostAfterTheWindow() {
        var scene = Scene.ofThree()
        let number = scene.restarts(afterLineMissedBy: "Bo")
        scene.isBack("Bo")
        scene.wait(19_999)
        scene.says("Bo", Request(.ping))
        #expect(!scene.takeAll("Bo").contains(.lost(number)))
        scene.wait(1)
        #expect(scene.takeAll("Bo").contains(.lost(number)))
        scene.relayRestarts()
        scene.isBack("Bo")
        scene.isBack("Fay")
        #expect(scene.needs("Fay").isEmpty)
    }

    @Test("§5.16 a whisper that is lost is lost for its audience alone") func lostWhisper() {
        var scene = Scene.ofThree()
        scene.isCutOff("Fay")
        let blind = Blind(bytes: Array(repeating: 7, count: 16))
        scene.does("Ana", .whisper(.facilitators, .plain([UInt8]("help".utf8)), blind: blind))
        let number = scene["Ana"].have
        scene.relayRestarts()
        scene.isBack("Fay")
        scene.isBack("Bo")
        scene.wait(20_000)
        #expect(scene.takeAll("Fay").contains(.lost(number)))
        #expect(!scene.takeAll("Bo").contains(.lost(number)))
    }

    @Test("§5.15 §5.7 what was stable is asked for no more") func stable() {
        var scene = Scene.ofThree()
        scene.speaks("Fay", "one", turn: 1)
        for name in ["Fay", "Ana", "Bo"] { scene.says(name, Request(.ack(scene[name].have))) }
        scene.wait(2_000)
        #expect(scene["Fay"].heard.contains { $0.body == .stable(4) })
        scene.relayRestarts()
        scene.isBack("Fay")
        scene.isBack("Ana")
        scene.wait(20_000)
        #expect(scene.needs("Fay").isEmpty && scene.needs("Ana").isEmpty)
        #expect(!scene["Fay"].heard.contains { $0.body == .lost(4) })
    }
}
