import Foundation
import Sealing
import Wire

/// The files in `Protocol/vectors`, and the people and keys that they speak of.
enum Vectors {
    /// Lines of `file`, split at tabs, without remarks.
    static func rows(_ file: String) throws -> [[String]] {
        let folder = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Protocol/vectors")
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    private static let good: [String: String] = {
        let rows = (try? Vectors.rows("sealing.tsv")) ?? []
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }()

    static func text(_ name: String) throws -> String {
        guard let value = good[name] else { throw Missing(name: name) }
        return value
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        try bytes(ofHexadecimal: text(name))
    }

    static func secret(_ name: String) throws -> SecretBytes {
        try secret(ofHexadecimal: text(name))
    }

    static func payload(_ name: String) throws -> [UInt8] {
        guard let bytes = Base64URL.decode([UInt8](try text(name).utf8)) else {
            throw Missing(name: name)
        }
        return bytes
    }

    static func bytes(ofHexadecimal text: String) throws -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count % 2 == 0 else { throw Missing(name: text) }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] * 16 + digits[$0 + 1])
        }
    }

    static func secret(ofHexadecimal text: String) throws -> SecretBytes {
        guard let secret = SecretBytes(try bytes(ofHexadecimal: text)) else {
            throw Missing(name: text)
        }
        return secret
    }

    struct Missing: Error {
        let name: String
    }
}

/// Everything that the vectors presuppose.
struct Scene {
    let invitation: Invitation
    let relay: SigningKey
    let nextRelay: SigningKey
    let seat: SigningKey
    let circle: [UInt8]
    let otherSeatKey: [UInt8]
    let salt: [UInt8]
    let binding: Binding
    let chain: Chain
    let greeting: [UInt8]

    init() throws {
        invitation = try Invitation(secret: Vectors.secret("invitation secret"))
        relay = try SigningKey(seed: Vectors.secret("relay seed"))
        nextRelay = try SigningKey(seed: Vectors.secret("next relay seed"))
        seat = try SigningKey(seed: Vectors.secret("seat seed"))
        circle = try Vectors.bytes("circle")
        otherSeatKey = try Vectors.bytes("other seat key")
        salt = try Vectors.bytes("salt")
        binding = Binding(exporter: try Vectors.bytes("exporter"))
        chain = try Chain(index: 0, key: Vectors.secret("chain key 0")).stepped(to: 3)
        greeting = [UInt8](try Vectors.text("HELLO").utf8)
    }

    var line: WordsContext {
        .line(circle: circle, log: 3, seatKey: seat.publicKey, turn: 17, id: 58)
    }

    var name: WordsContext {
        .name(circle: circle, log: 3, seatKey: seat.publicKey)
    }

    func whisper(to audience: WordsContext.Audience) -> WordsContext {
        .whisper(circle: circle, log: 3, seatKey: seat.publicKey, id: 59, to: audience)
    }
}

extension [UInt8] {
    /// As the vectors write payloads.
    var base64: String { String(decoding: Base64URL.encode(self), as: UTF8.self) }

    /// As the vectors write keys.
    var hexadecimal: String {
        map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// As people read it.
    var string: String { String(decoding: self, as: UTF8.self) }

    /// The same bytes but for one bit.
    func flipping(bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return bytes
    }
}
