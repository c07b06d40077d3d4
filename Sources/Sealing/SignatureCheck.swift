internal import COpenSSL

/// The question whether a key signed a message. (SPEC §3.1)
public enum SignatureCheck {
    /// Whether `signature` over `message` was made with the private half of `publicKey`.
    ///
    /// Keys and signatures come from strangers: wrong lengths, points that are none and any other
    /// garbage are simply not valid.
    public static func isValid(
        signature: [UInt8],
        of message: [UInt8],
        by publicKey: [UInt8]
    ) -> Bool {
        guard signature.count == SigningKey.signatureCount,
            publicKey.count == SigningKey.publicKeyCount
        else { return false }
        // What a refusal leaves in OpenSSL's queue would be taken for a fault of the next TLS call.
        defer { ERR_clear_error() }
        let key = unsafe EVP_PKEY_new_raw_public_key(
            EVP_PKEY_ED25519,
            nil,
            publicKey,
            publicKey.count
        )
        defer { unsafe EVP_PKEY_free(key) }
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe key != nil, unsafe context != nil,
            unsafe EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
        else { return false }
        return unsafe EVP_DigestVerify(
            context,
            signature,
            signature.count,
            message,
            message.count
        ) == 1
    }
}
