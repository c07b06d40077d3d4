import EventLoop
import Glibc

/// Small files that only their owner may read: written whole or not at all.
enum PrivateFile {
    /// The bytes of a file of at most `limit` bytes; nil when there is none.
    static func read(_ path: String, limit: Int = 4_096) throws(SyscallError) -> [UInt8]? {
        let raw = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
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

    /// Writes a file of mode 0600 beside the old one, makes it last, and puts it in place.
    static func write(_ bytes: [UInt8], to path: String) throws(SyscallError) {
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
    }
}
