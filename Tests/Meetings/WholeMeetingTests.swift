import Etiquette
import Formats
import RelayCore
import Testing
import Wire

/// What holds of every story, whatever stands in its file.
@Suite("§14 to §21: meetings are whole")
struct WholeMeetingTests {
    @Test("every shipped format has a story, and no story is without a format") func stories()
        throws
    {
        let evenings = try Evening.all.get()
        #expect(evenings.map(\.story.name) == ShippedFormat.all.map(\.name))
        #expect(try Story.filesThere() == Story.names.sorted())
    }

    @Test("§14.3 every part of the plan was on, in its order, with the numbers rising by one")
    func parts() throws {
        for evening in try Evening.all.get() {
            let phases = evening.fay.phases
            #expect(phases.map(\.number) == (1...UInt32(phases.count)).map { $0 })
            let begun = phases.filter { $0.place > 0 && $0.reason != .resume }
            #expect(begun.map { Int($0.place) } == Array(1...evening.format.parts.count))
            #expect(begun.map(\.kind) == evening.format.plan.phases.map(\.kind))
            #expect(begun.map { UInt32($0.seconds) } == evening.format.plan.phases.map(\.seconds))
        }
    }

    @Test("§14.4 §15.4 silences, go-rounds and agreeing end by themselves") func endings() throws {
        for evening in try Evening.all.get() {
            let phases = evening.fay.phases.filter { $0.kind != .response && $0.reason != .resume }
            for (phase, next) in zip(phases, phases.dropFirst()) {
                let endsItself =
                    phase.kind == .silence || phase.kind == .agree || phase.kind.isRound
                // The last part has none to go on to.
                guard next.kind != .ended else { continue }
                #expect(
                    next.reason == (endsItself ? .over : .next),
                    "\(evening.story.name): \(next)"
                )
            }
        }
    }

    @Test("§21.3 for everybody the last of the meeting is its end, and members are let go")
    func ends()
        throws
    {
        for evening in try Evening.all.get() {
            for person in evening.people where person.seat != nil {
                let last = person.heard.last { $0.phase != nil }?.phase
                #expect(last?.kind == .ended || person.hasLeft, "\(evening.story.name)")
                if last?.kind == .ended { #expect(last?.reason == .end && last?.place == 0) }
                let isLetGo = person.heard.last?.body == .fail(nil, .ended, details: [])
                #expect(isLetGo == (!person.role.facilitates && !person.hasLeft))
            }
            #expect(evening.people.filter(\.hasLeft).count <= evening.people.count / 2)
            let isOver = evening.relay.isOver
            #expect(isOver, "\(evening.story.name): nothing is left at the relay")
        }
    }

    @Test("§5.3 §5.5 nobody misses an event, and no two are told different ones") func numbers()
        throws
    {
        for evening in try Evening.all.get() {
            var told: [UInt64: RelayLine.Body] = [:]
            for person in evening.people {
                var have: UInt64 = 0
                for line in person.heard {
                    if case .state(let base) = line.body { have = base }
                    guard let number = line.number else { continue }
                    #expect(line.previous ?? number - 1 == have, "\(person.name) \(number)")
                    have = number
                    #expect(told[number] ?? line.body == line.body, "\(number)")
                    told[number] = line.body
                }
            }
            #expect(told.count > 50)
        }
    }

    @Test("§15.2 in each go-round the stick is offered to everybody who was to come") func rounds()
        throws
    {
        for evening in try Evening.all.get() {
            for round in evening.fay.rounds {
                #expect(round.published.count >= 4)
                #expect(Set(round.published).isSubset(of: round.offered), "\(evening.story.name)")
                // Later is granted once, and a lost link may be waited for.
                #expect(
                    round.offered.allSatisfy { seat in
                        round.offers.count { $0 == seat } <= 2
                    }
                )
            }
        }
    }
}
