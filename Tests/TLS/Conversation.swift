import TLS

/// The relay's certificate in these tests.
let paper: (certificatePEM: [UInt8], keyPEM: [UInt8]) = {
    do { return try SelfSigned.make(commonName: "circle") } catch { return ([], []) }
}()

func relayContext() throws -> TLSContext {
    try TLSContext.server(certificatePEM: paper.certificatePEM, keyPEM: paper.keyPEM)
}

/// A relay and Ana's client, with a wire between them that only the test moves bytes over.
final class Conversation {
    var relay: TLSSession
    var ana: TLSSession
    var atRelay = TLSBuffers()
    var atAna = TLSBuffers()

    init(_ relayContext: borrowing TLSContext, _ anaContext: borrowing TLSContext) throws {
        let relay = try TLSSession(of: relayContext)
        let ana = try TLSSession(of: anaContext, host: "relay.example")
        self.relay = relay
        self.ana = ana
    }

    convenience init() throws {
        try self.init(relayContext(), TLSContext.client())
    }

    var isRelayEstablished: Bool { relay.isEstablished }
    var isAnaEstablished: Bool { ana.isEstablished }
    var relayExporter: [UInt8]? { relay.exporter() }
    var anaExporter: [UInt8]? { ana.exporter() }
    var relayEnding: TLSEnding { relay.ending }
    var unreadAtRelay: Int { atRelay.unreadCount }
    var outputAtRelay: Int { atRelay.outputCount }

    /// A conversation whose handshake is done.
    static func begun() throws -> Conversation {
        let talk = try Conversation()
        _ = talk.shakeHands()
        return talk
    }

    /// Goes on until neither side gets further; answers what each said last.
    func shakeHands(chunk: Int = 16_384) -> (relay: TLSProgress, ana: TLSProgress) {
        var anaSays = ana.handshake(through: &atAna)
        var relaySays = TLSProgress.wantsInput
        while atAna.outputCount > 0 || atRelay.outputCount > 0 {
            for piece in pieces(of: taken(from: &atAna), chunk) {
                _ = atRelay.fill(with: piece.span)
                relaySays = relay.handshake(through: &atRelay)
            }
            for piece in pieces(of: taken(from: &atRelay), chunk) {
                _ = atAna.fill(with: piece.span)
                anaSays = ana.handshake(through: &atAna)
            }
        }
        return (relaySays, anaSays)
    }

    /// Gives the relay bytes and reads until they are used up.
    func relayHears(_ bytes: [UInt8]) -> (text: [UInt8], last: TLSRead) {
        hear(bytes, &relay, &atRelay)
    }

    /// Gives Ana's client bytes and reads until they are used up.
    func anaHears(_ bytes: [UInt8]) -> (text: [UInt8], last: TLSRead) {
        hear(bytes, &ana, &atAna)
    }

    /// What Ana's client sends to say `text`.
    func anaSays(_ text: String) -> [UInt8] {
        let result = ana.write([UInt8](text.utf8).span, through: &atAna)
        precondition(result == .written)
        return taken(from: &atAna)
    }

    /// What the relay sends to say `text`.
    func relaySays(_ text: String) -> [UInt8] {
        let result = relay.write([UInt8](text.utf8).span, through: &atRelay)
        precondition(result == .written)
        return taken(from: &atRelay)
    }
}

/// Takes what waits to be sent.
func taken(from buffers: inout TLSBuffers) -> [UInt8] {
    let bytes = buffers.withOutput { output in output.indices.map { output[$0] } }
    buffers.dropOutput()
    return bytes
}

func pieces(of bytes: [UInt8], _ size: Int) -> [[UInt8]] {
    stride(from: 0, to: bytes.count, by: size).map {
        Array(bytes[$0..<min($0 + size, bytes.count)])
    }
}

/// Gives a session bytes in as many fills as they need, and reads until nothing more comes.
func hear(
    _ bytes: [UInt8],
    _ session: inout TLSSession,
    _ buffers: inout TLSBuffers
) -> (text: [UInt8], last: TLSRead) {
    var text: [UInt8] = []
    var last = TLSRead.wantsInput
    for piece in pieces(of: bytes, 16_384) {
        _ = buffers.fill(with: piece.span)
        reading: while true {
            text.append(addingCapacity: 16_384) { space in
                last = session.read(into: &space, through: &buffers)
            }
            switch last {
            case .bytes, .nonData: continue
            case .wantsInput: break reading
            case .closedCleanly, .failed: return (text, last)
            }
        }
    }
    return (text, last)
}
