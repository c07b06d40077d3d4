import ClientCore
import RelayCore
import Wire

/// Payloads of the right form that anybody can read, but that open in their own place only.
struct PretendedCipher: PayloadCipher {
    var isSealed: Bool { true }

    mutating func enter(log: UInt64) -> Bool { true }

    mutating func blind() -> Blind? { nil }

    /// Long enough, and different for different texts.
    func agreementsHash(of text: [UInt8]) -> [UInt8] {
        Array((Sum(text).bytes + Sum(text + [0]).bytes + Sum(text + [1]).bytes).prefix(20))
    }

    mutating func seal(_ text: [UInt8], for place: PayloadPlace) -> Content? {
        .sealed(Self.payload(text, place))
    }

    func open(_ content: Content, from place: PayloadPlace, blind: Blind?) -> [UInt8]? {
        guard case .sealed(let payload) = content, let text = Self.text(of: payload),
            payload == Self.payload(text, place)
        else { return nil }
        return text
    }

    /// 140 characters: the suite, a sum of the place, the text up to a `_`.
    private static func payload(_ text: [UInt8], _ place: PayloadPlace) -> [UInt8] {
        var sum = Sum()
        for part in [place.log, UInt64(place.turn), UInt64(place.id)] { sum.add(part) }
        sum.add(place.author.bytes + [place.kind.rawValue] + place.audience)
        let head = "AQ" + String(sum.value, radix: 16)
        var payload = Array(head.utf8) + [UInt8(ascii: "_")] + text + [UInt8(ascii: "_")]
        payload += [UInt8](repeating: UInt8(ascii: "A"), count: max(0, 140 - payload.count))
        return payload
    }

    /// What anybody can read.
    static func text(of payload: [UInt8]) -> [UInt8]? {
        let parts = payload.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        return parts.count == 3 ? Array(parts[1]) : nil
    }

    /// Checks that differ for different words and keys.
    static let checker = Checker(
        ofWords: { content, _ in Check(Sum(content.bytes).bytes) },
        ofKey: { Check(Sum($0.bytes).bytes) }
    )

    /// Checks that are the same for all words.
    static let blindChecker = Checker(ofWords: { _, _ in Check([1]) }, ofKey: checker.ofKey)
}

/// A sum over bytes that is quick and no digest. (FNV-1a)
struct Sum {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    init(_ bytes: [UInt8] = []) { add(bytes) }

    mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0100_0000_01b3 }
    }

    mutating func add(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { add([UInt8(number >> shift & 255)]) }
    }

    var bytes: [UInt8] { stride(from: 0, to: 64, by: 8).map { UInt8(value >> $0 & 255) } }
}
