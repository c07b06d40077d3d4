internal import Wire

/// The relay's first line, in which it proves who it is before anybody else says a word.
/// (SPEC §4.1)
public enum Greeting {
    /// How long the relay's nonce is, in bytes.
    public static let nonceCount = 32
    /// How many identities a relay may show while it changes from one to the next.
    public static let identitiesMax = 2
    /// The longest greeting, in bytes.
    public static let lineBytesMax = 512

    /// The line of a relay with these identities, one or two, without a line end.
    public static func line(
        identities: [SigningKey],
        nonce: [UInt8],
        binding: Binding
    ) throws(SealingFailure) -> [UInt8] {
        precondition((1...identitiesMax).contains(identities.count), "one identity, or two")
        precondition(nonce.count == nonceCount, "a nonce has 32 bytes")
        let message = message(binding: binding, nonce: nonce, keys: identities.map(\.publicKey))
        var line = [UInt8]("\(verb) \(version) ".utf8)
        Base64URL.append(nonce.span, to: &line)
        var separator = UInt8(ascii: " ")
        for identity in identities {
            let signature = try identity.sign(message)
            line.append(separator)
            Base64URL.append(identity.publicKey.span, to: &line)
            line.append(UInt8(ascii: ":"))
            line += Base64URL.encode(signature)
            separator = UInt8(ascii: ",")
        }
        return line
    }

    /// Checks, before anything is sent, that this is the relay the client knows. (SPEC §4.2)
    ///
    /// In this order: the form; a key that is one of `pins`; the signature of every such key.
    /// Returns the pins to keep from now on in place of the old ones: those of all its keys.
    public static func check(
        line: [UInt8],
        pins: [Pin],
        binding: Binding
    ) throws(GreetingFlaw) -> [Pin] {
        let greeting = try Parts(reading: line)
        let keys = greeting.proofs.map(\.key)
        let known = greeting.proofs.filter { pins.contains(Pin(of: $0.key)) }
        guard !known.isEmpty else { throw .wrongRelay }
        let message = message(binding: binding, nonce: greeting.nonce, keys: keys)
        for proof in known {
            guard
                SignatureCheck.isValid(signature: proof.signature, of: message, by: proof.key)
            else { throw .wrongRelay }
        }
        return keys.map { Pin(of: $0) }
    }

    /// What every identity signs: all identities, so that one known key vouches for the next.
    private static func message(binding: Binding, nonce: [UInt8], keys: [[UInt8]]) -> [UInt8] {
        var fields = LengthPrefixed(label: Label.hello)
        binding.append(to: &fields)
        fields.append(nonce)
        for key in keys { fields.append(key) }
        return fields.bytes
    }

    private static let verb = "HELLO"
    private static let version = "circle/1"

    /// A greeting taken apart: `HELLO circle/1 NONCE KEY:SIG[,KEY:SIG]`.
    private struct Parts {
        let nonce: [UInt8]
        let proofs: [Proof]

        init(reading line: [UInt8]) throws(GreetingFlaw) {
            guard line.count <= lineBytesMax else { throw .form }
            let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            guard words.count == 4, words[0].elementsEqual(verb.utf8),
                words[1].elementsEqual(version.utf8),
                let nonce = Base64URL.decode(words[2], count: nonceCount)
            else { throw .form }
            let pairs = words[3].split(
                separator: UInt8(ascii: ","),
                omittingEmptySubsequences: false
            )
            let proofs = pairs.compactMap { Proof(reading: $0) }
            guard pairs.count <= identitiesMax, proofs.count == pairs.count else { throw .form }
            self.nonce = nonce
            self.proofs = proofs
        }
    }

    /// One identity and what it signed: `KEY:SIG`.
    private struct Proof {
        let key: [UInt8]
        let signature: [UInt8]

        init?(reading pair: ArraySlice<UInt8>) {
            let halves = pair.split(
                separator: UInt8(ascii: ":"),
                omittingEmptySubsequences: false
            )
            guard halves.count == 2,
                let key = Base64URL.decode(halves[0], count: SigningKey.publicKeyCount),
                let signature = Base64URL.decode(halves[1], count: SigningKey.signatureCount)
            else { return nil }
            self.key = key
            self.signature = signature
        }
    }
}

/// Why a client turns away from a relay; there is no way to go on all the same. (SPEC §4.2)
public enum GreetingFlaw: Error, Equatable, Sendable {
    /// This is not a greeting of version 1.
    case form
    /// None of its keys is known, or a known one did not sign: not the relay of the invitation.
    case wrongRelay
}
