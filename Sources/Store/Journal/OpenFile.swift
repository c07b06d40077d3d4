import Glibc

/// An open file of the runtime directory, closed exactly once; links are never followed.
struct OpenFile: ~Copyable, Sendable {
    private let raw: Int32

    /// Makes a file of mode 0600 where none is.
    init(creating path: String) throws(JournalFailure) {
        try self.init(path, O_RDWR | O_CREAT | O_EXCL)
    }

    /// Opens a file to write to, or makes it with mode 0600.
    init(updating path: String) throws(JournalFailure) {
        try self.init(path, O_RDWR | O_CREAT)
    }

    /// Opens a file that is there.
    init(reading path: String) throws(JournalFailure) { try self.init(path, O_RDONLY) }

    /// Opens a directory, to make its names last.
    init(directory path: String) throws(JournalFailure) {
        let raw = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard raw >= 0 else { throw JournalFailure(opening: errno) }
        self.raw = raw
    }

    /// Without waiting for the other end of a pipe that somebody put there.
    private init(_ path: String, _ flags: Int32) throws(JournalFailure) {
        let raw = unsafe open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard raw >= 0 else { throw JournalFailure(opening: errno) }
        self.raw = raw
    }

    deinit { _ = close(raw) }

    /// Gives the file its size and its room, so that a full disk shows now and not later.
    func allocate(_ bytes: Int) throws(JournalFailure) {
        while true {
            switch posix_fallocate(raw, 0, bytes) {
            case 0: return
            case EINTR: continue
            case let code: throw JournalFailure(errno: code)
            }
        }
    }

    /// Writes all of `bytes` from `offset` on.
    func write(_ bytes: [UInt8], at offset: Int) throws(JournalFailure) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                return unsafe pwrite(raw, rest.baseAddress, rest.count, offset + written)
            }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw JournalFailure(errno: count < 0 ? errno : EIO)
            }
            written += count
        }
    }

    /// The whole file, if it is one and not larger than `limit`.
    func bytes(limit: Int) throws(JournalFailure) -> [UInt8] {
        var facts = stat()
        guard unsafe fstat(raw, &facts) == 0 else { throw JournalFailure(errno: errno) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .unavailable(errno: EINVAL) }
        guard facts.st_size <= limit else { throw .tooLarge }
        var bytes = [UInt8](repeating: 0, count: facts.st_size)
        var filled = 0
        while filled < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                return unsafe pread(raw, rest.baseAddress, rest.count, filled)
            }
            guard count > 0 else {
                if count == 0 { break }
                if errno == EINTR { continue }
                throw JournalFailure(errno: errno)
            }
            filled += count
        }
        return filled == bytes.count ? bytes : [UInt8](bytes.prefix(filled))
    }

    /// Makes the contents last; after a failure they are unknown, however often it is repeated.
    func syncData() throws(JournalFailure) {
        guard fdatasync(raw) == 0 else { throw JournalFailure(errno: errno) }
    }

    /// Makes contents, size and names last.
    func sync() throws(JournalFailure) {
        guard fsync(raw) == 0 else { throw JournalFailure(errno: errno) }
    }

    /// Maps the first `bytes` into memory that every process sees; the mapping outlives the file.
    @unsafe
    func map(_ bytes: Int) throws(JournalFailure) -> UnsafeMutableRawPointer {
        let start = unsafe mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, raw, 0)
        guard let start = unsafe start, unsafe start != MAP_FAILED else {
            throw JournalFailure(errno: errno)
        }
        return unsafe start
    }

    /// Ends a mapping of so many bytes.
    @unsafe
    static func unmap(_ start: UnsafeMutableRawPointer, _ bytes: Int) {
        _ = unsafe munmap(start, bytes)
    }
}
