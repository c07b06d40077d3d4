import CToml
import Wire

/// A TOML file as values that know where they stand.
struct TomlDocument {
    /// What a value is.
    enum Value {
        case text(String)
        case number(Int64)
        case truth(Bool)
        case table, array, other
    }

    struct Node {
        /// Its name in a table; empty in an array.
        let key: String
        let value: Value
        let line: Int
        let column: Int
        /// What stands in it, when it is a table or an array.
        fileprivate(set) var children: [Int] = []
    }

    /// The document itself is the first; a table or an array stands before what is in it.
    private(set) var nodes: [Node] = []

    /// Levels of nesting cost a dot each, and the parser nests as deep as its file: this keeps it far
    /// from the end of the stack.
    private static let dotsMax = 4_000

    init(_ bytes: [UInt8]) throws(FormatFault) {
        try Self.checkSize(bytes)
        let document = unsafe bytes.withUnsafeBytes { buffer in
            unsafe circle_toml_read(buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
        }
        guard let document = unsafe document else {
            throw FormatFault(line: 1, column: 1, advice: "There is no memory to read this file.")
        }
        defer { unsafe circle_toml_free(document) }
        var line: UInt32 = 0
        var column: UInt32 = 0
        if let error = unsafe circle_toml_error(document, &line, &column) {
            let place = line > 0 ? (Int(line), Int(column)) : Self.oddHeader(in: bytes)
            throw Self.unreadable(unsafe String(cString: error), at: place)
        }
        for index in 0..<(unsafe circle_toml_count(document)) {
            let found = unsafe circle_toml_at(document, index)
            unsafe nodes.append(Node(found))
            if index > 0 { unsafe nodes[found.parent].children.append(index) }
        }
    }

    private static func checkSize(_ bytes: [UInt8]) throws(FormatFault) {
        let dots = bytes.count { $0 == UInt8(ascii: ".") }
        guard bytes.count <= Format.fileBytesMax, dots <= dotsMax else {
            throw FormatFault(
                line: 1,
                column: 1,
                advice: "This file is too long: a format has at most \(Format.fileBytesMax) bytes "
                    + "and \(dotsMax) full stops."
            )
        }
    }

    /// Where the parser stumbled without saying so: `[[` and then what cannot begin a name.
    private static func oddHeader(in bytes: [UInt8]) -> (line: Int, column: Int) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let header = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            let name = header.dropFirst(2).drop {
                $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
            }
            guard header.starts(with: "[[".utf8), let first = name.first else { continue }
            switch first {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: continue
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                continue
            default: return (index + 1, name.startIndex - line.startIndex + 1)
            }
        }
        return (1, 1)
    }

    private static func unreadable(
        _ error: String,
        at place: (line: Int, column: Int)
    ) -> FormatFault {
        FormatFault(
            line: place.line,
            column: place.column,
            advice: "This cannot be read as TOML. Look for a missing quote, bracket or \"=\" here "
                + "and in the line above. (\(TextRules.shown([UInt8](error.utf8))))"
        )
    }
}

extension TomlDocument.Node {
    fileprivate init(_ found: circle_toml_entry) {
        value =
            switch unsafe found.kind {
            case CIRCLE_TOML_STRING:
                .text(unsafe Self.string(found.string, found.string_length))
            case CIRCLE_TOML_INTEGER: .number(unsafe found.integer)
            case CIRCLE_TOML_BOOLEAN: .truth(unsafe found.integer != 0)
            case CIRCLE_TOML_TABLE: .table
            case CIRCLE_TOML_ARRAY: .array
            default: .other
            }
        key = unsafe Self.string(found.key, found.key_length)
        line = unsafe Int(found.line)
        column = unsafe Int(found.column)
    }

    private static func string(_ start: UnsafePointer<CChar>, _ count: Int) -> String {
        unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }
}
