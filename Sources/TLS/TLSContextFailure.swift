/// Why a context could not be made.
///
/// Nothing of keys or paths is in it.
public enum TLSContextFailure: Error, Equatable, Sendable {
    /// The environment asks for the keys of all sessions to be written down.
    case keyLoggingRequested
    /// The certificate is missing or is no PEM.
    case certificateUnreadable
    /// The certificate is no longer valid.
    case certificateExpired
    /// The private key is missing, is no PEM, or wants a pass phrase.
    case keyUnreadable
    /// The key is not the certificate's.
    case keyDoesNotMatch
    /// The library does not offer a setting that we insist on.
    case profileRefused
    /// The library failed for a reason of its own.
    case library
}
