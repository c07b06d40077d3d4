/// One JSON object on one line, its keys in the order in which they were set.
struct JSONObject: Hashable, Sendable {
    private var body = ""

    /// The object's text.
    var text: String { "{\(body)}" }

    mutating func set(_ key: String, _ value: String) { put(key, Self.quoted(value)) }

    mutating func set(_ key: String, _ value: UInt64) { put(key, String(value)) }

    mutating func set(_ key: String, _ value: Bool) { put(key, value ? "true" : "false") }

    mutating func set(_ key: String, _ values: [UInt64]) {
        put(key, "[\(values.map(String.init).joined(separator: ","))]")
    }

    mutating func set(_ key: String, _ values: [String]) {
        put(key, "[\(values.map(Self.quoted).joined(separator: ","))]")
    }

    mutating func set(_ key: String, _ values: [JSONObject]) {
        put(key, "[\(values.map(\.text).joined(separator: ","))]")
    }

    private mutating func put(_ key: String, _ value: String) {
        if !body.isEmpty { body += "," }
        body += "\(Self.quoted(key)):\(value)"
    }

    /// A string as JSON writes it; everything that a terminal might obey is escaped.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
                quoted += "\\u" + hexadecimal(scalar.value)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
