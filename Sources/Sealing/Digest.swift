internal import COpenSSL

/// SHA-256, the one hash of this protocol.
public enum Digest {
    /// How long a digest is, in bytes.
    public static let count = 32

    /// The SHA-256 of `bytes`, 32 bytes.
    ///
    /// A process whose library cannot even hash stops here: nothing it says could be trusted.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: count)
        guard unsafe SHA256(bytes, bytes.count, &digest) != nil else {
            preconditionFailure("OpenSSL offers no SHA-256")
        }
        return digest
    }
}
