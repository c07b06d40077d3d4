internal import COpenSSL

/// Why a session is over; the same for every operation after it.
public enum TLSFailure: Error, Equatable, Sendable {
    /// The peer does not speak TLS at all.
    case notTLS
    /// The peer speaks no TLS 1.3. (SPEC §1.1)
    case version
    /// `circle/1` was not agreed on. (SPEC §1.1)
    case applicationProtocol
    /// Too many records in a row carried no application data. (SPEC §1.2)
    case tooManyRecords
    /// The peer gave up and said so.
    case alert
    /// The peer broke the rules of TLS, or somebody changed its bytes.
    case protocolViolation
    /// The operation does not fit the state: not yet established, or already ended.
    case closed
    /// The library failed for a reason of its own, such as want of memory.
    case library

    /// The meaning of the first entry of the calling thread's error queue.
    static func fromErrorQueue() -> TLSFailure {
        let code = ERR_peek_error()
        guard code != 0 else { return .library }
        let reason = ERR_GET_REASON(code)
        switch reason {
        case SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST, SSL_R_WRONG_VERSION_NUMBER:
            return .notTLS
        case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION,
            SSL_R_NO_PROTOCOLS_AVAILABLE, SSL_R_VERSION_TOO_LOW:
            return .version
        case SSL_R_NO_APPLICATION_PROTOCOL, SSL_R_CALLBACK_FAILED, noApplicationProtocolAlert:
            return .applicationProtocol
        case Int32(ERR_R_MALLOC_FAILURE), Int32(ERR_R_INTERNAL_ERROR):
            return .library
        case SSL_AD_REASON_OFFSET..<(SSL_AD_REASON_OFFSET + 256):
            return .alert
        default:
            return .protocolViolation
        }
    }

    private static var noApplicationProtocolAlert: Int32 {
        SSL_AD_REASON_OFFSET + TLS1_AD_NO_APPLICATION_PROTOCOL
    }
}
