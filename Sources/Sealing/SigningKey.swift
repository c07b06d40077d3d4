internal import COpenSSL

/// An Ed25519 key that signs: a relay's identity, a seat, or a ticket. (SPEC §3.3)
public struct SigningKey: Sendable {
    /// How long a public key is, in bytes.
    public static let publicKeyCount = 32
    /// How long a signature is, in bytes.
    public static let signatureCount = 64

    /// The 32 secret bytes from which the key comes, for saving it.
    public let seed: SecretBytes
    /// The raw public half, 32 bytes.
    public let publicKey: [UInt8]

    /// The key that `seed` makes; the same seed always makes the same key.
    public init(seed: SecretBytes) throws(SealingFailure) {
        let key = try KeyHandle(seed: seed)
        publicKey = try key.publicKey()
        self.seed = seed
    }

    /// A key that nobody had before.
    public static func fresh() throws(SealingFailure) -> SigningKey {
        try SigningKey(seed: .fresh())
    }

    /// Signs `message` as it is, without hashing it first; returns the raw 64 bytes.
    public func sign(_ message: [UInt8]) throws(SealingFailure) -> [UInt8] {
        try KeyHandle(seed: seed).sign(message)
    }
}

/// OpenSSL's form of a private key, freed and cleansed by OpenSSL when it goes.
@safe
private struct KeyHandle: ~Copyable {
    private let raw: OpaquePointer

    init(seed: SecretBytes) throws(SealingFailure) {
        let raw = unsafe seed.withPointer {
            unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, $0, SecretBytes.count)
        }
        guard let raw = unsafe raw else {
            ERR_clear_error()
            throw .library
        }
        unsafe self.raw = raw
    }

    deinit {
        unsafe EVP_PKEY_free(raw)
    }

    func publicKey() throws(SealingFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: SigningKey.publicKeyCount)
        var count = bytes.count
        guard unsafe EVP_PKEY_get_raw_public_key(raw, &bytes, &count) == 1, count == bytes.count
        else {
            ERR_clear_error()
            throw .library
        }
        return bytes
    }

    func sign(_ message: [UInt8]) throws(SealingFailure) -> [UInt8] {
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: SigningKey.signatureCount)
        var count = signature.count
        guard unsafe context != nil,
            unsafe EVP_DigestSignInit(context, nil, nil, nil, raw) == 1,
            unsafe EVP_DigestSign(context, &signature, &count, message, message.count) == 1,
            count == signature.count
        else {
            ERR_clear_error()
            throw .library
        }
        return signature
    }
}
