import Foundation
import Testing
import Wire

@Suite("§2.8 b64")
struct Base64URLTests {
    @Test("§2.8 all 256 bytes, at every length, come back and are spelled as everybody spells them")
    func everyLength() {
        for count in 0...256 {
            let bytes = (0..<count).map { UInt8($0) }
            let text = Base64URL.encode(bytes)
            let common = Data(bytes).base64EncodedString().replacing("+", with: "-")
                .replacing("/", with: "_").replacing("=", with: "")
            #expect(text == [UInt8](common.utf8))
            #expect(text.count == Base64URL.encodedCount(count))
            #expect(Base64URL.decode(text) == bytes)
        }
    }

    @Test("§2.8 a value has one spelling: of 64 last digits only those without unused bits")
    func unusedBits() {
        let digits = [UInt8](
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
        )
        let two = digits.filter { Base64URL.decode([65, $0]) != nil }
        #expect(two == [UInt8]("AQgw".utf8))
        let three = digits.filter { Base64URL.decode([65, 65, $0]) != nil }
        #expect(three == [UInt8]("AEIMQUYcgkosw048".utf8))
        #expect(digits.allSatisfy { Base64URL.decode([65, 65, 65, $0]) != nil })
    }

    @Test("§2.8 padding, other characters and impossible lengths are refused")
    func refused() {
        for text in ["A", "AAAAA", "AA==", "AAA=", "=", "AA\n", " AA", "A A", "AA+/", "AA\u{e9}"] {
            #expect(Base64URL.decode([UInt8](text.utf8)) == nil, "\(text)")
        }
        for byte in UInt8.min...UInt8.max {
            let isDigit =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || byte == 45 || byte == 95
            #expect((Base64URL.decode([65, 65, 65, byte]) != nil) == isDigit, "\(byte)")
        }
    }

    @Test("§2.8 whatever is decoded is spelled the same again") func canonical() {
        var numbers = SeededNumbers(state: 28)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...9, using: &numbers)).map { _ in
                [UInt8]("AQEgwz09-_=.".utf8).randomElement(using: &numbers) ?? 65
            }
            guard let bytes = Base64URL.decode(text) else { continue }
            #expect(Base64URL.encode(bytes) == text)
        }
    }

    @Test("§2.8 keys, ids and blinds have exactly their length") func lengths() {
        for count in 0...64 {
            let bytes = [UInt8](repeating: 7, count: count)
            #expect((PublicKey(bytes) != nil) == (count == 32))
            #expect((CircleID(bytes: bytes) != nil) == (count == 8))
            #expect((Blind(bytes: bytes) != nil) == (count == 16))
            #expect((Blind(text: Base64URL.encode(bytes)) != nil) == (count == 16))
        }
        let bytes = [UInt8](1...32)
        #expect(PublicKey(bytes)?.bytes == bytes)
        #expect(CircleID(bytes: Array(bytes[..<8]))?.bytes == Array(bytes[..<8]))
        #expect(CircleID(text: "ABEiM0RVZnc")?.number == 0x0011_2233_4455_6677)
        #expect(CircleID(0x0011_2233_4455_6677).text == "ABEiM0RVZnc")
        #expect(CircleID(text: "ABEiM0RVZnd") == nil)
    }
}

@Suite("§7.3 Payloads as a relay sees them")
struct PayloadTests {
    @Test("§7.3 a payload has one of four lengths") func lengths() {
        for count in 0...5_600 {
            let payload =
                [UInt8]("AQ".utf8.prefix(count)) + [UInt8](repeating: 65, count: max(0, count - 2))
            #expect(
                Content.isPayload(payload) == [140, 396, 1_420, 5_516].contains(count),
                "\(count)"
            )
            let isName = Content.isPayload(payload, lengths: [Content.namePayloadLength])
            #expect(isName == (count == 140))
        }
    }

    @Test("§7.3 its first byte is the suite") func suite() {
        for first in UInt8.min...UInt8.max {
            let bytes = [first] + [UInt8](repeating: 255, count: 104)
            #expect(Content.isPayload(Base64URL.encode(bytes)) == (first == 1))
        }
    }

    @Test("§7.3 nothing else of it is looked at") func nothingElse() {
        #expect(Content.isPayload([65, 81] + [UInt8](repeating: 33, count: 138)))
        #expect(!Content.isPayload([65, 33] + [UInt8](repeating: 65, count: 138)))
        #expect(!Content.isPayload([], lengths: [0]))
        #expect(!Content.isPayload([65], lengths: [1]))
    }
}
