import ArgumentParser

/// A length of time as people type it: `5s`, `5m`, `12h`, `7d`, or seconds; `none` for no end.
struct TimeSpan: ExpressibleByArgument, CustomStringConvertible {
    let seconds: UInt64

    init(seconds: UInt64) { self.seconds = seconds }

    /// As it would be typed.
    var description: String {
        guard seconds > 0 else { return "none" }
        let whole = [(86_400, "d"), (3_600, "h"), (60, "m")].first { seconds % UInt64($0.0) == 0 }
        return whole.map { "\(seconds / UInt64($0.0))\($0.1)" } ?? "\(seconds)s"
    }

    init?(argument: String) {
        if argument == "none" {
            seconds = 0
            return
        }
        let units: [Character: UInt64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        let unit = argument.last.flatMap { units[$0] }
        let digits = unit == nil ? argument[...] : argument.dropLast()
        guard digits.utf8.count <= 8, let number = UInt64(digits) else { return nil }
        seconds = number * (unit ?? 1)
    }
}
