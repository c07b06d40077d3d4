import Etiquette
import Foundation
import Testing
import Wire

@Suite("§2.9, §6.1 Everything that can be said")
struct RoundTripTests {
    @Test("§6.1 every verb has a sample, and every kind of relay line too") func complete() {
        #expect(Set(Samples.requests.map(\.verb)) == Set(Verb.allCases))
        #expect(Set(Samples.relayLines.map(\.body.name)).count == 47)
    }

    @Test("§2.3 a request is read as it was written", arguments: Samples.requests)
    func requests(_ request: Request) {
        #expect(read(withoutEnd(request.line)) == .success(request))
        #expect(request.line.count <= LineReader.lineBytesMax)
    }

    @Test("§2.3 a relay's line is read as it was written") func relayLines() {
        for line in Samples.relayLines {
            let bytes = withoutEnd(line.line)
            #expect(RelayLine(reading: bytes.span) == line)
            #expect(line.line.count <= LineReader.lineBytesMax)
        }
    }

    @Test("§5.4 tags and a body encoded once are the line encoded whole") func inParts() {
        for line in Samples.relayLines {
            guard let number = line.number, let previous = line.previous else { continue }
            let tags = RelayLine.tags(number: number, previous: previous, blind: line.body.blind)
            #expect(tags + RelayLine.bodyLine(line.body) == line.line)
        }
    }

    @Test("§5.4 prev is left out when it is n - 1, and means nothing without n") func previous() {
        let close = RelayLine(number: 9, previous: 8, .ready)
        #expect(close.line == [UInt8]("@n=9 READY\r\n".utf8))
        #expect(hear("@n=9 READY") == close)
        #expect(hear("@n=9;prev=8 READY") == close)
        #expect(hear("@n=1 READY") == RelayLine(number: 1, previous: 0, .ready))
        #expect(hear("@n=9;prev=9 READY") == nil)
        #expect(hear("@prev=3 READY") == RelayLine(.ready))
        #expect(RelayLine(number: 0, previous: 3, .ready).line.starts(with: [64]))
    }

    @Test("§2.9 a request with one parameter more is refused", arguments: Samples.requests)
    func oneMore(_ request: Request) {
        let line = String(decoding: withoutEnd(request.line), as: UTF8.self)
        let mayBeLonger: [Request.Ask] = [.call(nil), .bell(.on(seconds: nil)), .chair(nil)]
        guard let text = line.firstRange(of: " :") else {
            #expect(refusal(line + " :x") == .form)
            #expect(mayBeLonger.contains(request.ask) || refusal(line + " 1") == .form)
            return
        }
        #expect(refusal(line.replacingCharacters(in: text, with: " 1 :")) == .form)
    }

    @Test("§2.9 a request with one parameter fewer is refused", arguments: Samples.requests)
    func oneFewer(_ request: Request) {
        let line = String(decoding: withoutEnd(request.line), as: UTF8.self)
        let mayBeShorter: [Request.Ask] = [
            .call(Seat(65_535)), .bell(.on(seconds: 15)), .uninvite(key(9), seats: true),
            .chair(Seat(65_535)), .remove(Seat(9), meeting: true),
            .phase(.next(4_294_967_295, now: true)), .phase(.end(1, now: true)),
        ]
        // Without its payload, PAGE asks for the page.
        if case .page(_, _?) = request.ask { return }
        let last = line.firstRange(of: " :")?.lowerBound ?? line.lastIndex(of: " ")
        guard let last, !mayBeShorter.contains(request.ask),
            line[..<last].contains(request.verb.rawValue)
        else { return }
        #expect(refusal(String(line[..<last])) == .form, "\(line[..<last])")
    }

    @Test("§2.9 further parameters of a relay's line are ignored") func furtherParameters() {
        for line in Samples.relayLines {
            let text = String(decoding: withoutEnd(line.line), as: UTF8.self)
            guard !text.contains(" :"), !isOpenEnded(line.body) else { continue }
            #expect(hear(text + " more and :more") == line, "\(text)")
        }
    }

    /// Whether what may be left out would be taken from what was added.
    private func isOpenEnded(_ body: RelayLine.Body) -> Bool {
        if case .welcome(let welcome) = body { welcome.box == nil } else { false }
    }

    @Test("§2.9 a relay's verb of a later version is not an error, with its n it counts")
    func unknownVerb() {
        #expect(hear("SONG 1 2 :la") == RelayLine(.unknown))
        #expect(hear("@n=7;prev=4 SONG") == RelayLine(number: 7, previous: 4, .unknown))
        #expect(hear("song") == nil)
    }

    @Test("§2.3 what can be known of a bad line comes back with its refusal") func malformed() {
        #expect(read("@id=7 HAND") == .failure(of("HAND", id: 7, .form)))
        #expect(read("@id=7 SONG") == .failure(of(nil, id: 7, .unknownVerb)))
        #expect(read("@id=0 HAND up") == .failure(of("HAND", id: nil, .form)))
        #expect(read("@id=7  HAND up") == .failure(of(nil, id: nil, .form)))
    }

    private func of(_ verb: String?, id: UInt32?, _ code: RefusalCode) -> Malformed {
        guard case .failure(var malformed) = read("") else { fatalError("empty is no line") }
        malformed.verb = verb.flatMap(Verb.init)
        malformed.id = id
        malformed.code = code
        return malformed
    }

    @Test("§2.4 verbs that act on a floor need its turn, and the others carry none")
    func turns() {
        for var request in Samples.requests {
            let needsTurn = request.turn != nil
            request.turn = needsTurn ? nil : 17
            let line = withoutEnd(request.line)
            if needsTurn {
                guard case .failure(let malformed) = read(line) else {
                    Issue.record("understood \(String(decoding: line, as: UTF8.self))")
                    continue
                }
                #expect(malformed.code == .form)
            } else {
                request.turn = nil
                #expect(read(line) == .success(request))
            }
        }
    }
}
