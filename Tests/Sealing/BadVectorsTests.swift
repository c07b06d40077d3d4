import Sealing
import Testing
import Wire

/// Every value of `sealing-bad.tsv`, each of which must be refused with its own word.
@Suite("§3 The bad vectors")
struct BadVectorsTests {
    let scene: Scene

    init() throws {
        scene = try Scene()
    }

    @Test("§3.1 there are bad vectors for every reader") func present() throws {
        let rows = try Vectors.rows("sealing-bad.tsv")
        #expect(Set(rows.map { $0[1] }) == ["base64", "link", "box", "line", "hello", "auth"])
        #expect(rows.allSatisfy { $0.count == 5 })
    }

    @Test(
        "§3.1 each bad vector is refused for its reason",
        arguments: (try? Vectors.rows("sealing-bad.tsv")) ?? []
    )
    func refused(row: [String]) throws {
        let inputs = try Inputs(row[2], scene: scene)
        #expect(try answer(of: row[1], to: row[4], with: inputs) == row[3], "\(row[0])")
    }

    private func answer(of reader: String, to value: String, with inputs: Inputs) throws -> String {
        switch reader {
        case "base64": Base64URL.decode([UInt8](value.utf8)) == nil ? "base64" : "accepted"
        case "link": answerToLink(value)
        case "box": try answerToBox(value, inputs)
        case "line": try answerToLine(value, inputs)
        case "hello": answerToGreeting(value, inputs)
        case "auth": answerToProof(value, inputs)
        default: "unknown reader"
        }
    }

    private func answerToLink(_ value: String) -> String {
        do {
            _ = try Link(reading: value)
            return "accepted"
        } catch {
            switch error {
            case .notALink: return "not-a-link"
            case .damaged: return "damaged-link"
            case .newerClientNeeded: return "newer-client"
            case .noPin: return "no-pin"
            }
        }
    }

    private func answerToBox(_ value: String, _ inputs: Inputs) throws -> String {
        let payload = try #require(Base64URL.decode([UInt8](value.utf8)))
        do {
            _ = try Box(opening: payload, with: inputs.invitation, circle: inputs.context.circle)
            return "accepted"
        } catch BoxFlaw.newerClientNeeded {
            return "newer-client"
        } catch BoxFlaw.unreadable {
            return "unreadable"
        }
    }

    private func answerToLine(_ value: String, _ inputs: Inputs) throws -> String {
        let payload = try #require(Base64URL.decode([UInt8](value.utf8)))
        do {
            _ = try Words.open(
                payload: payload,
                context: inputs.context,
                wordsKey: inputs.wordsKey
            )
            return "accepted"
        } catch WordsFlaw.newerClientNeeded {
            return "newer-client"
        } catch WordsFlaw.unreadable {
            return "unreadable"
        }
    }

    private func answerToGreeting(_ value: String, _ inputs: Inputs) -> String {
        do {
            _ = try Greeting.check(
                line: [UInt8](value.utf8),
                pins: inputs.pins,
                binding: inputs.binding
            )
            return "accepted"
        } catch {
            switch error {
            case .form: return "form"
            case .wrongRelay: return "wrong-relay"
            }
        }
    }

    private func answerToProof(_ value: String, _ inputs: Inputs) -> String {
        guard let proof = AuthProof(readingLine: value) else { return "form" }
        let holds = proof.isValid(greeting: inputs.greeting, binding: inputs.binding)
        return holds ? "accepted" : "proof"
    }
}

/// What a case is read with: the scene's own, but for what the case says.
private struct Inputs {
    var invitation: Invitation
    var context: WordsContext
    var wordsKey: SecretBytes
    var pins: [Pin]
    var binding: Binding
    var greeting: [UInt8]

    init(_ text: String, scene: Scene) throws {
        invitation = scene.invitation
        context = scene.line
        wordsKey = scene.chain.wordsKey
        pins = [Pin(of: scene.relay.publicKey)]
        binding = scene.binding
        greeting = scene.greeting
        guard text != "-" else { return }
        for pair in text.split(separator: ";") {
            let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
            try change(halves[0], to: halves[1], scene: scene)
        }
    }

    private mutating func change(_ name: String, to value: String, scene: Scene) throws {
        switch name {
        case "invitation":
            invitation = try Invitation(secret: Vectors.secret(ofHexadecimal: value))
        case "circle": context.circle = try Vectors.bytes(ofHexadecimal: value)
        case "log": context.log = try #require(UInt64(value))
        case "seat key": context.seatKey = try Vectors.bytes(ofHexadecimal: value)
        case "kind":
            let number = try #require(UInt8(value))
            context.kind = try #require(WordsContext.Kind(rawValue: number))
        case "turn": context.turn = try #require(UInt64(value))
        case "id": context.id = try #require(UInt64(value))
        case "audience" where value == "facilitators": context.audience = .facilitators
        case "audience": context.audience = .seat(try Vectors.bytes(ofHexadecimal: value))
        case "words key": wordsKey = try Vectors.secret(ofHexadecimal: value)
        case "exporter": binding = Binding(exporter: try Vectors.bytes(ofHexadecimal: value))
        case "pins" where value == "none": pins = []
        case "pins": pins.append(Pin(of: scene.nextRelay.publicKey))
        case "greeting": greeting = [UInt8](value.utf8)
        default: Issue.record("unknown input \(name)")
        }
    }
}

extension AuthProof {
    /// Takes an AUTH line apart as a relay would; the relay's own reader is tested elsewhere.
    fileprivate init?(readingLine line: String) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard [7, 8, 9].contains(words.count), words[0] == "@id=1", words[1] == "AUTH",
            let way = Way(rawValue: words[2]), Binding.Kind(rawValue: words[4]) != nil
        else { return nil }
        let texts = [words[3]] + words[5...]
        let fields = texts.compactMap { Base64URL.decode([UInt8]($0.utf8)) }
        guard fields.count == texts.count else { return nil }
        self.init(
            way: way,
            circle: fields[0],
            seatKey: fields[1],
            seatSignature: fields[2],
            ticketKey: fields.count > 3 ? fields[3] : nil,
            ticketSignature: fields.count > 4 ? fields[4] : nil
        )
    }
}
