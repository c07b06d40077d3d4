import Sealing
import Testing

/// Readers of strangers' bytes, under changes that nobody would think of.
@Suite("§3 Dice")
struct DiceTests {
    private static let rounds = 10_000

    @Test("§3.4 no text makes the reader of links trap") func links() throws {
        var dice = Dice(state: 1)
        let original = try Vectors.text("link, IPv6")
        for _ in 0..<Self.rounds {
            let changed = dice.changed([UInt8](original.utf8))
            guard let link = try? Link(reading: changed) else { continue }
            #expect(link.text == original)
        }
    }

    @Test("§3.6 no payload and no body makes the reader of boxes trap") func boxes() throws {
        var dice = Dice(state: 2)
        let scene = try Scene()
        let payload = try Vectors.payload("box")
        let box = try Box(opening: payload, with: scene.invitation, circle: scene.circle)
        let body = box.body
        for _ in 0..<Self.rounds {
            let changed = dice.changed(payload)
            let opened = try? Box(opening: changed, with: scene.invitation, circle: scene.circle)
            #expect(opened == nil || changed == payload)
            _ = try? Box(body: dice.changed(body))
        }
    }

    @Test("§3.7 no payload and no body makes the reader of words trap") func words() throws {
        var dice = Dice(state: 3)
        let scene = try Scene()
        let key = scene.chain.wordsKey
        let payload = try Vectors.payload("line with extensions")
        let body = try Payload.open(key: key, context: scene.line.bytes, payload: payload)
        for _ in 0..<Self.rounds {
            let changed = dice.changed(payload)
            let text = try? Words.open(payload: changed, context: scene.line, wordsKey: key)
            #expect(text == nil || changed == payload)
            let inside = dice.changed(body) + [UInt8](repeating: 0, count: 256)
            _ = try? Words.text(ofBody: [UInt8](inside.prefix(256)))
        }
    }

    @Test("§4.2 no line makes the reader of greetings trap") func greetings() throws {
        var dice = Dice(state: 4)
        let scene = try Scene()
        let pins = [Pin(of: scene.relay.publicKey)]
        let original = [UInt8](try Vectors.text("HELLO, two identities").utf8)
        // Up to the second key; only the signature of a key that is not known yet goes unread.
        let read = original.count - 86
        for _ in 0..<Self.rounds {
            let changed = dice.changed(original)
            let kept = try? Greeting.check(line: changed, pins: pins, binding: scene.binding)
            #expect(kept == nil || changed.prefix(read) == original.prefix(read))
        }
    }
}

/// SplitMix64, so that a failure is a seed.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// These bytes after one to four changes: other bytes, cuts, repeats and insertions.
    mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
        let marks = [UInt8]("#?:/@[],.= \n\0-_A0".utf8)
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            let place = Int.random(in: 0...bytes.count, using: &self)
            let mark = marks[Int.random(in: 0..<marks.count, using: &self)]
            switch Int.random(in: 0..<6, using: &self) {
            case 0 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &self)
            case 1 where place < bytes.count: bytes[place] = mark
            case 2: bytes.insert(mark, at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + 3))
            case 4: bytes.insert(contentsOf: bytes.suffix(place / 2), at: place)
            default: bytes.removeLast(min(bytes.count, place / 8))
            }
        }
        return bytes
    }
}
