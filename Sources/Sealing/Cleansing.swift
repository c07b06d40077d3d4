internal import COpenSSL

/// The two careful ways of handling plain arrays that hold secrets. (SPEC §3.1)
public enum Cleansing {
    /// Overwrites `bytes` with zeros that no optimiser removes.
    ///
    /// Reaches this array only: if it was copied and the copy lives on, the copy keeps the secret.
    public static func cleanse(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
    }

    /// Whether both hold the same bytes, in a time that depends on the length alone.
    public static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe CRYPTO_memcmp(left, right, left.count) == 0
    }
}
