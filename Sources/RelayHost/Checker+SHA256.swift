import RelayCore
import Sealing
import Wire

extension Checker {
    /// Checks by SHA-256, as the specification has them. (SPEC §3.9)
    static let sha256 = Checker(
        ofWords: { content, blind in
            switch content {
            case .sealed(let payload):
                Check(PayloadCheck.sealed(Base64URL.decode(payload) ?? []))
            case .plain(let text):
                Check(
                    PayloadCheck.open(
                        blind: blind.flatMap { Base64URL.decode($0.text) } ?? [],
                        text: text
                    )
                )
            }
        },
        ofKey: { Check(PayloadCheck.seatKey($0.bytes)) }
    )
}
