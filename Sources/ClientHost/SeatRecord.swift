import Calendar
import ClientCore
import Etiquette
import Sealing
import Wire

/// What this account keeps of one seat in one circle; a secret from the first line to the last.
struct SeatRecord {
    var circle: CircleID
    var host: String
    var port: UInt16
    /// By which identities the relay is known. (SPEC §4.2)
    var pins: [Pin]
    /// The seat's key, used in no other circle. (SPEC §3.3)
    var key: SigningKey
    /// The name under which the person sits there; empty after the relay refused it.
    var name: String
    /// nil until the circle was entered for the first time.
    var isSealed: Bool?
    /// The founder's key, as the box gave it.
    var founder: PublicKey?
    var role: Role = .member
    /// What the circle is called, fit to be shown.
    var title = ""
    /// When the circle meets, as far as this account was told.
    var schedule: Schedule?
    /// The circle's key at some log; nil in open circles. (SPEC §3.3)
    var chain: Chain?
    /// The highest log that was seen. (SPEC §3.2)
    var highestLog: UInt64 = 0

    /// The highest run of the relay in which the last log was seen. (SPEC §5.12)
    var seenEpoch: Member<CircleCipher>.SeenEpoch?

    /// How the name travelled in the last log. (SPEC §5.1)
    var sealedName: Member<CircleCipher>.SealedName?

    /// The hash of the agreements that the person has accepted. (SPEC §20.2)
    var agreed: [UInt8]?

    /// Whether the circle was entered before, so that no invitation is needed.
    var isEntered: Bool { isSealed != nil }

    /// The seat's public key.
    var publicKey: PublicKey? { PublicKey(key.publicKey) }

    /// The name of its files.
    var fileName: String { String(decoding: Base64URL.encode(key.publicKey), as: UTF8.self) }

    /// What the person may call the circle: its title in plain letters, or its id.
    var label: String {
        var label = ""
        for letter in title.lowercased() where label.count < 40 {
            if letter.isLetter || letter.isNumber {
                label.append(letter)
            } else if !label.isEmpty, label.last != "-" {
                label.append("-")
            }
        }
        while label.last == "-" { label.removeLast() }
        return label.isEmpty ? circle.text : label
    }
}

// As text: one word and its value a line.
extension SeatRecord {
    /// No name can look like this.
    private static let noName = "-"
    private static let version = "circle-seat 1"

    var text: [UInt8] {
        var lines = [
            Self.version, "circle \(circle.text)", "host \(host)", "port \(port)",
            "role \(role.rawValue)", "highest \(highestLog)",
            "name \(name.isEmpty ? Self.noName : name)",
        ]
        lines += pins.map { "pin \($0.text)" }
        lines.append("seed \(Self.text(key.seed))")
        if let isSealed { lines.append("mode \(isSealed ? "sealed" : "open")") }
        if let founder { lines.append("founder \(Self.text(founder.bytes))") }
        if !title.isEmpty { lines.append("title \(title)") }
        if let schedule { lines.append("schedule \(schedule.text)") }
        if let chain { lines.append("chain \(chain.index) \(Self.text(chain.key))") }
        if let agreed { lines.append("agreed \(Self.text(agreed))") }
        if let seenEpoch { lines.append("epoch \(seenEpoch.log) \(seenEpoch.epoch)") }
        if let sealedName, case .sealed(let payload) = sealedName.content {
            lines.append("travels \(sealedName.log) \(String(decoding: payload, as: UTF8.self))")
        }
        return [UInt8](lines.map { $0 + "\n" }.joined().utf8)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: Base64URL.encode(bytes), as: UTF8.self)
    }

    private static func text(_ secret: SecretBytes) -> String {
        var bytes = secret.copied()
        defer { Cleansing.cleanse(&bytes) }
        return text(bytes)
    }

    /// A record as it was written; nil when it was not written by this client or is incomplete.
    init?(text: [UInt8]) {
        guard let text = String(validating: text, as: UTF8.self) else { return nil }
        var values: [String: [String]] = [:]
        let lines = text.split(separator: "\n")
        guard lines.first == Self.version[...] else { return nil }
        for line in lines.dropFirst() {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            values[String(parts[0]), default: []].append(String(parts[1]))
        }
        func value(_ key: String) -> String? { values[key]?.first }
        guard let circle = value("circle").flatMap(CircleID.init(text:)), let host = value("host"),
            let port = value("port").flatMap(UInt16.init), let name = value("name"),
            let seed = value("seed").flatMap(Self.secret), let key = try? SigningKey(seed: seed),
            let highest = value("highest").flatMap(UInt64.init),
            let role = value("role").flatMap(Role.init(rawValue:))
        else { return nil }
        self.circle = circle
        self.host = host
        self.port = port
        self.name = name == Self.noName ? "" : name
        self.key = key
        self.role = role
        highestLog = highest
        pins = (values["pin"] ?? []).compactMap { Pin(reading: [UInt8]($0.utf8)) }
        isSealed = value("mode").map { $0 == "sealed" }
        founder = value("founder").flatMap(Self.bytes).flatMap(PublicKey.init)
        title = value("title") ?? ""
        schedule = value("schedule").flatMap(Schedule.init(text:))
        chain = value("chain").flatMap(Self.chain)
        seenEpoch = value("epoch").flatMap(Self.seenEpoch)
        agreed = value("agreed").flatMap(Self.bytes)
        sealedName = value("travels").flatMap(Self.sealedName)
        guard isSealed != true || chain != nil else { return nil }
    }

    private static func chain(_ text: String) -> Chain? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let index = UInt64(parts[0]), let key = secret(String(parts[1]))
        else { return nil }
        return Chain(index: index, key: key)
    }

    private static func seenEpoch(_ text: String) -> Member<CircleCipher>.SeenEpoch? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let log = UInt64(parts[0]), let epoch = UInt64(parts[1]) else {
            return nil
        }
        return .init(log: log, epoch: epoch)
    }

    private static func sealedName(_ text: String) -> Member<CircleCipher>.SealedName? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let log = UInt64(parts[0]) else { return nil }
        return .init(log: log, content: .sealed([UInt8](parts[1].utf8)))
    }

    private static func secret(_ text: String) -> SecretBytes? {
        guard var bytes = bytes(text) else { return nil }
        defer { Cleansing.cleanse(&bytes) }
        return SecretBytes(bytes)
    }

    private static func bytes(_ text: String) -> [UInt8]? { Base64URL.decode([UInt8](text.utf8)) }
}
