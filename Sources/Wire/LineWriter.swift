/// Builds one line, part by part, into a buffer that the caller owns. (SPEC §2.3)
struct LineWriter {
    private(set) var bytes: [UInt8] = []
    private var hasTags = false

    mutating func tag(_ key: String, _ value: some CustomStringConvertible) {
        bytes.append(hasTags ? UInt8(ascii: ";") : UInt8(ascii: "@"))
        hasTags = true
        bytes.append(contentsOf: "\(key)=\(value)".utf8)
    }

    mutating func tag(_ key: String, bytes value: [UInt8]) {
        tag(key, String(decoding: value, as: UTF8.self))
    }

    mutating func verb(_ verb: String) {
        if hasTags { bytes.append(UInt8(ascii: " ")) }
        bytes.append(contentsOf: verb.utf8)
    }

    mutating func word(_ word: some CustomStringConvertible) {
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: word.description.utf8)
    }

    mutating func word(bytes word: [UInt8]) {
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: word)
    }

    mutating func key(_ key: PublicKey) { base64(key.bytes) }

    mutating func base64(_ value: [UInt8]) {
        bytes.append(UInt8(ascii: " "))
        Base64URL.append(value.span, to: &bytes)
    }

    mutating func text(_ text: [UInt8]) {
        bytes.append(UInt8(ascii: " "))
        bytes.append(UInt8(ascii: ":"))
        // A line feed in the text would begin a line of its own.
        for byte in text { bytes.append(byte == UInt8(ascii: "\n") ? UInt8(ascii: " ") : byte) }
    }

    /// Content that a restart may have taken; `*` stands where it was. (SPEC §5.14, §5.16)
    mutating func optional(_ content: Content?) {
        if let content { self.content(content) } else { word("*") }
    }

    mutating func content(_ content: Content) {
        switch content {
        case .sealed(let payload): word(bytes: payload)
        case .plain(let text): self.text(text)
        }
    }
}
