internal import Wire

/// A link: where the relay is, which circle, how to know the relay, and one secret. (SPEC §3.4)
public struct Link: Sendable, Equatable {
    /// What a link is for; the raw value is its byte in the fragment.
    public enum Kind: UInt8, Sendable {
        case invitation = 1
        case founding = 2
    }

    /// The longest text that can be a link, in bytes.
    public static let textBytesMax = 512
    /// How long a circle id is, in bytes.
    public static let circleCount = 8

    /// A name, an IPv4 address, or an IPv6 address without its brackets.
    public let host: String
    /// The TCP port, never 0.
    public let port: UInt16
    /// The circle's id, 8 bytes.
    public let circle: [UInt8]
    /// The relay's identity.
    public let pin: Pin
    /// Whether it invites or founds.
    public let kind: Kind
    /// The invitation secret.
    public let secret: SecretBytes

    /// A link with these parts, or nil when `host`, `port` or `circle` cannot stand in one.
    public init?(
        host: String,
        port: UInt16,
        circle: [UInt8],
        pin: Pin,
        kind: Kind,
        secret: SecretBytes
    ) {
        guard Self.isHost(host), port > 0, circle.count == Self.circleCount else { return nil }
        self.host = host
        self.port = port
        self.circle = circle
        self.pin = pin
        self.kind = kind
        self.secret = secret
    }

    /// The link as it is sent to a person.
    ///
    /// It holds the secret, so it is never logged.
    public var text: String {
        var bytes = [UInt8](Self.scheme.utf8)
        bytes += (host.contains(":") ? "[\(host)]" : host).utf8
        bytes += ":\(port)/".utf8
        Base64URL.append(circle.span, to: &bytes)
        bytes += Self.pinMark.utf8
        bytes += pin.text.utf8
        bytes.append(Self.hash)

        var fragment = [kind.rawValue] + secret.copied()
        defer { Cleansing.cleanse(&fragment) }
        fragment += Self.check(front: bytes[...], fragment: fragment[...])
        Base64URL.append(fragment.span, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Link {
    private static let scheme = "circle://"
    private static let pinMark = "?pin=sha256:"
    private static let hash = UInt8(ascii: "#")
    private static let checkCount = 3

    /// Reads a link as a person pasted it, with the blanks and quotes that came along.
    public init(reading text: String) throws(LinkFlaw) {
        try self.init(reading: [UInt8](text.utf8))
    }

    /// Reads a link from UTF-8 that nobody has looked at yet.
    public init(reading text: [UInt8]) throws(LinkFlaw) {
        let line = Self.trimmed(text)
        guard line.starts(with: Self.scheme.utf8) else { throw .notALink }
        guard line.count <= Self.textBytesMax, let hash = line.firstIndex(of: Self.hash) else {
            throw .damaged
        }

        // The check comes first: of a damaged link, nothing else can be believed.
        guard var fragment = Base64URL.decode([UInt8](line[(hash + 1)...])) else { throw .damaged }
        defer { Cleansing.cleanse(&fragment) }
        guard fragment.count > Self.checkCount else { throw .damaged }
        let check = fragment.suffix(Self.checkCount)
        var content = [UInt8](fragment.dropLast(Self.checkCount))
        defer { Cleansing.cleanse(&content) }
        let expected = Self.check(front: line[...hash], fragment: content[...])
        guard Cleansing.isSame([UInt8](check), expected) else { throw .damaged }

        guard let kind = Kind(rawValue: content[0]) else { throw .newerClientNeeded }
        var bytes = [UInt8](content.dropFirst())
        defer { Cleansing.cleanse(&bytes) }
        guard let secret = SecretBytes(bytes) else { throw .damaged }

        let front = line[..<hash].dropFirst(Self.scheme.utf8.count)
        guard let query = front.firstIndex(of: UInt8(ascii: "?")) else { throw .noPin }
        guard front[query...].starts(with: Self.pinMark.utf8) else { throw .noPin }
        let pinText = front[query...].dropFirst(Self.pinMark.utf8.count)
        guard let pin = Pin(reading: pinText) else { throw .damaged }

        guard let slash = front[..<query].firstIndex(of: UInt8(ascii: "/")),
            let circle = Base64URL.decode(
                front[front.index(after: slash)..<query],
                count: Self.circleCount
            ),
            let (host, port) = Self.address(front[..<slash]),
            let link = Link(
                host: host,
                port: port,
                circle: circle,
                pin: pin,
                kind: kind,
                secret: secret
            )
        else { throw .damaged }
        self = link
    }

    /// What guards a link against cuts and slips: three bytes over all that stands before them.
    private static func check(front: ArraySlice<UInt8>, fragment: ArraySlice<UInt8>) -> [UInt8] {
        var whole = [UInt8](front) + fragment
        defer { Cleansing.cleanse(&whole) }
        return [UInt8](Digest.sha256(whole).prefix(checkCount))
    }

    /// Drops blanks, line ends, and quotes or brackets of any language from both ends.
    private static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
        // Whatever is not printable ASCII cannot begin or end a link, nor can these marks.
        let marks = [UInt8]("\"'`<>()[]{}*".utf8)
        func isPart(_ byte: UInt8) -> Bool {
            (0x21...0x7E).contains(byte) && !marks.contains(byte)
        }
        guard let first = text.firstIndex(where: isPart), let last = text.lastIndex(where: isPart)
        else { return [] }
        return text[first...last]
    }

    /// Splits `HOST:PORT`, where an IPv6 address stands in brackets.
    private static func address(_ text: ArraySlice<UInt8>) -> (host: String, port: UInt16)? {
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")),
            let port = port(text[text.index(after: colon)...])
        else { return nil }
        let host = text[..<colon]
        guard host.first == UInt8(ascii: "[") else {
            // An address with colons must stand in brackets.
            guard !host.contains(UInt8(ascii: ":")) else { return nil }
            return (String(decoding: host, as: UTF8.self), port)
        }
        guard host.last == UInt8(ascii: "]"), host.contains(UInt8(ascii: ":")) else { return nil }
        return (String(decoding: host.dropFirst().dropLast(), as: UTF8.self), port)
    }

    /// A port in its one decimal form.
    private static func port(_ digits: ArraySlice<UInt8>) -> UInt16? {
        guard let first = digits.first, first != UInt8(ascii: "0"), digits.count <= 5 else {
            return nil
        }
        var number = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return UInt16(exactly: number)
    }

    /// Whether `host` is spelled like a name or an address; whether it exists is found out later.
    private static func isHost(_ host: String) -> Bool {
        guard (1...253).contains(host.utf8.count), host.utf8.first != UInt8(ascii: "-") else {
            return false
        }
        guard host.utf8.contains(UInt8(ascii: ":")) else {
            return host.utf8.allSatisfy { isHostName($0) }
        }
        return host.utf8.allSatisfy {
            isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
        }
    }

    private static func isHostName(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isHexadecimal(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
