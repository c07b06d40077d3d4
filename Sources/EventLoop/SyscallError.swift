internal import Glibc

/// A refusal by the kernel: which operation, and the `errno` it gave.
///
/// Holds no path, address or text, so it may be logged as it is.
public struct SyscallError: Error, Sendable {
    /// The name of the operation, as in its manual page.
    public let operation: StaticString
    /// The value of `errno` after it.
    public let code: Int32

    /// The refusal of `operation` with a known `code`.
    public init(_ operation: StaticString, code: Int32) {
        self.operation = operation
        self.code = code
    }

    /// The refusal of the operation that was just called on this thread.
    public init(_ operation: StaticString) {
        self.init(operation, code: errno)
    }

    /// Whether a descriptor or kernel memory was lacking, so that the same call may succeed later.
    public var isExhaustion: Bool {
        code == EMFILE || code == ENFILE || code == ENOBUFS || code == ENOMEM
    }
}
