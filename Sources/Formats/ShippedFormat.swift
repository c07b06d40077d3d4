/// A format that comes with the programs, as its file stands in `Protocol/formats`.
public struct ShippedFormat: Hashable, Sendable {
    /// What it is called on a command line.
    public let name: String
    /// The file, so that groups can change a copy.
    public let toml: String

    /// All of them, in the order of their names.
    public static let all = [
        shippedCheckIn, shippedCompanion, shippedEqualTime, shippedGriefCircle, shippedOpenSharing,
        shippedQuietCircle, shippedSupportGroup, shippedTalkingCircle, shippedTwelveStepDiscussion,
        shippedTwelveStepSpeaker,
    ]

    /// The one with this name; nil if there is none.
    public init?(named name: String) {
        guard let shipped = Self.all.first(where: { $0.name == name }) else { return nil }
        self = shipped
    }

    init(name: String, toml: String) {
        self.name = name
        self.toml = toml
    }

    /// The file read.
    public func format() throws(FormatFailure) -> Format {
        try Format(toml: [UInt8](toml.utf8), file: name + ".toml")
    }
}
