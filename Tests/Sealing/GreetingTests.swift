import Sealing
import Testing

@Suite("§4.2 The client's checks of the greeting")
struct GreetingTests {
    let scene: Scene
    let pin: Pin
    let nextPin: Pin

    init() throws {
        scene = try Scene()
        pin = Pin(of: scene.relay.publicKey)
        nextPin = Pin(of: scene.nextRelay.publicKey)
    }

    private func check(_ line: [UInt8], _ pins: [Pin]) throws(GreetingFlaw) -> [Pin] {
        try Greeting.check(line: line, pins: pins, binding: scene.binding)
    }

    @Test("§4.2 a known relay is believed, and its keys are kept") func known() throws {
        #expect(try check(scene.greeting, [pin]) == [pin])
        #expect(try check(scene.greeting, [nextPin, pin]) == [pin])
    }

    @Test("§4.2 a known key vouches for the next one") func rotation() throws {
        let line = [UInt8](try Vectors.text("HELLO, two identities").utf8)
        for pins in [[pin], [nextPin], [pin, nextPin]] {
            #expect(try check(line, pins) == [pin, nextPin])
        }
        #expect(line.count <= Greeting.lineBytesMax)
    }

    @Test("§4.2 a relay without a known key is refused") func unknown() {
        #expect(throws: GreetingFlaw.wrongRelay) { try check(scene.greeting, [nextPin]) }
        #expect(throws: GreetingFlaw.wrongRelay) { try check(scene.greeting, []) }
    }

    @Test("§4.2 a flipped bit anywhere is refused") func flipped() {
        for bit in 0..<scene.greeting.count * 8 {
            let changed = scene.greeting.flipping(bit: bit)
            #expect(throws: GreetingFlaw.self) { try check(changed, [pin]) }
        }
    }

    @Test("§4.2 form comes before everything else") func form() {
        #expect(throws: GreetingFlaw.form) { try check([], []) }
        #expect(throws: GreetingFlaw.form) { try check([UInt8](repeating: 32, count: 9_999), []) }
        #expect(throws: GreetingFlaw.form) { try check(scene.greeting + [13, 10], [pin]) }
    }
}
