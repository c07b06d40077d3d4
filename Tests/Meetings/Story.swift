import Etiquette
import Formats
import Foundation

/// The story of one meeting, as it stands in `stories`: what people do, and what came of it.
///
/// What people do is read from the file and played; what came of it is written anew on each run and
/// has to be what stands in the file.
struct Story {
    let name: String
    /// The file as it is.
    let text: String
    /// The lines at its head that begin with `#`.
    var head: [String] = []
    /// Everybody who comes, with their roles.
    var people: [(name: String, role: Role)] = []
    var steps: [Step] = []

    struct Step {
        let line: Int
        /// As it is written, without the time.
        let text: String
        let deed: Deed
    }

    enum Deed: Hashable {
        case comes(String)
        case isBack(String)
        case losesLink(String)
        case pressesEnter(String)
        case types(String, String)
        /// Seconds.
        case wait(UInt64)
        /// Something to know, between the lines.
        case remark
    }

    struct Flaw: Error, CustomStringConvertible {
        let description: String
    }

    static let folder = URL(filePath: #filePath).appending(path: "../stories").standardizedFileURL

    /// The names of all shipped formats; each has a story.
    static let names = ShippedFormat.all.map(\.name)

    static func file(_ name: String) -> URL { folder.appending(path: name + ".txt") }

    static func filesThere() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }

    init(named name: String) throws {
        self.name = name
        text = try String(contentsOf: Self.file(name), encoding: .utf8)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            try read(String(line), index + 1)
        }
    }

    /// Lines that begin with a space or with `=` tell what came of it; they are written anew.
    private mutating func read(_ line: String, _ number: Int) throws {
        guard let first = line.first, first != " ", first != "=" else { return }
        if steps.isEmpty, people.isEmpty, first == "#" { return head.append(line) }
        if line.hasPrefix("people ") { return try readPeople(line.dropFirst(7), number) }
        let text = String(line.trimmingPrefix(/\d:\d\d:\d\d\s\s/))
        guard let deed = Self.deed(text) else { throw flaw("cannot read «\(text)»", number) }
        steps.append(Step(line: number, text: text, deed: deed))
    }

    private mutating func readPeople(_ list: Substring, _ number: Int) throws {
        for entry in list.split(separator: ",") {
            let pair = entry.split(separator: " ").map(String.init)
            guard pair.count == 2, let role = Role(rawValue: pair[1]) else {
                throw flaw("bad people", number)
            }
            people.append((pair[0], role))
        }
    }

    private static func deed(_ text: String) -> Deed? {
        if text.hasPrefix("#") { return .remark }
        if let wait = text.wholeMatch(of: /\.\.\. (?:(\d+)m)? ?(?:(\d+)s)?/) {
            let minutes = wait.output.1.flatMap { UInt64($0) } ?? 0
            return .wait(minutes * 60 + (wait.output.2.flatMap { UInt64($0) } ?? 0))
        }
        guard let parts = text.wholeMatch(of: /(\w+) (.+)/)?.output else { return nil }
        let name = String(parts.1)
        switch parts.2 {
        case "comes": return .comes(name)
        case "is back": return .isBack(name)
        case "loses the link": return .losesLink(name)
        case "presses Enter": return .pressesEnter(name)
        default:
            guard parts.2.hasPrefix("> ") else { return nil }
            return .types(name, String(parts.2.dropFirst(2)))
        }
    }

    func flaw(_ what: String, _ line: Int) -> Flaw {
        Flaw(description: "\(name).txt:\(line): \(what)")
    }
}
