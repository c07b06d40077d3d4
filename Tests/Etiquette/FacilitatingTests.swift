import Etiquette
import Testing

@Suite("§9.5 to §9.7 Facilitating")
struct FacilitatingTests {
    /// Every event that acts on a turn.
    static let conditional: [Event.Make] = [
        { .calledNext(by: fay, turn: $0) }, { .called(bo, by: fay, turn: $0) },
        { .accepted(ana, turn: $0) }, { .passed(ana, turn: $0) }, { .finished(ana, turn: $0) },
        { .gave(ana, to: bo, turn: $0) }, { .askedHome(by: fay, turn: $0) },
        { .broughtHome(by: fay, turn: $0) }, { .extended(by: fay, turn: $0) },
        { .setCrosstalk(true, by: fay, turn: $0) }, { .setCrosstalk(false, by: fay, turn: $0) },
    ]

    @Test("§9.5 a command under another turn changes nothing and is answered stale")
    func stale() {
        for scene in AsideTests.everyState() {
            for command in Self.conditional {
                for turn in [0, scene.turn - 1, scene.turn + 1, .max] {
                    var scene = scene
                    scene.after(.returned(ana))
                    let before = scene.circle
                    let effects = scene.after(command(turn))
                    #expect(effects.brief == "stale")
                    #expect(scene.circle == before)
                }
            }
        }
    }

    @Test("§9.5 stale is answered before anything else that might be wrong")
    func staleFirst() {
        var scene = Scene()
        scene.offer(ana)
        #expect(scene.brief(.calledNext(by: bo, turn: 1)) == "stale")
        #expect(scene.brief(.called(Seat(77), by: fay, turn: 1)) == "stale")
    }

    @Test("§9.5 two facilitators call at once: one offer, one stale")
    func twoCalls() {
        var scene = Scene()
        scene.after(.changedRole(cy, .cofacilitator))
        scene.raise(ana, bo)
        let turn = scene.turn
        #expect(scene.brief(.calledNext(by: fay, turn: turn)) == "next → offered")
        #expect(scene.after(.calledNext(by: cy, turn: turn)) == [.refused(cy, .stale)])
        #expect(scene.circle.stick == .offered(ana))
    }

    @Test("§9.5 bringing home the one before does not hit the next")
    func lateHome() {
        var scene = Scene()
        scene.hold(ana)
        let turn = scene.turn
        scene.after(.finished(ana, turn: turn))
        scene.wait(5_000)
        scene.hold(bo)
        #expect(scene.brief(.broughtHome(by: fay, turn: turn)) == "stale")
        #expect(scene.circle.stick == .held(bo))
    }

    @Test("§9.5 somebody who no longer facilitates is refused")
    func formerFacilitator() {
        var scene = Scene()
        scene.raise(ana)
        scene.after(.changedRole(cy, .cofacilitator))
        scene.after(.changedRole(cy, .member))
        #expect(scene.after(.calledNext(by: cy, turn: scene.turn)) == [.refused(cy, .role)])
        #expect(scene.after(.setHands(open: false, by: cy)) == [.refused(cy, .role)])
        #expect(scene.after(.rang(cy, milliseconds: nil)) == [.refused(cy, .role)])
    }

    @Test("§9.6 bell, removal, help, whisper and farewell do not lose to a change of the floor")
    func unconditional() {
        for scene in AsideTests.everyState() {
            for (event, expected) in [
                (Event.rang(gus, milliseconds: nil), "bell → space"), (.askedHelp(bo), "help"),
                (.whispered(bo, to: .facilitators), "whisper"), (.left(bo), "leave left"),
                (.removed(bo), "leave removed"),
            ] {
                var scene = scene
                if scene.state == .space, case .rang = event { continue }
                #expect(scene.brief(event) == expected)
            }
        }
    }

    @Test("§9.6 removing the holder ends the share at once; BELL off names its space")
    func removingTheHolder() {
        var scene = Scene()
        scene.hold(ana)
        #expect(scene.brief(.removed(ana)) == "removed → home, leave removed")
        scene.after(.rang(gus, milliseconds: nil))
        #expect(scene.brief(.endedSpace(gus, space: 7)) == "stale")
    }

    @Test("§9.7 CALL offers to the next hand that is here, and needs one")
    func calling() {
        var scene = Scene()
        #expect(scene.callNext().brief == "no-hands")
        scene.raise(ana, bo)
        scene.drop(ana)
        scene.wait(10_000)
        #expect(scene.callNext().brief == "next → offered")
        #expect(scene.circle.stick == .offered(bo))
    }

    @Test("§9.7 CALL SEAT offers to any seat that is here and does not listen only")
    func callingSomebody() {
        var scene = Scene()
        scene.after(.listened(cy, true))
        scene.drop(bo)
        scene.wait(10_000)
        for (seat, refusal) in [
            (Seat(77), Refusal.noSuchSeat), (bo, .notHere), (lin, .listening), (cy, .listening),
        ] {
            let effects = scene.after(.called(seat, by: fay, turn: scene.turn))
            #expect(effects == [.refused(fay, refusal)])
        }
        #expect(scene.brief(.called(gus, by: fay, turn: scene.turn)) == "called → offered")
    }

    @Test("§9.7 only facilitators call, with the stick at home, outside spaces and cross-talk")
    func whenToCall() {
        var scene = Scene()
        scene.raise(cy)
        #expect(scene.brief(.calledNext(by: gus, turn: scene.turn)) == "role")
        for state in AsideTests.everyState() where state.state != .home {
            let expected =
                switch state.state {
                case .space: "space-held"
                case .open: "floor-open"
                case .home, .offered, .held, .adrift, .few: "stick-out"
                }
            for call: Event in [
                .calledNext(by: fay, turn: state.turn), .called(bo, by: fay, turn: state.turn),
            ] {
                var state = state
                #expect(state.brief(call) == expected)
            }
        }
    }
}
