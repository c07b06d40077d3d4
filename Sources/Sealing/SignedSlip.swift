internal import Wire

/// A slip with the relay's signature, as it travels and as a person keeps it. (SPEC §21.4)
public struct SignedSlip: Equatable, Sendable {
    /// The longest file of a slip, in bytes.
    public static let fileBytesMax = 1_024

    private static let lineFeed = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    /// What is signed.
    public let slip: AttendanceSlip
    /// The public key that is said to have signed it, 32 bytes.
    public let key: [UInt8]
    /// 64 bytes, which may be anything until `isSigned` has looked at them.
    public let signature: [UInt8]

    /// A slip signed by a relay's identity.
    public init(_ slip: AttendanceSlip, by identity: SigningKey) throws(SealingFailure) {
        self.slip = slip
        key = identity.publicKey
        signature = try identity.sign(slip.message)
    }

    /// A slip as a relay sends it: the text, decoded, and `KEY.SIG`.
    public init(text: [UInt8], proof: some Collection<UInt8>) throws(SlipFlaw) {
        slip = try AttendanceSlip(reading: text)
        (key, signature) = try Self.halves(of: Array(proof), at: UInt8(ascii: "."))
    }

    /// A slip from its file; ends of rows as mail and other systems write them are passed over.
    public init(file: [UInt8]) throws(SlipFlaw) {
        var rows = file.split(separator: Self.lineFeed, omittingEmptySubsequences: false)
            .map { Self.trimmed($0) }
        while rows.first?.isEmpty == true { rows.removeFirst() }
        while rows.last?.isEmpty == true { rows.removeLast() }
        let text = Array(rows.prefix(4).joined(separator: [Self.lineFeed]))
        slip = try AttendanceSlip(reading: text)
        guard rows.count == 5, file.count <= Self.fileBytesMax else { throw .rows }
        (key, signature) = try Self.halves(of: Array(rows[4]), at: Self.space)
    }

    /// `KEY.SIG`, as it travels.
    public var proof: [UInt8] { joined(by: UInt8(ascii: ".")) }

    /// The file that a client writes: the four rows of the text, then `KEY SIG`, each ended by LF.
    public var file: [UInt8] {
        slip.text + [Self.lineFeed] + joined(by: Self.space) + [Self.lineFeed]
    }

    /// Whether the key signed the slip.
    ///
    /// Whose key it is, the pin tells.
    public var isSigned: Bool {
        SignatureCheck.isValid(signature: signature, of: slip.message, by: key)
    }

    /// The pin of the key, by which a relay is known.
    public var pin: Pin { Pin(of: key) }

    private func joined(by separator: UInt8) -> [UInt8] {
        Base64URL.encode(key) + [separator] + Base64URL.encode(signature)
    }

    private static func halves(
        of proof: [UInt8],
        at separator: UInt8
    ) throws(SlipFlaw) -> ([UInt8], [UInt8]) {
        let halves = proof.split(separator: separator, omittingEmptySubsequences: false)
        guard halves.count == 2,
            let key = Base64URL.decode(halves[0], count: SigningKey.publicKeyCount),
            let signature = Base64URL.decode(halves[1], count: SigningKey.signatureCount)
        else { throw .signature }
        return (key, signature)
    }

    /// A row without spaces and CR at its end.
    private static func trimmed(_ row: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var row = row
        while row.last == space || row.last == UInt8(ascii: "\r") { row.removeLast() }
        return row
    }
}
