import ClientCore
import Sealing
import Wire

/// The words of one circle: sealed under its chain, or open when the circle has none. (SPEC §3.7)
struct CircleCipher: PayloadCipher {
    let circle: CircleID
    /// The chain at the last log that was entered; nil in open circles.
    private(set) var chain: Chain?
    private var wordsKey: SecretBytes?

    init(circle: CircleID, chain: Chain?) {
        self.circle = circle
        self.chain = chain
    }

    var isSealed: Bool { chain != nil }

    /// Steps the chain forward; a log whose key is gone, or too far away, is refused.
    /// (SPEC §3.3, §4.9)
    mutating func enter(log: UInt64) -> Bool {
        guard let chain else { return true }
        guard let stepped = try? chain.stepped(to: log) else { return false }
        self.chain = stepped
        wordsKey = stepped.wordsKey
        return true
    }

    mutating func seal(_ text: [UInt8], for place: PayloadPlace) -> Content? {
        guard isSealed else { return .plain(text) }
        guard let wordsKey, chain?.index == place.log,
            let payload = try? Words.seal(
                text: text,
                context: context(of: place),
                wordsKey: wordsKey
            )
        else { return nil }
        return .sealed(Base64URL.encode(payload))
    }

    func open(_ content: Content, from place: PayloadPlace, blind: Blind?) -> [UInt8]? {
        switch content {
        case .plain(let text):
            return isSealed || text.count > Content.textBytesMax ? nil : text
        case .sealed(let payload):
            guard let wordsKey, chain?.index == place.log,
                let bytes = Base64URL.decode(payload)
            else { return nil }
            return try? Words.open(payload: bytes, context: context(of: place), wordsKey: wordsKey)
        }
    }

    /// Fresh random bytes; without them nothing is sent in an open circle. (SPEC §3.1, §7.4)
    mutating func blind() -> Blind? {
        guard !isSealed, let bytes = try? Random.bytes(PayloadCheck.blindCount) else { return nil }
        return Blind(bytes: bytes)
    }

    /// A text that is longer than any page has no hash that could be accepted. (SPEC §20.2)
    func agreementsHash(of text: [UInt8]) -> [UInt8] {
        AgreementsHash.of(text, in: circle.bytes) ?? []
    }

    private func context(of place: PayloadPlace) -> WordsContext {
        let kind: WordsContext.Kind =
            switch place.kind {
            case .line: .line
            case .name: .name
            case .whisper: .whisper
            case .page: .page
            }
        let audience: WordsContext.Audience =
            switch place.audience.first {
            case nil: .all
            case 1: .facilitators
            default: .seat(Array(place.audience.dropFirst()))
            }
        return WordsContext(
            circle: circle.bytes,
            log: place.log,
            seatKey: place.author.bytes,
            kind: kind,
            turn: UInt64(place.turn),
            id: UInt64(place.id),
            audience: audience
        )
    }
}
