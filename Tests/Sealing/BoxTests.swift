import Sealing
import Testing

@Suite("§3.6 Boxes")
struct BoxTests {
    let scene: Scene

    init() throws {
        scene = try Scene()
    }

    private func box(_ role: Box.Role, title: String, key: SecretBytes?) -> Box? {
        Box(index: .max, chainKey: key, founder: scene.seat.publicKey, role: role, title: title)
    }

    @Test("§3.6 a box opens for who holds the link", arguments: Box.Role.allCases)
    func roundTrip(role: Box.Role) throws {
        let title = String(repeating: "ö", count: 64)
        for key in [nil, scene.chain.key] {
            let box = try #require(self.box(role, title: title, key: key))
            let payload = try box.sealed(for: scene.invitation, circle: scene.circle)
            #expect(payload.count <= Box.payloadBytesMax)
            let opened = try Box(opening: payload, with: scene.invitation, circle: scene.circle)
            #expect(opened == box)
            #expect(opened.chain?.key == key)
        }
    }

    @Test("§3.10 the longest schedule beside the longest title fits in") func longest() throws {
        func box(_ schedule: String) -> Box? {
            Box(
                index: .max,
                chainKey: scene.chain.key,
                founder: scene.seat.publicKey,
                role: .member,
                title: String(repeating: "t", count: Box.titleBytesMax),
                schedule: schedule
            )
        }
        let text = String(repeating: "s", count: Box.scheduleBytesMax)
        let whole = try #require(box(text))
        let payload = try whole.sealed(for: scene.invitation, circle: scene.circle)
        #expect(payload.count <= Box.payloadBytesMax)
        let opened = try Box(opening: payload, with: scene.invitation, circle: scene.circle)
        #expect(opened.schedule == text)
        #expect(box(text + "s") == nil)
    }

    @Test("§3.6 a flipped bit anywhere is refused") func flipped() throws {
        let payload = try Vectors.payload("box")
        for bit in 0..<payload.count * 8 {
            let changed = payload.flipping(bit: bit)
            let flaw: BoxFlaw = bit < 8 ? .newerClientNeeded : .unreadable
            #expect(throws: flaw) {
                try Box(opening: changed, with: scene.invitation, circle: scene.circle)
            }
        }
    }

    @Test("§3.6 a body cut anywhere is refused") func cut() throws {
        let body = try #require(box(.member, title: "Tuesday circle", key: scene.chain.key)).body
        for count in 0..<body.count {
            #expect(throws: BoxFlaw.unreadable) { try Box(body: [UInt8](body.prefix(count))) }
        }
    }

    @Test("§3.6 a title too long or a founder's key of another length makes no box")
    func impossible() {
        #expect(box(.member, title: String(repeating: "t", count: 129), key: nil) == nil)
        let short = Box(index: 0, chainKey: nil, founder: [1], role: .member, title: "")
        #expect(short == nil)
    }
}
