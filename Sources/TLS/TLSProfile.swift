internal import COpenSSL

/// The settings that every context has, relay's or client's. (SPEC §1.1)
enum TLSProfile {
    /// Weak phones have no AES instructions, so the first choice is the one that is fast without.
    private static let ciphersuites =
        "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384"
    /// Against decryption by later machines, where the library can (3.5 and on).
    private static let hybridGroups = "X25519MLKEM768:X25519:P-256"
    private static let groups = "X25519:P-256"
    /// A record has to arrive whole before it can be read: 16 KiB take long on a poor link.
    private static let fragmentBytes = 4_096
    /// Records are padded to multiples of this, to hide how long a line is.
    private static let paddingBytes = 256

    /// Applies it all; false when the library refuses any of it.
    static func apply(to context: OpaquePointer) -> Bool {
        unsafe SSL_CTX_set_security_level(context, 2)
        unsafe setOptions(of: context)
        unsafe setModes(of: context)
        unsafe circle_SSL_CTX_set_session_cache_mode(context, Int(SSL_SESS_CACHE_OFF))
        unsafe circle_SSL_CTX_set_read_ahead(context, 0)
        return unsafe circle_SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1
            && circle_SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) == 1
            && SSL_CTX_set_ciphersuites(context, ciphersuites) == 1
            && setGroups(of: context)
            && SSL_CTX_set_num_tickets(context, 0) == 1
            && SSL_CTX_set_max_early_data(context, 0) == 1
            && circle_SSL_CTX_set_max_send_fragment(context, fragmentBytes) == 1
            && SSL_CTX_set_block_padding(context, paddingBytes) == 1
    }

    private static func setOptions(of context: OpaquePointer) {
        let options =
            circle_SSL_OP_NO_RENEGOTIATION | circle_SSL_OP_NO_COMPRESSION
            | circle_SSL_OP_CLEANSE_PLAINTEXT | circle_SSL_OP_CIPHER_SERVER_PREFERENCE
            | circle_SSL_OP_PRIORITIZE_CHACHA
        unsafe SSL_CTX_set_options(context, options)
    }

    /// Moving buffers, because a Swift array may lie elsewhere when a write is tried again.
    ///
    /// Auto-retry is the library's default and is cleared: with it one read goes on for as long as
    /// records without data come. (SPEC §1.2)
    private static func setModes(of context: OpaquePointer) {
        let modes =
            SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
            | SSL_MODE_RELEASE_BUFFERS
        unsafe circle_SSL_CTX_set_mode(context, Int(modes))
        unsafe circle_SSL_CTX_clear_mode(context, Int(SSL_MODE_AUTO_RETRY))
    }

    private static func setGroups(of context: OpaquePointer) -> Bool {
        if unsafe circle_SSL_CTX_set1_groups_list(context, hybridGroups) == 1 { return true }
        ERR_clear_error()
        return unsafe circle_SSL_CTX_set1_groups_list(context, groups) == 1
    }
}
