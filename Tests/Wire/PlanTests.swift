import Etiquette
import Testing
import Wire

@Suite("§14 Plans")
struct PlanTests {
    private static let hash = "ZGVmZ2hpamtsbW5vcHFyc3R1dnc"

    private func plan(_ phases: String, options: String = "-") -> Plan? {
        CirclePlan(text: [UInt8]("- \(options) \(phases)".utf8))?.plan
    }

    private func canonical(_ text: String) -> String? {
        CirclePlan(text: [UInt8](text.utf8)).map { String(decoding: $0.text, as: UTF8.self) }
    }

    @Test("§14.1 agreements and a plan may each be there without the other") func parts() {
        #expect(CirclePlan(text: [UInt8]("- - -".utf8)) == CirclePlan())
        let agreed = CirclePlan(text: [UInt8]("\(Self.hash) - -".utf8))
        #expect(agreed == CirclePlan(agreements: [UInt8](100..<120)))
        #expect(plan("share") == Plan([Phase(.share)]))
    }

    @Test("§14.1 a plan has up to 32 phases, and the longest fits a line") func size() {
        let share = Array(repeating: "share", count: 32)
        #expect(plan(share.joined(separator: ","))?.phases.count == 32)
        #expect(refusal("@id=1 PLAN - - " + (share + ["share"]).joined(separator: ",")) == .plan)
        let longest = CirclePlan(agreements: [UInt8](100..<120), plan: Samples.fullPlan)
        let line = Request(id: 4_294_967_295, .plan(longest)).line
        #expect(line.count > 6_000 && line.count <= LineReader.lineBytesMax)
        #expect(CirclePlan(text: longest.text) == longest)
    }

    @Test("§14.2 what is left out is the default") func defaults() {
        #expect(plan("round,closing,few")?.phases.map(\.limitSeconds) == [nil, nil, nil])
        #expect(plan("share", options: "-")?.options == MeetingOptions())
        let options = "door=open;late=boundary;entry=0;raid=6;bell=keepers;seats=0;facilitators=1"
        #expect(plan("share", options: options + ";quorum=2")?.options == MeetingOptions())
    }

    @Test(
        "§14.1 a plan is written in one form: keys in order, defaults left out",
        arguments: [
            ("- quorum=3;door=knock share", "- door=knock;quorum=3 share"),
            ("- quorum=2 share;for=0;marks=after;sticks=2", "- - share"),
            ("- - round;words=no;limit=90;for=600", "- - round;for=600;limit=90;words=no"),
            ("- - round;limit=0", "- - round;limit=0"),
            ("- - round;order=ring;facilitator=first;response=never", "- - round"),
            ("- - share;response-limit=120;responders=3", "- - share"),
            ("- - share;queue=fair;passing=called", "- - share;queue=fair;passing=called"),
            ("- - share;boundary=0,read", "- - share;boundary=0,read"),
            ("- late=at-once;bell=all few;sticks=3", "- late=at-once;bell=all few;sticks=3"),
            ("\(hash) - -", "\(hash) - -"),
        ]
    )
    func canonicalForm(_ given: String, _ written: String) {
        #expect(canonical(given) == written)
        #expect(canonical(written) == written)
    }

    @Test("§14.2 every key is read into its place") func keys() {
        let full = Samples.fullPlan
        let text = String(decoding: CirclePlan(plan: full).text, as: UTF8.self)
        #expect(
            text.hasPrefix(
                "- door=knock;late=at-once;entry=14400;raid=30;bell=all;seats=200;facilitators=200"
                    + ";quorum=200 fellowship;for=14400;limit=3600;queue=strict;passing=popcorn"
                    + ";boundary=120;order=shuffle;facilitator=last;split=yes;response=always"
                    + ";response-limit=3600;responders=10;marks=live;sticks=4;words=no,fellowship"
            )
        )
    }

    @Test(
        "§14.2 the ends of ranges are in them",
        arguments: [
            ("for", 0, 14_400), ("limit", 15, 3_600), ("boundary", 0, 120),
            ("response-limit", 15, 3_600), ("responders", 1, 10), ("sticks", 2, 4),
        ]
    )
    func phaseRanges(_ key: String, _ least: Int, _ most: Int) {
        #expect(plan("share;\(key)=\(least)") != nil)
        #expect(plan("share;\(key)=\(most)") != nil)
        #expect(refusal("@id=1 PLAN - - share;\(key)=\(most + 1)") == .plan)
        let below = least == 15 ? 14 : least - 1
        #expect(refusal("@id=1 PLAN - - share;\(key)=\(below)") == .plan)
    }

    @Test(
        "§14.2 the ends of the options' ranges are in them",
        arguments: [
            ("entry", 14_400), ("raid", 30), ("seats", 200), ("facilitators", 200), ("quorum", 200),
        ]
    )
    func optionRanges(_ key: String, _ most: Int) {
        #expect(plan("share", options: "\(key)=0") != nil)
        #expect(plan("share", options: "\(key)=\(most)") != nil)
        #expect(refusal("@id=1 PLAN - \(key)=\(most + 1) share") == .plan)
        #expect(refusal("@id=1 PLAN - \(key)=-1 share") == .plan)
    }

    @Test(
        "§14.1 an unknown key, a key twice or a value out of its range is refused as plan",
        arguments: [
            "- - song", "- - response", "- - ended", "- - share,", "- - ,share", "- - share,,read",
            "- - Share", "- - share;", "- - share;;for=1", "- - share;for", "- - share;=1",
            "- - share;for=", "- - share;for=01", "- - share;for=+1", "- - share;for=1s",
            "- - share;for=99999999999999999999999", "- - share;for=60;for=60",
            "- - share;for=60;for=61", "- - share;mood=calm", "- - share;door=open",
            "- - share;limit=1", "- - share;limit=14", "- - share;queue=lifo",
            "- - share;passing=asked", "- - share;order=random", "- - share;facilitator=middle",
            "- - share;split=no", "- - share;split=", "- - share;words=yes", "- - share;marks=on",
            "- - share;response=maybe", "- - share;for=1=2", "- - -,-", "- - share,-",
            "- door=locked share", "- door= share", "- door share", "- for=60 share",
            "- raid=6;raid=6 share", "- late=never share", "- bell=none share",
            "- ;door=open share",
            "- door=open; share", "- door=open,late=boundary share", "- door=open -", "- x -",
        ]
    )
    func faults(_ parameters: String) {
        #expect(refusal("@id=5 PLAN \(parameters)") == .plan)
        #expect(hear("PLAN \(parameters)") == nil)
        #expect(CirclePlan(text: [UInt8](parameters.utf8)) == nil)
        guard case .failure(let malformed) = read("@id=5 PLAN \(parameters)") else { return }
        #expect(malformed.verb == .plan && malformed.id == 5)
    }

    @Test(
        "§2.9 what breaks the form of a line is form, not plan",
        arguments: [
            "", " -", " - -", " - - share now", " - - :share", " AAAA - -", " -- - share",
            " \(hash)A - -", " \(hash.dropLast())x - -", " - -  share",
        ]
    )
    func form(_ parameters: String) {
        #expect(refusal("@id=5 PLAN\(parameters)") == .form)
        #expect(CirclePlan(text: [UInt8](parameters.utf8.dropFirst())) == nil)
    }

    @Test("§14.2 plans made at random come back as they were") func random() {
        var numbers = SeededNumbers(state: 1_402)
        for _ in 0..<2_000 {
            let count = Int.random(in: 1...Plan.phasesMax, using: &numbers)
            let phases = (0..<count).map { _ in randomPhase(&numbers) }
            let circle = CirclePlan(plan: Plan(phases))
            #expect(CirclePlan(text: circle.text) == circle)
        }
    }

    private func randomPhase(_ numbers: inout SeededNumbers) -> Phase {
        let kinds = PhaseKind.allCases.filter(\.isPlanned)
        var phase = Phase(kinds.randomElement(using: &numbers) ?? .share)
        phase.seconds = UInt32.random(in: 0...Phase.secondsMax, using: &numbers)
        phase.limitSeconds =
            Bool.random(using: &numbers)
            ? UInt32.random(in: Phase.limitSecondsBounds, using: &numbers) : nil
        phase.queue = Bool.random(using: &numbers) ? .fifo : nil
        phase.passing = Bool.random(using: &numbers) ? .auto : nil
        phase.marks = MarksTime.allCases.randomElement(using: &numbers) ?? .off
        phase.sticks = UInt32.random(in: Phase.sticksBounds, using: &numbers)
        phase.words = Bool.random(using: &numbers)
        return phase
    }

    @Test("§9.4 popcorn belongs to phases and not to the rules of a circle") func popcorn() {
        #expect(refusal("@id=1 RULES fair popcorn 5 300") == .form)
        #expect(hear("RULES fair popcorn 5 300") == nil)
        #expect(plan("share;passing=popcorn")?.phases.first?.passing == .popcorn)
    }
}
