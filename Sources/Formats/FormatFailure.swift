/// A file that is no format, and everything that is wrong with it.
public struct FormatFailure: Error, Hashable {
    /// The file's name, for messages.
    public let file: String
    /// In the order of the file, at most `faultsMax`.
    public let faults: [FormatFault]

    /// The most faults that are told at once.
    public static let faultsMax = 20

    /// The first faults of a file in their order.
    init(_ file: String, _ faults: [FormatFault]) {
        self.file = file
        let sorted = faults.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        self.faults = [FormatFault](sorted.prefix(Self.faultsMax))
    }

    /// One line for each fault: `FILE:LINE:COLUMN: sentence`.
    public var lines: [String] {
        faults.map { "\(file):\($0.line):\($0.column): \($0.advice)" }
    }
}

/// One thing that is wrong with a file, where it is, and what to do.
public struct FormatFault: Error, Hashable, Sendable {
    /// From 1.
    public let line: Int
    /// From 1, in letters.
    public let column: Int
    /// A sentence for a person.
    public let advice: String
}
