internal import COpenSSL

/// Random bytes from OpenSSL's generators; there is no other source and no fallback. (SPEC §3.1)
public enum Random {
    /// Makes `count` bytes that may be shown to everybody: salts, nonces, circle ids.
    public static func bytes(_ count: Int) throws(SealingFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard let length = Int32(exactly: count), unsafe RAND_bytes(&bytes, length) == 1 else {
            ERR_clear_error()
            throw .randomness
        }
        return bytes
    }
}
