import Glibc

/// What a command says to the one who ran it.
enum Output {
    /// Writes lines to standard output.
    static func say(_ lines: [String]) { write(lines, to: STDOUT_FILENO) }

    /// Writes lines to standard error.
    static func complain(_ lines: [String]) { write(lines, to: STDERR_FILENO) }

    private static func write(_ lines: [String], to descriptor: Int32) {
        var text = lines.map { $0 + "\n" }.joined()
        text.withUTF8 { bytes in
            var sent = 0
            while sent < bytes.count, let base = bytes.baseAddress {
                let count = unsafe Glibc.write(descriptor, base + sent, bytes.count - sent)
                guard count > 0 || errno == EINTR else { return }
                sent += max(0, count)
            }
        }
    }
}
