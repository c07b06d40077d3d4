internal import COpenSSL

/// One key from another: `X`, HKDF-Expand with SHA-256 and 32 bytes out. (SPEC §3.1)
public enum Derivation {
    /// The key that `label` and `parts` make of `key`.
    ///
    /// One block of HKDF-Expand is HMAC-SHA256(key, info ‖ 0x01), where info is the label and the
    /// parts, each with its length. As with `Digest`, a library without HMAC stops the process.
    public static func expand(key: SecretBytes, label: String, parts: [[UInt8]] = []) -> SecretBytes
    {
        var fields = LengthPrefixed(label: label)
        for part in parts { fields.append(part) }
        let info = fields.bytes + [1]
        do {
            return try unsafe SecretBytes(failure: .library) { output in
                unsafe key.withPointer { key in
                    unsafe HMAC(
                        EVP_sha256(),
                        key,
                        Int32(SecretBytes.count),
                        info,
                        info.count,
                        output,
                        nil
                    )
                        != nil
                }
            }
        } catch {
            preconditionFailure("OpenSSL offers no HMAC with SHA-256")
        }
    }
}
