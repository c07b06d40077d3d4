/// Bytes that only holders of a key can read, and only in the place they were sealed for.
///
/// A payload is the suite, a salt, the ciphertext and a tag. Every payload has a key of its own
/// from its salt, so there is no counter that a second device or a restored backup could repeat.
/// (SPEC §3.5)
public enum Payload {
    /// The first byte of every payload of this version.
    public static let suite: UInt8 = 1
    /// How long the salt is, in bytes.
    public static let saltCount = 24
    /// How much longer a payload is than its body, in bytes.
    public static let overheadBytes = 1 + saltCount + GaloisCounter.tagCount

    /// Seals `body` under `key`, bound to `context`, with a fresh salt.
    public static func seal(
        key: SecretBytes,
        context: [UInt8],
        body: [UInt8]
    ) throws(SealingFailure) -> [UInt8] {
        try seal(key: key, context: context, body: body, salt: Random.bytes(saltCount))
    }

    /// Seals with a salt that is given, which only test vectors may do.
    package static func seal(
        key: SecretBytes,
        context: [UInt8],
        body: [UInt8],
        salt: [UInt8]
    ) throws(SealingFailure) -> [UInt8] {
        precondition(salt.count == saltCount, "a salt has 24 bytes")
        let key = Derivation.expand(key: key, label: Label.seal, parts: [salt])
        return [suite] + salt + (try GaloisCounter.seal(key: key, context: context, body: body))
    }

    /// Opens what was sealed under `key` for exactly this `context`.
    public static func open(
        key: SecretBytes,
        context: [UInt8],
        payload: [UInt8]
    ) throws(PayloadFlaw) -> [UInt8] {
        guard let first = payload.first else { throw .unreadable }
        guard first == suite else { throw .newerClientNeeded }
        guard payload.count >= overheadBytes else { throw .unreadable }
        let salt = [UInt8](payload[1...saltCount])
        let key = Derivation.expand(key: key, label: Label.seal, parts: [salt])
        let sealed = payload.dropFirst(1 + saltCount)
        guard let body = GaloisCounter.open(key: key, context: context, sealed: sealed) else {
            throw .unreadable
        }
        return body
    }
}

/// Why a payload stays closed. (SPEC §3.5)
public enum PayloadFlaw: Error, Equatable, Sendable {
    /// It names a suite that this version does not know; no guess is made.
    case newerClientNeeded
    /// Cut, changed, sealed under another key or for another place.
    case unreadable
}
