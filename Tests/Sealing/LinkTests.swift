import Sealing
import Testing

@Suite("§3.4 Links")
struct LinkTests {
    let text: String
    let link: Link

    init() throws {
        text = try Vectors.text("link")
        link = try Link(reading: text)
    }

    @Test(
        "§3.4 a fresh link is read again",
        arguments: ["a", "relay.example.", "::1", "127.0.0.1"]
    )
    func fresh(host: String) throws {
        let fresh = Link(
            host: host,
            port: 443,
            circle: try Random.bytes(8),
            pin: link.pin,
            kind: .founding,
            secret: try .fresh()
        )
        let made = try #require(fresh)
        #expect(try Link(reading: made.text) == made)
        #expect(made.text.utf8.count <= Link.textBytesMax)
    }

    @Test(
        "§3.4 what a paste brings along is dropped",
        arguments: [
            ("  ", "\n"), ("\"", "\""), ("“", "”"), ("<", ">"), ("\u{FEFF}'", "'\r\n\t"),
            ("« ", " »"), ("`", "`"), ("\u{A0}(", ")\u{200B}"),
        ]
    )
    func pasted(before: String, after: String) throws {
        #expect(try Link(reading: before + text + after) == link)
    }

    @Test(
        "§3.4 a host, port or circle that cannot stand in a link makes none",
        arguments: [
            ("", 1, 8), ("a b", 1, 8), ("a/b", 1, 8), ("ä.example", 1, 8), ("-a", 1, 8),
            ("[::1]", 1, 8), ("fe80::1%eth0", 1, 8), ("a@b", 1, 8), ("a", 0, 8), ("a", 1, 7),
            (String(repeating: "a", count: 254), 1, 8), ("a\n", 1, 8), ("a#b", 1, 8),
        ] as [(String, UInt16, Int)]
    )
    func impossible(host: String, port: UInt16, circleCount: Int) {
        let made = Link(
            host: host,
            port: port,
            circle: [UInt8](repeating: 1, count: circleCount),
            pin: link.pin,
            kind: .invitation,
            secret: link.secret
        )
        #expect(made == nil)
    }

    @Test("§3.4 a flipped bit anywhere is refused") func flipped() {
        let bytes = [UInt8](text.utf8)
        for bit in 0..<bytes.count * 8 {
            #expect(throws: LinkFlaw.self) { try Link(reading: bytes.flipping(bit: bit)) }
        }
    }

    @Test("§3.4 a link cut anywhere is refused") func cut() {
        let bytes = [UInt8](text.utf8)
        for count in 0..<bytes.count {
            #expect(throws: LinkFlaw.self) { try Link(reading: [UInt8](bytes.prefix(count))) }
            #expect(throws: LinkFlaw.self) { try Link(reading: [UInt8](bytes.suffix(count))) }
        }
    }

    @Test("§3.4 endless text is refused") func endless() {
        let endless = text + String(repeating: "a", count: 1_000_000)
        #expect(throws: LinkFlaw.damaged) { try Link(reading: endless) }
        let blank = String(repeating: " ", count: 1_000_000)
        #expect(throws: LinkFlaw.notALink) { try Link(reading: blank) }
    }

    @Test("§3.4 every flaw has a sentence of its own for the person") func advice() {
        let sentences = Set(LinkFlaw.allCases.map(\.advice))
        #expect(sentences.count == LinkFlaw.allCases.count)
        #expect(sentences.allSatisfy { $0.hasPrefix("This") && $0.hasSuffix(".") })
    }
}
