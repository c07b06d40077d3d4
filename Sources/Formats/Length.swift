/// A length of time as people write it: `90s`, `2m`, `1m30s`, `1h`.
struct Length: Hashable, CustomStringConvertible {
    let seconds: UInt32

    /// The length of so many seconds.
    init(_ seconds: UInt32) { self.seconds = seconds }

    /// Reads numbers with `h`, `m` and `s`, each at most once and in this order.
    init?(reading text: String) {
        var rest = text.utf8[...]
        var sum: UInt32 = 0
        for (unit, length) in Self.units {
            let digits = rest.prefix { (48...57).contains($0) }
            guard rest.dropFirst(digits.count).first == unit else { continue }
            guard (1...5).contains(digits.count),
                let number = UInt32(String(decoding: digits, as: UTF8.self))
            else { return nil }
            sum += number * length
            rest = rest.dropFirst(digits.count + 1)
        }
        guard rest.isEmpty, !text.isEmpty else { return nil }
        seconds = sum
    }

    private static let units: [(UInt8, UInt32)] = [
        (UInt8(ascii: "h"), 3_600), (UInt8(ascii: "m"), 60), (UInt8(ascii: "s"), 1),
    ]

    /// Reads a time within a part as `M:SS`.
    init?(readingClock text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...3).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } }),
            let minutes = UInt32(String(decoding: parts[0], as: UTF8.self)),
            let seconds = UInt32(String(decoding: parts[1], as: UTF8.self)), seconds < 60
        else { return nil }
        self.seconds = minutes * 60 + seconds
    }

    /// As somebody would write it.
    var description: String {
        guard seconds > 0 else { return "0s" }
        let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
        return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
    }

    /// As it stands on a clock: `1:05` after five minutes and an hour.
    var clock: String {
        let minutes = seconds / 60
        return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
    }
}
