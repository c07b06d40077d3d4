import ClientCore
import Wire

/// The words of an open circle, with blinds that are the same in every run.
struct PlainCipher: PayloadCipher {
    private var dice: Dice

    /// A cipher whose blinds follow from `seed`.
    init(seed: UInt64) { dice = Dice(seed: seed) }

    var isSealed: Bool { false }

    mutating func enter(log: UInt64) -> Bool { true }

    mutating func seal(_ text: [UInt8], for place: PayloadPlace) -> Content? {
        .plain(text)
    }

    func open(_ content: Content, from place: PayloadPlace, blind: Blind?) -> [UInt8]? {
        guard case .plain(let text) = content, text.count <= Content.textBytesMax else {
            return nil
        }
        return text
    }

    func agreementsHash(of text: [UInt8]) -> [UInt8] { storyHash(of: text) }

    mutating func blind() -> Blind? {
        var bytes: [UInt8] = []
        for _ in 0..<2 {
            let word = dice.next()
            for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * shift))) }
        }
        return Blind(bytes: bytes)
    }
}
