/// The operator's crisis card for a locale. (SPEC §19.6)
public struct Card: Hashable, Sendable {
    /// The locale it was asked for.
    public let locale: String
    /// UTF-8 with rows parted by LF; nil when the operator has none.
    public let text: [UInt8]?

    /// The longest text.
    public static let textBytesMax = 4_000

    /// A card to be told; nil for what is no locale, and for a text that is empty or too long.
    public init?(locale: String, text: [UInt8]?) {
        guard Self.isLocale(locale),
            text.map({ (1...Self.textBytesMax).contains($0.count) }) ?? true
        else { return nil }
        self.locale = locale
        self.text = text
    }

    /// Whether this may name a locale: 1 to 35 letters, digits and hyphens.
    public static func isLocale(_ text: String) -> Bool {
        (1...35).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    init(_ fields: inout Fields) throws(Fields.Flaw) {
        locale = try fields.locale()
        let word = try fields.wordBytes()
        guard word != [UInt8(ascii: "-")] else {
            text = nil
            return
        }
        guard let text = Base64URL.decode(word), text.count <= Self.textBytesMax else {
            throw .form
        }
        self.text = text
    }

    func write(to writer: inout LineWriter) {
        writer.word(locale)
        if let text { writer.base64(text) } else { writer.word("-") }
    }
}
