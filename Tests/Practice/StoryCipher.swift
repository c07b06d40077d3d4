import ClientCore
import Wire

/// Payloads of the right form that anybody can read, but that open in their own place only.
struct StoryCipher: PayloadCipher {
    var isSealed: Bool { true }

    mutating func enter(log: UInt64) -> Bool { true }

    mutating func blind() -> Blind? { nil }

    func agreementsHash(of text: [UInt8]) -> [UInt8] { Array(text.prefix(20)) }

    mutating func seal(_ text: [UInt8], for place: PayloadPlace) -> Content? {
        .sealed(Self.payload(text, place))
    }

    func open(_ content: Content, from place: PayloadPlace, blind: Blind?) -> [UInt8]? {
        guard case .sealed(let payload) = content else { return nil }
        let parts = payload.split(separator: UInt8(ascii: "_"))
        guard parts.count >= 2 else { return nil }
        let digits = Array(String(decoding: parts[1], as: UTF8.self))
        let text = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        return Self.payload(text, place) == payload ? text : nil
    }

    /// The suite, the place, the text in hexadecimal digits, and letters up to a length of §3.7.
    private static func payload(_ text: [UInt8], _ place: PayloadPlace) -> [UInt8] {
        let who = place.author.bytes[0]
        let whom = place.audience.last ?? 0
        let numbers = [
            place.log, UInt64(place.turn), UInt64(place.id), UInt64(place.kind.rawValue),
            UInt64(who), UInt64(whom),
        ]
        let head = "AQ" + numbers.map { String($0) }.joined(separator: "-")
        let digits = text.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let payload = [UInt8]("\(head)_\(digits)_".utf8)
        let room = [140, 396, 1_420, 5_516].first { $0 >= payload.count } ?? payload.count
        return payload + [UInt8](repeating: UInt8(ascii: "A"), count: room - payload.count)
    }
}
