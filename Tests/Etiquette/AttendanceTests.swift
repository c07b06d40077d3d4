import Etiquette
import Testing

@Suite("§5.8, §11.1 Coming, going, and late clocks")
struct AttendanceTests {
    @Test("§5.8 a seat whose connection ended is adrift after 10 seconds")
    func adrift() {
        var scene = Scene()
        scene.drop(bo)
        #expect(scene.wait(9_999) == [])
        #expect(scene.wait(1) == [.happened(.presence(bo, .adrift))])
        #expect(scene.after(.drifted(bo, since: scene.now)) == [], "told once")
        #expect(scene.after(.returned(bo)) == [.happened(.presence(bo, .here))])
        #expect(scene.after(.returned(bo)) == [])
    }

    @Test("§5.8 a seat is held for 10 minutes, with its hand, place and counts; then it is gone")
    func held() {
        var scene = Scene()
        scene.share(bo)
        scene.raise(bo)
        scene.drop(bo)
        scene.wait(599_999)
        #expect(scene.circle.queue == [bo])
        #expect(scene.shares(of: bo) == 1)
        #expect(scene.wait(1) == [.happened(.left(bo, .gone))])
        #expect(scene.circle.queue == [])
        #expect(scene.wait(600_000) == [])
    }

    @Test("§5.8 who comes again after being gone has the same counts")
    func comesAgain() {
        var scene = Scene()
        scene.share(bo)
        scene.drop(bo)
        scene.wait(600_000)
        #expect(scene.presence(of: bo) == .gone)
        #expect(scene.after(.joined(bo, .member)) == [.happened(.joined(bo, .member))])
        #expect(scene.shares(of: bo) == 1)
        #expect(scene.after(.joined(bo, .member)) == [])
    }

    @Test("§5.8 a holder is gone after its grace and its time, and a farewell is at once")
    func farewell() {
        var scene = Scene()
        scene.hold(ana)
        scene.drop(ana)
        #expect(
            scene.wait(600_000).brief == "presence adrift, link → adrift, grace → home, leave gone"
        )
        #expect(scene.brief(.left(bo)) == "leave left")
        #expect(scene.after(.left(bo)) == [])
    }

    @Test("§5.9 becoming a listener ends an offer, a share and a hand")
    func becomingAListener() {
        var scene = Scene()
        scene.hold(ana)
        scene.raise(ana)
        #expect(scene.brief(.changedRole(ana, .listener)) == "home → home, hand down, role")
        #expect(scene.brief(.changedRole(ana, .listener)) == "–")
        #expect(scene.brief(.raisedHand(ana)) == "listening")
        scene.after(.changedRole(ana, .member))
        #expect(scene.brief(.raisedHand(ana)) == "hand up")
    }

    @Test("§11.1 a late loop moves every running deadline by its lateness")
    func stalled() {
        var offer = Scene()
        offer.offer(ana)
        offer.wait(30_000)
        offer.now = offer.now.after(50_000)
        offer.after(.stalled(milliseconds: 50_000))
        #expect(offer.wait(14_999) == [])
        #expect(offer.wait(1).brief == "note nudge")
        #expect(offer.wait(45_000).brief == "lapsed → home")

        var share = Scene()
        share.hold(ana)
        share.now = share.now.after(120_000)
        share.after(.stalled(milliseconds: 120_000))
        #expect(share.wait(179_999) == [])
        #expect(share.wait(1).brief == "note quiet")
        #expect(share.wait(60_000).brief == "note time 80")
    }

    @Test("§11.1 graces, holds, owed turns and boundaries move too")
    func stalledLinks() {
        var scene = Scene()
        scene.hold(ana)
        scene.drop(ana)
        scene.now = scene.now.after(120_000)
        scene.after(.stalled(milliseconds: 120_000))
        #expect(scene.wait(89_999).brief == "presence adrift, link → adrift")
        #expect(scene.wait(1).brief == "grace → home")
        scene.now = scene.now.after(60_000)
        scene.after(.stalled(milliseconds: 60_000))
        scene.raise(bo)
        #expect(scene.callNext() == [.told(.seat(fay), .waiting(milliseconds: 5_000))])
        scene.wait(509_999)
        #expect(scene.presence(of: ana) == .adrift)
        scene.wait(1)
        #expect(scene.presence(of: ana) == .gone)
    }

    @Test("§11.1 lateness within a space moves its end, and what is beneath only once")
    func stalledInASpace() {
        var scene = Scene()
        scene.offer(ana)
        scene.after(.rang(gus, milliseconds: 60_000))
        scene.now = scene.now.after(30_000)
        scene.after(.stalled(milliseconds: 30_000))
        #expect(scene.wait(59_999) == [])
        #expect(scene.wait(1).brief == "quiet-over → offered")
        #expect(scene.wait(44_999) == [])
        #expect(scene.wait(1).brief == "note nudge")
    }

    @Test("§11.1 the end of time is no earlier than now")
    func endOfTime() {
        #expect(Moment(.max).after(1) == Moment(.max))
        #expect(Moment(5).since(Moment(7)) == 0)
        var scene = Scene()
        scene.now = Moment(.max - 10)
        scene.hold(ana)
        scene.after(.stalled(milliseconds: .max))
        #expect(scene.circle.isConsistent)
    }
}
