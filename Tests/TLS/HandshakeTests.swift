import TLS
import Testing

@Suite("§1.1 The channel")
struct HandshakeTests {
    @Test("Ana and the relay shake hands and hear each other")
    func bothWays() throws {
        let talk = try Conversation()
        #expect(talk.anaExporter == nil)
        let end = talk.shakeHands()
        #expect(end == (.done, .done))
        #expect(talk.isAnaEstablished)
        let hello = talk.relaySays("HELLO\r\n")
        #expect(talk.anaHears(hello).text == [UInt8]("HELLO\r\n".utf8))
        let hand = talk.anaSays("HAND\r\n")
        #expect(talk.relayHears(hand).text == [UInt8]("HAND\r\n".utf8))
    }

    @Test("both ends derive the same 32 bytes from the channel, another channel others")
    func exporter() throws {
        let first = try Conversation.begun()
        let second = try Conversation.begun()
        let value = try #require(first.relayExporter)
        #expect(value.count == 32)
        #expect(value == first.anaExporter)
        #expect(value != second.relayExporter)
    }

    @Test("a handshake that trickles in byte by byte comes to the same end")
    func trickle() throws {
        let talk = try Conversation()
        #expect(talk.shakeHands(chunk: 1) == (.done, .done))
        #expect(talk.relayExporter == talk.anaExporter)
    }

    @Test("each flight of the handshake may be cut at every position")
    func everySplit() throws {
        let relayContext = try relayContext()
        let anaContext = try TLSContext.client()
        var position = 0
        var longest = 1
        while position < longest {
            let talk = try Conversation(relayContext, anaContext)
            _ = talk.ana.handshake(through: &talk.atAna)
            var relaySays = TLSProgress.wantsInput
            var anaSays = TLSProgress.wantsInput
            for _ in 0..<2 {
                let up = taken(from: &talk.atAna)
                longest = max(longest, up.count)
                for part in [up.prefix(position), up.dropFirst(position)] {
                    _ = talk.atRelay.fill(with: Array(part).span)
                    relaySays = talk.relay.handshake(through: &talk.atRelay)
                }
                let down = taken(from: &talk.atRelay)
                longest = max(longest, down.count)
                for part in [down.prefix(position), down.dropFirst(position)] {
                    _ = talk.atAna.fill(with: Array(part).span)
                    anaSays = talk.ana.handshake(through: &talk.atAna)
                }
            }
            #expect(relaySays == .done && anaSays == .done, "cut at \(position)")
            position += 1
        }
        #expect(position > 500)
    }

    @Test("a client that speaks only TLS 1.2 is refused")
    func oldVersion() throws {
        let talk = try Conversation(
            relayContext(),
            TLSContext.client(offering: [[UInt8]("circle/1".utf8)], onlyOldVersions: true)
        )
        #expect(talk.shakeHands() == (.failed(.version), .failed(.version)))
        #expect(!talk.isRelayEstablished)
    }

    @Test(
        "a client that does not offer exactly our name is refused, and told",
        arguments: [[], ["http/1.1"], ["circle/10"], ["circle/"], ["h2", "irc"], ["Circle/1"]]
    )
    func wrongProtocol(_ names: [String]) throws {
        let talk = try Conversation(
            relayContext(),
            TLSContext.client(offering: names.map { [UInt8]($0.utf8) })
        )
        let end = talk.shakeHands()
        #expect(end == (.failed(.applicationProtocol), .failed(.applicationProtocol)))
    }

    @Test("our name is found among others")
    func amongOthers() throws {
        let names = ["h2", "circle/1", "irc"].map { [UInt8]($0.utf8) }
        let talk = try Conversation(relayContext(), TLSContext.client(offering: names))
        #expect(talk.shakeHands() == (.done, .done))
    }

    @Test(
        "who speaks something else is refused at once",
        arguments: [
            "GET / HTTP/1.1\r\nHost: relay.example\r\n\r\n", "SSH-2.0-OpenSSH_9.2p1\r\n",
            "PRIVMSG #a :b\r\n", "\0\0\0\0\0\0\0\0\0\0\0\0", "EHLO mail.example\r\n",
        ]
    )
    func foreign(_ greeting: String) throws {
        let context = try relayContext()
        var relay = try TLSSession(of: context)
        var buffers = TLSBuffers()
        _ = buffers.fill(with: [UInt8](greeting.utf8).span)
        let first = relay.handshake(through: &buffers)
        let unread = buffers.unreadCount
        let second = relay.handshake(through: &buffers)
        #expect(first == .failed(.notTLS) && second == first)
        #expect(unread == 0)
    }

    @Test("a handshake changed on its way fails at both ends, whatever byte it was")
    func changed() throws {
        let relayContext = try relayContext()
        let anaContext = try TLSContext.client()
        for position in stride(from: 5, to: 200, by: 13) {
            let talk = try Conversation(relayContext, anaContext)
            _ = talk.ana.handshake(through: &talk.atAna)
            var hello = taken(from: &talk.atAna)
            hello[position] ^= 1
            _ = talk.atRelay.fill(with: hello.span)
            _ = talk.relay.handshake(through: &talk.atRelay)
            let end = talk.shakeHands()
            #expect(end.ana != .done && end.relay != .done, "byte \(position)")
        }
    }

    @Test("nothing can be said or read before the handshake is done")
    func tooEarly() throws {
        let talk = try Conversation()
        let early = talk.ana.write([1, 2, 3].span, through: &talk.atAna)
        #expect(early == .failed(.closed))
        #expect(talk.relayHears([1]).last == .failed(.closed))
    }
}
