import ClientCore
import Etiquette
import Wire

/// Somebody with a real client core, and what they have been shown.
struct Participant {
    let index: Int
    let key: PublicKey
    let name: [UInt8]
    var role: Role
    var client: Member<PretendedCipher>
    /// The link their client uses now.
    var link: Int?
    /// Whether they will be back after having left.
    var hasLeft = false
    /// Since when this link is seated in this epoch.
    var seatedSince: UInt64?
    /// The lines that were sent, by their ids.
    var sent: [UInt32: [UInt8]] = [:]
    /// How often the client program was started.
    var runs = 1

    init(_ index: Int, role: Role) {
        self.index = index
        self.role = role
        key = Participant.key(index)
        name = Participant.name(index)
        client = Participant.client(key, name, run: 1)
    }

    /// Their client sends a request.
    mutating func sends(_ bytes: [UInt8]) {
        guard let request = try? Request(reading: Array(bytes.dropLast(2)).span),
            let id = request.id,
            case .line(let content, _) = request.ask
        else { return }
        sent[id] = PretendedCipher.text(of: content.bytes)
    }

    /// The client program ends and is started again: it remembers nothing of the meeting.
    mutating func restart() {
        runs += 1
        client = Participant.client(key, name, run: runs)
        hasLeft = false
        sent = [:]
        link = nil
        seatedSince = nil
    }

    private static func client(
        _ key: PublicKey,
        _ name: [UInt8],
        run: Int
    ) -> Member<PretendedCipher> {
        let seed = UInt64(key.bytes[0]) << 16 | UInt64(run)
        return Member(key: key, name: name, cipher: PretendedCipher(), seed: seed)
    }

    private static func key(_ index: Int) -> PublicKey {
        guard let key = PublicKey([UInt8](repeating: UInt8(index + 1), count: 32)) else {
            preconditionFailure("32 bytes are a key")
        }
        return key
    }

    /// Names that are not alike.
    private static func name(_ index: Int) -> [UInt8] {
        let first = Array("BDFGHJKMPRTVWZ".utf8)
        let second = Array("aeu".utf8)
        return [first[index % first.count], second[index / first.count % second.count], 110]
    }
}
