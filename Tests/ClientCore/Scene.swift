import ClientCore
import Etiquette
import Wire

let ana = Seat(1)
let bo = Seat(2)
let cy = Seat(3)

/// The key of a seat in these stories.
func key(_ seat: Seat) -> PublicKey {
    let byte = UInt8(truncatingIfNeeded: seat.number)
    guard let key = PublicKey([UInt8](repeating: byte, count: 32)) else { preconditionFailure() }
    return key
}

func keyText(_ seat: Seat) -> String {
    String(decoding: Base64URL.encode(key(seat).bytes), as: UTF8.self)
}

/// A cipher for stories: sealing is a prefix that names the place, so a test can read it.
struct StoryCipher: PayloadCipher {
    var isSealed = true
    var reach: UInt64 = .max
    var salt: UInt64 = 0

    mutating func enter(log: UInt64) -> Bool { log <= reach }

    mutating func seal(_ text: [UInt8], for place: PayloadPlace) -> Content? {
        salt += 1
        let payload = Self.payload(text, place, salt: salt)
        // A page is b64 for real, since its bytes travel.
        return .sealed(place.kind == .page ? Base64URL.encode(payload) : payload)
    }

    static func payload(_ text: [UInt8], _ place: PayloadPlace, salt: UInt64) -> [UInt8] {
        let audience = Base64URL.encode(place.audience)
        let head = "\(salt)/\(place.log)/\(place.kind.rawValue)/\(place.turn)/\(place.id)/"
        return [UInt8](head.utf8) + audience + [UInt8]("/".utf8)
            + Base64URL.encode(place.author.bytes)
            + [UInt8]("/".utf8) + Base64URL.encode(text)
    }

    func open(_ content: Content, from place: PayloadPlace, blind: Blind?) -> [UInt8]? {
        guard case .sealed(let sealed) = content,
            let payload = place.kind == .page ? Base64URL.decode(sealed) : sealed
        else { return nil }
        let parts = payload.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 8 else { return nil }
        let text = Base64URL.decode(Array(parts[7])) ?? []
        let salt = UInt64(String(decoding: parts[0], as: UTF8.self)) ?? 0
        return Self.payload(text, place, salt: salt) == payload ? text : nil
    }

    mutating func blind() -> Blind? { nil }

    func agreementsHash(of text: [UInt8]) -> [UInt8] { storyHash(of: text) }
}

/// A hash for stories: the length and the first letters.
func storyHash(of text: [UInt8]) -> [UInt8] {
    let head = [UInt8(truncatingIfNeeded: text.count)] + text
    return Array((head + [UInt8](repeating: 0, count: 20)).prefix(20))
}

/// One member and what they see, send and are told, line by line.
struct Scene<Cipher: PayloadCipher> {
    var member: Member<Cipher>
    var now = Moment(1_000_000)
    var number: UInt64 = 0
    /// The last number of this member's view.
    var viewEnd: UInt64 = 0
    var effects: [ClientEffect] = []

    init(me: Seat = bo, name: String = "Bo", cipher: Cipher, highestLog: UInt64 = 0) {
        member = Member(
            key: key(me),
            name: [UInt8](name.utf8),
            cipher: cipher,
            highestLog: highestLog,
            seed: 7
        )
    }

    /// What the last step did.
    mutating func step(_ input: ClientInput) -> [ClientEffect] {
        effects = []
        member.apply(input, at: now, into: &effects)
        return effects
    }

    @discardableResult
    mutating func relay(_ lines: String...) -> [ClientEffect] {
        var all: [ClientEffect] = []
        for line in lines { all += step(.received([UInt8](line.utf8))) }
        effects = all
        return all
    }

    /// An event with the next number of this member's view.
    @discardableResult
    mutating func event(_ line: String, tags: String = "") -> [ClientEffect] {
        viewEnd += 1
        return relay("@n=\(viewEnd)\(tags) \(line)")
    }

    @discardableResult
    mutating func type(_ text: String) -> [ClientEffect] { step(.wished(.say(text))) }

    @discardableResult
    mutating func wish(_ wish: Wish) -> [ClientEffect] { step(.wished(wish)) }

    @discardableResult
    mutating func wait(_ milliseconds: UInt64) -> [ClientEffect] {
        var all: [ClientEffect] = []
        let end = now.after(milliseconds)
        while let due = member.deadline, due <= end {
            now = max(now, due)
            all += step(.timePassed)
        }
        now = end
        all += step(.timePassed)
        effects = all
        return all
    }

    func welcome(
        log: UInt64 = 3,
        seat: Seat? = nil,
        lastID: UInt32 = 0,
        role: Role = .member,
        isSealed: Bool? = nil,
        limits: Welcome.Limits = .init(),
        epoch: UInt64 = 0
    ) -> ClientInput {
        .welcomed(
            Welcome(
                role: role,
                isSealed: isSealed ?? member.cipher.isSealed,
                log: log,
                seat: seat,
                lastID: lastID,
                box: nil,
                limits: limits,
                epoch: epoch
            )
        )
    }

    /// A name as it travels in this scene.
    func name(_ seat: Seat, _ name: String, log: UInt64 = 3) -> String {
        guard member.cipher.isSealed else { return ":" + name }
        let place = PayloadPlace(log: log, author: key(seat), kind: .name)
        return text(StoryCipher.payload([UInt8](name.utf8), place, salt: 9))
    }

    /// A line of somebody as an event's verb and parameters.
    func line(_ seat: Seat, id: UInt32, turn: UInt32, _ words: String, log: UInt64 = 3) -> String {
        guard member.cipher.isSealed else {
            return "LINE \(seat.number) \(id) \(turn) :\(words)"
        }
        let place = PayloadPlace(log: log, author: key(seat), kind: .line, turn: turn, id: id)
        let payload = StoryCipher.payload([UInt8](words.utf8), place, salt: 5)
        return "LINE \(seat.number) \(id) \(turn) \(text(payload))"
    }

    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The requests among the last effects.
    var sent: [Request] {
        effects.compactMap { effect in
            guard case .send(let bytes) = effect else { return nil }
            return try? Request(reading: Array(bytes.dropLast(2)).span)
        }
    }

    /// The same without receipts and pings.
    var acts: [Request] { sent.filter { $0.verb != .ack && $0.verb != .ping } }

    var shown: [Shown.What] {
        effects.compactMap { effect in
            guard case .show(let shown) = effect else { return nil }
            return shown.what
        }
    }

    var sentences: [String] {
        effects.compactMap { effect in
            guard case .show(let shown) = effect else { return nil }
            return English().line(for: shown)
        }
    }

    var farewell: Farewell? {
        for case .leave(let farewell) in effects { return farewell }
        return nil
    }

    var reconnects: Bool {
        effects.contains { effect in
            guard case .reconnect = effect else { return false }
            return true
        }
    }

    /// Takes the seat and sees Ana, Bo and Cy, the stick at home, event 10.
    mutating func sitDown(
        role: Role = .member,
        limits: Welcome.Limits = .init(),
        floor: String = "1 home 0 start - 0 0",
        epoch: UInt64 = 0
    ) {
        _ = step(welcome(role: role, limits: limits, epoch: epoch))
        let id = sent.first { $0.verb == .sit }?.id ?? 0
        viewEnd = 10
        relay(
            "@id=\(id) OK SIT 2",
            "STATE 10",
            "RULES fair called 5 300",
            "SEAT 1 \(keyText(ana)) facilitator here 0 \(name(ana, "Ana"))",
            "SEAT 2 \(keyText(bo)) \(role.rawValue) here 0 \(name(bo, "Bo"))",
            "SEAT 3 \(keyText(cy)) member here 0 \(name(cy, "Cy"))",
            "FLOOR \(floor)",
            "HANDS open",
            "READY",
            "PONG 10"
        )
    }

    /// Comes back on a new connection in the same log.
    @discardableResult
    mutating func comeBack(
        log: UInt64 = 3,
        lastID: UInt32 = 0,
        role: Role = .member,
        epoch: UInt64 = 0
    ) -> [ClientEffect] {
        var all = step(welcome(log: log, seat: bo, lastID: lastID, role: role, epoch: epoch))
        let id = sent.first { $0.verb == .sit }?.id ?? 0
        all += relay("@id=\(id) OK SIT 2")
        effects = all
        return all
    }
}

typealias SealedScene = Scene<StoryCipher>
typealias OpenScene = Scene<PlainCipher>

extension Scene where Cipher == StoryCipher {
    init(me: Seat = bo, name: String = "Bo") {
        self.init(me: me, name: name, cipher: StoryCipher())
    }
}

extension Scene where Cipher == PlainCipher {
    init(me: Seat = bo, name: String = "Bo") {
        self.init(me: me, name: name, cipher: PlainCipher(seed: 1))
    }
}
