import Etiquette
import Testing

@Suite("§16.4 Marks")
struct MarkTests {
    private static func counts(_ heard: UInt16, _ hug: UInt16) -> MarkCounts {
        var counts = MarkCounts()
        (counts.heard, counts.hug) = (heard, hug)
        return counts
    }

    @Test("§16.4 marks are told at the end of the boundary: who to the sharer, how many to all")
    func after() {
        var scene = Scene()
        scene.hold(ana)
        scene.speak(ana)
        #expect(scene.after(.marked(cy, .hug)) == [])
        #expect(scene.after(.marked(bo, .heard)) == [])
        scene.done(ana)
        #expect(scene.after(.marked(lin, .hug)) == [])
        // The last one counts.
        #expect(scene.after(.marked(bo, .hug)) == [])
        #expect(
            scene.wait(5_000) == [
                .happened(.mark(.hug, from: bo, to: ana)),
                .happened(.mark(.hug, from: cy, to: ana)),
                .happened(.mark(.hug, from: lin, to: ana)),
                .happened(.marks(ana, Self.counts(0, 3))),
            ]
        )
        #expect(Fact.mark(.hug, from: bo, to: ana).audience == .seat(ana))
        #expect(Fact.marks(ana, MarkCounts()).audience == .all)
    }

    @Test("§16.4 without a boundary they are told at once when the share ends")
    func atOnce() {
        var scene = Scene { $0.boundaryMilliseconds = 0 }
        scene.hold(ana)
        scene.after(.marked(bo, .heard))
        #expect(scene.done(ana).brief == "done → home, marked heard, marks")
        #expect(scene.brief(.marked(cy, .heard)) == "not-in-phase")
    }

    @Test("§16.4 live marks are told one by one, with the counts so far")
    func live() {
        var scene = Scene(phases: [Phase(.share) { $0.marks = .live }])
        scene.hold(ana)
        #expect(
            scene.after(.marked(bo, .heard)) == [
                .happened(.mark(.heard, from: bo, to: ana)),
                .happened(.marks(ana, Self.counts(1, 0))),
            ]
        )
        #expect(scene.after(.marked(bo, .heard)) == [])
        scene.after(.marked(cy, .heard))
        #expect(scene.after(.marked(bo, .hug)).last == .happened(.marks(ana, Self.counts(1, 1))))
        scene.done(ana)
        #expect(scene.wait(5_000) == [])
        // The next share has none yet.
        scene.hold(cy)
        #expect(scene.after(.marked(bo, .hug)).last == .happened(.marks(cy, Self.counts(0, 1))))
    }

    @Test("§16.4 marks are refused when they are off, without a share, and to the sharer")
    func refused() {
        var scene = Scene(phases: [Phase(.share), Phase(.share) { $0.marks = .off }])
        #expect(scene.brief(.marked(bo, .heard)) == "not-in-phase")
        scene.offer(ana)
        #expect(scene.brief(.marked(bo, .heard)) == "not-in-phase")
        scene.speak(ana)
        #expect(scene.brief(.marked(ana, .heard)) == "not-in-phase")
        scene.done(ana)
        #expect(scene.brief(.marked(ana, .heard)) == "not-in-phase")
        scene.wait(5_000)
        #expect(scene.brief(.marked(bo, .heard)) == "not-in-phase")
        scene.next()
        scene.hold(ana)
        #expect(scene.brief(.marked(bo, .heard)) == "not-in-phase")
    }

    @Test("§16.4 who passed was not marked, and what was meant for one share is not for the next")
    func passed() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.marked(bo, .heard))
        #expect(scene.pass(ana).brief == "passed → home")
        #expect(scene.brief(.marked(bo, .heard)) == "not-in-phase")
        scene.hold(cy)
        #expect(scene.done(cy).brief == "done → home")
        #expect(scene.wait(5_000) == [])
    }

    @Test("§16.4 marks are told before the phase ends, whenever that is")
    func phaseEnds() {
        var scene = Scene(phases: [Phase(.share), Phase(.read)])
        scene.hold(ana)
        scene.speak(ana)
        scene.after(.marked(bo, .withYou))
        let effects = scene.next(now: true)
        #expect(
            effects.brief
                == "home → home, marked with-you, marks, phase read next, phase → home"
        )
    }

    @Test("§16.4 marks are told before a response begins")
    func beforeAResponse() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.marked(bo, .thankYou))
        scene.after(.welcomedResponses(ana, true))
        scene.done(ana)
        let effects = scene.wait(5_000)
        #expect(
            effects.brief
                == "marked thank-you, marks, phase response response, phase → home"
        )
    }

    @Test("§16.4 a sharer whose link was lost finds the marks when back")
    func adrift() {
        var scene = Scene()
        scene.hold(ana)
        scene.speak(ana)
        scene.after(.marked(bo, .heard))
        scene.drop(ana)
        scene.wait(90_000)
        #expect(scene.wait(5_000).brief == "marked heard, marks")
    }

    @Test("§16.4 a visit of a go-round is marked too; several sticks and open floors are not")
    func kinds() {
        var scene = Scene(phases: [Phase(.round), Phase(.few), Phase(.open)])
        scene.speak(fay)
        scene.after(.marked(bo, .heard))
        scene.done(fay)
        #expect(scene.wait(5_000).brief == "marked heard, marks, ring → offered")
        scene.next(now: true)
        scene.raise(ana)
        #expect(scene.brief(.marked(bo, .heard)) == "not-in-phase")
        scene.next(now: true)
        #expect(scene.brief(.marked(bo, .heard)) == "not-in-phase")
    }
}
