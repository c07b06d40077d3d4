internal import COpenSSL
internal import Glibc

/// What the sessions of one side have in common: the profile, and a relay's certificate.
///
/// `@unchecked Sendable` because nothing changes it after it was made, and the library counts its
/// owners and makes sessions of it under its own locks.
@safe
public struct TLSContext: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer
    let isServer: Bool

    private init(_ method: OpaquePointer?, isServer: Bool) throws(TLSContextFailure) {
        try TLSContext.refuseKeyLogging()
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard let pointer = unsafe SSL_CTX_new(method) else { throw .library }
        guard unsafe TLSProfile.apply(to: pointer) else {
            unsafe SSL_CTX_free(pointer)
            throw .profileRefused
        }
        unsafe self.pointer = unsafe pointer
        self.isServer = isServer
    }

    /// One more owner of the same context.
    private init(sharing pointer: OpaquePointer, isServer: Bool) {
        unsafe SSL_CTX_up_ref(pointer)
        unsafe self.pointer = unsafe pointer
        self.isServer = isServer
    }

    deinit { unsafe SSL_CTX_free(pointer) }

    /// The same context for another owner, such as the loop of another thread.
    public func share() -> TLSContext {
        unsafe TLSContext(sharing: pointer, isServer: isServer)
    }

    /// A relay's context from PEM text, the certificate first and its issuers behind it.
    public static func server(
        certificatePEM: [UInt8],
        keyPEM: [UInt8]
    ) throws(TLSContextFailure) -> TLSContext {
        guard let certificate = PEMReader(text: certificatePEM) else {
            throw .certificateUnreadable
        }
        guard let key = PEMReader(text: keyPEM) else { throw .keyUnreadable }
        return try server(certificate, key)
    }

    /// A relay's context from PEM files, the certificate first and its issuers behind it.
    public static func server(
        certificateFile: String,
        keyFile: String
    ) throws(TLSContextFailure) -> TLSContext {
        guard let certificate = PEMReader(file: certificateFile) else {
            throw .certificateUnreadable
        }
        guard let key = PEMReader(file: keyFile) else { throw .keyUnreadable }
        return try server(certificate, key)
    }

    private static func server(
        _ certificate: borrowing PEMReader,
        _ key: borrowing PEMReader
    ) throws(TLSContextFailure) -> TLSContext {
        let context = try unsafe TLSContext(TLS_server_method(), isServer: true)
        defer { ERR_clear_error() }
        try unsafe certificate.useCertificates(in: context.pointer)
        try unsafe key.useKey(in: context.pointer)
        unsafe ApplicationProtocol.require(in: context.pointer)
        return context
    }

    /// A client's context.
    ///
    /// It judges no certificate and no name, on purpose: who the relay is, is proved above TLS, by
    /// the relay's pinned key over a value that only the two ends of this very channel have
    /// (SPEC §1.1, §4). A valid certificate proves less.
    public static func client() throws(TLSContextFailure) -> TLSContext {
        try client(offering: [ApplicationProtocol.name])
    }

    /// For tests: a client that offers other names, or none, or speaks nothing newer than TLS 1.2.
    package static func client(
        offering names: [[UInt8]],
        onlyOldVersions: Bool = false
    ) throws(TLSContextFailure) -> TLSContext {
        let context = try unsafe TLSContext(TLS_client_method(), isServer: false)
        unsafe SSL_CTX_set_verify(context.pointer, SSL_VERIFY_NONE, nil)
        guard unsafe ApplicationProtocol.offer(names, in: context.pointer) else {
            throw .profileRefused
        }
        if onlyOldVersions {
            unsafe circle_SSL_CTX_set_min_proto_version(context.pointer, TLS1_2_VERSION)
            unsafe circle_SSL_CTX_set_max_proto_version(context.pointer, TLS1_2_VERSION)
        }
        return context
    }

    /// Who sets this wants to read along; some libraries would write all keys to a file.
    private static func refuseKeyLogging() throws(TLSContextFailure) {
        if unsafe getenv("SSLKEYLOGFILE") != nil { throw .keyLoggingRequested }
    }
}
