import Glibc

/// The names in one directory of ours.
struct Folder: Sendable {
    let path: String

    func path(of name: String) -> String { path + "/" + name }

    /// All names in it, in order.
    func names() throws(JournalFailure) -> [String] {
        guard let stream = unsafe opendir(path) else { throw .cannotOpen(errno: errno) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
                unsafe String(cString: UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw JournalFailure(errno: errno) }
        return names.sorted()
    }

    /// The contents of a small file; nil when there is none.
    func read(_ name: String, limit: Int) throws(JournalFailure) -> [UInt8]? {
        do throws(JournalFailure) {
            return try OpenFile(reading: path(of: name)).bytes(limit: limit)
        } catch .cannotOpen(errno: ENOENT) {
            return nil
        }
    }

    /// Writes a small file of mode 0600 whole or not at all.
    func write(_ bytes: [UInt8], to name: String, syncs: Bool) throws(JournalFailure) {
        let draft = Self.draft(of: name)
        remove(draft)
        do throws(JournalFailure) {
            let file = try OpenFile(creating: path(of: draft))
            try file.write(bytes, at: 0)
            if syncs { try file.sync() }
            try Self.rename(path(of: draft), to: path(of: name))
        } catch {
            remove(draft)
            throw error
        }
        if syncs { try OpenFile(directory: path).sync() }
    }

    /// A name that cannot be removed is a leftover, which nobody reads.
    func remove(_ name: String) { _ = unsafe unlink(path(of: name)) }

    /// The name under which a file is written before it takes its place.
    static func draft(of name: String) -> String { name + ".new" }

    static func rename(_ path: String, to other: String) throws(JournalFailure) {
        guard unsafe Glibc.rename(path, other) == 0 else { throw JournalFailure(opening: errno) }
    }

    /// The directory that holds `path`.
    static func holding(_ path: String) -> Folder {
        guard let end = path.lastIndex(of: "/") else { return Folder(path: ".") }
        return Folder(path: end == path.startIndex ? "/" : String(path[..<end]))
    }
}
