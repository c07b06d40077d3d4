/// What an invitation secret gives: a ticket to enter with, and the key of the box. (SPEC §3.3)
///
/// The relay learns the public half of the ticket only, so it can count uses but open no box.
public struct Invitation: Sendable {
    /// The secret itself, which travels in the link.
    public let secret: SecretBytes
    /// The key pair that proves possession of the link.
    public let ticketKey: SigningKey
    /// The key under which the box lies at the relay.
    public let boxKey: SecretBytes

    /// The invitation of `secret`.
    public init(secret: SecretBytes) throws(SealingFailure) {
        self.secret = secret
        ticketKey = try SigningKey(seed: Derivation.expand(key: secret, label: Label.ticket))
        boxKey = Derivation.expand(key: secret, label: Label.boxKey)
    }

    /// An invitation that nobody had before.
    public static func fresh() throws(SealingFailure) -> Invitation {
        try Invitation(secret: .fresh())
    }
}
