import Foundation

/// The files of the project, as the tests of this folder look at them.
enum House {
    static let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

    static let sources = files(under: "Sources", endings: ["swift"])
    static let tests = files(under: "Tests", endings: ["swift", "py"])

    static func text(_ path: String) -> String? {
        try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The names of the folders directly under one.
    static func folders(under path: String) -> [String] {
        let folder = root.appending(path: path)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { name in
            let values = try? folder.appending(path: name).resourceValues(forKeys: [.isDirectoryKey]
            )
            return values?.isDirectory == true && !name.hasPrefix(".") && !name.hasPrefix("__")
        }.sorted()
    }

    private static func files(under path: String, endings: [String]) -> [HouseFile] {
        let folder = root.appending(path: path)
        let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
        return names.compactMap { $0 as? String }
            .filter { name in endings.contains { name.hasSuffix(".\($0)") } }
            .sorted()
            .compactMap { name in text("\(path)/\(name)").map { HouseFile("\(path)/\(name)", $0) } }
    }
}

/// One file: what stands in it, and its code without comments and strings.
struct HouseFile: Sendable {
    let path: String
    let text: String
    let code: String

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
        code = path.hasSuffix(".swift") ? SwiftText.codeOnly(text) : text
    }

    /// The folder directly under `Sources` or `Tests`.
    var room: String { String(path.split(separator: "/").dropFirst().first ?? "") }
    /// The path within its room.
    var name: String { path.split(separator: "/").dropFirst(2).joined(separator: "/") }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var codeLines: [Substring] { code.split(separator: "\n", omittingEmptySubsequences: false) }
}

/// A list a person can work through.
func list(_ lines: [String]) -> String {
    lines.isEmpty ? "nothing" : "\n    " + lines.joined(separator: "\n    ")
}
