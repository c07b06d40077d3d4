internal import Wire

/// How a person shows that a seat, and if need be a ticket, is theirs, on this connection only.
///
/// The client makes it from its keys; the relay takes it from the line AUTH and checks it before
/// it looks anything up, so that strangers learn nothing. (SPEC §4.3)
public struct AuthProof: Sendable, Equatable {
    /// By which way somebody comes, as the line says it.
    public enum Way: String, Sendable, CaseIterable {
        /// With the founding ticket of a new circle.
        case found
        /// With the ticket of an invitation.
        case join
        /// With a seat key that is already admitted.
        case back

        /// Whether a ticket belongs to it.
        public var takesTicket: Bool { self != .back }
    }

    /// The longest AUTH line, in bytes.
    public static let lineBytesMax = 1_024

    /// By which way.
    public let way: Way
    /// The circle's id, 8 bytes.
    public let circle: [UInt8]
    /// The seat's public key, 32 bytes.
    public let seatKey: [UInt8]
    /// The seat's signature, 64 bytes.
    public let seatSignature: [UInt8]
    /// The ticket's public key, 32 bytes, if the way takes one.
    public let ticketKey: [UInt8]?
    /// The ticket's signature, 64 bytes, if the way takes one.
    public let ticketSignature: [UInt8]?

    /// A proof as it came in, or nil when a length is wrong or the ticket does not suit the way.
    public init?(
        way: Way,
        circle: [UInt8],
        seatKey: [UInt8],
        seatSignature: [UInt8],
        ticketKey: [UInt8]? = nil,
        ticketSignature: [UInt8]? = nil
    ) {
        guard circle.count == Link.circleCount,
            seatKey.count == SigningKey.publicKeyCount,
            seatSignature.count == SigningKey.signatureCount,
            ticketKey?.count == (way.takesTicket ? SigningKey.publicKeyCount : nil),
            ticketSignature?.count == (way.takesTicket ? SigningKey.signatureCount : nil)
        else { return nil }
        self.way = way
        self.circle = circle
        self.seatKey = seatKey
        self.seatSignature = seatSignature
        self.ticketKey = ticketKey
        self.ticketSignature = ticketSignature
    }

    /// A proof for the relay whose `greeting` line, without its line end, was just checked.
    ///
    /// Give a `ticket` exactly when the way takes one.
    public init(
        way: Way,
        circle: [UInt8],
        seat: SigningKey,
        ticket: SigningKey?,
        greeting: [UInt8],
        binding: Binding
    ) throws(SealingFailure) {
        precondition(way.takesTicket == (ticket != nil), "a ticket exactly when the way takes one")
        precondition(circle.count == Link.circleCount, "a circle id has 8 bytes")
        self.way = way
        self.circle = circle
        seatKey = seat.publicKey
        ticketKey = ticket?.publicKey
        let fields = Self.fields(
            way: way,
            circle: circle,
            seatKey: seatKey,
            ticketKey: ticketKey,
            greeting: greeting,
            binding: binding
        )
        seatSignature = try seat.sign(LengthPrefixed(label: Label.auth).bytes + fields)
        ticketSignature = try ticket?.sign(LengthPrefixed(label: Label.redeem).bytes + fields)
    }

    /// Whether the seat and then the ticket signed this, for this greeting and connection.
    /// (SPEC §4.4)
    public func isValid(greeting: [UInt8], binding: Binding) -> Bool {
        guard greeting.count <= LengthPrefixed.fieldBytesMax else { return false }
        let fields = Self.fields(
            way: way,
            circle: circle,
            seatKey: seatKey,
            ticketKey: ticketKey,
            greeting: greeting,
            binding: binding
        )
        let seatMessage = LengthPrefixed(label: Label.auth).bytes + fields
        guard SignatureCheck.isValid(signature: seatSignature, of: seatMessage, by: seatKey) else {
            return false
        }
        guard let ticketKey, let ticketSignature else { return !way.takesTicket }
        let ticketMessage = LengthPrefixed(label: Label.redeem).bytes + fields
        return SignatureCheck.isValid(signature: ticketSignature, of: ticketMessage, by: ticketKey)
    }

    /// What both signatures cover, after their label.
    private static func fields(
        way: Way,
        circle: [UInt8],
        seatKey: [UInt8],
        ticketKey: [UInt8]?,
        greeting: [UInt8],
        binding: Binding
    ) -> [UInt8] {
        var fields = LengthPrefixed()
        binding.append(to: &fields)
        fields.append(greeting)
        fields.append(way.rawValue)
        fields.append(circle)
        fields.append(seatKey)
        fields.append(ticketKey ?? [])
        return fields.bytes
    }
}

extension AuthProof {
    /// The parameters of the line AUTH, from WAY to the last signature. (SPEC §4.3)
    public var parameters: [UInt8] {
        var text = [UInt8]("\(way.rawValue) ".utf8)
        Base64URL.append(circle.span, to: &text)
        text += " \(Binding.Kind.tlsExporter.rawValue)".utf8
        for field in [seatKey, seatSignature, ticketKey, ticketSignature] {
            guard let field else { continue }
            text.append(UInt8(ascii: " "))
            Base64URL.append(field.span, to: &text)
        }
        return text
    }

    /// The whole line, without a line end; a client says it once, as its first.
    public var line: [UInt8] {
        [UInt8]("@id=1 AUTH ".utf8) + parameters
    }
}
