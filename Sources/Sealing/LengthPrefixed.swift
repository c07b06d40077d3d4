/// Fields joined so that no two different lists of fields give the same bytes: `LP`. (SPEC §3.1)
///
/// Everything that is signed or authenticated is built here, its label first.
public struct LengthPrefixed: Sendable {
    /// The longest field, in bytes.
    public static let fieldBytesMax = Int(UInt16.max)

    /// What was appended so far, each field after its length as u16.
    public private(set) var bytes: [UInt8] = []

    /// Starts empty.
    public init() {}

    /// Starts with `label`, an ASCII text of the specification.
    public init(label: String) {
        append(label)
    }

    /// Appends a field as it is; at most `fieldBytesMax`, which callers keep.
    public mutating func append(_ field: [UInt8]) {
        precondition(field.count <= Self.fieldBytesMax, "a field longer than its length can say")
        bytes.append(UInt8(truncatingIfNeeded: field.count >> 8))
        bytes.append(UInt8(truncatingIfNeeded: field.count))
        bytes.append(contentsOf: field)
    }

    /// Appends a field of text in UTF-8.
    public mutating func append(_ text: String) {
        append([UInt8](text.utf8))
    }

    /// Appends a field of one byte.
    public mutating func append(_ number: UInt8) {
        append([number])
    }

    /// Appends a field of eight bytes, the highest first.
    public mutating func append(_ number: UInt64) {
        append(BigEndian.bytes(of: number))
    }
}

/// Numbers as the protocol writes them, the highest byte first. (SPEC §3.1)
enum BigEndian {
    /// The eight bytes of `number`.
    static func bytes(of number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
    }

    /// The number that `bytes` spell; at most eight count.
    static func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
