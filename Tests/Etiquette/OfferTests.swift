import Etiquette
import Testing

@Suite("§8.4 Offers")
struct OfferTests {
    @Test("§8.4 an offer is accepted by ACCEPT, by its seat alone")
    func accepting() {
        var scene = Scene()
        scene.offer(ana)
        let bos = scene.after(.accepted(bo, turn: scene.turn))
        #expect(bos == [.refused(bo, .notOffered)])
        #expect(scene.brief(.accepted(ana, turn: scene.turn)) == "accepted → held")
        #expect(scene.brief(.accepted(ana, turn: scene.turn)) == "not-offered")
    }

    @Test("§8.4 PASS declines, takes the hand down and is never counted")
    func passing() {
        var scene = Scene()
        scene.raise(ana)
        scene.callNext()
        #expect(scene.brief(.passed(ana, turn: scene.turn)) == "passed → home")
        #expect(scene.shares(of: ana) == 0)
        #expect(scene.circle.queue == [])
        #expect(scene.after(.raisedHand(ana)) == [.happened(.hand(ana, .up))])
    }

    @Test("§8.4 after PASS no boundary runs: nobody shared")
    func noBoundaryAfterPass() {
        var scene = Scene()
        scene.offer(ana)
        scene.after(.passed(ana, turn: scene.turn))
        #expect(scene.brief(.called(bo, by: fay, turn: scene.turn)) == "called → offered")
    }

    @Test("§8.4 HAND later puts the offer off, behind those who wait now")
    func later() {
        var scene = Scene()
        scene.raise(ana, bo)
        scene.callNext()
        #expect(scene.circle.stick == .offered(ana))
        #expect(scene.brief(.steppedBack(ana)) == "later → home")
        #expect(scene.circle.queue == [bo, ana])
    }

    @Test("§8.4 HAND later on a call without a hand waits like a hand")
    func laterWithoutAHand() {
        var scene = Scene()
        scene.raise(bo)
        scene.offer(ana)
        scene.after(.steppedBack(ana))
        #expect(scene.circle.queue == [bo, ana])
    }

    @Test("§8.4 after 45 seconds the seat alone is reminded, once; after 90 the offer lapses")
    func nudgeAndLapse() {
        var scene = Scene()
        scene.raise(ana, bo)
        scene.callNext()
        #expect(scene.wait(44_999) == [])
        #expect(scene.wait(1) == [.told(.seat(ana), .nudge)])
        #expect(scene.wait(44_999) == [])
        #expect(scene.wait(1).brief == "lapsed → home")
    }

    @Test("§8.4 the first time an offer lapses as later, the second time the hand comes down")
    func lapses() {
        var scene = Scene()
        scene.raise(ana, bo)
        scene.callNext()
        scene.wait(90_000)
        #expect(scene.circle.queue == [bo, ana])
        scene.offer(ana)
        scene.wait(90_000)
        #expect(scene.circle.queue == [bo])
        scene.raise(ana)
        scene.offer(ana)
        scene.wait(90_000)
        #expect(scene.circle.queue == [bo, ana], "a hand raised anew begins anew")
    }

    @Test("§8.4 a lapse before a share does not count against the next hand")
    func lapsesBeginAnewWithAShare() {
        var scene = Scene()
        scene.raise(ana)
        scene.callNext()
        scene.wait(90_000)
        scene.callNext()
        scene.after(.accepted(ana, turn: scene.turn))
        scene.drop(ana)
        scene.wait(100_000)
        scene.after(.returned(ana))
        scene.callNext()
        #expect(scene.circle.stick == .offered(ana), "the turn that was owed")
        scene.wait(90_000)
        #expect(scene.circle.queue == [ana])
    }

    @Test("§8.4 the offer waits for a seat that is away or whose link is lost")
    func offerWaits() {
        var scene = Scene()
        scene.offer(ana)
        scene.after(.wentAway(ana))
        scene.drop(ana)
        scene.wait(60_000)
        #expect(scene.presence(of: ana) == .adrift)
        #expect(scene.circle.stick == .offered(ana))
        scene.after(.returned(ana))
        #expect(scene.brief(.accepted(ana, turn: scene.turn)) == "accepted → held")
    }

    @Test("§8.4 whoever answers is there, whatever was said of the link")
    func answeringProvesTheLink() {
        var scene = Scene()
        scene.offer(ana)
        scene.drop(ana)
        scene.wait(20_000)
        let effects = scene.after(.accepted(ana, turn: scene.turn))
        #expect(effects.brief == "presence here, accepted → held")
        #expect(scene.circle.isConsistent)
    }

    @Test("§8.4 the one who has the offer may lower the hand and still accept")
    func loweringWhileOffered() {
        var scene = Scene()
        scene.raise(ana)
        scene.callNext()
        #expect(scene.brief(.loweredHand(ana)) == "hand down")
        #expect(scene.brief(.accepted(ana, turn: scene.turn)) == "accepted → held")
    }
}
