import Etiquette
import Testing

@Suite("§17 The chair")
struct ChairTests {
    @Test("§17.2 the first facilitator to sit down gets the chair, nobody before")
    func theFirst() {
        var scene = Scene.hosted(people: [(ana, .member), (gus, .guardian)])
        #expect(scene.hosting.chair == nil)
        #expect(!scene.hosting.isKept, "§17.6 nobody has come yet")
        #expect(scene.brief(.joined(dee, .cofacilitator)) == "join, chair 7 came")
        #expect(scene.brief(.joined(fay, .facilitator)) == "join")
        #expect(scene.hosting.chair == dee)
        #expect(Fact.chair(dee, .came).audience == .all)
    }

    @Test("§17.3 a facilitator takes the chair, and who has it hands it on")
    func takingAndGiving() {
        var scene = Scene.hosted()
        #expect(scene.hosting.chair == fay)
        #expect(scene.brief(.tookChair(dee)) == "chair 7 took")
        #expect(scene.brief(.tookChair(dee)) == "–")
        #expect(scene.brief(.gaveChair(dee, to: fay)) == "chair 1 given")
        #expect(scene.brief(.gaveChair(fay, to: fay)) == "–")
        for seat in [ana, gus, gil, tom, lin] {
            #expect(scene.brief(.tookChair(seat)) == "role")
            #expect(scene.brief(.gaveChair(fay, to: seat)) == "role")
        }
    }

    @Test("§17.3 only who has the chair hands it on, and only to who is here")
    func givingRights() {
        var scene = Scene.hosted()
        #expect(scene.brief(.gaveChair(dee, to: fay)) == "role")
        #expect(scene.brief(.gaveChair(fay, to: Seat(77))) == "no-such-seat")
        scene.drop(dee)
        #expect(scene.brief(.gaveChair(fay, to: dee)) == "not-here")
    }

    @Test("§17.4 a chair that leaves, is removed or is no facilitator any more is passed at once")
    func lostAtOnce() {
        for event: Event in [.left(fay), .removed(fay), .changedRole(fay, .member)] {
            var scene = Scene.hosted()
            #expect(scene.brief(event).hasSuffix("chair 7 lost"))
            #expect(scene.hosting.chair == dee)
        }
    }

    @Test("§17.4 a lost link keeps the chair for 60 seconds; holder and queue go on untouched")
    func lostLink() {
        var scene = Scene.hosted()
        scene.hold(ana)
        scene.raise(bo)
        scene.drop(fay)
        #expect(scene.wait(59_999).brief == "presence adrift")
        #expect(scene.wait(1) == [.happened(.chair(dee, .lost))])
        #expect(scene.circle.stick == .held(ana))
        #expect(scene.circle.queue == [bo])
        #expect(scene.brief(.returned(fay)) == "presence here")
        #expect(scene.hosting.chair == dee, "it does not come back by itself")
        #expect(scene.brief(.tookChair(fay)) == "chair 1 took")
    }

    @Test("§17.4 who is back within 60 seconds never lost the chair")
    func backInTime() {
        var scene = Scene.hosted()
        scene.drop(fay)
        scene.wait(59_000)
        scene.after(.returned(fay))
        #expect(scene.wait(120_000) == [])
        #expect(scene.hosting.chair == fay)
    }

    @Test("§17.4 the chair goes by role, then by seat, and passes over whose link is lost")
    func order() {
        var scene = Scene.hosted()
        let hal = Seat(11)
        let ida = Seat(12)
        scene.after(.joined(hal, .cofacilitator))
        scene.after(.joined(ida, .facilitator))
        scene.after(.left(fay))
        #expect(scene.hosting.chair == ida, "a facilitator before cofacilitators")
        scene.drop(dee)
        scene.after(.left(ida))
        #expect(scene.hosting.chair == hal, "the first whose link holds")
    }

    @Test("§17.4 who has stepped out of a share leads only when nobody else can")
    func steppedOut() {
        var scene = Scene.hosted()
        scene.hold(ana)
        scene.after(.stepped(dee, out: true))
        scene.after(.joined(Seat(11), .cofacilitator))
        scene.after(.left(fay))
        #expect(scene.hosting.chair == Seat(11))
        scene.after(.left(Seat(11)))
        #expect(scene.hosting.chair == dee)
    }

    @Test("§17.4 the chair never goes to a member, a guardian, a greeter or a timekeeper")
    func nobodyElse() {
        let scene = Scene.kept()
        #expect(scene.hosting.chair == nil)
        #expect(scene.hosting.isKept)
    }

    @Test("§17.1 the chair gives no right: the other facilitator calls, rings and removes too")
    func noRight() {
        var scene = Scene.hosted()
        scene.raise(ana)
        #expect(scene.brief(.calledNext(by: dee, turn: scene.turn)) == "next → offered")
        #expect(scene.brief(.setAside(bo, true, by: dee)) == "out on, apart aside")
    }

    @Test("§14.1 a circle without a plan has no chair and no kept mode")
    func withoutPlan() {
        var scene = Scene(people: Scene.hosts)
        #expect(scene.hosting.chair == nil)
        #expect(scene.brief(.tookChair(fay)) == "not-in-phase")
        #expect(scene.brief(.gaveChair(fay, to: dee)) == "not-in-phase")
        #expect(scene.brief(.tookChair(ana)) == "role")
        scene.after(.left(fay))
        scene.after(.left(dee))
        #expect(!scene.hosting.isKept)
        #expect(scene.wait(3_600_000) == [])
    }

    @Test("§17.1 timekeepers get the clocks that facilitators get; greeters see the door")
    func rights() {
        var scene = Scene.hosted()
        scene.hold(ana)
        scene.wait(240_000)
        let told = scene.wait(60_000)
        let hundred = Effect.told(.timekeepers(and: ana), .time(percent: 100, milliseconds: 0))
        #expect(told.contains(hundred))
        #expect(scene.circle.seats(of: .timekeepers(and: ana)) == [fay, dee, ana, tom])
        #expect(scene.circle.seats(of: .facilitators(and: ana)) == [fay, dee, ana])
        #expect(scene.circle.seats(of: .doorkeepers) == [fay, dee, gil])
        #expect(scene.circle.seats(of: .bellKeepers) == [fay, dee, gus])
        #expect(scene.circle.seats(of: .timekeepers(and: nil)) == [fay, dee, tom])
        #expect(scene.circle.seats(of: .all) == nil)
    }

    @Test("§17.1 the rank of the roles, and who may change whom")
    func rank() {
        let ranks: [Role] = [
            .listener, .member, .greeter, .timekeeper, .guardian, .cofacilitator, .facilitator,
        ]
        #expect(Role.allCases.sorted() == ranks)
        for role in ranks {
            #expect(Role.facilitator.mayChange(role) && Role.facilitator.mayInvite(role))
            #expect(Role.cofacilitator.mayChange(role) == (role <= .guardian))
            #expect(!Role.guardian.mayChange(role) && !Role.greeter.mayInvite(role))
        }
    }

    @Test("§14.2 bell = all gives everybody the bell who does not listen")
    func bellForAll() {
        var scene = Scene.hosted { $0.bell = .all }
        scene.after(.listened(cy, true))
        #expect(scene.brief(.rang(lin, milliseconds: nil)) == "role")
        #expect(scene.brief(.rang(cy, milliseconds: nil)) == "role")
        #expect(scene.brief(.rang(ana, milliseconds: nil)) == "bell → space")
        #expect(scene.brief(.endedSpace(bo, space: 1)).hasPrefix("quiet-over"))
        var keepers = Scene.hosted()
        #expect(keepers.brief(.rang(ana, milliseconds: nil)) == "role")
    }
}
