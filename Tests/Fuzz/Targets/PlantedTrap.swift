import Wire

/// The control: a bug behind the real reader of requests, which a fuzzer that sees its way through
/// the rooms must find.
enum PlantedTrap {
    static func run(_ input: [UInt8]) {
        guard let request = try? Request(reading: input.span) else { return }
        guard case .bell(.on(let seconds?)) = request.ask, seconds > 76 else { return }
        fatalError("the planted trap was found")
    }
}
