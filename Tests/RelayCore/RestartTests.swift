import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§5.11 to §5.17 The relay starts anew")
struct RestartTests {
    @Test("§5.13 seats, hands, counts, the stick and its turn stand") func floorStands() {
        var scene = Scene.ofThree()
        scene.does("Ana", .hand(.up))
        scene.does("Bo", .hand(.up))
        scene.does("Fay", .call(nil), turn: 1)
        scene.speaks("Ana", "It was", turn: 2)
        let last = scene["Fay"].have
        scene.relayRestarts()
        scene.isBack("Ana")
        scene.isBack("Fay")
        scene.isBack("Bo")
        scene.forgetAll()
        scene.speaks("Ana", "a long winter.", turn: 2)
        #expect(scene.texts("Bo") == ["a long winter."])
        #expect(scene["Fay"].have > last)
        scene.does("Ana", .done, turn: 2)
        scene.does("Fay", .call(nil), turn: 3)
        #expect(
            scene["Bo"].heard.contains { line in
                if case .floor(let floor) = line.body { return floor.seat == Seat(3) }
                return false
            }
        )
    }

    @Test("§5.3, §5.13 numbers go on, and WELCOME tells the last act and a higher epoch")
    func numbersGoOn() {
        var scene = Scene.ofThree()
        scene.does("Ana", .hand(.up))
        let nextID = scene["Ana"].nextID
        let last = scene["Ana"].have
        scene.relayRestarts()
        scene.connects("Ana")
        #expect(scene["Ana"].nextID == nextID)
        #expect(scene.core.sessionCount == 1)
        scene.sits("Ana")
        #expect(scene["Ana"].seat == Seat(2))
        let numbers = scene["Ana"].heard.compactMap(\.number)
        #expect(numbers == [last + 1], "§5.14 her name is new to the relay")
    }

    @Test("§6.3 an act from before the restart is not done again") func actsAreKnown() {
        var scene = Scene.ofThree()
        scene.does("Ana", .hand(.up))
        let id = scene["Ana"].nextID - 1
        let number = scene["Ana"].have
        scene.relayRestarts()
        scene.isBack("Ana")
        scene.forgetAll()
        scene.says("Ana", Request(id: id, .hand(.up)))
        #expect(scene.takeAll("Ana") == [.ok(.hand, number)])
    }

    @Test("§5.14 names are told again when their seats are back") func names() {
        var scene = Scene.ofThree()
        scene.relayRestarts()
        scene.arrives("Cy")
        let seats = scene["Cy"].heard.compactMap { line -> RelayLine.SeatLine? in
            if case .seat(let seat) = line.body { seat } else { nil }
        }
        #expect(seats.map(\.name) == [nil, nil, nil, .plain([UInt8]("Cy".utf8))])
        scene.isBack("Ana")
        #expect(scene["Cy"].heard.last?.body == .name(Seat(2), .plain([UInt8]("Ana".utf8))))
    }

    @Test("§5.3 who was away during two restarts sees the very events that others saw")
    func sameEvents() {
        var scene = Scene.ofThree()
        scene.isCutOff("Bo")
        scene.forgetAll()
        scene.does("Ana", .hand(.up))
        scene.does("Fay", .hand(.up))
        scene.does("Ana", .help)
        scene.does("Fay", .call(nil), turn: 1)
        scene.does("Fay", .hand(.down))
        scene.does("Ana", .accept, turn: 2)
        let seen = scene["Ana"].heard.filter { $0.number != nil }
        scene.relayRestarts()
        scene.relayRestarts()
        scene.forgetAll()
        scene.isBack("Bo")
        let told = scene["Bo"].heard.filter { line in
            line.number.map { $0 <= seen.last?.number ?? 0 } ?? false
        }
        #expect(told.map(\.body) == seen.map(\.body).filter { $0 != .help(Seat(2)) })
        #expect(told.count == seen.count - 1)
    }

    @Test("§5.6 what was for others and is stable is no gap after a restart") func noNeedlessGap() {
        var scene = Scene.ofThree()
        scene.speaks("Fay", "one", turn: 1)
        let blind = Blind(bytes: Array(repeating: 7, count: 16))
        scene.does("Ana", .whisper(.facilitators, .plain([UInt8]("help".utf8)), blind: blind))
        for name in ["Fay", "Ana", "Bo"] { scene.says(name, Request(.ack(scene[name].have))) }
        scene.wait(2_000)
        scene.relayRestarts()
        scene.relayRestarts()
        scene.isBack("Bo")
        let told = scene["Bo"].heard.map(\.body)
        #expect(!told.contains { if case .gap = $0 { true } else { false } })
        #expect(told.contains(.name(Seat(3), .plain([UInt8]("Bo".utf8)))))
    }

    @Test("§5.13 a second restart changes nothing more") func twice() {
        var scene = Scene.ofThree()
        scene.does("Ana", .hand(.up))
        scene.does("Fay", .call(nil), turn: 1)
        scene.speaks("Ana", "It was", turn: 2)
        scene.does("Bo", .hand(.up))
        let journal = scene.journal
        scene.relayRestarts()
        let once = scene.journal
        scene.relayRestarts()
        #expect(scene.journal == once)
        #expect(journal.count > 0)
        scene.isBack("Ana")
        scene.forgetAll()
        scene.speaks("Ana", "a long winter.", turn: 2)
        #expect(scene.texts("Ana") == ["a long winter."])
    }

    @Test("§5.11 nothing is given before it is committed, and nothing of it survives otherwise")
    func commitFirst() {
        var scene = Scene.ofThree()
        scene.forgetAll()
        scene.diskIsSlow = true
        scene.does("Ana", .hand(.up))
        scene.speaks("Fay", "one", turn: 1)
        #expect(scene["Ana"].heard.isEmpty && scene["Fay"].heard.isEmpty)
        scene.says("Bo", Request(.ping))
        #expect(scene.takeAll("Bo") == [.pong(3)])
        scene.diskAnswers()
        #expect(scene.texts("Bo") == ["one"])
        #expect(scene["Ana"].heard.count == 3)
        scene.does("Bo", .hand(.up))
        scene.relayRestarts()
        scene.diskIsSlow = false
        scene.connects("Bo")
        #expect(scene["Bo"].nextID == 1, "the act was never accepted")
    }

    @Test("§5.1 the answer to SIT comes before events, also those that were committed before it")
    func answerFirst() {
        var scene = Scene.ofThree()
        scene.isCutOff("Ana")
        scene.wait(12_000)
        scene.does("Bo", .hand(.up))
        scene.diskIsSlow = true
        scene.isBack("Ana")
        #expect(scene["Ana"].heard.isEmpty)
        scene.diskAnswers()
        #expect(scene.take("Ana")?.body == .ok(.sit, 2))
        #expect(scene["Ana"].heard.contains { $0.body == .hand(Seat(3), .up, order: [Seat(3)]) })
    }

    @Test("§5.11 a newcomer is not shown a state that is not committed") func stateWaits() {
        var scene = Scene.ofThree()
        scene.arrives("Cy")
        scene.says("Cy", Request(.leave))
        scene.diskIsSlow = true
        scene.connects("Cy")
        #expect(scene["Cy"].heard.isEmpty, "a welcome tells what was accepted")
        scene.diskAnswers()
        scene["Cy"].log = 1
        scene.does("Fay", .call(Seat(2)), turn: 1)
        scene.sits("Cy")
        #expect(scene["Cy"].heard.isEmpty)
        scene.diskAnswers()
        #expect(scene["Cy"].heard.contains { $0.body == .ready })
    }

    @Test("§5.12 to §5.17 who was shown more than the log holds makes it end") func rollback() {
        var scene = Scene.ofThree()
        let early = scene.journal
        scene.does("Ana", .hand(.up))
        scene.speaks("Fay", "one", turn: 1)
        scene.journal = early
        scene.relayRestarts()
        scene.isBack("Bo")
        #expect(scene["Bo"].wasClosed)
        #expect(scene.lastLog == 1)
        scene.isBack("Bo")
        #expect(scene["Bo"].log == 2)
        #expect(scene["Bo"].heard.contains { $0.body == .note(.anew) })
    }

    @Test("§5.17 after a damaged start only who may have lost a log is told", arguments: [0, 1])
    func anew(_ lastLog: UInt64) {
        var scene = Scene()
        scene.lastLog = lastLog
        scene.core.beginsAnew(at: scene.now)
        scene.arrives("Fay", .facilitator)
        #expect(scene["Fay"].seat == Seat(1))
        #expect(scene["Fay"].heard.contains { $0.body == .note(.anew) } == (lastLog > 0))
    }

    @Test("§5.18 that nothing is recorded is told to all, once, and to who comes later")
    func unkept() {
        var scene = Scene.ofThree()
        scene.forgetAll()
        scene.keeps(false)
        scene.keeps(false)
        #expect(scene.takeAll("Ana") == [.note(.unkept)])
        scene.arrives("Cy")
        #expect(scene["Cy"].heard.contains { $0.body == .note(.unkept) })
        scene.forgetAll()
        scene.keeps(true)
        #expect(scene.takeAll("Bo") == [.note(.kept)])
    }

    @Test("§5.13 what the store changed while the relay was down is true after it")
    func storeChanged() {
        var scene = Scene.ofThree()
        scene["Bo"].role = .listener
        scene.relayRestarts()
        scene.isBack("Fay")
        let role = scene["Fay"].heard.map(\.body)
        #expect(role.contains(.role(Seat(3), .listener)))
    }
}
