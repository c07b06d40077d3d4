/// A host and a port as people write them: `host:port`, `host`, `[::1]:7443`.
package struct RelayAddress: Equatable, Sendable {
    /// The port of a relay, if none is said.
    package static let defaultPort: UInt16 = 7_443

    /// A name, an IPv4 address or an IPv6 address without brackets.
    package var host: String
    /// 0 to 65,535.
    package var port: UInt16

    init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads an address; nil when it is none.
    package init?(reading text: String, defaultPort: UInt16 = RelayAddress.defaultPort) {
        var rest = Substring(text)
        if rest.first == "[" {
            guard let end = rest.firstIndex(of: "]") else { return nil }
            host = String(rest[rest.index(after: rest.startIndex)..<end])
            rest = rest[rest.index(after: end)...]
        } else if rest.count(where: { $0 == ":" }) > 1 {
            host = text
            rest = ""
        } else {
            host = String(rest.prefix { $0 != ":" })
            rest = rest.dropFirst(host.count)
        }
        guard !host.isEmpty, host.allSatisfy({ $0.isASCII && !$0.isWhitespace && $0 != "/" })
        else { return nil }
        guard !rest.isEmpty else {
            port = defaultPort
            return
        }
        guard rest.first == ":", let number = UInt16(rest.dropFirst()) else { return nil }
        port = number
    }

    /// Whether it stands for every address of the machine.
    package var isAny: Bool { host == "0.0.0.0" || host == "::" || host == "*" }

    /// Host and port as they are written.
    package var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
