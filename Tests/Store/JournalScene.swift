import Foundation
import Store

/// Bytes of a record as it stands on the file.
let recordBytes = RecordFrame.bytes

/// A record of the caller's, like no other.
func record(_ seed: UInt64, endsGroup: Bool = true, kind: UInt8 = 16) -> [UInt8] {
    let body = box(seed, count: RecordFrame.bodyBytes)
    return [kind, endsGroup ? body[1] | 1 : body[1] & ~1] + body.dropFirst(2)
}

/// The records from one number to another, each a group of its own.
func records(_ seeds: ClosedRange<UInt64>) -> [UInt8] { seeds.flatMap { record($0) } }

/// A place that is there, as a runtime directory is.
func runtimePlace() throws -> Place {
    let place = Place()
    try FileManager.default.createDirectory(
        atPath: place.path,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
    )
    return place
}

extension Place {
    var journal: String { path + "/journal" }

    func makeJournal(
        at name: String = "journal",
        snapshot: [UInt8] = records(1...2),
        room: Int = 8
    ) throws(JournalFailure) -> JournalFile {
        try JournalFile(
            creating: path + "/" + name,
            epoch: 7,
            generation: 3,
            snapshot: snapshot,
            roomBytes: room * recordBytes,
            syncs: false
        )
    }

    /// The bytes of a file with a snapshot of two records, and these appended group by group.
    func journalBytes(appending groups: [[UInt8]], room: Int = 8) throws -> [UInt8] {
        var file = try makeJournal(room: room)
        for group in groups { try file.append(group) }
        return try bytes(of: "journal")
    }

    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    func bytes(of name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: file(name))) }

    func put(_ bytes: [UInt8], at name: String) throws { try Data(bytes).write(to: file(name)) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(at: file(name)) }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(
            at: file(name),
            withIntermediateDirectories: false
        )
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: path + "/" + name,
            withDestinationPath: target
        )
    }
}
