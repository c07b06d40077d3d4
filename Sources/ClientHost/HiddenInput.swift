import Glibc
import Terminal

/// Lines of which nothing is drawn: from a terminal without echo, or from a pipe.
struct HiddenInput: ~Copyable {
    /// The longest line that is taken from a pipe, in bytes.
    private static let lineBytesMax = 4_096

    private let terminal: TerminalMode?
    private var editor = Editor()
    private var outcomes: [Editor.Outcome] = []

    /// Hides what is typed from now on; nil when the terminal of standard input cannot.
    init?() {
        guard isatty(STDIN_FILENO) == 1 else {
            terminal = nil
            return
        }
        guard let terminal = TerminalMode() else { return nil }
        self.terminal = consume terminal
    }

    /// Whether somebody types, and can be asked.
    var isPerson: Bool { terminal != nil }

    /// The next line; nil when the person would rather not, or nothing more comes.
    mutating func line() -> String? { isPerson ? typed() : piped() }

    private mutating func typed() -> String? {
        var undrawn = ""
        var bytes = [UInt8](repeating: 0, count: 1_024)
        while outcomes.isEmpty {
            let count = unsafe read(STDIN_FILENO, &bytes, bytes.count)
            guard count > 0 else {
                guard count < 0, errno == EINTR else { return nil }
                continue
            }
            editor.take(Array(bytes[..<count]), into: &outcomes, drawing: &undrawn)
        }
        guard case .line(let line) = outcomes.removeFirst() else { return nil }
        return line
    }

    /// Byte by byte, so that what follows the line stays in the pipe.
    private func piped() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < Self.lineBytesMax {
            let count = unsafe read(STDIN_FILENO, &byte, 1)
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                break
            }
            guard byte != UInt8(ascii: "\n") else { break }
            line.append(byte)
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line.isEmpty ? nil : String(validating: line, as: UTF8.self)
    }
}
