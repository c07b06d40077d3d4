import Sealing
import Testing

@Suite("§3.5 Payloads")
struct PayloadTests {
    let key: SecretBytes
    let context: [UInt8] = [1, 2, 3]

    init() throws {
        key = try .fresh()
    }

    @Test("§3.5 what was sealed opens", arguments: [0, 1, 15, 16, 17, 4_096, 70_000])
    func roundTrip(count: Int) throws {
        let body = try Random.bytes(count)
        let payload = try Payload.seal(key: key, context: context, body: body)
        #expect(payload.count == count + Payload.overheadBytes)
        #expect(try Payload.open(key: key, context: context, payload: payload) == body)
    }

    @Test("§3.5 an empty context is a context") func emptyContext() throws {
        let payload = try Payload.seal(key: key, context: [], body: [7])
        #expect(try Payload.open(key: key, context: [], payload: payload) == [7])
        #expect(throws: PayloadFlaw.unreadable) {
            try Payload.open(key: key, context: [0], payload: payload)
        }
    }

    @Test("§3.5 the same body never looks the same twice") func freshSalt() throws {
        let one = try Payload.seal(key: key, context: context, body: [UInt8](0..<16))
        let other = try Payload.seal(key: key, context: context, body: [UInt8](0..<16))
        #expect(one[1...24] != other[1...24])
        #expect(one[25...] != other[25...])
    }

    @Test("§3.5 a flipped bit anywhere is refused") func flipped() throws {
        let payload = try Payload.seal(key: key, context: context, body: [UInt8](0..<64))
        for bit in 0..<payload.count * 8 {
            let flaw: PayloadFlaw = bit < 8 ? .newerClientNeeded : .unreadable
            #expect(throws: flaw) {
                try Payload.open(key: key, context: context, payload: payload.flipping(bit: bit))
            }
        }
    }

    @Test("§3.5 a cut or lengthened payload is refused") func cut() throws {
        let payload = try Payload.seal(key: key, context: context, body: [UInt8](0..<64))
        for count in 0..<payload.count {
            let part = [UInt8](payload.prefix(count))
            #expect(throws: PayloadFlaw.unreadable) {
                try Payload.open(key: key, context: context, payload: part)
            }
        }
        #expect(throws: PayloadFlaw.unreadable) {
            try Payload.open(key: key, context: context, payload: payload + [0])
        }
    }

    @Test("§3.5 another key opens nothing") func anotherKey() throws {
        let payload = try Payload.seal(key: key, context: context, body: [7])
        let other = try SecretBytes.fresh()
        #expect(throws: PayloadFlaw.unreadable) {
            try Payload.open(key: other, context: context, payload: payload)
        }
    }
}
