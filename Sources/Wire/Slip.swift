/// What proves to a third party that somebody was in a meeting; it names nobody. (SPEC §21.4)
public struct Slip: Hashable, Sendable {
    /// The rows that are signed.
    public let text: [UInt8]
    /// The relay's identity.
    public let key: PublicKey
    /// 64 bytes.
    public let signature: [UInt8]

    /// The longest text.
    public static let textBytesMax = 128

    /// A slip to be given; nil for an impossible text or signature.
    public init?(text: [UInt8], key: PublicKey, signature: [UInt8]) {
        guard (1...Self.textBytesMax).contains(text.count), signature.count == 64 else {
            return nil
        }
        self.text = text
        self.key = key
        self.signature = signature
    }

    init(_ fields: inout Fields) throws(Fields.Flaw) {
        let text = Base64URL.decode(try fields.wordBytes())
        let proof = try fields.wordBytes()
        guard let text, let dot = proof.firstIndex(of: UInt8(ascii: ".")),
            let key = Base64URL.decode([UInt8](proof[..<dot])).flatMap(PublicKey.init),
            let signature = Base64URL.decode([UInt8](proof[dot...].dropFirst())),
            let slip = Slip(text: text, key: key, signature: signature)
        else { throw .form }
        self = slip
    }

    func write(to writer: inout LineWriter) {
        writer.base64(text)
        var proof = Base64URL.encode(key.bytes)
        proof.append(UInt8(ascii: "."))
        proof += Base64URL.encode(signature)
        writer.word(bytes: proof)
    }
}
