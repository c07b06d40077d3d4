import Sealing
import Testing

/// Every value of `sealing.tsv`, from the inputs at its top.
@Suite("§3 The good vectors")
struct GoodVectorsTests {
    let scene: Scene

    init() throws {
        scene = try Scene()
    }

    @Test("§3.3 keys come out as written") func keys() throws {
        let invitation = scene.invitation
        #expect(try invitation.ticketKey.seed == Vectors.secret("ticket seed"))
        #expect(try invitation.ticketKey.publicKey == Vectors.bytes("ticket key"))
        #expect(try invitation.boxKey == Vectors.secret("box key"))
        #expect(try scene.relay.publicKey == Vectors.bytes("relay key"))
        #expect(try scene.seat.publicKey == Vectors.bytes("seat key"))
        #expect(try Pin(of: scene.relay.publicKey).text == Vectors.text("pin"))
        #expect(try scene.chain.key == Vectors.secret("chain key 3"))
        #expect(try scene.chain.wordsKey == Vectors.secret("words key 3"))
    }

    @Test(
        "§3.4 links come out as written and are read again",
        arguments: [
            ("link", "relay.example", 6980, Link.Kind.invitation),
            ("link, founding", "relay.example", 6980, .founding),
            ("link, IPv4", "192.0.2.7", 1, .invitation),
            ("link, IPv6", "2001:db8::7", 65_535, .invitation),
        ] as [(String, String, UInt16, Link.Kind)]
    )
    func links(name: String, host: String, port: UInt16, kind: Link.Kind) throws {
        let link = Link(
            host: host,
            port: port,
            circle: scene.circle,
            pin: Pin(of: scene.relay.publicKey),
            kind: kind,
            secret: scene.invitation.secret
        )
        #expect(try link?.text == Vectors.text(name))
        #expect(try Link(reading: Vectors.text(name)) == link)
    }

    @Test("§3.6 boxes come out as written") func boxes() throws {
        let sealed = Box(
            index: 3,
            chainKey: scene.chain.key,
            founder: scene.seat.publicKey,
            role: .member,
            title: try Vectors.text("title")
        )
        let open = Box(
            index: 9,
            chainKey: nil,
            founder: scene.seat.publicKey,
            role: .facilitator,
            title: ""
        )
        for (box, name) in [(sealed, "box"), (open, "box, open circle")] {
            let payload = try box?.sealed(
                for: scene.invitation,
                circle: scene.circle,
                salt: scene.salt
            )
            #expect(try payload?.base64 == Vectors.text(name))
            #expect(try opened(name) == box)
        }
        #expect(try opened("box, optional entry") == sealed)
        #expect(sealed?.schedule == nil)
        #expect(sealed?.mode == .sealed)
        #expect(open?.mode == .open)
    }

    @Test("§3.10 a schedule travels in the box, and none that cannot be one stops it")
    func schedules() throws {
        let box = try Box(
            index: 3,
            chainKey: scene.chain.key,
            founder: scene.seat.publicKey,
            role: .member,
            title: Vectors.text("title"),
            schedule: Vectors.text("schedule")
        )
        let payload = try box?.sealed(
            for: scene.invitation,
            circle: scene.circle,
            salt: scene.salt
        )
        #expect(try payload?.base64 == Vectors.text("box, schedule"))
        #expect(try opened("box, schedule") == box)
        for name in ["box, schedule of 97 bytes", "box, schedule that is not UTF-8"] {
            #expect(try opened(name) == opened("box"))
        }
    }

    @Test(
        "§3.6, §17.1 boxes for greeters and timekeepers come out as written",
        arguments: [(6, "box, timekeeper"), (7, "box, greeter")] as [(UInt8, String)]
    )
    func hosts(number: UInt8, name: String) throws {
        let box = try Box(
            index: 3,
            chainKey: scene.chain.key,
            founder: scene.seat.publicKey,
            role: #require(Box.Role(rawValue: number)),
            title: Vectors.text("title")
        )
        let payload = try box?.sealed(for: scene.invitation, circle: scene.circle, salt: scene.salt)
        #expect(try payload?.base64 == Vectors.text(name))
        #expect(try opened(name) == box)
    }

    private func opened(_ name: String) throws -> Box {
        try Box(opening: Vectors.payload(name), with: scene.invitation, circle: scene.circle)
    }

    @Test(
        "§3.7 words come out as written",
        arguments: [
            ("line context", "text", "line"),
            ("name context", "name", "name payload"),
            ("whisper context", "whisper", "whisper payload"),
        ]
    )
    func words(contextName: String, textName: String, payloadName: String) throws {
        let whisper = scene.whisper(to: .seat(scene.otherSeatKey))
        let contexts = [scene.line, scene.name, whisper]
        let expected = try Vectors.text(contextName)
        let context = try #require(contexts.first { $0.bytes.hexadecimal == expected })
        let text = [UInt8](try Vectors.text(textName).utf8)
        let key = scene.chain.wordsKey
        let payload = try Words.seal(
            text: text,
            context: context,
            wordsKey: key,
            salt: scene.salt
        )
        #expect(try payload.base64 == Vectors.text(payloadName))
        let back = try Words.open(
            payload: Vectors.payload(payloadName),
            context: context,
            wordsKey: key
        )
        #expect(back == text)
    }

    @Test("§3.7 a whisper to the facilitators has the context as written") func facilitators()
        throws
    {
        let expected = try Vectors.text("facilitators context")
        #expect(scene.whisper(to: .facilitators).bytes.hexadecimal == expected)
    }

    @Test("§20.1 a page comes out as written, and the hash of agreements") func pages() throws {
        let context = WordsContext.page(
            circle: scene.circle,
            log: 3,
            seatKey: scene.seat.publicKey,
            number: 2
        )
        #expect(try context.bytes.hexadecimal == Vectors.text("page context"))
        let key = scene.chain.wordsKey
        let text = try Vectors.bytes("agreements")
        let payload = try Words.seal(text: text, context: context, wordsKey: key, salt: scene.salt)
        #expect(try payload.base64 == Vectors.text("page payload"))
        #expect(try Words.open(payload: payload, context: context, wordsKey: key) == text)
        let hash = AgreementsHash.of(text, in: scene.circle)
        #expect(try hash?.hexadecimal == Vectors.text("agreements hash"))
    }

    @Test("§20.2 agreements that are longer than a page have no hash") func longAgreements() {
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: Words.textBytesMax + 1)
        #expect(AgreementsHash.of(text, in: scene.circle) == nil)
        #expect(AgreementsHash.of([UInt8](text.dropLast()), in: scene.circle)?.count == 20)
    }

    @Test("§3.7 extensions are passed over") func extensions() throws {
        let text = try Words.open(
            payload: Vectors.payload("line with extensions"),
            context: scene.line,
            wordsKey: scene.chain.wordsKey
        )
        #expect(try text.string == Vectors.text("text"))
    }

    @Test("§3.7 the longest line comes out as written") func longestLine() throws {
        let text = [UInt8](String(repeating: "ä", count: 2_000).utf8)
        let payload = try Words.seal(
            text: text,
            context: scene.line,
            wordsKey: scene.chain.wordsKey,
            salt: scene.salt
        )
        #expect(payload.base64.utf8.count == 5_516)
        let expected = try Vectors.text("SHA-256 of the line of 2000 times U+00E4")
        #expect(Digest.sha256([UInt8](payload.base64.utf8)).hexadecimal == expected)
    }

    @Test("§4.1 greetings come out as written") func greetings() throws {
        let nonce = try Vectors.bytes("nonce")
        let one = try Greeting.line(
            identities: [scene.relay],
            nonce: nonce,
            binding: scene.binding
        )
        #expect(try one.string == Vectors.text("HELLO"))
        let two = try Greeting.line(
            identities: [scene.relay, scene.nextRelay],
            nonce: nonce,
            binding: scene.binding
        )
        #expect(try two.string == Vectors.text("HELLO, two identities"))
    }

    @Test(
        "§4.3 proofs come out as written, and hold",
        arguments: [("AUTH", .join), ("AUTH, found", .found), ("AUTH, back", .back)]
            as [(String, AuthProof.Way)]
    )
    func proofs(name: String, way: AuthProof.Way) throws {
        let proof = try AuthProof(
            way: way,
            circle: scene.circle,
            seat: scene.seat,
            ticket: way.takesTicket ? scene.invitation.ticketKey : nil,
            greeting: scene.greeting,
            binding: scene.binding
        )
        #expect(try proof.line.string == Vectors.text(name))
        #expect(proof.isValid(greeting: scene.greeting, binding: scene.binding))
        #expect(proof.line.count <= AuthProof.lineBytesMax)
    }

    @Test("§3.9 journal checks come out as written") func journalChecks() throws {
        let sealed = PayloadCheck.sealed(try Vectors.payload("line"))
        #expect(try sealed.hexadecimal == Vectors.text("check"))
        let open = PayloadCheck.open(
            blind: try Vectors.bytes("blind"),
            text: [UInt8](try Vectors.text("text").utf8)
        )
        #expect(try open.hexadecimal == Vectors.text("open check"))
        let seat = PayloadCheck.seatKey(scene.seat.publicKey)
        #expect(try seat.hexadecimal == Vectors.text("seat check"))
    }
}
