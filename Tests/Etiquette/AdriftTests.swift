import Etiquette
import Testing

@Suite("§8.9 A holder whose link is lost")
struct AdriftTests {
    private func held() -> Scene {
        var scene = Scene()
        scene.hold(ana)
        return scene
    }

    @Test("§8.9 a lost link is not spoken of for 10 seconds after the last byte")
    func debounce() {
        var scene = held()
        scene.drop(ana)
        #expect(scene.wait(9_999) == [])
        #expect(scene.wait(1).brief == "presence adrift, link → adrift")
        #expect(scene.circle.stick == .adrift(ana))
    }

    @Test("§8.9 whose last byte is long ago is adrift at once")
    func silentLink() {
        var scene = held()
        scene.wait(15_000)
        let since = Moment(scene.now.milliseconds - 15_000)
        #expect(scene.brief(.drifted(ana, since: since)) == "presence adrift, link → adrift")
        #expect(scene.wait(74_999) == [])
        #expect(scene.wait(1).brief == "grace → home")
    }

    @Test("§8.9 who returns within 10 seconds was never away")
    func shortLoss() {
        var scene = held()
        scene.drop(ana)
        scene.wait(9_999)
        #expect(scene.after(.returned(ana)) == [])
        #expect(scene.wait(60_000) == [])
    }

    @Test("§8.9 the stick and the turn are kept until 90 seconds after the last byte")
    func keptForGrace() {
        var scene = held()
        let turn = scene.turn
        scene.drop(ana)
        scene.wait(89_999)
        #expect(scene.circle.stick == .adrift(ana))
        #expect(scene.brief(.returned(ana)) == "presence here, back → held")
        #expect(scene.turn == turn)
        #expect(scene.brief(.spoke(ana, turn: turn)) == "line")
    }

    @Test("§8.9 when the grace is over the stick comes home and a boundary follows")
    func graceEnds() {
        var scene = held()
        scene.drop(ana)
        #expect(scene.wait(90_000).brief == "presence adrift, link → adrift, grace → home")
        scene.raise(bo)
        #expect(scene.callNext().brief == "note waiting")
    }

    @Test("§8.9 in sum a turn waits 180 seconds for links, however often they flap")
    func flapping() {
        var scene = held()
        var waited: UInt64 = 0
        while scene.circle.stick.holder == ana, waited < 1_000_000 {
            scene.drop(ana)
            scene.wait(50_000)
            waited += 50_000
            scene.after(.returned(ana))
            scene.wait(1_000)
        }
        #expect(waited == 200_000, "home 30 seconds into the fourth loss")
        let grace = scene.circle.floor
        #expect(grace.stick == .home)
    }

    @Test("§8.9 the fourth loss has what the first three left of 180 seconds")
    func whatIsLeftOfTheSum() {
        var scene = held()
        for _ in 0..<3 {
            scene.drop(ana)
            scene.wait(50_000)
            scene.after(.returned(ana))
        }
        scene.drop(ana)
        #expect(scene.wait(29_999).brief == "presence adrift, link → adrift")
        #expect(scene.wait(1).brief == "grace → home")
    }

    @Test("§8.9 an owed turn is offered before all hands, though its hand is not up")
    func owedTurn() {
        var scene = held()
        scene.raise(bo, cy)
        scene.drop(ana)
        scene.wait(95_000)
        #expect(scene.circle.queue == [ana, bo, cy])
        scene.callNext()
        #expect(scene.circle.stick == .offered(bo), "who is adrift is passed over")
        scene.after(.passed(bo, turn: scene.turn))
        scene.after(.returned(ana))
        scene.callNext()
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§8.9 an owed turn has what was left of the time")
    func owedTime() {
        var scene = held()
        scene.wait(90_000)
        scene.after(.spoke(ana, turn: scene.turn))
        scene.drop(ana)
        scene.wait(100_000)
        scene.after(.returned(ana))
        let offer = scene.callNext().floors
        #expect(offer.map(\.limitMilliseconds) == [200_000], "ten of 300 went before adrift")
        scene.after(.accepted(ana, turn: scene.turn))
        #expect(scene.wait(159_999) == [])
        #expect(scene.wait(1).brief == "note time 80")
        scene.after(.finished(ana, turn: scene.turn))
        #expect(scene.shares(of: ana) == 1, "both parts are one share")
    }

    @Test("§8.9 an owed turn has at least 2 minutes")
    func owedAtLeast() {
        var scene = held()
        scene.wait(280_000)
        scene.drop(ana)
        scene.wait(95_000)
        scene.after(.returned(ana))
        #expect(scene.callNext().floors.map(\.limitMilliseconds) == [120_000])
    }

    @Test("§8.9 an owed turn is kept for 10 minutes; a hand that is up stays a hand")
    func owedEnds() {
        var scene = held()
        scene.raise(bo)
        scene.drop(ana)
        scene.wait(90_000)
        scene.after(.returned(ana))
        #expect(scene.wait(599_999) == [])
        #expect(scene.circle.queue == [ana, bo])
        #expect(scene.wait(1) == [.happened(.hand(ana, .down))])
        #expect(scene.circle.queue == [bo])

        var raised = held()
        raised.raise(bo)
        raised.drop(ana)
        raised.wait(90_000)
        raised.raise(ana)
        #expect(raised.circle.queue == [ana, bo])
        #expect(raised.wait(600_000) == [.happened(.hand(ana, .up))])
        #expect(raised.circle.queue == [bo, ana])
    }

    @Test("§8.9 an owed turn does not end while it is offered")
    func owedWhileOffered() {
        var scene = held()
        scene.drop(ana)
        scene.wait(95_000)
        scene.after(.returned(ana))
        scene.wait(590_000)
        scene.callNext()
        #expect(scene.wait(20_000) == [])
        #expect(scene.after(.timePassed) == [])
        let accepted = scene.after(.accepted(ana, turn: scene.turn)).floors
        #expect(accepted.map(\.limitMilliseconds) == [290_000])
    }

    @Test("§8.9 an owed turn that is put off waits behind those who wait now")
    func owedPutOff() {
        for putOff in [true, false] {
            var scene = held()
            scene.raise(bo)
            scene.drop(ana)
            scene.wait(95_000)
            scene.after(.returned(ana))
            scene.callNext()
            if putOff { scene.after(.steppedBack(ana)) } else { scene.wait(90_000) }
            #expect(scene.circle.queue == [bo, ana])
        }
    }

    @Test("§8.9 a holder who says farewell is owed nothing")
    func farewell() {
        var scene = held()
        #expect(scene.brief(.left(ana)) == "left → home, leave left")
        scene.after(.joined(ana, .member))
        #expect(scene.circle.queue == [])
    }
}
