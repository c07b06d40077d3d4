import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§18 The vestibule")
struct VestibuleTests {
    /// Fay facilitates, Ana is in, and Bo knocks.
    private func knocked() -> Scene {
        var scene = Scene.meeting("door=knock share")
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        scene.does("Fay", .admit(Seat(2)))
        scene.forgetAll()
        scene.arrives("Bo")
        return scene
    }

    @Test("§18.2 who knocks is answered with a seat, a note and the state of the vestibule")
    func state() {
        var scene = knocked()
        #expect(scene.take("Bo")?.body == .ok(.sit, 3))
        #expect(scene.take("Bo")?.body == .note(.vestibule(.door)))
        let kinds = scene["Bo"].heard.map { line -> String in
            switch line.body {
            case .state: "state"
            case .rules: "rules"
            case .plan: "plan"
            case .seat(let seat): "seat \(seat.seat.number)"
            case .phase: "phase"
            case .ready: "ready"
            default: "\(line.body)"
            }
        }
        #expect(kinds == ["state", "rules", "plan", "seat 1", "phase", "ready"])
    }

    @Test("§18.3 facilitators and greeters learn of it, nobody else") func knock() {
        var scene = knocked()
        let knock = RelayLine.Body.knock(
            Seat(3),
            scene["Bo"].key,
            .member,
            .plain([UInt8]("Bo".utf8))
        )
        #expect(scene.events("Fay") == [knock])
        #expect(scene["Ana"].heard.isEmpty)
        scene.arrives("Gil", .greeter)
        scene.does("Fay", .admit(Seat(4)))
        #expect(scene.isTold("Gil", knock), "it is part of a greeter's state")
        #expect(scene.isTold("Gil", .door(.knock, .start, nil)))
    }

    @Test("§18.2 who waits is given nothing but what is meant for that seat") func nothing() {
        var scene = knocked()
        scene.forgetAll()
        scene.speaks("Fay", "Welcome.")
        scene.does("Ana", .hand(.up))
        scene.whispers("Ana", "psst", to: .facilitators)
        #expect(scene["Bo"].heard.isEmpty)
        scene.says("Bo", Request(.ping))
        #expect(scene.takeAll("Bo") == [.pong(6)], "§11.5 the end of its own view")
        scene.whispers("Fay", "A minute.", to: .seat(Seat(3)))
        #expect(scene.whispers(heardBy: "Bo") == ["A minute."])
        scene.whispers("Bo", "Thank you.", to: .facilitators)
        #expect(scene.whispers(heardBy: "Fay").last == "Thank you.")
        #expect(scene.whispers(heardBy: "Ana") == ["psst"])
    }

    @Test("§18.2 acts that need the circle have no place at its door") func noPlace() {
        var scene = knocked()
        scene.forgetAll()
        scene.does("Bo", .hand(.up))
        scene.speaks("Bo", "Hello?")
        scene.does("Bo", .step(out: true))
        scene.does("Bo", .bell(.ask))
        scene.does("Bo", .mark(.hug))
        for ask in [.name(.plain([UInt8]("Bob".utf8))), .slip, .balance] as [Request.Ask] {
            scene.says("Bo", Request(id: 3, ask))
        }
        #expect(scene.refusals("Bo") == Array(repeating: .notNow, count: 8))
        #expect(scene["Ana"].heard.isEmpty)
        scene.does("Bo", .help)
        scene.says("Bo", Request(id: 3, .card(locale: "de")))
        #expect(scene.isTold("Fay", .help(Seat(3))))
        #expect(scene.isTold("Bo", .ok(.card, 0)))
    }

    @Test("§18.3 let in, one begins like a newcomer: the state, then JOIN, then what follows")
    func letIn() {
        var scene = knocked()
        scene.speaks("Fay", "Not for Bo.")
        scene.whispers("Fay", "Come in.", to: .seat(Seat(3)))
        scene.forgetAll()
        scene.does("Fay", .admit(Seat(3)))
        scene.speaks("Fay", "Good to see you.")
        #expect(scene.bases("Bo") == [9])
        #expect(scene.seats(toldTo: "Bo") == [1, 2, 3])
        let numbers = scene["Bo"].heard.compactMap(\.number)
        #expect(numbers == [10, 11])
        #expect(scene.texts("Bo") == ["Good to see you."])
        #expect(scene.isTold("Ana", .join(Seat(3), scene["Bo"].key, .member, .plain([66, 111]))))
    }

    @Test("§18.2 who waits for the boundary comes in by itself when the share is over")
    func boundary() {
        var scene = Scene.ofThree("late=boundary")
        scene.shares("Ana", "It was")
        scene.arrives("Cy")
        #expect(scene.isTold("Cy", .note(.vestibule(.boundary))))
        scene.speaks("Ana", "a long winter.")
        #expect(!scene["Cy"].heard.contains { $0.number != nil })
        scene.does("Ana", .done, turn: scene.turn)
        #expect(scene.texts("Cy").isEmpty)
        scene.speaks("Fay", "Thank you.")
        #expect(scene.texts("Cy") == ["Thank you."])
    }

    @Test("§8.3 §15.3 no line of hands names somebody who has not joined yet")
    func orderBeforeJoining() {
        var scene = Scene.meeting("late=boundary round")
        scene.arrives("Fay", .facilitator)
        scene.arrives("Ana")
        #expect(scene.isTold("Ana", .note(.vestibule(.boundary))))
        scene.does("Fay", .hand(.later))
        let events = scene["Fay"].heard.filter { $0.number != nil }.map(\.body)
        let joined = events.firstIndex {
            if case .join(Seat(2), _, _, _) = $0 { true } else { false }
        }
        let named = events.firstIndex {
            if case .floor(let floor) = $0 { floor.order.contains(Seat(2)) } else { false }
        }
        #expect(joined != nil && named != nil && named ?? 0 > joined ?? .max)
    }

    @Test("§18.2 let in right after coming back to the door one is given the state all the same")
    func letInAtOnce() {
        var scene = knocked()
        scene.whispers("Fay", "A minute.", to: .seat(Seat(3)))
        scene.isCutOff("Bo")
        scene.isBack("Bo")
        scene.forgetAll()
        scene.does("Fay", .admit(Seat(3)))
        #expect(scene.seats(toldTo: "Bo") == [1, 2, 3])
        #expect(scene.isTold("Bo", .ready))
    }

    @Test("§18.2 a whisper from the time at the door is preceded by who it is from")
    func whisperBeforeTheReturn() throws {
        var scene = knocked()
        scene.isCutOff("Bo")
        scene.arrives("Gil", .cofacilitator)
        scene.whispers("Gil", "A minute.", to: .seat(Seat(3)))
        scene.does("Fay", .admit(Seat(3)))
        scene.isBack("Bo")
        let heard = scene["Bo"].heard.map(\.body)
        let whisper = heard.firstIndex { if case .whisper = $0 { true } else { false } }
        let seat = heard.firstIndex { body in
            if case .seat(let its) = body { its.seat == Seat(4) } else { false }
        }
        #expect(try #require(seat) < #require(whisper))
    }

    @Test("§18.3 who is held back stays when all are let in") func held() {
        var scene = knocked()
        scene.arrives("Cy")
        scene.does("Fay", .hold(Seat(3)))
        #expect(scene["Bo"].heard.last?.body == .note(.vestibule(.held)))
        scene.does("Fay", .admit(nil))
        #expect(scene.isTold("Cy", .join(Seat(4), scene["Cy"].key, .member, .plain([67, 121]))))
        #expect(!scene["Bo"].heard.contains { $0.number != nil })
        scene.does("Fay", .admit(Seat(3)))
        #expect(scene["Bo"].heard.contains { $0.number != nil })
    }

    @Test("§18.3 who leaves, or whose link is lost for 2 minutes, is gone from the door")
    func gone() {
        var scene = knocked()
        scene.says("Bo", Request(.leave))
        #expect(scene.events("Fay").last == .leave(Seat(3), .left))
        scene.isBack("Bo")
        scene.isCutOff("Bo")
        for _ in 0..<4 {
            scene.wait(30_000)
            scene.says("Fay", Request(.ping))
            scene.says("Ana", Request(.ping))
        }
        #expect(scene.events("Fay").last == .leave(Seat(3), .gone))
        #expect(scene["Ana"].heard.filter { $0.number != nil }.isEmpty)
    }

    @Test("§18.2 a new connection goes on waiting, and misses no whisper") func reconnects() {
        var scene = knocked()
        scene.isCutOff("Bo")
        scene.whispers("Fay", "Are you there?", to: .seat(Seat(3)))
        scene.forgetAll()
        scene.isBack("Bo")
        #expect(scene.isTold("Bo", .note(.vestibule(.door))))
        #expect(scene.seats(toldTo: "Bo") == [1])
        #expect(scene.whispers(heardBy: "Bo") == ["Are you there?"])
    }

    @Test("§18.2, §5.6 after it was let in a client may come back with any HAVE") func anyHave() {
        var scene = knocked()
        scene.whispers("Fay", "One moment.", to: .seat(Seat(3)))
        scene.speaks("Fay", "Not for Bo.")
        scene.does("Fay", .admit(Seat(3)))
        scene.speaks("Fay", "Welcome.")
        let last = scene["Bo"].have
        for have in 0...last {
            var again = scene
            again.connects("Bo")
            again["Bo"].have = have
            again.sits("Bo")
            let numbers = again["Bo"].heard.compactMap(\.number)
            // HAVE 0, or one that was never Bo's, begins after what was acknowledged.
            let from = have >= 7 ? have : 6
            #expect(numbers == [8, 10, 11].filter { $0 > from }, "HAVE \(have)")
            #expect(again.bases("Bo").contains(9) == (have <= 9), "HAVE \(have)")
            #expect(!again.texts("Bo").contains("Not for Bo."))
        }
    }

    @Test("§18.2 whoever may whisper to those who wait is made known to them") func keeperComes() {
        var scene = knocked()
        scene.forgetAll()
        scene.arrives("Cora", .cofacilitator)
        #expect(scene.seats(toldTo: "Bo") == [1, 4])
        #expect(scene.bases("Bo") == [6])
        scene.forgetAll()
        scene.whispers("Cora", "Hello.", to: .seat(Seat(3)))
        #expect(scene["Bo"].heard.first?.previous == 6)
        #expect(scene.whispers(heardBy: "Bo") == ["Hello."])
    }

    @Test(
        "§18.2 a greeter is shown nothing from before the own JOIN, though all came in at once",
        arguments: [false, true]
    )
    func greeterComesIn(restarts: Bool) {
        var scene = knocked()
        scene.isCutOff("Bo")
        scene.arrives("Gil", .greeter)
        let shown = scene["Gil"].heard.compactMap(\.number)
        scene.does("Fay", .door(.open))
        #expect(scene.isTold("Fay", .door(.open, .set, Seat(1))))
        if restarts {
            scene["Gil"].have = 0
            scene.forgetAll()
            scene.relayRestarts()
            scene.isBack("Gil")
        }
        let first = scene["Gil"].heard.first { $0.number.map { !shown.contains($0) } ?? false }
        guard case .join(Seat(4), _, .greeter, _)? = first?.body else {
            return #expect(Bool(false), "\(String(describing: first))")
        }
    }

    @Test("§18.3 who waits is no seat in the state of others, also after a restart") func unseen() {
        var scene = knocked()
        scene.whispers("Bo", "I wait.", to: .facilitators)
        for restarts in [false, true] {
            if restarts { scene.relayRestarts() }
            scene.connects("Ana")
            scene["Ana"].have = 0
            scene.sits("Ana")
            #expect(Set(scene.seats(toldTo: "Ana")) == [1, 2])
        }
        scene.forgetAll()
        scene.isBack("Bo")
        #expect(scene["Ana"].heard.isEmpty, "§5.14 nor is the name that comes again")
    }

    @Test("§18.3, §5.3 a knock that nobody could hear is no event for all after a restart")
    func knockOfNobody() {
        var scene = Scene.meeting("door=knock share")
        scene.arrives("Ana")
        scene.arrives("Bo")
        scene.relayRestarts()
        scene.relayRestarts()
        scene.isBack("Ana")
        scene.arrives("Fay", .facilitator)
        scene.does("Fay", .admit(Seat(1)))
        let knocks = scene["Ana"].heard.filter { if case .knock = $0.body { true } else { false } }
        #expect(knocks.isEmpty)
        #expect(!scene.seats(toldTo: "Ana").contains(2))
    }

    @Test("§5.2 a log that ends while somebody waits sends them to the next one") func logEnds() {
        var scene = Scene.meeting("door=knock share")
        scene.arrives("Ana")
        for _ in 0..<20 {
            scene.wait(30_000)
            scene.says("Ana", Request(.ping))
        }
        #expect(scene["Ana"].wasClosed)
        #expect(scene["Ana"].heard.last?.body == .bye(milliseconds: 0))
        scene.isBack("Ana")
        #expect(scene["Ana"].log == 2)
        #expect(scene["Ana"].heard.contains { $0.body == .note(.vestibule(.door)) })
    }

    @Test("§4.6 whoever the door refuses has not sat down, and the box stays") func lockedOut() {
        var scene = Scene.ofThree("door=open")
        scene.does("Fay", .door(.locked))
        let sat = scene.stored.count { $0 == "sat" }
        scene.arrives("Cy")
        #expect(scene.refusals("Cy") == [.locked])
        #expect(scene.stored.count { $0 == "sat" } == sat)
    }
}
