import Etiquette
import Testing

/// What must work whatever the floor does, and what must never work.
@Suite("§7 Whispers, help, and ten thousand interruptions")
struct AsideTests {
    /// One scene for each state of the floor; Ana has the offer or the stick where there is one.
    static func everyState() -> [Scene] {
        var home = Scene()
        home.raise(bo)
        var offered = home
        offered.offer(ana)
        var held = home
        held.hold(ana)
        var adrift = held
        adrift.drop(ana)
        adrift.wait(10_000)
        var space = held
        space.after(.rang(gus, milliseconds: 600_000))
        var open = home
        open.after(.setCrosstalk(true, by: fay, turn: open.turn))
        return [home, offered, held, adrift, space, open]
    }

    @Test("there is a scene for every state") func allStates() {
        #expect(Self.everyState().map(\.state) == [.home, .offered, .held, .adrift, .space, .open])
    }

    @Test("§7.6 a whisper is accepted in every state of the floor, from listeners too")
    func whispers() {
        for var scene in Self.everyState() {
            for seat in [fay, bo, gus, lin] {
                let whisper = Fact.whisper(seat, to: .facilitators)
                #expect(scene.after(.whispered(seat, to: .facilitators)) == [.happened(whisper)])
                #expect(whisper.audience == .facilitators(and: seat))
            }
            let answer = Fact.whisper(fay, to: .seat(bo))
            #expect(scene.after(.whispered(fay, to: .seat(bo))) == [.happened(answer)])
            #expect(answer.audience == .pair(fay, bo))
        }
    }

    @Test("§7.6 only facilitators whisper to one seat, and only to one that is there")
    func whisperRights() {
        var scene = Scene()
        #expect(scene.after(.whispered(ana, to: .seat(bo))) == [.refused(ana, .role)])
        let nobody = scene.after(.whispered(fay, to: .seat(Seat(77))))
        #expect(nobody == [.refused(fay, .noSuchSeat)])
        scene.after(.left(bo))
        #expect(scene.after(.whispered(fay, to: .seat(bo))) == [.refused(fay, .noSuchSeat)])
    }

    @Test("§7.7 help is accepted in every state of the floor, and told to facilitators only")
    func help() {
        for var scene in Self.everyState() {
            for seat in [fay, ana, bo, gus, lin] where scene.presence(of: seat) == .here {
                #expect(scene.after(.askedHelp(seat)) == [.happened(.help(seat))])
            }
        }
        #expect(Fact.help(bo).audience == .facilitators(and: bo))
    }

    @Test("§7.2 ten thousand lines of those who have no words reach nobody, in each state")
    func tenThousandLines() {
        for var scene in Self.everyState() {
            let crowd =
                switch scene.state {
                case .home: [ana, bo, cy, gus, lin]
                case .offered, .held, .adrift, .space: [bo, cy, gus, lin]
                case .open, .few: [lin]
                }
            let before = scene.circle
            var facts = 0
            for number in 0..<10_000 {
                let stale: UInt32 = number % 7 == 0 ? 1 : 0
                let seat = crowd[number % crowd.count]
                facts += scene.after(.spoke(seat, turn: scene.turn &+ stale)).facts.count
            }
            #expect(facts == 0)
            #expect(scene.circle == before)
        }
    }

    @Test("§7.2 somebody who has no seat is not heard, whatever they send")
    func strangers() {
        var scene = Scene()
        let stranger = Seat(99)
        for event: Event in [
            .spoke(stranger, turn: 1), .askedHelp(stranger), .raisedHand(stranger),
            .rang(stranger, milliseconds: nil), .calledNext(by: stranger, turn: 1),
            .accepted(stranger, turn: 1), .wentAway(stranger), .listened(stranger, true),
            .raisedUrgent(stranger), .setHands(open: false, by: stranger), .askedPause(stranger),
        ] {
            #expect(scene.after(event) == [.refused(stranger, .noSuchSeat)])
        }
    }
}
