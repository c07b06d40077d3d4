import Etiquette
import Testing

/// Whole meetings in the formats that groups use, from the first who comes to the end.
@Suite("Whole meetings")
struct WholeMeetingTests {
    private static let five: [(Seat, Role)] = [
        (fay, .facilitator), (ana, .member), (bo, .member), (cy, .member), (gus, .guardian),
    ]
    private static let four = Array(five.prefix(4))
    private static let six = five + [(lin, .listener)]

    /// A format, who comes, and how long people in a hurry would take with it.
    struct Format: CustomTestStringConvertible, Sendable {
        var name: String
        var plan: Plan
        var people: [(Seat, Role)]
        var testDescription: String { name }

        init(_ name: String, _ people: [(Seat, Role)], _ phases: [Phase]) {
            (self.name, self.people) = (name, people)
            plan = Plan(phases)
        }
    }

    static let formats: [Format] = [
        Format(
            "support group",
            six,
            [
                Phase(.gather) { $0.seconds = 600 }, Phase(.read) { $0.seconds = 300 },
                Phase(.agree),
                Phase(.round) { ($0.seconds, $0.limitSeconds) = (1_800, 180) },
                Phase(.share) { ($0.seconds, $0.response, $0.limitSeconds) = (2_100, .asked, 300) },
                Phase(.closing), Phase(.read), Phase(.fellowship),
            ]
        ),
        Format(
            "open sharing",
            five,
            [
                Phase(.gather), Phase(.read), Phase(.round),
                Phase(.share) { ($0.response, $0.limitSeconds) = (.asked, 300) }, Phase(.closing),
            ]
        ),
        Format(
            "steps, with a topic",
            five,
            [
                Phase(.gather), Phase(.silence) { $0.seconds = 120 }, Phase(.read), Phase(.read),
                Phase(.lead) { $0.limitSeconds = 480 },
                Phase(.share) { ($0.queue, $0.limitSeconds) = (.strict, 240) },
                Phase(.share), Phase(.read), Phase(.fellowship),
            ]
        ),
        Format(
            "steps, with a speaker",
            five,
            [
                Phase(.gather), Phase(.silence) { $0.seconds = 60 }, Phase(.read),
                Phase(.lead) { $0.limitSeconds = 1_500 }, Phase(.share) { $0.limitSeconds = 180 },
                Phase(.closing), Phase(.fellowship),
            ]
        ),
        Format(
            "talking circle",
            four,
            [
                Phase(.gather), Phase(.read),
                Phase(.round) { ($0.limitSeconds, $0.boundarySeconds) = (0, 10) },
                Phase(.silence) { $0.seconds = 60 },
                Phase(.round) {
                    ($0.limitSeconds, $0.boundarySeconds, $0.facilitator) = (0, 10, .last)
                },
                Phase(.closing),
            ]
        ),
        Format(
            "grief circle",
            six,
            [
                Phase(.gather), Phase(.read), Phase(.silence) { $0.seconds = 60 },
                Phase(.round) { $0.limitSeconds = 120 }, Phase(.round),
                Phase(.share) {
                    ($0.boundarySeconds, $0.response, $0.limitSeconds) = (10, .asked, 360)
                },
                Phase(.round), Phase(.silence) { $0.seconds = 120 }, Phase(.closing),
            ]
        ),
        Format(
            "check-in only",
            four,
            [
                Phase(.gather), Phase(.round) { $0.limitSeconds = 120 }, Phase(.closing),
            ]
        ),
        Format(
            "equal time for four",
            four,
            [
                Phase(.gather), Phase(.round), Phase(.agree),
                Phase(.round) { ($0.order, $0.splitsTime, $0.seconds) = (.shuffle, true, 3_600) },
                Phase(.few), Phase(.closing),
            ]
        ),
        Format(
            "quiet circle",
            five,
            [
                Phase(.read),
                Phase(.share) {
                    ($0.passing, $0.queue, $0.boundarySeconds, $0.marks) = (
                        .auto, .strict, 60, .off
                    )
                },
                Phase(.open),
            ]
        ),
        Format(
            "by voice",
            five,
            [
                Phase(.gather) { $0.words = false }, Phase(.round) { $0.words = false },
                Phase(.share) { $0.words = false }, Phase(.closing) { $0.words = false },
            ]
        ),
    ]

    @Test(
        "§14 each format goes from its first phase to its end, and no rule breaks",
        arguments: formats
    )
    func whole(_ format: Format) {
        var evening = Evening(format.plan, people: format.people)
        evening.run()
        #expect(evening.broken == nil)
        let planned = evening.phases.filter { $0 != .response }
        let resumed = evening.phases.count { $0 == .response }
        // Each response is followed by the phase it lay over.
        #expect(planned.count - resumed == format.plan.phases.count + 1)
        #expect(planned.last == .ended)
        #expect(evening.circle.meeting.hasEnded)
        #expect(evening.circle.stick == .home)
    }

    @Test("§15.2 in a go-round everybody is heard once, but for who passed", arguments: formats)
    func rounds(_ format: Format) {
        var evening = Evening(format.plan, people: format.people)
        evening.run()
        let hasWords = format.plan.phases.allSatisfy(\.words)
        for (kind, heard) in zip(evening.phases, evening.heard) where kind.isRound && hasWords {
            #expect(heard.sorted() == evening.people.filter { $0 != cy })
        }
    }

    @Test("§10.4 who wishes to share has shared, and is counted", arguments: formats)
    func shares(_ format: Format) {
        var evening = Evening(format.plan, people: format.people)
        evening.run()
        let shares = UInt32(format.plan.phases.count { $0.kind == .share })
        let few = UInt32(format.plan.phases.count { $0.kind == .few })
        let lead = UInt32(format.plan.phases.count { $0.kind == .lead })
        for seat in evening.people {
            let called = shares + few + (seat == ana ? lead : 0)
            #expect(evening.circle.record(of: seat)?.shares == called)
        }
    }

    @Test("§16.2 in a support group others answer the one who wished it, three at most")
    func answers() throws {
        var evening = Evening(Self.formats[0].plan, people: Self.five)
        evening.run()
        let index = try #require(evening.phases.firstIndex(of: .response))
        #expect(evening.heard[index] == [fay, bo, cy, ana])
        #expect(evening.phases[index + 1] == .share)
    }

    @Test("§16.6 several speak at once, everybody in the end")
    func several() throws {
        var evening = Evening(Self.formats[7].plan, people: Self.four)
        evening.run()
        let index = try #require(evening.phases.firstIndex(of: .few))
        #expect(evening.heard[index] == [fay, ana, bo, cy])
    }

    @Test("§21.1 a meeting leaves a balance of who had the stick how long")
    func balance() {
        var evening = Evening(Self.formats[1].plan, people: Self.five)
        evening.run()
        for seat in evening.people {
            let spoken = evening.circle.record(of: seat)?.spokenMilliseconds ?? 0
            #expect(spoken >= 20_000)
            #expect(spoken <= evening.seconds * 1_000)
        }
    }
}
