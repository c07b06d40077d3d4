import Etiquette
import RelayCore
import Testing
import Wire

@Suite("§5.13, §14.8 The relay starts anew at any moment of a meeting")
struct MeetingRestartTests {
    /// The meeting as it was, with the moment after each group of records.
    private static let original: Scene = {
        var scene = MeetingScript.scene()
        scene.keepsMilestones = true
        for step in MeetingScript.steps { MeetingScript.take(step, in: &scene) }
        return scene
    }()

    @Test("§14.4 the meeting of this suite has every kind of phase, and everything else")
    func everything() {
        let images = Self.original.milestones.compactMap { milestone in
            milestone.core.circle(Self.original.circle)?.image
        }
        let kinds = Set(images.compactMap { $0.meeting.phase?.kind })
        #expect(kinds.union([.read, .fellowship]) == Set(PhaseKind.allCases))
        let seats = images.flatMap(\.seats)
        #expect(Set(seats.compactMap(\.vestibule)) == Set(VestibuleReason.allCases))
        #expect(seats.contains { $0.isOut && $0.apart == .step })
        #expect(seats.contains { $0.isOut && $0.apart == .aside })
        #expect(seats.contains { $0.isOut && $0.apart == .side(Seat(2)) })
        #expect(seats.contains { $0.isBarred })
        #expect(seats.contains { $0.part.isQuieted })
        #expect(seats.contains { $0.part.wasPutOff })
        #expect(seats.contains { $0.part.wasLost })
        #expect(images.contains { $0.isKept })
        #expect(images.contains { $0.chair == Seat(3) })
        #expect(images.contains { $0.buddies.contains { $0.move == .on } })
        #expect(images.contains { $0.meeting.sticks.count == 2 })
        #expect(images.contains { $0.meeting.response?.answers == 1 })
        #expect(images.contains { $0.meeting.isClosing })
        #expect(images.contains { $0.meeting.isWelcome == true })
        #expect(Self.original.milestones.count > 150)
    }

    @Test("§5.13 from its journal: the same circle, and the same for everybody in it")
    func fromJournal() {
        for (number, milestone) in Self.original.milestones.enumerated() {
            let journal = Array(Self.original.journal.prefix(milestone.length))
            compare(milestone, restartedFrom: journal, number, people: some(3, number))
        }
    }

    /// Not everybody each time: that would take long, and the next time it is others.
    private func some(_ count: Int, _ number: Int) -> [String] {
        let names = Self.original.people.map(\.name)
        return (0..<count).map { names[(number * count + $0) % names.count] }
    }

    @Test("§5.13 §18.2 who waits for the boundary without a link comes in when it is back")
    func waitsWithoutLink() {
        var scene = Scene.ofThree("late=boundary")
        scene.shares("Ana", "It was a long winter.")
        scene.arrives("Cy")
        scene.isCutOff("Cy")
        scene.does("Ana", .done, turn: scene.turn)
        for name in ["Fay", "Ana", "Bo"] { scene.isCutOff(name) }
        scene.relayRestarts()
        #expect(scene.core.circle(scene.circle)?.record(of: Seat(4))?.vestibule == .boundary)
        scene.isBack("Cy")
        #expect(scene.core.circle(scene.circle)?.record(of: Seat(4))?.vestibule == nil)
    }

    @Test("§5.13 from a snapshot too") func fromSnapshot() {
        for (number, milestone) in Self.original.milestones.enumerated() {
            let snapshot = milestone.core.snapshot
            compare(milestone, restartedFrom: snapshot, number, people: some(1, number))
        }
    }

    @Test("§5.13 from a snapshot and what happened since", arguments: [1, 7, 40])
    func fromBoth(_ distance: Int) {
        let milestones = Self.original.milestones
        for number in milestones.indices.dropFirst(distance) {
            let early = milestones[number - distance]
            guard early.core.circle(Self.original.circle) != nil else { continue }
            let since = Self.original.journal[early.length..<milestones[number].length]
            let journal = early.core.snapshot + since
            compare(milestones[number], restartedFrom: journal, number, people: some(1, number))
        }
    }

    /// Whether the circle that a journal leads to is the one that was.
    private func compare(
        _ milestone: Scene.Milestone,
        restartedFrom journal: [UInt8],
        _ number: Int,
        people: [String]
    ) {
        var before = Self.original
        (before.core, before.now, before.people) = (milestone.core, milestone.now, milestone.people)
        (before.journal, before.milestones, before.keepsMilestones) = (journal, [], false)
        var after = before
        after.relayRestarts()
        let old = before.core.circle(before.circle)?.image
        let new = after.core.circle(after.circle)?.image
        #expect(old?.withoutClocks == new?.withoutClocks, "milestone \(number)")
        guard old != nil else { return }
        let last = Ledger.last(in: Array(Self.original.journal.prefix(milestone.length)))
        for name in people where before[name].seat != nil {
            let expected = Self.view(of: name, in: before, upTo: last)
            let given = Self.view(of: name, in: after, upTo: last)
            let difference = expected.difference(from: given)
            #expect(difference == nil, "milestone \(number), \(name)")
        }
    }

    /// What somebody is given by a new connection of a client that has forgotten everything.
    private static func view(of name: String, in scene: Scene, upTo last: UInt64) -> View {
        var scene = scene
        scene.connects(name)
        scene[name].have = 0
        scene.sits(name)
        // What nobody brings is lost after a while, and given like that.
        scene.wait(21_000)
        return View(scene[name].heard, upTo: last)
    }
}
