internal import COpenSSL

/// A key from a passphrase, made costly on purpose: scrypt, as RFC 7914 has it.
///
/// Each guess takes 128 MiB of memory and some tenths of a second, whoever guesses.
enum Stretching {
    /// How long the salt is, in bytes.
    static let saltCount = 32

    private static let cost: UInt64 = 1 << 17
    private static let blockSize: UInt64 = 8
    private static let lanes: UInt64 = 1
    /// 128 times cost times block size, and room for the rest; OpenSSL's own limit is lower.
    private static let memoryBytesMax: UInt64 = 160 << 20

    /// The key that `passphrase` makes with this salt; fails when the memory is not there.
    static func key(passphrase: [UInt8], salt: [UInt8]) throws(SealingFailure) -> SecretBytes {
        // A passphrase is text to OpenSSL's signature, and bytes to the algorithm.
        try unsafe SecretBytes(failure: .library) { output in
            unsafe passphrase.withUnsafeBytes { passphrase in
                unsafe EVP_PBE_scrypt(
                    passphrase.baseAddress?.assumingMemoryBound(to: CChar.self),
                    passphrase.count,
                    salt,
                    salt.count,
                    cost,
                    blockSize,
                    lanes,
                    memoryBytesMax,
                    output,
                    SecretBytes.count
                ) == 1
            }
        }
    }
}
