/// What waits at the relay for an invited person, sealed: the circle's key and their part in it.
///
/// The relay keeps the box and cannot open it; it burns it when the invitation ends. (SPEC §3.6)
public struct Box: Sendable, Equatable {
    /// Whether words are sealed from the relay or open to it; fixed for a circle's life.
    public enum Mode: UInt8, Sendable, CaseIterable {
        case sealed = 1
        case open = 2
    }

    /// The part a person has in a circle; the raw value is its byte in the box.
    public enum Role: UInt8, Sendable, CaseIterable {
        case member = 1
        case listener
        case guardian
        case cofacilitator
        case facilitator
        case timekeeper
        case greeter
    }

    /// The largest sealed box, in bytes.
    public static let payloadBytesMax = 1_024
    /// The longest title, in bytes of UTF-8.
    public static let titleBytesMax = 128
    /// The longest schedule, in bytes of UTF-8. (SPEC §3.10)
    public static let scheduleBytesMax = 96

    /// The log of which `chainKey` is the key.
    public let index: UInt64
    /// The chain's key at `index`; an open circle has none.
    public let chainKey: SecretBytes?
    /// The founder's seat key, 32 bytes.
    public let founder: [UInt8]
    /// The part that this invitation gives.
    public let role: Role
    /// What the circle is called; it is shown, so clean it for the screen first.
    public let title: String
    /// When the circle meets, as text that nobody has looked at yet; most circles have none.
    public let schedule: String?

    /// Sealed exactly when there is a key.
    public var mode: Mode { chainKey == nil ? .open : .sealed }
    /// Where an invited client starts its chain; an open circle has none.
    public var chain: Chain? { chainKey.map { Chain(index: index, key: $0) } }

    /// A box, or nil when the founder's key, the title or the schedule has an impossible length.
    public init?(
        index: UInt64,
        chainKey: SecretBytes?,
        founder: [UInt8],
        role: Role,
        title: String,
        schedule: String? = nil
    ) {
        guard founder.count == SigningKey.publicKeyCount,
            title.utf8.count <= Self.titleBytesMax,
            schedule?.utf8.count ?? 0 <= Self.scheduleBytesMax
        else { return nil }
        self.index = index
        self.chainKey = chainKey
        self.founder = founder
        self.role = role
        self.title = title
        self.schedule = schedule
    }

    /// Seals the box for who holds the link of `invitation` to this `circle`.
    public func sealed(
        for invitation: Invitation,
        circle: [UInt8]
    ) throws(SealingFailure) -> [UInt8] {
        try sealed(for: invitation, circle: circle, salt: Random.bytes(Payload.saltCount))
    }

    /// Seals with a salt that is given, which only test vectors may do.
    package func sealed(
        for invitation: Invitation,
        circle: [UInt8],
        salt: [UInt8]
    ) throws(SealingFailure) -> [UInt8] {
        var body = body
        defer { Cleansing.cleanse(&body) }
        let context = Self.context(circle: circle, ticketKey: invitation.ticketKey.publicKey)
        return try Payload.seal(key: invitation.boxKey, context: context, body: body, salt: salt)
    }

    /// Opens the box that came with the answer to `invitation`.
    public init(
        opening payload: [UInt8],
        with invitation: Invitation,
        circle: [UInt8]
    ) throws(BoxFlaw) {
        guard payload.count <= Self.payloadBytesMax else { throw .unreadable }
        let context = Self.context(circle: circle, ticketKey: invitation.ticketKey.publicKey)
        do {
            var body = try Payload.open(
                key: invitation.boxKey,
                context: context,
                payload: payload
            )
            defer { Cleansing.cleanse(&body) }
            try self.init(body: body)
        } catch let flaw as BoxFlaw {
            throw flaw
        } catch PayloadFlaw.newerClientNeeded {
            throw .newerClientNeeded
        } catch {
            throw .unreadable
        }
    }

    /// What the box is bound to: this circle and this ticket.
    package static func context(circle: [UInt8], ticketKey: [UInt8]) -> [UInt8] {
        var fields = LengthPrefixed(label: Label.boxContext)
        fields.append(circle)
        fields.append(ticketKey)
        return fields.bytes
    }
}

/// Why a box cannot be used. (SPEC §3.6)
public enum BoxFlaw: Error, Equatable, Sendable {
    /// It says something essential that this version does not understand.
    case newerClientNeeded
    /// It does not open, or what is inside is not a box.
    case unreadable
}
