import Etiquette
import Testing

@Suite("§16 Responses")
struct ResponseTests {
    private static let asked = Phase(.share) { $0.response = .asked }
    private static let always = Phase(.share) { $0.response = .always }

    /// Ana shares and wishes to be answered; the boundary is over.
    private static func response(to phase: Phase = asked) -> Scene {
        var scene = Scene(phases: [phase, Phase(.read)])
        scene.hold(ana)
        scene.speak(ana)
        scene.after(.welcomedResponses(ana, true))
        scene.done(ana)
        scene.wait(5_000)
        return scene
    }

    @Test("§16.1, §16.2 the response begins at the end of the boundary, when the sharer wishes it")
    func begins() {
        var scene = Scene(phases: [Self.asked])
        scene.hold(ana)
        #expect(scene.after(.welcomedResponses(ana, true)) == [])
        scene.done(ana)
        let effects = scene.wait(5_000)
        #expect(effects.brief == "phase response response, phase → home")
        #expect(effects.phases.map(\.place) == [0])
        #expect(effects.phases.map(\.number) == [3])
    }

    @Test("§16.1 the wish may come within the boundary, and be taken back")
    func wish() {
        var scene = Scene(phases: [Self.asked])
        scene.share(ana)
        #expect(scene.phase == .share)
        #expect(scene.brief(.welcomedResponses(ana, true)) == "not-holding")
        scene.hold(ana)
        scene.done(ana)
        scene.after(.welcomedResponses(ana, true))
        scene.after(.welcomedResponses(ana, false))
        #expect(scene.wait(5_000) == [])
        scene.hold(bo)
        scene.done(bo)
        scene.after(.welcomedResponses(bo, true))
        #expect(scene.wait(5_000).phases.map(\.kind) == [.response])
    }

    @Test("§16.1 the wish is the holder's or the last sharer's")
    func whose() {
        var scene = Scene(phases: [Self.asked])
        #expect(scene.brief(.welcomedResponses(ana, true)) == "not-holding")
        scene.offer(ana)
        #expect(scene.brief(.welcomedResponses(ana, true)) == "not-holding")
        scene.after(.accepted(ana, turn: scene.turn))
        for seat in [bo, fay, lin] {
            #expect(scene.brief(.welcomedResponses(seat, true)) == "not-holding")
        }
        // Who passed has not shared.
        scene.pass(ana)
        #expect(scene.brief(.welcomedResponses(ana, true)) == "not-holding")
    }

    @Test("§16.1 always is after every share, unless the sharer does not wish it")
    func always() {
        var scene = Scene(phases: [Self.always])
        scene.hold(ana)
        scene.after(.welcomedResponses(ana, false))
        scene.done(ana)
        #expect(scene.wait(5_000).phases == [])
        scene.hold(bo)
        scene.done(bo)
        #expect(scene.wait(5_000).phases.map(\.kind) == [.response])
    }

    @Test("§16.1 where the phase says never there is no response")
    func never() {
        var scene = Scene(phases: [Phase(.share), Phase(.open) { $0.response = .always }])
        scene.hold(ana)
        #expect(scene.brief(.welcomedResponses(ana, true)) == "not-in-phase")
        scene.done(ana)
        #expect(scene.wait(5_000).phases == [])
        scene.next()
        #expect(scene.brief(.welcomedResponses(ana, true)) == "not-in-phase")
    }

    @Test("§14.1 in a circle without a plan responses are asked for")
    func withoutAPlan() {
        var scene = Scene()
        scene.share(bo)
        scene.raise(cy)
        scene.hold(ana)
        scene.after(.welcomedResponses(ana, true))
        scene.done(ana)
        let begun = scene.wait(5_000).phases
        #expect(begun.map(\.number) == [1])
        #expect(scene.after(.raisedHand(bo)).brief == "hand up, response → offered")
        scene.takeTurn()
        let over = scene.wait(20_000)
        #expect(over.floors.map(\.reason) == [.lastWord])
        let back = scene.pass(ana).phases
        #expect(back.map(\.kind) == [.share])
        #expect(back.map(\.place) == [0])
        #expect(back.map(\.reason) == [.resume])
        #expect(scene.circle.queue == [cy])
        #expect(scene.shares(of: bo) == 1)
    }

    @Test("§16.2 in it hands are hands for it; other hands stay up and wait")
    func hands() {
        var scene = Scene(phases: [Self.asked])
        scene.hold(ana)
        scene.raise(cy, gus)
        scene.after(.welcomedResponses(ana, true))
        scene.done(ana)
        scene.wait(5_000)
        #expect(scene.circle.queue == [])
        scene.after(.setHands(open: false, by: fay))
        #expect(scene.after(.raisedHand(bo)).brief == "hand up, response → offered")
        scene.raise(gus, cy)
        #expect(scene.circle.queue == [gus, cy])
        #expect(scene.brief(.steppedBack(gus)) == "hand later")
        #expect(scene.circle.queue == [cy, gus])
        #expect(scene.brief(.loweredHand(gus)) == "hand down")
        #expect(scene.brief(.loweredHand(gus)) == "–")
        scene.takeTurn()
        #expect(scene.circle.stick == .offered(cy))
        scene.takeTurn()
        scene.wait(20_000)
        scene.pass(ana)
        #expect(scene.circle.queue == [cy, gus])
    }

    @Test("§16.2 each answers at most once, never the sharer, and it is no share")
    func once() {
        var scene = Self.response()
        #expect(scene.brief(.raisedHand(ana)) == "not-in-phase")
        scene.raise(bo)
        #expect(scene.circle.floor.limitMilliseconds == 120_000)
        scene.takeTurn()
        #expect(scene.brief(.raisedHand(bo)) == "not-in-phase")
        #expect(scene.shares(of: bo) == 0)
        // Who put the offer off was offered it.
        scene.raise(cy)
        #expect(scene.after(.steppedBack(cy)).floors.first?.reason == .passed)
        #expect(scene.brief(.raisedHand(cy)) == "not-in-phase")
    }

    @Test("§16.3 it is over when so many have answered; a pass is no answer")
    func enough() {
        var scene = Self.response(
            to: Phase(.share) { ($0.response, $0.responders) = (.asked, 2) }
        )
        scene.raise(bo, cy, gus, fay)
        scene.takeTurn()
        #expect(scene.pass(cy).floors.map(\.stick) == [.home, .offered(gus)])
        let last = scene.takeTurn()
        #expect(last.floors.map(\.reason) == [.spoke, .done, .lastWord])
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§16.3 it is over when nobody asks for 20 seconds")
    func nobodyAsks() {
        var scene = Self.response()
        #expect(scene.wait(19_999) == [])
        #expect(scene.wait(1).brief == "last-word → offered")
        var again = Self.response()
        again.wait(19_000)
        again.raise(bo)
        again.wait(60_000)
        #expect(again.circle.stick == .offered(bo))
        again.speak(bo)
        again.done(bo)
        #expect(again.wait(24_999) == [])
        #expect(again.wait(1).brief == "last-word → offered")
    }

    @Test("§16.3 the sharer or a facilitator ends it at any moment", arguments: [ana, fay])
    func off(_ seat: Seat) {
        var scene = Self.response()
        for other in [bo, lin] {
            #expect(scene.brief(.welcomedResponses(other, false)) == "not-holding")
        }
        scene.raise(bo, cy)
        scene.speak(bo)
        #expect(scene.brief(.welcomedResponses(seat, false)) == "home → home")
        #expect(scene.wait(5_000).brief == "last-word → offered")
        #expect(scene.after(.welcomedResponses(seat, false)) == [])
        #expect(scene.pass(ana).phases.map(\.reason) == [.resume])
    }

    @Test("§16.3 an offer of the response is taken back by off")
    func offAnOffer() {
        var scene = Self.response()
        scene.raise(bo)
        let effects = scene.after(.welcomedResponses(ana, false))
        #expect(effects.brief == "withdrawn → home, last-word → offered")
    }

    @Test("§16.3 the phase goes on as it was: its place, hands, gift and clock")
    func resumes() {
        var scene = Scene(
            phases: [Phase(.share) { ($0.response, $0.seconds) = (.asked, 600) }]
        )
        scene.hold(ana)
        scene.wait(400_000)
        scene.after(.welcomedResponses(ana, true))
        scene.after(.gave(ana, to: bo, turn: scene.turn))
        scene.wait(5_000)
        #expect(scene.wait(20_000).brief == "last-word → offered")
        scene.after(.accepted(ana, turn: scene.turn))
        scene.wait(60_000)
        scene.speak(ana)
        scene.done(ana)
        let effects = scene.wait(5_000)
        #expect(effects.brief == "phase share resume, phase → home, given → offered")
        #expect(effects.phases.map(\.place) == [2])
        #expect(effects.phases.map(\.milliseconds) == [600_000])
        #expect(scene.shares(of: ana) == 1)
        scene.after(.broughtHome(by: fay, turn: scene.turn))
        #expect(scene.wait(74_999) == [])
        #expect(scene.wait(1).brief == "note phase-time 80")
    }

    @Test("§16.2 without anybody to answer, or with the sharer gone, it does not begin")
    func nobodyThere() {
        var scene = Scene(
            phases: [Self.asked],
            people: [(fay, .facilitator), (ana, .member), (lin, .listener)]
        )
        scene.after(.listened(fay, true))
        scene.hold(ana)
        scene.after(.welcomedResponses(ana, true))
        scene.done(ana)
        #expect(scene.wait(5_000) == [])
        var left = Scene(phases: [Self.asked])
        left.hold(ana)
        left.speak(ana)
        left.after(.welcomedResponses(ana, true))
        left.after(.left(ana))
        #expect(left.wait(5_000).phases == [])
    }

    @Test("§16.3 when the sharer leaves, it is over without a last word")
    func sharerLeaves() {
        var scene = Self.response()
        scene.raise(bo)
        scene.speak(bo)
        scene.after(.left(ana))
        #expect(scene.circle.stick == .held(bo))
        scene.done(bo)
        #expect(scene.wait(5_000).phases.map(\.reason) == [.resume])
    }

    @Test("§14.4 next in a response asks for the hands that wait, and passes over the rest")
    func nextInAResponse() {
        var scene = Self.response()
        scene.raise(bo)
        #expect(scene.next() == [.refused(fay, .stickOut)])
        scene.raise(cy)
        scene.pass(bo)
        scene.raise(gus)
        scene.pass(cy)
        scene.takeTurn()
        #expect(scene.next().phases.map(\.kind) == [.read])
    }

    @Test("§15.4, §16.3 a visit may be answered too, and the stick goes on round")
    func inARound() {
        var scene = Scene(phases: [Phase(.round) { $0.response = .asked }, Phase(.read)])
        scene.speak(fay)
        scene.after(.welcomedResponses(fay, true))
        scene.done(fay)
        #expect(scene.wait(5_000).phases.map(\.kind) == [.response])
        scene.raise(bo)
        scene.takeTurn()
        scene.wait(20_000)
        #expect(scene.pass(fay).floors.map(\.reason) == [.passed, .round, .ring])
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§16.2 a facilitator does not call in a response, and nobody hands on")
    func noCalls() {
        var scene = Self.response()
        #expect(scene.callNext().brief == "not-in-phase")
        #expect(scene.brief(.called(bo, by: fay, turn: scene.turn)) == "not-in-phase")
        scene.raise(bo)
        scene.speak(bo)
        #expect(scene.brief(.gave(bo, to: cy, turn: scene.turn)) == "not-in-phase")
        #expect(scene.brief(.marked(cy, .heard)) == "not-in-phase")
    }

    @Test("§14.8 a restart keeps the response: who asks, who answered, who has the last word")
    func restart() {
        var scene = Self.response(
            to: Phase(.share) { ($0.response, $0.responders) = (.asked, 2) }
        )
        scene.raise(bo, cy)
        scene.takeTurn()
        let before = scene.circle.image
        scene.goOnFromImage()
        #expect(scene.circle.image == before)
        #expect(scene.circle.stick == .offered(cy))
        #expect(scene.brief(.raisedHand(bo)) == "not-in-phase")
        #expect(scene.takeTurn().floors.last?.reason == .lastWord)
        scene.goOnFromImage()
        #expect(scene.pass(ana).phases.map(\.reason) == [.resume])
    }
}
