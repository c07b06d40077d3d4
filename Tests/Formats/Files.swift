import Formats
import Foundation
import Testing

/// The folder of the shipped formats, and what tests need of it.
enum Files {
    static let formats = URL(filePath: #filePath)
        .appending(path: "../../../Protocol/formats").standardizedFileURL

    static func bytes(of name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: formats.appending(path: name)))
    }

    /// A format that comes with the programs.
    static func shipped(_ name: String) throws -> Format {
        try #require(ShippedFormat(named: name)).format()
    }

    /// A format of which only some lines matter.
    static func toml(_ lines: String) -> [UInt8] {
        [UInt8](
            """
            format = 1
            name = "tuesday"
            title = "Tuesday"
            \(lines)

            """.utf8
        )
    }

    /// A format with one part, whose kind and other keys these lines say.
    static func toml(part lines: String) -> [UInt8] {
        toml("[[phase]]\ntitle = \"One\"\n\(lines)")
    }

    /// Everything that is wrong with a file, without its name.
    static func faults(of toml: [UInt8]) -> [String] {
        do throws(FormatFailure) {
            _ = try Format(toml: toml, file: "f")
            return []
        } catch { return error.lines.map { String($0.dropFirst(2)) } }
    }
}

/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(state: UInt64) { self.state = state }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var number = state
        number = (number ^ (number >> 30)) &* 0xbf58_476d_1ce4_e5b9
        number = (number ^ (number >> 27)) &* 0x94d0_49bb_1331_11eb
        return number ^ (number >> 31)
    }
}
