import Etiquette
import Testing

@Suite("§10.4 to §10.6, §10.10 Who is next")
struct FairnessTests {
    @Test("§10.4 a first hand goes before a second one, however late it went up")
    func firstBeforeSecond() {
        var scene = Scene()
        scene.share(ana)
        scene.raise(ana)
        scene.wait(100_000)
        scene.raise(bo)
        scene.callNext()
        #expect(scene.circle.stick == .offered(bo))
    }

    @Test("§10.4 who has fewer shares goes first until the counts are even, and no longer")
    func untilEven() {
        var scene = Scene()
        for _ in 0..<2 { scene.share(ana) }
        scene.raise(ana, bo)
        var before = 0
        while true {
            scene.callNext()
            scene.wait(20_000)
            guard scene.circle.stick == .offered(bo) else { break }
            before += 1
            scene.after(.accepted(bo, turn: scene.turn))
            scene.raise(bo)
            scene.after(.finished(bo, turn: scene.turn))
            scene.wait(5_000)
        }
        #expect(before == 2)
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§10.4 declining and raising again does not overtake those who waited then")
    func decliningDoesNotOvertake() {
        for answer: Event.Make in [
            { .passed(bo, turn: $0) }, { _ in .steppedBack(bo) }, { _ in .left(bo) },
        ] {
            var scene = Scene()
            for seat in [fay, ana, cy, gus] { scene.share(seat) }
            scene.raise(ana, bo)
            scene.callNext()
            #expect(scene.circle.stick == .offered(bo))
            scene.after(answer(scene.turn))
            scene.after(.joined(bo, .member))
            scene.raise(bo)
            #expect(scene.circle.queue == [ana, bo])
            scene.raise(cy)
            #expect(scene.circle.queue == [ana, bo, cy], "who came after waits after")
            scene.callNext()
            scene.wait(20_000)
            #expect(scene.circle.stick == .offered(ana))
        }
    }

    @Test("§10.4 a call for a seat comes on top and leaves the others their places")
    func callsComeOnTop() {
        var scene = Scene()
        scene.raise(ana, bo)
        #expect(scene.brief(.called(cy, by: fay, turn: scene.turn)) == "called → offered")
        #expect(scene.circle.queue == [ana, bo])
    }

    @Test("§10.5 strict circles offer no second share while somebody here has not shared")
    func strict() {
        var scene = Scene { $0.queue = .strict }
        scene.share(ana)
        scene.raise(ana)
        #expect(scene.callNext().brief == "first-hands")
        for seat in [fay, bo, cy] { scene.share(seat) }
        #expect(scene.callNext().brief == "first-hands")
        scene.offer(gus)
        scene.after(.passed(gus, turn: scene.turn))
        #expect(scene.callNext().brief == "next → offered")
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§10.5 who listens, is adrift or has gone does not hold up a strict circle")
    func strictExceptions() {
        var scene = Scene { $0.queue = .strict }
        for seat in [fay, ana] { scene.share(seat) }
        scene.raise(ana)
        scene.after(.listened(bo, true))
        scene.after(.left(cy))
        #expect(scene.callNext().brief == "first-hands")
        scene.drop(gus)
        scene.wait(10_000)
        #expect(scene.callNext().brief == "next → offered")
    }

    @Test("§10.5 a call for a seat may be a second share: it is not by order")
    func strictCalls() {
        var scene = Scene { $0.queue = .strict }
        scene.share(ana)
        #expect(scene.brief(.called(ana, by: fay, turn: scene.turn)) == "called → offered")
    }

    @Test("§10.6 before a second share there is a window of 20 seconds, told to everybody")
    func window() {
        var scene = Scene()
        scene.share(ana)
        scene.raise(ana)
        let window = Notice.window(count: 3, milliseconds: 20_000)
        #expect(scene.callNext() == [.told(.all, window)])
        #expect(scene.wait(19_999) == [])
        #expect(scene.wait(1).brief == "next → offered")
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§10.6 nobody waits for the first hand of who facilitates") func withoutFacilitators() {
        var scene = Scene()
        for seat in [ana, bo, cy, gus] { scene.share(seat) }
        scene.raise(ana)
        #expect(scene.callNext().brief == "next → offered")
    }

    @Test("§10.6 a second call in the window is told how long it lasts")
    func callInTheWindow() {
        var scene = Scene()
        scene.share(ana)
        scene.raise(ana)
        scene.callNext()
        scene.wait(5_000)
        #expect(scene.callNext() == [.told(.seat(fay), .waiting(milliseconds: 15_000))])
        #expect(scene.wait(15_000).brief == "next → offered")
    }

    @Test("§10.6 a first hand in the window is offered the stick at once")
    func firstHandInTheWindow() {
        var scene = Scene()
        scene.share(ana)
        scene.raise(ana)
        scene.callNext()
        scene.wait(10_000)
        #expect(scene.brief(.raisedHand(bo)) == "hand up, next → offered")
        #expect(scene.circle.stick == .offered(bo))
    }

    @Test("§10.6 there is at most one window per share")
    func oneWindow() {
        var scene = Scene()
        scene.share(ana)
        scene.raise(ana)
        scene.callNext()
        scene.wait(20_000)
        scene.after(.broughtHome(by: fay, turn: scene.turn))
        #expect(scene.callNext().brief == "next → offered")
        scene.after(.accepted(ana, turn: scene.turn))
        scene.after(.finished(ana, turn: scene.turn))
        scene.wait(5_000)
        scene.raise(ana)
        #expect(scene.callNext().brief == "note window")
    }

    @Test("§10.6 there is no window when everybody has spoken, in fifo, or for what is owed")
    func noWindow() {
        var all = Scene()
        for seat in [fay, ana, bo, cy, gus] { all.share(seat) }
        all.raise(ana)
        #expect(all.callNext().brief == "next → offered")
        var fifo = Scene { $0.queue = .fifo }
        fifo.share(ana)
        fifo.raise(ana)
        #expect(fifo.callNext().brief == "next → offered")
        var owed = Scene()
        owed.share(ana)
        owed.hold(ana)
        owed.drop(ana)
        owed.wait(95_000)
        owed.after(.returned(ana))
        #expect(owed.callNext().brief == "next → offered")
    }

    @Test("§10.6 the window stands still in a space, and a call for a seat ends it")
    func windowAndOthers() {
        var scene = Scene()
        scene.share(ana)
        scene.raise(ana)
        scene.callNext()
        scene.wait(15_000)
        scene.after(.rang(gus, milliseconds: 60_000))
        scene.wait(60_000)
        #expect(scene.wait(4_999) == [])
        #expect(scene.brief(.called(bo, by: fay, turn: scene.turn)) == "called → offered")
        #expect(scene.circle.queue == [ana])
    }
}
