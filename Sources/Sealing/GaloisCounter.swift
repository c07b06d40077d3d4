internal import COpenSSL

/// AES-256-GCM under a key that is used once, which is why the nonce may be zero. (SPEC §3.5)
enum GaloisCounter {
    /// How long the tag is, in bytes.
    static let tagCount = 16
    private static let nonce = [UInt8](repeating: 0, count: 12)

    /// The ciphertext of `body`, as long as the body, and then the tag.
    static func seal(
        key: SecretBytes,
        context: [UInt8],
        body: [UInt8]
    ) throws(SealingFailure) -> [UInt8] {
        let state = unsafe EVP_CIPHER_CTX_new()
        defer { unsafe EVP_CIPHER_CTX_free(state) }
        var sealed = [UInt8](repeating: 0, count: body.count)
        var tag = [UInt8](repeating: 0, count: tagCount)
        var written: Int32 = 0
        guard let bodyCount = Int32(exactly: body.count),
            let contextCount = Int32(exactly: context.count),
            unsafe state != nil,
            unsafe key.withPointer({
                unsafe EVP_EncryptInit_ex(state, EVP_aes_256_gcm(), nil, $0, nonce)
            }) == 1,
            unsafe EVP_EncryptUpdate(state, nil, &written, context, contextCount) == 1,
            unsafe EVP_EncryptUpdate(state, &sealed, &written, body, bodyCount) == 1,
            written == bodyCount,
            // For this mode the end writes nothing but completes the tag.
            unsafe EVP_EncryptFinal_ex(state, &tag, &written) == 1, written == 0,
            unsafe EVP_CIPHER_CTX_ctrl(state, EVP_CTRL_AEAD_GET_TAG, Int32(tagCount), &tag) == 1
        else {
            ERR_clear_error()
            throw .library
        }
        return sealed + tag
    }

    /// The body, or nil unless every bit of key, context, ciphertext and tag is right.
    static func open(key: SecretBytes, context: [UInt8], sealed: ArraySlice<UInt8>) -> [UInt8]? {
        let state = unsafe EVP_CIPHER_CTX_new()
        defer { unsafe EVP_CIPHER_CTX_free(state) }
        let input = [UInt8](sealed.dropLast(tagCount))
        var tag = [UInt8](sealed.suffix(tagCount))
        var body = [UInt8](repeating: 0, count: input.count)
        var end = [UInt8](repeating: 0, count: tagCount)
        var written: Int32 = 0
        guard tag.count == tagCount,
            let inputCount = Int32(exactly: input.count),
            let contextCount = Int32(exactly: context.count),
            unsafe state != nil,
            unsafe key.withPointer({
                unsafe EVP_DecryptInit_ex(state, EVP_aes_256_gcm(), nil, $0, nonce)
            }) == 1,
            unsafe EVP_DecryptUpdate(state, nil, &written, context, contextCount) == 1,
            unsafe EVP_DecryptUpdate(state, &body, &written, input, inputCount) == 1,
            written == inputCount,
            unsafe EVP_CIPHER_CTX_ctrl(state, EVP_CTRL_AEAD_SET_TAG, Int32(tagCount), &tag) == 1,
            unsafe EVP_DecryptFinal_ex(state, &end, &written) == 1, written == 0
        else {
            // Nothing is released before the tag is verified, not even to the heap.
            Cleansing.cleanse(&body)
            ERR_clear_error()
            return nil
        }
        return body
    }
}
