/// The name of a time zone in the IANA database, for example `Europe/Berlin`. (SPEC §3.10)
public struct ZoneName: Hashable, Sendable {
    /// The longest name, in bytes.
    static let textBytesMax = 40

    /// The name; it has no empty part and no dots, so it can be looked up as a file.
    public let text: String

    /// A name, or nil when it cannot be one.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.textBytesMax,
            parts.allSatisfy({ part in
                part.utf8.first.map(Self.isLetter) == true
                    && part.utf8.allSatisfy { Self.isLetter($0) || Self.isOther($0) }
            })
        else { return nil }
        self.text = text
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isOther(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-_".utf8.contains(byte)
    }
}
