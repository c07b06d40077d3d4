import Etiquette
import Testing

/// Every sequence of events to a depth, from within each phase of a small meeting of three.
@Suite("Every sequence of events in a meeting with a plan")
struct EveryMeetingTests {
    @Test("§5.13, §14 to §16, §21.2 hold in every sequence, and after a restart at any place")
    func everySequence() async {
        let reports = await withTaskGroup(of: EverySequenceTests.Report.self) { group in
            for beginning in MeetingBeginning.allCases {
                group.addTask {
                    let name = "\(beginning)"
                    return EverySequenceTests.explore(
                        name,
                        beginning.scene,
                        depth: EverySequenceTests.depth,
                        restarts: true
                    ) {
                        MeetingRepertoire.events(in: $0, at: $1)
                    }
                }
            }
            return await group.reduce(into: EverySequenceTests.Report()) { $0.add($1) }
        }
        for broken in reports.broken.prefix(10) { Issue.record("\(broken)") }
        print("sequences \(reports.sequences), steps \(reports.steps)")
        #expect(reports.sequences >= 300_000)
        #expect(reports.states == Set(FloorState.allCases))
        for word in Self.words { #expect(reports.kinds.contains(word), "\(word) never happened") }
    }

    static let words: Set<String> = [
        "ring", "round", "response", "last-word", "phase", "stick", "note", "break", "later",
        "stale-phase", "hands-up", "not-in-phase", "ended", "agree", "marks", "note closing",
        "phase share resume", "phase few next", "phase share over", "phase ended end",
    ]
}

/// Where the sequences begin: Fay facilitates, Ana is a member, Gus is guardian.
enum MeetingBeginning: CaseIterable, Sendable {
    case agree, round, lastOfRound, share, response, lastWord, few, silence, closing, fellowship,
        ending

    /// Short phases of all kinds that matter.
    private static let phases: [Phase] = [
        Phase(.agree), Phase(.round) { $0.boundarySeconds = 0 },
        Phase(.share) { ($0.response, $0.responders) = (.asked, 1) }, Phase(.few),
        Phase(.silence) { $0.seconds = 60 }, Phase(.closing), Phase(.fellowship),
    ]

    var scene: Scene {
        var scene = Scene(phases: Self.phases, people: Beginning.people)
        switch self {
        case .agree: scene.after(.agreed(ana))
        case .round: Self.go(to: .round, &scene)
        case .lastOfRound:
            Self.go(to: .round, &scene)
            scene.pass(fay)
            scene.pass(ana)
            scene.speak(gus)
        case .share: Self.go(to: .share, &scene)
        case .response: Self.respond(&scene)
        case .lastWord:
            Self.respond(&scene)
            scene.wait(20_000)
        case .few:
            Self.go(to: .few, &scene)
            scene.raise(ana, gus)
            scene.speak(gus)
        case .silence: Self.go(to: .silence, &scene)
        case .closing: Self.go(to: .closing, &scene)
        case .fellowship: Self.go(to: .fellowship, &scene)
        case .ending:
            Self.go(to: .share, &scene)
            scene.hold(ana)
            scene.after(.endedMeeting(by: fay, phase: scene.phaseNumber, now: true))
        }
        return scene
    }

    private static func go(to kind: PhaseKind, _ scene: inout Scene) {
        while scene.phase != kind { scene.next(now: true) }
    }

    private static func respond(_ scene: inout Scene) {
        go(to: .share, &scene)
        scene.raise(gus)
        scene.hold(ana)
        scene.after(.welcomedResponses(ana, true))
        scene.done(ana)
        scene.wait(5_000)
    }
}

/// What three people can do in a meeting that has phases, and what time can do to them.
enum MeetingRepertoire {
    static func events(in circle: Circle, at now: Moment) -> [(Event, Moment)] {
        let number = circle.meeting.phase?.number ?? 0
        var all = (people(circle, at: now) + leading(circle, number)).map { ($0, now) }
        for jump: UInt64 in [5_000, 20_000, 95_000] {
            all.append((.timePassed, now.after(jump)))
        }
        if let deadline = circle.deadline { all.append((.timePassed, max(now, deadline))) }
        return all
    }

    private static func people(_ circle: Circle, at now: Moment) -> [Event] {
        let holder = circle.stick.seat ?? circle.floor.sticks.last?.seat ?? ana
        let turn = circle.floor.sticks.last { $0.seat == holder }?.turn ?? circle.turn
        return [
            .spoke(holder, turn: turn), .finished(holder, turn: turn), .passed(holder, turn: turn),
            .steppedBack(holder), .welcomedResponses(holder, true), .cautioned(holder, turn: turn),
            .drifted(holder, since: now), .raisedHand(ana), .raisedHand(gus), .steppedBack(gus),
            .spoke(gus, turn: circle.turn), .marked(gus, .hug), .agreed(gus), .listened(gus, true),
            .listened(gus, false), .left(gus), .joined(gus, .guardian), .drifted(fay, since: now),
            .returned(fay), .returned(ana),
        ]
    }

    private static func leading(_ circle: Circle, _ number: UInt32) -> [Event] {
        let turn = circle.floor.sticks.first?.turn ?? circle.turn
        return [
            .nextPhase(by: fay, phase: number, now: false),
            .nextPhase(by: fay, phase: number, now: true),
            .nextPhase(by: fay, phase: number &- 1, now: true),
            .endedMeeting(by: fay, phase: number, now: false),
            .endedMeeting(by: fay, phase: number, now: true),
            .welcomedResponses(fay, false), .broughtHome(by: fay, turn: turn),
            .called(gus, by: fay, turn: circle.turn), .calledBreak(fay, milliseconds: 60_000),
            .endedSpace(gus, space: circle.space?.number ?? 0), .setAside(gus, true, by: fay),
            .quieted(gus, true, by: fay),
        ]
    }
}
