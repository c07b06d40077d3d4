import Glibc
import Terminal

/// Standard input: keys of a terminal, or lines of a terminal, a pipe or a file.
struct Keyboard {
    /// What came.
    enum Event {
        case line(String)
        case interrupt
        case end
        case paste(Editor.Outcome)
    }

    /// The longest line that is taken from a pipe, in bytes.
    private static let lineBytesMax = 65_536

    private(set) var isAtEnd = false
    private var partial: [UInt8] = []

    /// Reads once from standard input.
    mutating func read(through console: inout Console) -> [Event] {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe Glibc.read(STDIN_FILENO, &bytes, bytes.count)
        guard count > 0 else {
            guard count == 0 || (errno != EINTR && errno != EAGAIN) else { return [] }
            isAtEnd = true
            return finish()
        }
        let taken = Array(bytes[..<count])
        guard console.mode == .keys else { return lines(taken) }
        return console.press(taken).map { outcome in
            switch outcome {
            case .line(let line): .line(line)
            case .interrupt: .interrupt
            case .end: .end
            case .pasted, .pasteDropped, .pasteTooLarge: .paste(outcome)
            }
        }
    }

    private mutating func lines(_ bytes: [UInt8]) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                events.append(.line(takePartial()))
            } else if partial.count < Self.lineBytesMax {
                partial.append(byte)
            }
        }
        return events
    }

    private mutating func finish() -> [Event] {
        partial.isEmpty ? [.end] : [.line(takePartial()), .end]
    }

    private mutating func takePartial() -> String {
        defer { partial = [] }
        if partial.last == UInt8(ascii: "\r") { partial.removeLast() }
        // Of what a pipe holds, only text is words.
        let text = String(decoding: partial, as: UTF8.self)
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0 == "\t" || $0.value >= 0x20 && $0.value != 0x7f }
            )
        )
    }
}
