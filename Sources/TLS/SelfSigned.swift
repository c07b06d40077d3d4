internal import COpenSSL

/// A certificate that vouches for itself, so that a relay needs nothing to start with.
///
/// Clients judge no certificate: they check the relay's own signature over the channel instead.
public enum SelfSigned {
    /// About ten years.
    private static let validDays: Int32 = 3_653

    /// Makes a P-256 key and a certificate for it, both as PEM text.
    public static func make(
        commonName: String
    ) throws(TLSContextFailure) -> (certificatePEM: [UInt8], keyPEM: [UInt8]) {
        defer { ERR_clear_error() }
        guard let key = unsafe circle_EVP_EC_gen("P-256") else { throw .library }
        defer { unsafe EVP_PKEY_free(key) }
        guard let certificate = unsafe X509_new() else { throw .library }
        defer { unsafe X509_free(certificate) }
        guard unsafe fill(certificate, commonName: commonName, key: key),
            unsafe X509_sign(certificate, key, EVP_sha256()) > 0
        else { throw .library }
        return unsafe (
            try text { unsafe PEM_write_bio_X509($0, certificate) },
            try text { unsafe PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) }
        )
    }

    private static func fill(
        _ certificate: OpaquePointer,
        commonName: String,
        key: OpaquePointer
    ) -> Bool {
        let serial = UInt64.random(in: 1...UInt64(Int64.max))
        let name = Array(commonName.utf8)
        guard unsafe X509_set_version(certificate, Int(X509_VERSION_3)) == 1,
            unsafe ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial) == 1,
            // A day back, for clients whose clock is slow.
            unsafe X509_time_adj_ex(X509_getm_notBefore(certificate), -1, 0, nil) != nil,
            unsafe X509_time_adj_ex(X509_getm_notAfter(certificate), validDays, 0, nil) != nil,
            let subject = unsafe X509_get_subject_name(certificate),
            unsafe X509_NAME_add_entry_by_txt(
                subject,
                "CN",
                MBSTRING_UTF8,
                name,
                Int32(clamping: name.count),
                -1,
                0
            ) == 1
        else { return false }
        return unsafe X509_set_issuer_name(certificate, subject) == 1
            && X509_set_pubkey(certificate, key) == 1
    }

    /// What `write` writes.
    private static func text(
        _ write: (OpaquePointer) -> Int32
    ) throws(TLSContextFailure) -> [UInt8] {
        guard let bio = unsafe BIO_new(BIO_s_secmem()) else { throw .library }
        defer { unsafe BIO_free(bio) }
        guard unsafe write(bio) == 1 else { throw .library }
        var bytes = [UInt8](repeating: 0, count: unsafe BIO_ctrl_pending(bio))
        let count = unsafe BIO_read(bio, &bytes, Int32(clamping: bytes.count))
        guard count > 0, Int(count) == bytes.count else { throw .library }
        return bytes
    }
}
