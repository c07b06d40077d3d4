import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§19 Out of the circle")
struct OutTests {
    /// Ways in which Bo goes out and comes back in.
    enum Way: CaseIterable {
        case step, aside, side

        var out: (who: String, ask: Request.Ask) {
            switch self {
            case .step: ("Bo", .step(out: true))
            case .aside: ("Fay", .aside(Seat(3), true))
            case .side: ("Fay", .side(Seat(3), true))
            }
        }

        var back: (who: String, ask: Request.Ask) {
            switch self {
            case .step: ("Bo", .step(out: false))
            case .aside: ("Fay", .aside(Seat(3), false))
            case .side: ("Fay", .side(Seat(3), false))
            }
        }

        var apart: Apart {
            switch self {
            case .step: .step
            case .aside: .aside
            case .side: .side(Seat(1))
            }
        }
    }

    private func out(_ way: Way, limits: Limits = Scene.generous) -> Scene {
        var scene = Scene.meeting("- share", limits: limits)
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.arrives("Bo")
        scene.forgetAll()
        scene.does(way.out.who, way.out.ask)
        return scene
    }

    @Test(
        "§19.1 all are told who is out; why, that seat and the facilitators",
        arguments: Way.allCases
    )
    func told(_ way: Way) {
        let scene = out(way)
        let events: [RelayLine.Body] = [.out(Seat(3), true), .apart(Seat(3), way.apart)]
        #expect(scene.events("Fay") == events)
        #expect(scene.events("Bo") == events)
        #expect(scene.events("Ana") == [events[0]])
    }

    @Test("§19.1 who is out is given nothing but what is meant for them", arguments: Way.allCases)
    func nothing(_ way: Way) {
        var scene = out(way)
        scene.forgetAll()
        scene.does("Ana", .hand(.up))
        scene.shares("Ana", "It was a long winter.")
        scene.does("Ana", .help)
        scene.does("Fay", .bell(.on(seconds: 15)))
        scene.whispers("Ana", "psst", to: .facilitators)
        #expect(scene["Bo"].heard.isEmpty)
        scene.says("Bo", Request(.ping))
        #expect(scene.takeAll("Bo") == [.pong(scene["Bo"].have)])
        scene.whispers("Fay", "How are you?", to: .seat(Seat(3)))
        #expect(scene["Bo"].heard.count == 1)
        #expect(scene.whispers(heardBy: "Bo") == ["How are you?"])
        scene.whispers("Bo", "Better.", to: .facilitators)
        #expect(scene.whispers(heardBy: "Fay").last == "Better.")
    }

    @Test("§5.6 §19.1 a facilitator who is out is told who came before that one whispers")
    func newcomerWhispers() {
        var scene = Scene.ofThree("-")
        scene.does("Fay", .step(out: true))
        scene.forgetAll()
        scene.arrives("Cy")
        scene.whispers("Cy", "psst", to: .facilitators)
        #expect(scene.seats(toldTo: "Fay") == [1, 2, 3, 4])
        #expect(!scene["Fay"].heard.contains { $0.number == scene["Cy"].have - 1 }, "no JOIN")
        #expect(scene.whispers(heardBy: "Fay") == ["psst"])
    }

    @Test("§19.1 others who are out learn nothing of a newcomer", arguments: Way.allCases)
    func newcomerIsNotTold(_ way: Way) {
        var scene = out(way)
        scene.forgetAll()
        scene.arrives("Cy")
        #expect(scene["Bo"].heard.isEmpty)
    }

    @Test("§19.1 back in, one is given the state and what follows", arguments: Way.allCases)
    func back(_ way: Way) {
        var scene = out(way)
        scene.speaks("Fay", "Not for Bo.")
        scene.whispers("Fay", "For Bo.", to: .seat(Seat(3)))
        scene.arrives("Cy")
        scene.forgetAll()
        scene.does(way.back.who, way.back.ask)
        scene.speaks("Fay", "We go on.")
        let last = scene["Fay"].have
        #expect(scene.bases("Bo") == [last - 2])
        #expect(scene.seats(toldTo: "Bo") == [1, 2, 3, 4])
        #expect(scene["Bo"].heard.compactMap(\.number) == [last - 2, last - 1, last])
        #expect(scene.isTold("Ana", .out(Seat(3), false)))
        #expect(scene.texts("Bo") == ["We go on."])
    }

    @Test("§19.1, §5.6 a new connection may come with any HAVE, out or back in")
    func anyHave() {
        var scene = out(.aside)
        scene.whispers("Fay", "For Bo.", to: .seat(Seat(3)))
        scene.speaks("Fay", "Not for Bo.")
        for isBack in [false, true] {
            if isBack { scene.does("Fay", .aside(Seat(3), false)) }
            let events: [UInt64] = isBack ? [6, 7, 8, 9, 11, 12] : [6, 7, 8, 9]
            for have in 0...events[events.count - 1] {
                var again = scene
                again.connects("Bo")
                again["Bo"].have = have
                again.sits("Bo")
                // HAVE 0, or one that was never Bo's, begins after what was acknowledged.
                let from = have >= 6 ? have : 5
                let numbers = again["Bo"].heard.compactMap(\.number)
                #expect(numbers == events.filter { $0 > from }, "HAVE \(have)")
                #expect(!isBack || again.bases("Bo").contains(11) == (have <= 11), "HAVE \(have)")
                #expect(!again.texts("Bo").contains("Not for Bo."))
            }
        }
    }

    @Test("§5.6 a slow link that missed two goings out is given both states, in order")
    func slowLink() throws {
        var scene = out(.step)
        let session = try #require(scene["Bo"].session)
        scene.fillLimit = 1
        scene.slowLinks = [session]
        scene.forgetAll()
        scene.speaks("Fay", "Not for Bo.")
        scene.does("Bo", .step(out: false))
        scene.speaks("Fay", "one")
        scene.does("Bo", .step(out: true))
        scene.speaks("Fay", "Nor this.")
        scene.arrives("Cy")
        scene.does("Bo", .step(out: false))
        scene.speaks("Fay", "two")
        #expect(scene["Bo"].heard.isEmpty)
        scene.slowLinks = []
        scene.deliver()
        let order = scene["Bo"].heard.compactMap { line -> String? in
            switch line.body {
            case .state(let base): "state \(base)"
            case .out(_, let isOut): "\(line.number ?? 0) out \(isOut)"
            case .line: "\(line.number ?? 0) line"
            case .gap: "gap"
            default: nil
            }
        }
        #expect(
            order == [
                "state 10", "11 out false", "12 line", "13 out true", "state 17", "18 out false",
                "19 line",
            ]
        )
    }

    @Test(
        "§5.6, §5.10 of what was for others nobody is told that they missed it",
        arguments: [true, false]
    )
    func noNeedlessGap(_ isConnected: Bool) {
        var limits = Scene.generous
        limits.ringEventsMax = 128
        var scene = out(.aside, limits: limits)
        scene.whispers("Fay", "For Bo.", to: .seat(Seat(3)))
        scene.says("Bo", Request(.ack(scene["Bo"].have)))
        if !isConnected { scene.isCutOff("Bo") }
        for _ in 0..<300 { scene.speaks("Fay", "Not for Bo.") }
        scene.whispers("Fay", "Also for Bo.", to: .seat(Seat(3)))
        if !isConnected { scene.isBack("Bo") }
        scene.does("Fay", .aside(Seat(3), false))
        scene.speaks("Fay", "We go on.")
        #expect(!scene.wasToldOfGap("Bo"))
        let events = scene.events("Bo").suffix(2)
        #expect(events.first == .out(Seat(3), false))
        #expect(scene.whispers(heardBy: "Bo").last == "Also for Bo.")
    }

    @Test("§5.7 STABLE does not wait for who is out, but for the whispers they were given")
    func stable() {
        var scene = out(.aside)
        let acknowledge = { (scene: inout Scene, names: [String]) in
            for name in names { scene.says(name, Request(.ack(scene[name].have))) }
            scene.wait(2_000)
        }
        acknowledge(&scene, ["Fay", "Ana", "Bo"])
        scene.speaks("Fay", "one")
        scene.speaks("Fay", "two")
        let last = scene["Fay"].have
        acknowledge(&scene, ["Fay", "Ana"])
        #expect(scene.isTold("Fay", .stable(last)))
        scene.whispers("Fay", "three", to: .seat(Seat(3)))
        acknowledge(&scene, ["Fay", "Ana"])
        #expect(!scene.isTold("Fay", .stable(last + 1)))
        acknowledge(&scene, ["Bo"])
        #expect(scene.isTold("Fay", .stable(last + 1)))
    }

    @Test("§19.1 what tells all of oneself has no place outside", arguments: Way.allCases)
    func name(_ way: Way) {
        var scene = out(way)
        scene.forgetAll()
        scene.says("Bo", Request(id: 3, .name(.plain([UInt8]("Robert".utf8)))))
        #expect(scene.refusals("Bo") == [way == .aside ? .setAside : .out])
        #expect(scene["Ana"].heard.isEmpty)
        scene.says("Bo", Request(id: 4, .slip))
        #expect(scene.isTold("Bo", .ok(.slip, 0)))
    }

    @Test("§19.1 notes for all are for who is in the circle") func notes() {
        var scene = out(.aside)
        scene.isCutOff("Fay")
        scene.forgetAll()
        for _ in 0..<24 {
            scene.wait(30_000)
            for name in ["Ana", "Bo"] { scene.says(name, Request(.ping)) }
        }
        #expect(scene.isTold("Ana", .note(.closing(seconds: 120))))
        #expect(!scene.isTold("Bo", .note(.closing(seconds: 120))))
    }

    @Test("§19.3 whoever may whisper to those who are out is made known to them")
    func facilitatorComes() {
        var scene = out(.aside)
        scene.forgetAll()
        scene.arrives("Cora", .cofacilitator)
        #expect(scene.seats(toldTo: "Bo") == [1, 2, 3, 4])
        #expect(scene.events("Bo").isEmpty)
        scene.whispers("Cora", "Hello.", to: .seat(Seat(3)))
        #expect(scene.whispers(heardBy: "Bo") == ["Hello."])
    }

    @Test("§19.4 who is removed from a meeting is cut off at once, until the log ends")
    func removed() {
        var scene = out(.aside)
        scene.does("Fay", .remove(Seat(3), meeting: true))
        #expect(scene["Bo"].wasClosed)
        #expect(scene.refusals("Bo").last == .removed)
        #expect(scene.stored.contains("remove") == false, "not from the group")
        scene.isBack("Bo")
        #expect(scene.refusals("Bo") == [.removed])
        #expect(scene["Bo"].session != nil)
        scene.relayRestarts()
        scene.isBack("Bo")
        #expect(scene.refusals("Bo") == [.removed])
        for name in ["Fay", "Ana"] {
            scene.isBack(name)
            scene.says(name, Request(.leave))
        }
        scene.wait(600_000)
        scene.isBack("Bo")
        #expect(scene["Bo"].log == 2)
        #expect(scene.refusals("Bo").isEmpty)
    }

    @Test("§19.4 who is removed at the door is cut off and refused like others; for ever too")
    func removedAtDoor() {
        for isForMeeting in [true, false] {
            var scene = Scene.meeting("door=knock share")
            scene.arrives("Fay", .facilitator)
            scene.arrives("Bo")
            scene.forgetAll()
            scene.does("Fay", .remove(Seat(2), meeting: isForMeeting))
            #expect(scene["Bo"].wasClosed)
            #expect(scene.refusals("Bo") == [.removed])
            #expect(scene.events("Fay") == [.leave(Seat(2), .removed)])
            #expect(scene.stored.contains("remove") == !isForMeeting)
            scene.isBack("Bo")
            #expect(scene.refusals("Bo") == [.removed])
        }
    }
}
