/// By what a relay knows which agreements hold in a circle, without reading them. (SPEC §20.2)
public enum AgreementsHash {
    /// How long a hash is, in bytes.
    public static let count = 20

    /// The hash of a text in a circle; nil for a text that is longer than any page.
    public static func of(_ text: [UInt8], in circle: [UInt8]) -> [UInt8]? {
        guard text.count <= Words.textBytesMax else { return nil }
        var fields = LengthPrefixed(label: Label.agreements)
        fields.append(circle)
        fields.append(text)
        return [UInt8](Digest.sha256(fields.bytes).prefix(count))
    }
}
