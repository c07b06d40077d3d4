/// A seat under a passphrase, to be carried to another device; `Protocol/vectors` has its bytes.
///
/// `"circle-key" ‖ version u8 ‖ salt ‖ AES-256-GCM(body) ‖ tag ‖ check`: the key is scrypt's, the
/// nonce is zero, since every salt makes a key of its own, and the associated data is all that
/// stands before. The check is the first eight bytes of SHA-256 of all that stands before it: it
/// tells a damaged file from a wrong passphrase, and gives nothing away.
public enum KeyFile {
    /// The largest file, in bytes.
    public static let bytesMax = 16_384

    private static let magic = [UInt8]("circle-key".utf8)
    private static let version: UInt8 = 1
    private static let checkCount = 8
    private static var headCount: Int { magic.count + 1 + Stretching.saltCount }

    /// The bytes of a file that holds `body`; the same body never gives the same file twice.
    public static func seal(
        _ body: [UInt8],
        passphrase: [UInt8]
    ) throws(SealingFailure) -> [UInt8] {
        try seal(body, passphrase: passphrase, salt: Random.bytes(Stretching.saltCount))
    }

    /// Seals with a salt that is given, which only test vectors may do.
    package static func seal(
        _ body: [UInt8],
        passphrase: [UInt8],
        salt: [UInt8]
    ) throws(SealingFailure) -> [UInt8] {
        let head = magic + [version] + salt
        let key = try Stretching.key(passphrase: passphrase, salt: salt)
        let file = try head + GaloisCounter.seal(key: key, context: head, body: body)
        return file + check(of: file)
    }

    /// What a file holds; the caller cleanses it.
    public static func open(_ file: [UInt8], passphrase: [UInt8]) throws(KeyFileFlaw) -> [UInt8] {
        try inspect(file)
        let head = Array(file.prefix(headCount))
        let sealed = file.dropFirst(headCount).dropLast(checkCount)
        let key: SecretBytes
        do {
            key = try Stretching.key(
                passphrase: passphrase,
                salt: Array(head.suffix(Stretching.saltCount))
            )
        } catch { throw .library }
        guard let body = GaloisCounter.open(key: key, context: head, sealed: sealed) else {
            throw .wrongPassphrase
        }
        return body
    }

    /// Whether a file can be opened at all; found before anybody is asked for a passphrase.
    public static func inspect(_ file: [UInt8]) throws(KeyFileFlaw) {
        guard file.starts(with: magic) else { throw .notAKeyFile }
        let content = Array(file.dropLast(checkCount))
        guard content.count > magic.count, file.count <= bytesMax,
            Array(file.suffix(checkCount)) == check(of: content)
        else { throw .damaged }
        guard content[magic.count] == version else { throw .newerClientNeeded }
        guard content.count >= headCount + GaloisCounter.tagCount else { throw .damaged }
    }

    private static func check(of content: [UInt8]) -> [UInt8] {
        Array(Digest.sha256(content).prefix(checkCount))
    }
}

/// Why a key file cannot be opened.
public enum KeyFileFlaw: Error, Equatable, Sendable, CaseIterable {
    /// The file is something else altogether.
    case notAKeyFile
    /// Some of it was cut or changed.
    case damaged
    /// Whole and unharmed, but made by a later version.
    case newerClientNeeded
    /// Whole, but this passphrase does not open it.
    case wrongPassphrase
    /// The library did not get the memory that it takes to try a passphrase.
    case library

    /// What to tell the person who brought the file.
    public var advice: String {
        switch self {
        case .notAKeyFile: "This is not a key file. `circle key export` makes one."
        case .damaged:
            "This key file is damaged: a part of it was lost or changed. Copy it again, or export it"
                + " again."
        case .newerClientNeeded:
            "This key file was made by a newer version of this program. Update it, then try again."
        case .wrongPassphrase:
            "This passphrase does not open the file. Nothing was changed; try again."
        case .library:
            "There is not enough memory to try the passphrase: it takes about 130 MB for a moment."
        }
    }
}
