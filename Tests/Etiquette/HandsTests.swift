import Etiquette
import Testing

@Suite("§10.1 to §10.3, §10.7 to §10.9 Hands")
struct HandsTests {
    @Test("§10.1 a hand goes up in every state of the floor, the holder's too")
    func everyState() {
        for var scene in AsideTests.everyState() {
            #expect(scene.after(.raisedHand(cy)) == [.happened(.hand(cy, .up))])
            scene.after(.returned(ana))
            #expect(scene.after(.raisedHand(ana)) == [.happened(.hand(ana, .up))])
        }
    }

    @Test("§10.1 raising again keeps the earlier place, one hand per seat")
    func idempotent() {
        var scene = Scene()
        scene.raise(ana, bo)
        #expect(scene.after(.raisedHand(ana)) == [])
        #expect(scene.circle.queue == [ana, bo])
        #expect(scene.circle.place(of: bo) == 2)
        #expect(scene.circle.place(of: cy) == 0)
    }

    @Test("§10.1 a listener has no hand")
    func listeners() {
        var scene = Scene()
        #expect(scene.after(.raisedHand(lin)) == [.refused(lin, .listening)])
    }

    @Test("§10.2 in fair circles fewer shares go first, and among equals the earlier hand")
    func fairOrder() {
        var scene = Scene()
        scene.share(ana)
        scene.raise(ana, cy, bo)
        #expect(scene.circle.queue == [cy, bo, ana])
    }

    @Test("§10.2 in fifo circles the earlier hand goes first, whatever the counts")
    func fifoOrder() {
        var scene = Scene { $0.queue = .fifo }
        scene.share(ana)
        scene.raise(ana, cy, bo)
        #expect(scene.circle.queue == [ana, cy, bo])
        #expect(scene.callNext().brief == "next → offered")
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§10.2 seats that are adrift keep their place and are passed over")
    func adriftKeepsItsPlace() {
        var scene = Scene()
        scene.raise(ana, bo)
        scene.drop(ana)
        scene.wait(10_000)
        #expect(scene.circle.queue == [ana, bo])
        scene.callNext()
        #expect(scene.circle.stick == .offered(bo))
        scene.after(.passed(bo, turn: scene.turn))
        scene.after(.returned(ana))
        scene.callNext()
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§5.9, §10.2 who leaves while in line is in line no more, and coming again waits anew")
    func leaves() {
        var scene = Scene()
        scene.raise(ana)
        scene.raise(bo)
        scene.after(.left(ana))
        #expect(scene.circle.queue == [bo])
        scene.after(.joined(ana, .member))
        #expect(scene.circle.queue == [bo])
        scene.raise(ana)
        #expect(scene.circle.queue == [bo, ana])
    }

    @Test("§10.3 HAND down gives up the place")
    func down() {
        var scene = Scene()
        scene.raise(ana, bo)
        #expect(scene.after(.loweredHand(ana)) == [.happened(.hand(ana, .down))])
        #expect(scene.after(.loweredHand(ana)) == [])
        scene.raise(ana)
        #expect(scene.circle.queue == [bo, ana])
    }

    @Test("§10.3 HAND later moves behind everybody with the same count who waits now")
    func later() {
        var scene = Scene()
        scene.share(gus)
        scene.raise(gus, ana, bo)
        #expect(scene.after(.steppedBack(ana)) == [.happened(.hand(ana, .later))])
        scene.raise(cy)
        #expect(scene.circle.queue == [bo, ana, cy, gus])
        #expect(scene.after(.steppedBack(fay)) == [], "without a hand there is no place")
    }

    @Test("§10.7 facilitators close and open the hands; hands that are up stay")
    func closing() {
        var scene = Scene()
        scene.raise(ana)
        #expect(scene.after(.setHands(open: false, by: gus)) == [.refused(gus, .role)])
        #expect(scene.brief(.setHands(open: false, by: fay)) == "hands closed")
        #expect(scene.brief(.setHands(open: false, by: fay)) == "–")
        #expect(scene.after(.raisedHand(bo)) == [.refused(bo, .handsClosed)])
        #expect(scene.after(.raisedHand(ana)) == [])
        #expect(scene.circle.queue == [ana])
        #expect(scene.callNext().brief == "next → offered")
        #expect(scene.brief(.setHands(open: true, by: fay)) == "hands open")
        #expect(scene.brief(.raisedHand(bo)) == "hand up")
    }

    @Test("§10.8 the urgent hand goes to facilitators only, once, and changes no order")
    func urgent() {
        var scene = Scene()
        scene.raise(ana, bo)
        #expect(scene.after(.raisedUrgent(bo)) == [.happened(.urgent(bo))])
        #expect(Fact.urgent(bo).audience == .facilitators(and: bo))
        #expect(scene.circle.queue == [ana, bo])
        #expect(scene.after(.raisedUrgent(bo)) == [.refused(bo, .urgentUsed)])
        #expect(scene.brief(.raisedUrgent(lin)) == "urgent")
    }

    @Test("§10.9 away and here are told, and change neither the hand nor its place")
    func away() {
        var scene = Scene()
        scene.raise(ana, bo)
        #expect(scene.after(.wentAway(ana)) == [.happened(.presence(ana, .away))])
        #expect(scene.after(.wentAway(ana)) == [])
        #expect(scene.circle.queue == [ana, bo])
        #expect(scene.after(.cameBack(ana)) == [.happened(.presence(ana, .here))])
    }

    @Test("§10.9 listening takes the hand down; raising a hand ends it")
    func listening() {
        var scene = Scene()
        scene.raise(ana)
        #expect(scene.brief(.listened(ana, true)) == "hand down, listen on")
        #expect(scene.brief(.listened(ana, true)) == "–")
        #expect(scene.brief(.raisedHand(ana)) == "listen off, hand up")
        #expect(scene.brief(.listened(ana, false)) == "–")
    }

    @Test("§10.9 who has the offer or the stick ends that first")
    func listeningWithTheStick() {
        var scene = Scene()
        scene.offer(ana)
        #expect(scene.after(.listened(ana, true)) == [.refused(ana, .stickOut)])
        scene.after(.accepted(ana, turn: scene.turn))
        #expect(scene.after(.listened(ana, true)) == [.refused(ana, .stickOut)])
    }
}
