import Sealing
import Testing

@Suite("§3.1 Keys, randomness and signatures")
struct KeysTests {
    @Test("§3.1 fields cut at another place give other bytes") func lengthPrefixed() {
        var one = LengthPrefixed(label: "label")
        one.append([1, 2])
        one.append([3])
        var other = LengthPrefixed(label: "label")
        other.append([1])
        other.append([2, 3])
        #expect(one.bytes != other.bytes)
        #expect(one.bytes == [0, 5] + [UInt8]("label".utf8) + [0, 2, 1, 2, 0, 1, 3])

        var numbers = LengthPrefixed()
        numbers.append(UInt8(7))
        numbers.append(UInt64(0x0102_0304_0506_0708))
        numbers.append("ä")
        #expect(
            numbers.bytes == [0, 1, 7, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 2, 0xC3, 0xA4]
        )
    }

    @Test("§3.1 a field may be as long as its length can say") func longestField() {
        var fields = LengthPrefixed()
        fields.append([UInt8](repeating: 9, count: LengthPrefixed.fieldBytesMax))
        #expect(fields.bytes.prefix(3) == [0xFF, 0xFF, 9])
        #expect(fields.bytes.count == 2 + 65_535)
    }

    @Test("§3.1 SHA-256 is SHA-256") func digest() {
        #expect(
            Digest.sha256([UInt8]("abc".utf8)).hexadecimal
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        #expect(
            Digest.sha256([]).hexadecimal
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
    }

    @Test("§3.1 random bytes are as many as asked for, and others each time") func random() throws {
        #expect(try Random.bytes(0).isEmpty)
        #expect(try Random.bytes(24).count == 24)
        #expect(try Random.bytes(24) != Random.bytes(24))
        #expect(try SecretBytes.fresh() != SecretBytes.fresh())
    }

    @Test("§3.1 a secret has 32 bytes, compares by them and never shows them")
    func secret() throws {
        #expect(SecretBytes([UInt8](repeating: 1, count: 31)) == nil)
        #expect(SecretBytes([UInt8](repeating: 1, count: 33)) == nil)
        let bytes = [UInt8](0..<32)
        let secret = try #require(SecretBytes(bytes))
        #expect(secret.copied() == bytes)
        #expect(secret == SecretBytes(bytes))
        for bit in 0..<256 { #expect(secret != SecretBytes(bytes.flipping(bit: bit))) }
        #expect("\(secret)" == "SecretBytes")
    }

    @Test("§3.1 cleansing leaves zeros") func cleansing() {
        var bytes = [UInt8](repeating: 7, count: 40)
        Cleansing.cleanse(&bytes)
        #expect(bytes == [UInt8](repeating: 0, count: 40))
        var none: [UInt8] = []
        Cleansing.cleanse(&none)
        #expect(none.isEmpty)
    }

    @Test("§3.1 the slow comparison is a comparison") func comparison() {
        #expect(Cleansing.isSame([1, 2], [1, 2]))
        #expect(!Cleansing.isSame([1, 2], [1, 3]))
        #expect(!Cleansing.isSame([1, 2], [1, 2, 3]))
        #expect(Cleansing.isSame([], []))
    }

    /// RFC 8032 §7.1, tests 1 and 2.
    @Test(
        "§3.1 Ed25519 is that of RFC 8032",
        arguments: [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                    + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ]
    )
    func ed25519(seed: String, key: String, message: String, signature: String) throws {
        let signer = try SigningKey(seed: Vectors.secret(ofHexadecimal: seed))
        let message = try Vectors.bytes(ofHexadecimal: message)
        #expect(signer.publicKey.hexadecimal == key)
        #expect(try signer.sign(message).hexadecimal == signature)
    }

    @Test("§3.1 garbage is no valid signature and no error") func garbage() throws {
        let signer = try SigningKey.fresh()
        let stranger = try SigningKey.fresh()
        let message: [UInt8] = [1, 2, 3]
        let signature = try signer.sign(message)
        func isValid(_ signature: [UInt8], _ message: [UInt8], _ key: [UInt8]) -> Bool {
            SignatureCheck.isValid(signature: signature, of: message, by: key)
        }
        #expect(isValid(signature, message, signer.publicKey))
        #expect(!isValid(signature, [1, 2], signer.publicKey))
        #expect(!isValid(signature, message, stranger.publicKey))
        #expect(!isValid([], message, signer.publicKey))
        #expect(!isValid(signature + [0], message, signer.publicKey))
        #expect(!isValid(signature, message, []))
        #expect(!isValid(signature, message, signer.publicKey + [0]))
        #expect(!isValid(signature, message, [UInt8](repeating: 0xFF, count: 32)))
        #expect(!isValid(signature, message, [UInt8](repeating: 0, count: 32)))
        for bit in 0..<512 {
            #expect(!isValid(signature.flipping(bit: bit), message, signer.publicKey))
        }
    }

    @Test("§3.3 a saved seed gives the same key back") func saved() throws {
        let key = try SigningKey.fresh()
        let seed = try #require(SecretBytes(key.seed.copied()))
        #expect(try SigningKey(seed: seed).publicKey == key.publicKey)
    }

    @Test("§3.3 invitations differ, and so do the keys they give") func invitations() throws {
        let one = try Invitation.fresh()
        let other = try Invitation.fresh()
        #expect(one.ticketKey.publicKey != other.ticketKey.publicKey)
        #expect(one.boxKey != other.boxKey)
        #expect(one.boxKey != one.ticketKey.seed)
        #expect(one.boxKey != one.secret)
    }
}
