import ClientCore
import Etiquette
import RelayCore
import Wire

/// A neighbour with a client of its own, like everybody in a circle.
struct Guest<Cipher: PayloadCipher>: Sendable {
    let neighbour: Neighbour
    var member: Member<Cipher>
    var session: SessionID?

    /// A neighbour who has not connected yet.
    init?(_ neighbour: Neighbour, cipher: Cipher) {
        guard let key = neighbour.key else { return nil }
        self.neighbour = neighbour
        member = Member(
            key: key,
            name: [UInt8](neighbour.name.utf8),
            cipher: cipher,
            seed: UInt64(neighbour.rawValue)
        )
    }
}
