import Etiquette
import Testing

@Suite("§19.5 Buddies")
struct BuddyTests {
    private func buddies(_ scene: Scene = Scene()) -> Scene {
        var scene = scene
        scene.after(.buddied(ana, with: bo, true))
        scene.after(.buddied(bo, with: ana, true))
        return scene
    }

    @Test("§19.5 both have to say on; these two are told, the asker first")
    func both() {
        for var scene in ApartTests.circles {
            let asked = scene.after(.buddied(ana, with: bo, true))
            #expect(asked == [.happened(.buddy(ana, bo, .asked))])
            #expect(scene.brief(.buddied(ana, with: bo, true)) == "–")
            #expect(!scene.circle.areBuddies(ana, bo))
            #expect(scene.brief(.whispered(ana, to: .seat(bo))) == "role")
            let on = scene.after(.buddied(bo, with: ana, true))
            #expect(on == [.happened(.buddy(ana, bo, .on))])
            #expect(scene.brief(.buddied(bo, with: ana, true)) == "–")
            #expect(scene.circle.areBuddies(bo, ana))
            #expect(Fact.buddy(ana, bo, .on).audience == .pair(ana, bo))
        }
    }

    @Test("§19.5 they whisper while the stick is home or the floor is open, not else")
    func whispers() {
        for state in AsideTests.everyState() {
            var scene = buddies(state)
            let expected =
                switch scene.state {
                case .home, .open: "whisper"
                case .space: "space-held"
                case .offered, .held, .adrift, .few: "stick-out"
                }
            for (one, other) in [(bo, ana), (ana, bo)] where scene.presence(of: one) == .here {
                #expect(scene.brief(.whispered(one, to: .seat(other))) == expected)
            }
        }
    }

    @Test("§19.5 not with somebody who is out, nor from outside")
    func outside() {
        var scene = buddies()
        scene.after(.setAside(bo, true, by: fay))
        #expect(scene.brief(.whispered(ana, to: .seat(bo))) == "not-here")
        #expect(scene.brief(.whispered(bo, to: .seat(ana))) == "set-aside")
        scene.after(.setAside(bo, false, by: fay))
        scene.after(.stepped(bo, out: true))
        #expect(scene.brief(.whispered(bo, to: .seat(ana))) == "out")
        scene.after(.stepped(bo, out: false))
        #expect(scene.brief(.whispered(bo, to: .seat(ana))) == "whisper")
    }

    @Test("§19.5 either ends it; after a no only who said it asks again")
    func off() {
        var scene = buddies()
        #expect(scene.after(.buddied(bo, with: ana, false)).facts == [.buddy(bo, ana, .off)])
        #expect(scene.brief(.buddied(bo, with: ana, false)) == "–")
        #expect(scene.brief(.whispered(ana, to: .seat(bo))) == "role")
        #expect(scene.brief(.buddied(ana, with: bo, true)) == "–", "no is no")
        #expect(scene.brief(.buddied(bo, with: ana, true)) == "buddy asked")
        #expect(scene.brief(.buddied(ana, with: bo, true)) == "buddy on")
        var asked = Scene()
        asked.after(.buddied(ana, with: bo, true))
        #expect(asked.brief(.buddied(bo, with: ana, false)) == "buddy off")
        asked.after(.left(ana))
        asked.after(.joined(ana, .member))
        #expect(asked.brief(.buddied(ana, with: bo, true)) == "–", "coming again does not help")
        #expect(asked.brief(.buddied(ana, with: bo, false)) == "–")
    }

    @Test("§19.5 nobody is their own buddy, nor that of somebody who is not here")
    func nonsense() {
        var scene = Scene()
        #expect(scene.brief(.buddied(ana, with: ana, true)) == "no-such-seat")
        #expect(scene.brief(.buddied(ana, with: Seat(77), true)) == "no-such-seat")
        #expect(scene.brief(.buddied(ana, with: bo, false)) == "–")
    }

    @Test("§19.5 a seat that ends has no buddies; a lost link and a restart change nothing")
    func ends() {
        var scene = buddies()
        scene.after(.left(bo))
        scene.after(.joined(bo, .member))
        #expect(!scene.circle.areBuddies(ana, bo))
        #expect(scene.brief(.buddied(ana, with: bo, true)) == "buddy asked")
        var lost = buddies()
        lost.drop(bo)
        lost.wait(60_000)
        lost.after(.returned(bo))
        lost.loseRelay()
        lost.after(.returned(ana))
        lost.after(.returned(bo))
        #expect(lost.brief(.whispered(bo, to: .seat(ana))) == "whisper")
    }
}
