/// A text of a plan as it travels: sealed words, in an open circle the text itself. (SPEC §20.1)
///
/// It is b64 on the wire in both cases, since the text has rows.
public struct PagePayload: Hashable, Sendable {
    /// Sealed words, or UTF-8 with rows parted by LF.
    public let bytes: [UInt8]

    /// The largest payload: sealed words of the longest class. (SPEC §3.7)
    public static let bytesMax = 4_137
    /// The highest number of a page: that of the last of 32 phases.
    public static let numberMax: UInt8 = 34

    /// A payload of these bytes; nil for none, and for more than the largest has.
    public init?(_ bytes: [UInt8]) {
        guard (1...Self.bytesMax).contains(bytes.count) else { return nil }
        self.bytes = bytes
    }

    /// The payload as b64.
    public var text: [UInt8] { Base64URL.encode(bytes) }

    /// What a relay finds wrong with it: `size` or `text`; nil when it may be taken.
    public func fault(isSealed: Bool) -> RefusalCode? {
        if isSealed { return Content.isPayload(text) ? nil : .size }
        guard bytes.count <= Content.textBytesMax else { return .size }
        return TextRules.allowsRows(bytes) ? nil : .text
    }
}
