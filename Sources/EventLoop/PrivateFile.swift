internal import Glibc

/// Small files that only their owner may read: written whole or not at all.
public enum PrivateFile {
    /// The first `limit` bytes of a file; nil when there is none.
    ///
    /// A symbolic link in its place is refused unless `followsLink`.
    public static func read(
        _ path: String,
        limit: Int = 16_384,
        followsLink: Bool = false
    ) throws(SyscallError) -> [UInt8]? {
        let raw = unsafe open(path, O_RDONLY | O_CLOEXEC | (followsLink ? 0 : O_NOFOLLOW))
        guard raw >= 0 else {
            guard errno == ENOENT else { throw SyscallError("open") }
            return nil
        }
        let descriptor = Descriptor(taking: raw)
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = unsafe Glibc.read(descriptor.raw, &bytes, limit)
        guard count >= 0 else { throw SyscallError("read") }
        return Array(bytes.prefix(count))
    }

    /// Writes a file of mode 0600 beside the old one, makes it last, and puts it in its place.
    public static func write(_ bytes: [UInt8], to path: String) throws(SyscallError) {
        let draft = path + ".new"
        _ = unsafe unlink(draft)
        let raw = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard raw >= 0 else { throw SyscallError("open") }
        let descriptor = Descriptor(taking: raw)
        guard unsafe Glibc.write(descriptor.raw, bytes, bytes.count) == bytes.count else {
            throw SyscallError("write")
        }
        guard fsync(descriptor.raw) == 0 else { throw SyscallError("fsync") }
        guard unsafe rename(draft, path) == 0 else { throw SyscallError("rename") }
        try settle(directoryOf: path)
    }

    /// Writes a new file of mode 0600; answers false, and writes nothing, when there is one already.
    ///
    /// What could not be written whole is removed again.
    public static func create(_ bytes: [UInt8], at path: String) throws(SyscallError) -> Bool {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let raw = unsafe open(path, flags, 0o600)
        guard raw >= 0 else {
            guard errno == EEXIST else { throw SyscallError("open") }
            return false
        }
        let descriptor = Descriptor(taking: raw)
        do throws(SyscallError) {
            guard unsafe Glibc.write(descriptor.raw, bytes, bytes.count) == bytes.count else {
                throw SyscallError("write")
            }
            guard fsync(descriptor.raw) == 0 else { throw SyscallError("fsync") }
            try settle(directoryOf: path)
        } catch {
            _ = unsafe unlink(path)
            throw error
        }
        return true
    }

    /// Adds a line to a file of mode 0600.
    public static func append(_ line: String, to path: String) throws(SyscallError) {
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW
        let raw = unsafe open(path, flags, 0o600)
        guard raw >= 0 else { throw SyscallError("open") }
        let descriptor = Descriptor(taking: raw)
        let bytes = [UInt8]((line + "\n").utf8)
        guard unsafe Glibc.write(descriptor.raw, bytes, bytes.count) == bytes.count else {
            throw SyscallError("write")
        }
        guard fsync(descriptor.raw) == 0 else { throw SyscallError("fsync") }
    }

    /// A new name lasts only once its directory does.
    private static func settle(directoryOf path: String) throws(SyscallError) {
        let directory = path.lastIndex(of: "/").map { path[...$0] } ?? "."
        let raw = unsafe open(String(directory), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard raw >= 0 else { throw SyscallError("open") }
        let descriptor = Descriptor(taking: raw)
        guard fsync(descriptor.raw) == 0 else { throw SyscallError("fsync") }
    }
}
