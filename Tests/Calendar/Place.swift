import Calendar
import Foundation
import Testing

/// Zones of the system, and moments as people write them.
enum Place {
    static let folder = "/usr/share/zoneinfo"

    static func zone(_ name: String) throws -> Zone {
        let file = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
        return try #require(Zone(file: [UInt8](file)), "\(name)")
    }

    /// The names of all zones that clocks on walls keep.
    static let names: [String] = {
        let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return all.sorted().filter { name in
            guard !name.hasPrefix("right/"), !name.hasPrefix("posix/") else { return false }
            let file = try? Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
            return file?.starts(with: "TZif".utf8) == true
        }
    }()

    /// `2026-12-01 19:00` in UTC.
    static func moment(_ text: String) throws -> Int {
        let parts = text.split(separator: " ").map(String.init)
        let date = try #require(CivilDate(text: parts[0]))
        let time = try #require(CivilTime(text: parts[1]))
        return date.dayNumber * 86_400 + time.minutes * 60
    }
}
