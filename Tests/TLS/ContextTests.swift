import Foundation
import TLS
import Testing

@Suite("§1.1 Contexts")
struct ContextTests {
    @Test("a self-made certificate is PEM and good for a relay")
    func selfSigned() throws {
        let paper = try SelfSigned.make(commonName: "circle")
        #expect(String(decoding: paper.certificatePEM, as: UTF8.self).hasPrefix("-----BEGIN CERT"))
        #expect(String(decoding: paper.keyPEM, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY"))
        _ = try TLSContext.server(
            certificatePEM: paper.certificatePEM,
            keyPEM: paper.keyPEM
        )
    }

    @Test("certificate and key come out of files as well")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory
        let certificate = folder.appendingPathComponent("circle-\(UUID()).crt")
        let key = folder.appendingPathComponent("circle-\(UUID()).key")
        defer {
            try? FileManager.default.removeItem(at: certificate)
            try? FileManager.default.removeItem(at: key)
        }
        try Data(paper.certificatePEM).write(to: certificate)
        try Data(paper.keyPEM).write(to: key)
        let context = try TLSContext.server(
            certificateFile: certificate.path,
            keyFile: key.path
        )
        let talk = try Conversation(context, TLSContext.client())
        #expect(talk.shakeHands() == (.done, .done))
        #expect(throws: TLSContextFailure.keyUnreadable) {
            _ = try TLSContext.server(certificateFile: certificate.path, keyFile: "/nowhere")
        }
    }

    @Test("papers that are none, or not for each other, are refused")
    func badPapers() throws {
        let other = try SelfSigned.make(commonName: "circle")
        #expect(throws: TLSContextFailure.certificateUnreadable) {
            _ = try TLSContext.server(certificatePEM: [], keyPEM: paper.keyPEM)
        }
        #expect(throws: TLSContextFailure.certificateUnreadable) {
            _ = try TLSContext.server(certificatePEM: [1, 2, 3], keyPEM: paper.keyPEM)
        }
        #expect(throws: TLSContextFailure.keyUnreadable) {
            _ = try TLSContext.server(
                certificatePEM: paper.certificatePEM,
                keyPEM: paper.certificatePEM
            )
        }
        #expect(throws: TLSContextFailure.keyDoesNotMatch) {
            _ = try TLSContext.server(
                certificatePEM: paper.certificatePEM,
                keyPEM: other.keyPEM
            )
        }
    }

    @Test("a shared context outlives the one it came from")
    func sharing() throws {
        func shared() throws -> TLSContext { try relayContext().share() }
        let talk = try Conversation(shared(), TLSContext.client())
        #expect(talk.shakeHands() == (.done, .done))
    }

    @Test("no context is made where the keys would be written down")
    func keyLogging() async {
        await #expect(processExitsWith: .success) {
            unsafe setenv("SSLKEYLOGFILE", "/dev/null", 1)
            do {
                _ = try TLSContext.client()
                exit(1)
            } catch {
                exit(error as? TLSContextFailure == .keyLoggingRequested ? 0 : 2)
            }
        }
    }

    @Test("the library tells its version")
    func version() {
        #expect(TLSLibrary.version.hasPrefix("OpenSSL 3"))
    }

    @Test("unread input can be kept and given back")
    func keeping() throws {
        let talk = try Conversation.begun()
        let sealed = talk.anaSays("HAND\r\n")
        _ = talk.atRelay.fill(with: sealed.span)
        let kept = talk.atRelay.withUnread { unread in unread.indices.map { unread[$0] } }
        talk.atRelay.dropUnread()
        #expect(kept == sealed)
        #expect(talk.relayHears(kept).text == [UInt8]("HAND\r\n".utf8))
    }

    @Test("output that was sent in part keeps its rest; input takes no more than its room")
    func buffers() throws {
        var buffers = TLSBuffers(inputCapacity: 4)
        let counts = [
            buffers.fill(with: [1, 2, 3, 4, 5, 6].span), buffers.fill(with: [5].span),
            buffers.unreadCount,
        ]
        #expect(counts == [4, 0, 4])
        let talk = try Conversation.begun()
        _ = talk.ana.write([1, 2, 3].span, through: &talk.atAna)
        let all = talk.atAna.outputCount
        talk.atAna.dropOutput(first: 10)
        let rest = talk.atAna.outputCount
        #expect(rest == all - 10)
    }
}
