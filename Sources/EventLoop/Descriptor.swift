internal import Glibc

/// A file descriptor, closed exactly once.
public struct Descriptor: ~Copyable, Sendable {
    /// The number, for calls that borrow it; it must not be closed by anybody else.
    public let raw: Int32

    /// Becomes the owner of an open descriptor.
    public init(taking raw: Int32) { self.raw = raw }

    /// Becomes the owner of what `operation` returned, or throws when it returned an error.
    init(taking raw: Int32, from operation: StaticString) throws(SyscallError) {
        guard raw >= 0 else { throw SyscallError(operation) }
        self.init(taking: raw)
    }

    deinit { _ = Glibc.close(raw) }

    /// Closes now, for callers who want to hear about it.
    ///
    /// Linux has closed the descriptor even when it answers with an error.
    public consuming func close() throws(SyscallError) {
        let raw = raw
        discard self
        guard Glibc.close(raw) == 0 || errno == EINTR else { throw SyscallError("close") }
    }
}
