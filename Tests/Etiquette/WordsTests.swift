import Etiquette
import Testing

@Suite("§7 Words")
struct WordsTests {
    @Test("§7.1 a line under another turn than the current one is refused, whoever sends it")
    func staleLine() {
        var scene = Scene()
        let before = scene.turn
        scene.hold(ana)
        for seat in [fay, ana, bo, gus, lin] {
            #expect(scene.after(.spoke(seat, turn: before)) == [.refused(seat, .stale)])
            #expect(scene.after(.spoke(seat, turn: scene.turn + 1)) == [.refused(seat, .stale)])
        }
        let held = scene.turn
        scene.after(.finished(ana, turn: held))
        #expect(scene.after(.spoke(ana, turn: held)) == [.refused(ana, .stale)])
    }

    @Test("§7.1 a refused line is never carried over to the author's next turn")
    func neverCarriedOver() {
        var scene = Scene()
        scene.offer(ana)
        scene.after(.spoke(bo, turn: scene.turn))
        scene.after(.passed(ana, turn: scene.turn))
        scene.after(.called(bo, by: fay, turn: scene.turn))
        #expect(scene.after(.accepted(bo, turn: scene.turn)).lines == 0)
    }

    @Test("§7.2 at home facilitators and cofacilitators have words, and nobody else")
    func wordsAtHome() {
        var scene = Scene()
        scene.after(.changedRole(cy, .cofacilitator))
        for seat in [fay, cy, fay] {
            let line = Effect.happened(.line(seat, turn: scene.turn))
            #expect(scene.after(.spoke(seat, turn: scene.turn)) == [line])
        }
        scene.raise(bo)
        for (seat, place) in [(ana, 0), (bo, 1), (gus, 0)] {
            let refusal = Effect.refused(seat, .notYourTurn(place: place))
            #expect(scene.after(.spoke(seat, turn: scene.turn)) == [refusal])
        }
    }

    @Test("§7.2 the first line of the one who has the offer accepts it")
    func firstLineAccepts() {
        var scene = Scene()
        scene.offer(ana)
        let turn = scene.turn
        let effects = scene.after(.spoke(ana, turn: turn))
        #expect(effects.brief == "spoke → held, line")
        #expect(scene.circle.stick == .held(ana))
        #expect(scene.turn == turn)
    }

    @Test("§7.2 in an offer facilitators have one line between them")
    func oneCallLine() {
        var scene = Scene()
        scene.after(.changedRole(cy, .cofacilitator))
        scene.offer(ana)
        #expect(scene.brief(.spoke(fay, turn: scene.turn)) == "line")
        #expect(scene.brief(.spoke(fay, turn: scene.turn)) == "not-your-turn")
        #expect(scene.brief(.spoke(cy, turn: scene.turn)) == "not-your-turn")
        #expect(scene.state == .offered)
        scene.after(.passed(ana, turn: scene.turn))
        scene.offer(bo)
        #expect(scene.brief(.spoke(cy, turn: scene.turn)) == "line")
    }

    @Test("§7.2 while the stick is held only its holder has words, facilitators neither")
    func onlyTheHolder() {
        var scene = Scene()
        scene.hold(ana)
        for seat in [fay, bo, gus] {
            #expect(scene.brief(.spoke(seat, turn: scene.turn)) == "not-your-turn")
        }
        #expect(scene.brief(.spoke(lin, turn: scene.turn)) == "listening")
        #expect(scene.brief(.spoke(ana, turn: scene.turn)) == "line")
    }

    @Test("§7.2 while the holder is adrift nobody has words")
    func nobodyWhileAdrift() {
        var scene = Scene()
        scene.hold(ana)
        scene.drop(ana)
        scene.wait(10_000)
        #expect(scene.state == .adrift)
        for seat in [fay, bo, gus] {
            #expect(scene.brief(.spoke(seat, turn: scene.turn)) == "not-your-turn")
        }
    }

    @Test("§7.2 in a space nobody has words but for two lines of facilitators")
    func twoLinesInASpace() {
        var scene = Scene()
        scene.after(.changedRole(cy, .cofacilitator))
        scene.hold(ana)
        scene.after(.rang(gus, milliseconds: nil))
        for seat in [ana, bo, gus] {
            #expect(scene.brief(.spoke(seat, turn: scene.turn)) == "space-held")
        }
        #expect(scene.brief(.spoke(fay, turn: scene.turn)) == "line")
        #expect(scene.brief(.spoke(cy, turn: scene.turn)) == "line")
        #expect(scene.brief(.spoke(fay, turn: scene.turn)) == "space-held")
    }

    @Test("§7.2 in a space the offered seat does not accept by speaking, though it facilitates")
    func noAcceptingInASpace() {
        var scene = Scene()
        scene.offer(fay)
        scene.after(.rang(gus, milliseconds: nil))
        #expect(scene.brief(.spoke(fay, turn: scene.turn)) == "line")
        #expect(scene.circle.stick == .offered(fay))
    }

    @Test("§7.2 in the open floor everybody has words but listeners")
    func openFloor() {
        var scene = Scene()
        scene.after(.listened(cy, true))
        scene.after(.setCrosstalk(true, by: fay, turn: scene.turn))
        for seat in [fay, ana, bo, gus] {
            #expect(scene.brief(.spoke(seat, turn: scene.turn)) == "line")
        }
        #expect(scene.brief(.spoke(lin, turn: scene.turn)) == "listening")
        #expect(scene.brief(.spoke(cy, turn: scene.turn)) == "listening")
    }

    @Test("§7.2 a refusal tells the place in the queue, and 0 without a hand")
    func placeInTheQueue() {
        var scene = Scene()
        scene.hold(ana)
        scene.raise(cy, bo)
        for (seat, place) in [(cy, 1), (bo, 2), (gus, 0)] {
            let refusal = Effect.refused(seat, .notYourTurn(place: place))
            #expect(scene.after(.spoke(seat, turn: scene.turn)) == [refusal])
        }
    }

    @Test("§7.2 a refused line reaches nobody and does not make a share")
    func refusedLineIsNoShare() {
        var scene = Scene()
        scene.hold(ana)
        scene.after(.rang(gus, milliseconds: 15_000))
        #expect(scene.after(.spoke(ana, turn: scene.turn)).facts.isEmpty)
        scene.wait(15_000)
        #expect(scene.brief(.passed(ana, turn: scene.turn)) == "passed → home")
        #expect(scene.shares(of: ana) == 0)
    }
}
