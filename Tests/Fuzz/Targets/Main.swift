import Glibc

/// The name that the linker expects of an executable called `fuzz`.
///
/// The first argument names the target; the others are the fuzzing library's own, whose driver
/// takes over from here. To make an input smaller the driver starts this executable again, without
/// the name, which then comes by the environment.
@_cdecl("fuzz_main")
public func main(
    _ count: Int32,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> Int32 {
    let inherited = unsafe getenv(nameInEnvironment)
    guard assertionsAreOn, count > 1, let name = unsafe inherited ?? arguments[1],
        let target = unsafe Target(rawValue: String(cString: name))
    else {
        let names = Target.allCases.map(\.rawValue).joined(separator: "|")
        print("usage: fuzz \(names) [options] [corpus]; built with -assert-config Debug")
        return 2
    }
    unsafe chosen = target
    let named = unsafe inherited == nil ? 1 : 0
    // The driver must not take the name for a corpus.
    if named == 1 {
        unsafe setenv(nameInEnvironment, name, 1)
        unsafe arguments[1] = unsafe arguments[0]
    }
    var count = count - Int32(named)
    var rest: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe arguments + named
    return unsafe runDriver(&count, &rest) { bytes, count in
        let input = unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: count))
        unsafe chosen.run(input)
        return 0
    }
}

private let nameInEnvironment = "CIRCLE_FUZZ_TARGET"

/// Written once, before the driver begins; there is one thread.
nonisolated(unsafe) private var chosen = Target.control

/// What can be fuzzed.
private enum Target: String, CaseIterable {
    case lines = "F1"
    case commands = "F2"
    case names = "F3"
    case renderer = "F4"
    case journal = "F5"
    case relay = "F6"
    case client = "F7"
    case parsers = "F8"
    /// A planted trap, which must be found.
    case control

    func run(_ input: [UInt8]) {
        switch self {
        case .lines: LineSplits.run(input)
        case .commands: Commands.run(input)
        case .names: Names.run(input)
        case .renderer: Rendering.run(input)
        case .journal: Journals.run(input)
        case .relay: Meetings.run(input)
        case .client: HostileRelay.run(input)
        case .parsers: Parsers.run(input)
        case .control: PlantedTrap.run(input)
        }
    }
}

/// The circle checks itself by `assert`; without it half of what is looked for is not seen.
private var assertionsAreOn: Bool {
    var areOn = false
    assert(
        {
            areOn = true
            return true
        }()
    )
    return areOn
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32
