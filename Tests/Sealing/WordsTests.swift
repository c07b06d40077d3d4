import Sealing
import Testing

@Suite("§3.7 Words")
struct WordsTests {
    let scene: Scene
    let key: SecretBytes

    init() throws {
        scene = try Scene()
        key = scene.chain.wordsKey
    }

    @Test("§3.7 payloads have four lengths") func lengths() {
        #expect(Words.payloadBytes == [105, 297, 1_065, 4_137])
    }

    @Test(
        "§3.7 a text takes the smallest body that fits",
        arguments: [
            (0, 64), (1, 64), (62, 64), (63, 256), (254, 256), (255, 1_024), (1_022, 1_024),
            (1_023, 4_096), (4_000, 4_096),
        ]
    )
    func classes(textBytes: Int, bodyBytes: Int) throws {
        let text = [UInt8](repeating: UInt8(ascii: "x"), count: textBytes)
        let body = try Words.body(text: text)
        #expect(body.count == bodyBytes)
        #expect(try Words.text(ofBody: body) == text)
        let payload = try Words.seal(text: text, context: scene.line, wordsKey: key)
        #expect(payload.count == bodyBytes + Payload.overheadBytes)
        #expect(try Words.open(payload: payload, context: scene.line, wordsKey: key) == text)
    }

    @Test("§3.7 every length of text comes back") func everyLength() throws {
        for count in 0...Words.textBytesMax {
            let text = [UInt8](repeating: UInt8(ascii: "x"), count: count)
            let back = try Words.text(ofBody: Words.body(text: text))
            #expect(back == text, "\(count) bytes")
        }
    }

    @Test("§3.7 too long a text or name is not sealed") func tooLong() {
        let text = [UInt8](repeating: UInt8(ascii: "x"), count: 4_001)
        #expect(throws: WordsFlaw.tooLong) {
            try Words.seal(text: text, context: scene.line, wordsKey: key)
        }
        #expect(throws: WordsFlaw.tooLong) {
            try Words.seal(text: [UInt8](text.prefix(61)), context: scene.name, wordsKey: key)
        }
        #expect(throws: Never.self) {
            try Words.seal(text: [UInt8](text.prefix(60)), context: scene.name, wordsKey: key)
        }
    }

    @Test("§3.7 what is not UTF-8 is not sealed", arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80]])
    func notText(_ bytes: [UInt8]) {
        #expect(throws: WordsFlaw.notText) { try Words.body(text: bytes) }
    }

    @Test("§3.7 no byte of the padding may be other than zero") func padding() throws {
        let body = try Words.body(text: [UInt8]("Hello".utf8))
        // The first byte after the text may be the type of an extension; the others are padding.
        for index in 8..<body.count {
            var changed = body
            changed[index] = 1
            #expect(throws: WordsFlaw.unreadable) { try Words.text(ofBody: changed) }
        }
    }

    @Test("§3.7 unknown extensions are passed over, and count for the size")
    func extensions() throws {
        let text = [UInt8]("Hello".utf8)
        let start: [UInt8] = [0, 5] + text
        let body = start + [1, 0, 2, 0, 0, 255, 0, 0]
        let fitting = body + [UInt8](repeating: 0, count: 64 - body.count)
        #expect(try Words.text(ofBody: fitting) == text)
        let roomy = body + [UInt8](repeating: 0, count: 256 - body.count)
        #expect(throws: WordsFlaw.unreadable) { try Words.text(ofBody: roomy) }
        // An extension that fills the body to its last byte leaves no zeros at all.
        let full = start + [9, 0, 54] + [UInt8](repeating: 3, count: 54)
        #expect(try Words.text(ofBody: full) == text)
    }

    @Test("§3.7 a whisper opens only for the audience it was sealed for") func whisper() throws {
        let audiences: [WordsContext.Audience] = [
            .all, .facilitators, .seat(scene.otherSeatKey), .seat(scene.seat.publicKey),
        ]
        let text = [UInt8]("Are you well?".utf8)
        for sealedFor in audiences {
            let payload = try Words.seal(
                text: text,
                context: scene.whisper(to: sealedFor),
                wordsKey: key
            )
            for readAs in audiences where readAs != sealedFor {
                #expect(throws: WordsFlaw.unreadable) {
                    try Words.open(
                        payload: payload,
                        context: scene.whisper(to: readAs),
                        wordsKey: key
                    )
                }
            }
        }
    }
}
