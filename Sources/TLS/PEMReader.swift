internal import COpenSSL

/// Certificates and keys in text form, out of a file or out of memory.
///
/// Safe because it owns the library's reader and frees it once.
@safe
struct PEMReader: ~Copyable {
    private let bio: OpaquePointer
    /// Kept because the library's reader points into them.
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Reads a copy of `text`; nil when it is empty or memory is lacking.
    init?(text: [UInt8]) {
        guard !text.isEmpty else { return nil }
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
        _ = unsafe bytes.initialize(fromContentsOf: text)
        guard let bio = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: text.count))
        else {
            unsafe bytes.deallocate()
            return nil
        }
        unsafe self.bio = unsafe bio
        unsafe self.bytes = unsafe bytes
    }

    /// Reads a file; nil when it cannot be opened.
    init?(file: String) {
        guard let bio = unsafe BIO_new_file(file, "r") else { return nil }
        unsafe self.bio = unsafe bio
        unsafe bytes = UnsafeMutableBufferPointer(start: nil, count: 0)
    }

    deinit {
        unsafe BIO_free(bio)
        unsafe OPENSSL_cleanse(bytes.baseAddress, bytes.count)
        unsafe bytes.deallocate()
    }

    /// Gives the context the certificate and, behind it, those that vouch for it.
    func useCertificates(in context: OpaquePointer) throws(TLSContextFailure) {
        guard let own = unsafe PEM_read_bio_X509(bio, nil, nil, nil) else {
            throw .certificateUnreadable
        }
        defer { unsafe X509_free(own) }
        guard unsafe X509_cmp_current_time(X509_get0_notAfter(own)) > 0 else {
            throw .certificateExpired
        }
        guard unsafe SSL_CTX_use_certificate(context, own) == 1 else {
            throw .certificateUnreadable
        }
        while let issuer = unsafe PEM_read_bio_X509(bio, nil, nil, nil) {
            defer { unsafe X509_free(issuer) }
            guard unsafe circle_SSL_CTX_add1_chain_cert(context, issuer) == 1 else {
                throw .certificateUnreadable
            }
        }
    }

    /// Gives the context the key, which must be the certificate's.
    func useKey(in context: OpaquePointer) throws(TLSContextFailure) {
        guard let key = unsafe PEM_read_bio_PrivateKey(bio, nil, haveNoPassPhrase, nil) else {
            throw .keyUnreadable
        }
        defer { unsafe EVP_PKEY_free(key) }
        guard unsafe SSL_CTX_use_PrivateKey(context, key) == 1,
            unsafe SSL_CTX_check_private_key(context) == 1
        else { throw .keyDoesNotMatch }
    }
}

/// Never asks on a terminal: a key with a pass phrase is unreadable.
private func haveNoPassPhrase(
    _ target: UnsafeMutablePointer<CChar>?,
    _ capacity: Int32,
    _ isForWriting: Int32,
    _ context: UnsafeMutableRawPointer?
) -> Int32 { -1 }
