/// What the shards of the run before were working on when it ended. (SPEC §11.8)
public enum Breadcrumbs {
    /// The list of the values of the last end, one a line.
    private static let listName = "crashed"
    private static let listBytesMax = 65_536
    private static let crumbBytes = 8

    /// The values that were in work at the last two ends of the relay in a row.
    ///
    /// Called once at a start, before crumbs are made. Takes what was left, and remembers it for
    /// the next start; an end with nothing in work is remembered as such. A directory that refuses
    /// accuses nobody.
    public static func afterCrash(_ directory: String) -> Set<UInt64> {
        let folder = Folder(path: directory)
        let before = list(in: folder)
        let now = take(from: folder)
        let lines = now.sorted().map { "\($0)\n" }.joined()
        // An old list must not stand where the new one could not be written.
        folder.remove(listName)
        if !now.isEmpty {
            _ = try? folder.write([UInt8](lines.utf8), to: listName, syncs: false)
        }
        return now.intersection(before)
    }

    private static func list(in folder: Folder) -> Set<UInt64> {
        guard let bytes = (try? folder.read(listName, limit: listBytesMax)) ?? nil else {
            return []
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        return Set(lines.compactMap { UInt64($0) })
    }

    /// The crumbs that were left; each counts for one end only.
    private static func take(from folder: Folder) -> Set<UInt64> {
        var values: Set<UInt64> = []
        for name in ((try? folder.names()) ?? []).filter(BreadcrumbName.isOne) {
            let bytes = (try? folder.read(name, limit: crumbBytes)) ?? nil
            folder.remove(name)
            guard let bytes, bytes.count == crumbBytes else { continue }
            let value = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if value != 0 { values.insert(value) }
        }
        return values
    }
}
