import ClientCore
import Glibc

/// `simulation [--seconds N] [--seed N] [--seeds N] [--without RULE] [--ablations]`
///
/// Without a seed it begins with one of the clock; a violation names the seed, and `--seed N` lives
/// through it again exactly.
@main
struct Simulation {
    private var seconds: Double = 10
    private var first: UInt64?
    private var most = UInt64.max
    private var without: Ablation?
    private var ablations = false

    static func main() {
        var simulation = Simulation()
        guard simulation.read(Array(CommandLine.arguments.dropFirst())) else {
            print("simulation [--seconds N] [--seed N] [--seeds N] [--without RULE] [--ablations]")
            print("rules: \(Ablation.allCases.map(\.rawValue).joined(separator: " "))")
            exit(2)
        }
        exit(simulation.run() ? 0 : 1)
    }

    private mutating func read(_ arguments: [String]) -> Bool {
        var rest = arguments[...]
        while let option = rest.popFirst() {
            switch option {
            case "--ablations": ablations = true
            case "--seconds":
                guard let value = rest.popFirst().flatMap(Double.init) else { return false }
                seconds = value
            case "--seed":
                guard let value = rest.popFirst().flatMap(UInt64.init) else { return false }
                (first, most) = (value, 1)
            case "--seeds":
                guard let value = rest.popFirst().flatMap(UInt64.init) else { return false }
                most = value
            case "--without":
                guard let rule = rest.popFirst().flatMap(Ablation.init) else { return false }
                without = rule
            default: return false
            }
        }
        return true
    }

    private func run() -> Bool {
        guard ablations else { return explore() }
        return Ablation.allCases.map(find).allSatisfy { $0 }
    }

    /// Seed after seed until the time is over.
    private func explore() -> Bool {
        let start = Self.clock()
        var (seeds, steps, lines, kills, lost, gaps, violations) = (UInt64(0), 0, 0, 0, 0, 0, 0)
        var seed = first ?? UInt64(time(nil)) &* 1_000
        while seeds < most, Self.clock() - start < seconds || most != .max {
            var world = World(seed: seed, without: without)
            if let violation = world.run() {
                violations += 1
                print("VIOLATION seed=\(seed) step=\(world.steps): \(violation)")
                guard violations < 10 else { break }
            }
            seeds += 1
            steps += world.steps
            kills += world.kills
            lines += world.checks.lines
            lost += world.checks.lostMarks
            gaps += world.checks.gapMarks
            seed += 1
        }
        let rate = Int(Double(steps) / max(0.001, Self.clock() - start))
        print(
            "RESULT simulation seeds=\(seeds) steps=\(steps) lines=\(lines) kills=\(kills)"
                + " lost=\(lost) gaps=\(gaps) steps_per_s=\(rate) violations=\(violations)"
                + " verdict=\(violations == 0 ? "PASS" : "FAIL")"
        )
        return violations == 0
    }

    /// The first seed that notices that a rule is missing.
    private func find(_ rule: Ablation) -> Bool {
        for seed in UInt64(1)...1_000 {
            var world = World(seed: seed, without: rule)
            guard let violation = world.run() else { continue }
            print("RESULT ablation rule=\(rule.rawValue) seed=\(seed) verdict=PASS: \(violation)")
            return true
        }
        print("RESULT ablation rule=\(rule.rawValue) verdict=FAIL: nothing noticed in 1000 seeds")
        return false
    }

    private static func clock() -> Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
