import Etiquette
import Formats
import RelayCore
import Testing
import Wire

/// The stories show what is typical of their format, so that a reader has seen it.
@Suite("§14 to §21: the stories show what their formats are made of")
struct TypicalTests {
    private static func told(
        _ isTypical: (Format) -> Bool,
        of what: (Person) -> Bool
    ) throws -> [String] {
        try Evening.all.get()
            .filter { what($0.fay) != isTypical($0.format) }
            .map(\.story.name)
    }

    @Test("§8.4 §8.5 somebody passes, in each of them") func passes() throws {
        #expect(try Self.told({ _ in true }) { $0.floors.contains { $0.reason == .passed } } == [])
    }

    @Test("§15.2 §10.3 somebody says later, in each of them") func later() throws {
        #expect(try Self.told({ _ in true }) { $0.floors.contains { $0.reason == .later } } == [])
    }

    @Test("§18.2 somebody comes late: waits for the boundary where the format says so") func late()
        throws
    {
        #expect(
            try Self.told({ _ in true }) { fay in
                let second = fay.events.firstIndex { $0.phase?.number == 2 } ?? 0
                return fay.events[second...].contains { line in
                    if case .join = line.body { true } else { false }
                }
            } == []
        )
        for evening in try Evening.all.get() {
            let waited = evening.people.contains { person in
                person.wasTold { $0 == .note(.vestibule(.boundary)) }
            }
            #expect(waited == (evening.format.options.late == .boundary), "\(evening.story.name)")
        }
    }

    @Test("§16.4 marks are told, where they are not off") func marks() throws {
        let hasMarks = { (phase: Phase) in
            phase.marks != .off && [.round, .closing, .lead, .share, .few].contains(phase.kind)
        }
        #expect(
            try Self.told({ $0.plan.phases.contains(where: hasMarks) }) { fay in
                fay.wasTold { if case .marks = $0 { true } else { false } }
            } == []
        )
    }

    @Test("§16.1 to §16.3 shares are answered where the format allows it, and nowhere else")
    func responses() throws {
        let isAnswered = { (format: Format) in format.plan.phases.contains { $0.response != .never }
        }
        #expect(
            try Self.told(isAnswered) { fay in
                fay.phases.contains { $0.kind == .response }
                    && fay.floors.contains { $0.reason == .response }
                    && fay.floors.contains { $0.reason == .lastWord }
            } == []
        )
    }

    @Test("§16.5 somebody says first what the share will be about, where there are words")
    func notes()
        throws
    {
        #expect(
            try Self.told({ $0.plan.phases.contains(where: \.words) }) { fay in
                fay.wasTold { if case .caution = $0 { true } else { false } }
                    && fay.floors.contains { $0.reason == .note }
            } == []
        )
    }

    @Test("§14.7 not one line is said in a meeting without words") func withoutWords() throws {
        let evening = try #require(Evening.all.get().first { $0.story.name == "companion" })
        #expect(evening.format.plan.phases.allSatisfy { !$0.words })
        for person in evening.people {
            #expect(!person.wasTold { if case .line = $0 { true } else { false } })
        }
        #expect(
            evening.people.contains { person in
                person.wasTold { $0 == .fail(.line, .noWords, details: []) }
            }
        )
    }

    @Test("§20.3 the prompts of each silence come, every one, in their order") func prompts() throws
    {
        for evening in try Evening.all.get() {
            let written = evening.account.text.split(separator: "\n")
                .filter { $0.contains("(their own client shows) ") }
            let prompts = evening.format.parts.flatMap(\.card.prompts).map(\.text)
            #expect(written.count == prompts.count, "\(evening.story.name)")
            for (row, prompt) in zip(written, prompts) { #expect(row.hasSuffix(prompt)) }
        }
    }

    @Test("§18.1 §18.4 one knocks where the door says so, and it is locked in time") func doors()
        throws
    {
        #expect(
            try Self.told({ $0.options.door == .knock }) { fay in
                fay.wasTold { body in
                    if case .knock = body { true } else { false }
                }
                    && fay.wasTold { $0 == .door(.knock, .start, nil) }
            } == []
        )
        #expect(
            try Self.told({ $0.options.entrySeconds > 0 }) { fay in
                fay.wasTold { $0 == .door(.locked, .entry, nil) }
            } == []
        )
    }

    @Test("§20.2 everybody but the founder was shown the agreements before they sat down")
    func agreements() throws {
        for evening in try Evening.all.get() {
            for person in evening.people.dropFirst() {
                let leaf = person.heard.firstIndex { line in
                    if case .leaf(0, _, _) = line.body { true } else { false }
                }
                let sat = person.heard.firstIndex { line in
                    if case .ok(.sit, _) = line.body { true } else { false }
                }
                guard let leaf else {
                    Issue.record("\(evening.story.name): \(person.name) saw no agreements")
                    continue
                }
                #expect(leaf < sat ?? .max)
            }
        }
    }
}
