/// What ties a signature to one connection: a value that both ends see and nobody between can
/// bring about. (SPEC §3.8)
public struct Binding: Sendable, Equatable {
    /// The kind of a binding, by its name on the wire.
    public enum Kind: String, Sendable, CaseIterable {
        /// The keying material exporter of TLS 1.3, the only kind on ALPN `circle/1`.
        case tlsExporter = "tls-exporter"
    }

    /// How long the exported value is, in bytes.
    public static let valueCount = 32

    /// What kind of value it is.
    public let kind: Kind
    /// The value itself, 32 bytes.
    public let value: [UInt8]

    /// The binding of a finished TLS handshake; the exporter gives exactly 32 bytes.
    public init(exporter value: [UInt8]) {
        precondition(value.count == Self.valueCount, "an exporter value has 32 bytes")
        kind = .tlsExporter
        self.value = value
    }

    /// Appends kind and value to what is to be signed.
    func append(to fields: inout LengthPrefixed) {
        fields.append(kind.rawValue)
        fields.append(value)
    }
}
