import ArgumentParser
import ClientCore
import Glibc

/// Lives through evenings of many seeds; the same seed is the same evening, step by step.
@main
struct Simulation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulation",
        abstract: "Real cores in a pretended world, for a given time or number of seeds."
    )

    @Option(help: "How long, if not given by --seeds.") var seconds = 10.0
    @Option(help: "The first seed; one of the clock if not given.") var seed: UInt64?
    @Option(help: "How many seeds.") var seeds: UInt64?
    @Option(help: "Take a rule away.") var without: Ablation?
    @Option(help: "Take a rule away and find the first of 1,000 seeds that notices.")
    var find: Ablation?
    @Flag(help: "Print every line on its way.") var tell = false
    @Flag(help: "List the rules that can be taken away.") var rules = false

    func run() throws {
        if rules { return print(Ablation.allCases.map(\.rawValue).joined(separator: "\n")) }
        guard find.map(search) ?? explore() else { throw ExitCode.failure }
    }

    /// Seed after seed.
    private func explore() -> Bool {
        var sum = Sums()
        let start = Self.clock()
        var next = seed ?? UInt64(time(nil)) * 1_000
        let count = seeds ?? (seed == nil ? nil : 1)
        while count.map({ sum.seeds < $0 }) ?? (Self.clock() - start < seconds) {
            var world = World(seed: next, without: without)
            world.tells = tell
            if let violation = world.run() {
                sum.violations += 1
                print("VIOLATION seed=\(next) step=\(world.steps): \(violation)")
                guard sum.violations < 10 else { break }
            }
            sum.add(world)
            next += 1
        }
        let rate = Int(Double(sum.steps) / max(0.001, Self.clock() - start))
        print(sum.line(rate: rate))
        return sum.violations == 0
    }

    /// The first seed that notices that a rule is missing.
    private func search(_ rule: Ablation) -> Bool {
        for seed in UInt64(1)...1_000 {
            var world = World(seed: seed, without: rule)
            guard let violation = world.run() else { continue }
            print("RESULT ablation rule=\(rule.rawValue) seed=\(seed) verdict=PASS (\(violation))")
            return true
        }
        print("RESULT ablation rule=\(rule.rawValue) seeds=1000 verdict=FAIL")
        return false
    }

    private static func clock() -> Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension Ablation: ExpressibleByArgument {}

/// What many evenings came to.
private struct Sums {
    var seeds: UInt64 = 0
    var steps = 0
    var violations = 0
    private var lines = 0
    private var kills = 0
    private var supplies = 0
    private var lost = 0
    private var gaps = 0
    private var anew = 0

    mutating func add(_ world: World) {
        seeds += 1
        steps += world.steps
        kills += world.kills
        lines += world.checks.lines
        supplies += world.supplies
        lost += world.checks.lostMarks
        gaps += world.checks.gapMarks
        anew += world.checks.logs.values.count { $0.isAbandoned }
    }

    func line(rate: Int) -> String {
        "RESULT simulation seeds=\(seeds) steps=\(steps) lines=\(lines) kills=\(kills)"
            + " supplies=\(supplies) lost=\(lost) gaps=\(gaps) anew=\(anew) steps_per_s=\(rate)"
            + " violations=\(violations) verdict=\(violations == 0 ? "PASS" : "FAIL")"
    }
}
