/// Twenty bytes by which a journal knows words again that it does not hold. (SPEC §3.9)
///
/// They reveal nothing: a payload holds a random salt, and an open line a random blind.
public enum PayloadCheck {
    /// How long a check is, in bytes.
    public static let count = 20
    /// How long the blind of an open line is, in bytes.
    public static let blindCount = 16

    /// The check of a sealed payload.
    public static func sealed(_ payload: [UInt8]) -> [UInt8] {
        first(of: payload)
    }

    /// The check of a line in an open circle.
    public static func open(blind: [UInt8], text: [UInt8]) -> [UInt8] {
        var fields = LengthPrefixed(label: Label.open)
        fields.append(blind)
        fields.append(text)
        return first(of: fields.bytes)
    }

    /// The check of somebody's coming.
    public static func seatKey(_ key: [UInt8]) -> [UInt8] {
        first(of: key)
    }

    private static func first(of bytes: [UInt8]) -> [UInt8] {
        [UInt8](Digest.sha256(bytes).prefix(count))
    }
}
