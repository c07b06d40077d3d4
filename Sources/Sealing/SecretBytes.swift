internal import COpenSSL

/// Thirty-two secret bytes: a key, a seed or an invitation secret, cleansed when let go.
///
/// Copies of the reference share one piece of memory, so a keyring that is copied around does not
/// spread the secret.
@safe
public final class SecretBytes: Sendable {
    /// How long every secret of this protocol is, in bytes.
    public static let count = 32

    /// Written only before `init` returns and freed only by `deinit`, so sharing it is safe.
    nonisolated(unsafe) private let storage: UnsafeMutablePointer<UInt8>

    /// Makes a secret by letting `fill` write all its bytes, and fails when `fill` says so.
    init(
        failure: SealingFailure,
        filling fill: (UnsafeMutablePointer<UInt8>) -> Bool
    )
        throws(SealingFailure)
    {
        unsafe storage = .allocate(capacity: Self.count)
        unsafe storage.initialize(repeating: 0, count: Self.count)
        guard unsafe fill(storage) else {
            ERR_clear_error()
            throw failure
        }
    }

    /// Takes a copy of `bytes`, or nothing unless there are exactly 32.
    ///
    /// The caller cleanses its own copy.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.count else { return nil }
        unsafe storage = .allocate(capacity: Self.count)
        unsafe storage.initialize(from: bytes, count: Self.count)
    }

    deinit {
        unsafe OPENSSL_cleanse(storage, Self.count)
        unsafe storage.deallocate()
    }

    /// A secret that nobody had before. (SPEC §3.1)
    public static func fresh() throws(SealingFailure) -> SecretBytes {
        try unsafe SecretBytes(failure: .randomness) {
            unsafe RAND_priv_bytes($0, Int32(count)) == 1
        }
    }

    /// A plain copy, for saving; the caller cleanses it.
    public func copied() -> [UInt8] {
        unsafe withPointer { unsafe [UInt8](UnsafeBufferPointer(start: $0, count: Self.count)) }
    }

    /// Lends the bytes to `body`, which must not keep the pointer.
    func withPointer<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        withExtendedLifetime(self) { unsafe body(UnsafePointer(storage)) }
    }
}

extension SecretBytes: Equatable {
    /// Compares in constant time. (SPEC §3.1)
    public static func == (left: SecretBytes, right: SecretBytes) -> Bool {
        unsafe left.withPointer { one in
            unsafe right.withPointer { other in unsafe CRYPTO_memcmp(one, other, count) == 0 }
        }
    }
}

extension SecretBytes: CustomStringConvertible {
    /// Says what it is and never what it holds.
    public var description: String { "SecretBytes" }
}
