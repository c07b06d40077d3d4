import Foundation
import Store

/// A runtime directory with what starts and ends in it.
struct Runtime {
    let place: Place
    let directory: JournalDirectory

    init(syncs: Bool = false) throws {
        place = try runtimePlace()
        directory = JournalDirectory(place.path, roomBytes: 4 * recordBytes, syncs: syncs)
    }

    /// A run with one shard for each snapshot, of which `run` gets the journals in turn.
    @discardableResult
    func start(
        _ snapshots: [[UInt8]],
        wallSeconds: UInt64 = 1,
        run: (inout ShardJournal) throws -> Void = { _ in }
    ) throws -> UInt64 {
        var failure: (any Error)?
        let epoch = try directory.begin(
            after: try directory.load(),
            wallSeconds: wallSeconds,
            snapshots: snapshots
        ) { journal in
            var journal = journal
            do { try run(&journal) } catch { failure = error }
        }
        if let failure { throw failure }
        return epoch
    }

    /// All files, by name.
    func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try place.names() { files[name] = try place.bytes(of: name) }
        return files
    }

    /// Makes the directory hold these and no others.
    func put(_ files: [String: [UInt8]]) throws {
        for name in try place.names() { try place.remove(name) }
        for (name, bytes) in files { try place.put(bytes, at: name) }
    }
}

extension Journals {
    /// The records of each shard.
    var bodies: [[UInt8]?] { shards.map { $0?.bodies } }
}
