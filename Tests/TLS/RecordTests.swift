import Foundation
import Synchronization
import TLS
import Testing

@Suite("§1.2 §1.3 Records")
struct RecordTests {
    @Test("a line may be cut at every position")
    func everySplit() throws {
        let talk = try Conversation.begun()
        var position = 0
        var sealedCount = 1
        while position < sealedCount {
            let sealed = talk.anaSays("SAY 7 the kettle is on\r\n")
            sealedCount = sealed.count
            let first = talk.relayHears(Array(sealed.prefix(position)))
            let second = talk.relayHears(Array(sealed.dropFirst(position)))
            #expect(first.text + second.text == [UInt8]("SAY 7 the kettle is on\r\n".utf8))
            #expect(second.last == .wantsInput)
            position += 1
        }
        #expect(position > 256)
    }

    @Test("a long text crosses in several records and comes out whole, in any room")
    func longText() throws {
        let talk = try Conversation.begun()
        let text = String(repeating: "all of us together ", count: 1_000)
        let sealed = talk.anaSays(text)
        #expect(talk.relayHears(sealed).text == [UInt8](text.utf8))
        let again = talk.anaSays("in small rooms")
        _ = talk.atRelay.fill(with: again.span)
        var heard: [UInt8] = []
        var reads = 0
        var last = TLSRead.nonData
        while last != .wantsInput {
            heard.append(addingCapacity: 3) { space in
                last = talk.relay.read(into: &space, through: &talk.atRelay)
            }
            reads += 1
        }
        #expect(heard == [UInt8]("in small rooms".utf8))
        #expect(reads == 6)
    }

    @Test("an empty write sends nothing")
    func emptyWrite() throws {
        let talk = try Conversation.begun()
        #expect(talk.anaSays("").isEmpty)
    }

    @Test("lines of 1 to 255 bytes look alike on the wire")
    func padding() throws {
        let talk = try Conversation.begun()
        let sizes = Set((1...255).map { talk.anaSays(String(repeating: "a", count: $0)).count })
        #expect(sizes.count == 1)
        let longer = talk.anaSays(String(repeating: "a", count: 300)).count
        #expect(longer == (sizes.first ?? 0) + 256)
    }

    @Test("a changed record is the end, and nothing of it is heard")
    func changed() throws {
        let talk = try Conversation.begun()
        var sealed = talk.anaSays("SAY 7 hello\r\n")
        sealed[sealed.count - 1] ^= 1
        let heard = talk.relayHears(sealed)
        #expect(heard.text.isEmpty)
        #expect(heard.last == .failed(.protocolViolation))
        let answer = talk.relay.write([1].span, through: &talk.atRelay)
        #expect(answer == .failed(.protocolViolation))
    }

    @Test("a farewell of the channel is told from a cut")
    func endings() throws {
        let talk = try Conversation.begun()
        #expect(talk.relayEnding == .cut)
        talk.ana.shutdown(through: &talk.atAna)
        talk.ana.shutdown(through: &talk.atAna)
        let farewell = taken(from: &talk.atAna)
        let late = talk.ana.write([1].span, through: &talk.atAna)
        #expect(late == .failed(.closed))
        #expect(talk.relayHears(farewell).last == .closedCleanly)
        #expect(talk.relayEnding == .announced)
        // The relay may still say its last line, and Ana still hears it.
        let last = talk.relaySays("BYE\r\n")
        talk.relay.shutdown(through: &talk.atRelay)
        let heard = talk.anaHears(last + taken(from: &talk.atRelay))
        #expect(heard.text == [UInt8]("BYE\r\n".utf8))
        #expect(heard.last == .closedCleanly)
    }

    @Test("half a farewell is a cut")
    func halfFarewell() throws {
        let talk = try Conversation.begun()
        talk.ana.shutdown(through: &talk.atAna)
        let farewell = taken(from: &talk.atAna).dropLast()
        #expect(talk.relayHears(Array(farewell)).last == .wantsInput)
        #expect(talk.relayEnding == .cut)
    }

    @Test(
        "a flood of key updates: one record per read, and the end after 32",
        arguments: [false, true]
    )
    func flood(askingBack: Bool) throws {
        let talk = try Conversation.begun()
        for _ in 0..<20_000 {
            let queued = talk.ana.updateKeys(askingBack: askingBack, through: &talk.atAna)
            try #require(queued)
        }
        let flood = taken(from: &talk.atAna)
        let recordBytes = 5 + Int(flood[3]) << 8 + Int(flood[4])
        #expect(flood.count >= 20_000 * 22)
        var fed = 0
        var consumed = 0
        var harmless = 0
        var last = TLSRead.nonData
        var room: [UInt8] = []
        while last == .nonData || last == .wantsInput {
            let rest = Array(flood[fed..<min(fed + 16_384, flood.count)])
            fed += talk.atRelay.fill(with: rest.span)
            let before = talk.atRelay.unreadCount
            room.removeAll()
            room.append(addingCapacity: 64) { space in
                last = talk.relay.read(into: &space, through: &talk.atRelay)
            }
            guard last == .nonData else { break }
            let taken = before - talk.atRelay.unreadCount
            #expect(taken > 0 && taken <= recordBytes)
            consumed += taken
            harmless += 1
        }
        #expect(last == .failed(.tooManyRecords))
        // Three records of the handshake carried no data either: hello, change of cipher, finished.
        #expect(harmless == 32 - 3)
        #expect(consumed <= 32 * recordBytes)
        #expect(talk.unreadAtRelay == 0)
        #expect(talk.outputAtRelay <= 33 * 300)
    }

    @Test("key updates with words in between are nobody's harm")
    func updatesBetweenLines() throws {
        let talk = try Conversation.begun()
        for round in 0..<8 {
            for _ in 0..<20 {
                let queued = talk.ana.updateKeys(askingBack: round % 2 == 0, through: &talk.atAna)
                try #require(queued)
            }
            let sealed = talk.anaSays("HAND\r\n")
            let heard = talk.relayHears(sealed)
            #expect(heard.text == [UInt8]("HAND\r\n".utf8))
            let answers = talk.anaHears(talk.relaySays("OK\r\n"))
            #expect(answers.text == [UInt8]("OK\r\n".utf8))
        }
    }

    @Test("a session goes on with its talk on another thread")
    func otherThread() throws {
        let talk = try Conversation.begun()
        let exporter = talk.relayExporter
        let half = talk.anaSays("HAND\r\n")
        _ = talk.relayHears(Array(half.prefix(9)))
        let parcel = Parcel(try exchange(&talk.relay))
        let rest = Array(half.dropFirst(9))
        let answer = onAnotherThread {
            guard var session = parcel.open() else { return Answer() }
            var buffers = TLSBuffers()
            let heard = hear(rest, &session, &buffers)
            _ = session.write([UInt8]("OK\r\n".utf8).span, through: &buffers)
            return Answer(
                text: heard.text,
                output: taken(from: &buffers),
                exporter: session.exporter()
            )
        }
        #expect(answer.text == [UInt8]("HAND\r\n".utf8))
        #expect(answer.exporter == exporter)
        #expect(talk.anaHears(answer.output).text == [UInt8]("OK\r\n".utf8))
        #expect(parcel.isEmpty)
    }
}

private struct Answer: Sendable {
    var text: [UInt8] = []
    var output: [UInt8] = []
    var exporter: [UInt8]?
}

/// A session on its way to another thread, to be taken out once.
private final class Parcel: Sendable {
    private let content: Mutex<TLSSession?>

    init(_ session: consuming sending TLSSession) { content = Mutex(session) }

    var isEmpty: Bool { content.withLock { $0 == nil } }

    func open() -> TLSSession? {
        content.withLock { content in
            let session = content.take()
            return session
        }
    }
}

/// Takes the session out of a conversation and leaves a fresh one there.
private func exchange(_ session: inout TLSSession) throws -> TLSSession {
    var other = try TLSSession(of: TLSContext.client())
    swap(&session, &other)
    return other
}

private func onAnotherThread(_ body: @escaping @Sendable () -> Answer) -> Answer {
    let done = DispatchSemaphore(value: 0)
    let box = AnswerBox()
    Thread.detachNewThread {
        let answer = body()
        box.answer.withLock { $0 = answer }
        done.signal()
    }
    done.wait()
    return box.answer.withLock { $0 }
}

private final class AnswerBox: Sendable {
    let answer = Mutex(Answer())
}
