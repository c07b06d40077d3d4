/// The cryptographic library could not do its work; nothing the other side sent is to blame.
///
/// Carries no bytes of anybody, so it may be logged as it is.
public enum SealingFailure: Error, Equatable, Sendable {
    /// OpenSSL has no memory or lacks the algorithm.
    case library
    /// The system gave no random bytes; the operation must end. (SPEC §3.1)
    case randomness
}
