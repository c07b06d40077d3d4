/// The line that a person types at a terminal in raw mode.
///
/// Bytes in, edits and screen text out; it reads nothing and draws nothing itself. The cursor is
/// always at the end. One backspace takes away one letter as a person sees it, whatever it is made
/// of.
public struct Editor: Sendable {
    /// What a person did.
    public enum Outcome: Hashable, Sendable {
        /// A line was finished.
        case line(String)
        /// Ctrl-C.
        case interrupt
        /// Ctrl-D with nothing typed.
        case end
        /// So many lines were pasted; they wait for a `y`.
        case pasted(lines: Int)
        /// The pasted lines were not wanted.
        case pasteDropped
        /// More was pasted than is taken.
        case pasteTooLarge
    }

    /// The longest text that is taken before Enter, in bytes.
    public static let textBytesMax = 65_536
    /// What stands before the typed line.
    public static let prompt = "> "
    /// Switches the marks of pasted text on and off.
    public static let pasteOn = "\u{1b}[?2004h"
    public static let pasteOff = "\u{1b}[?2004l"

    /// What has been typed.
    public private(set) var text = ""
    /// The columns of the terminal.
    public var columns: Int

    private var decoder = KeyDecoder()
    private var pasteBytes: [UInt8]?
    private var pastedLines: [String] = []

    /// An editor for a terminal of this width.
    public init(columns: Int = 80) { self.columns = columns }

    /// Takes in what was typed; appends what the person did, and what the terminal must show.
    public mutating func take(
        _ bytes: [UInt8],
        into outcomes: inout [Outcome],
        drawing screen: inout String
    ) {
        for byte in bytes {
            guard let key = decoder.take(byte) else { continue }
            if pasteBytes != nil {
                paste(key, &outcomes, &screen)
            } else {
                press(key, &outcomes, &screen)
            }
        }
    }

    /// What removes the typed line from the screen, so that something else can be printed there.
    public var erasure: String { "\r\u{1b}[K" }

    /// The prompt and as much of the end of the typed line as fits.
    public var drawing: String {
        let room = max(1, columns - 1 - Self.prompt.count)
        guard Self.cells(text) > room else { return Self.prompt + text }
        var tail: [Character] = []
        var cells = 1
        for letter in text.reversed() {
            cells += CharacterCells.most(letter)
            guard cells <= room else { break }
            tail.append(letter)
        }
        return Self.prompt + "<" + String(tail.reversed())
    }

    private mutating func press(
        _ key: KeyDecoder.Key,
        _ outcomes: inout [Outcome],
        _ screen: inout String
    ) {
        switch key {
        case .text(let scalar): insert(scalar, &screen)
        case .enter: finish(&outcomes, &screen)
        case .backspace: erase(1, &screen)
        case .eraseLine: erase(text.count, &screen)
        case .eraseWord: erase(lastWordCount, &screen)
        case .interrupt: outcomes.append(.interrupt)
        case .end: if text.isEmpty { outcomes.append(.end) }
        case .pasteBegins: pasteBytes = []
        case .pasteEnds: break
        }
    }

    private mutating func insert(_ scalar: Unicode.Scalar, _ screen: inout String) {
        guard text.utf8.count < Self.textBytesMax else { return }
        let before = text.count
        text.unicodeScalars.append(scalar)
        let isNewLetter = text.count == before + 1
        let fits = Self.cells(text) <= max(1, columns - 1 - Self.prompt.count)
        // Only what was typed is echoed where that is enough: a screen reader reads all of it.
        if isNewLetter, fits {
            screen.unicodeScalars.append(scalar)
        } else {
            screen += erasure + drawing
        }
    }

    private mutating func erase(_ count: Int, _ screen: inout String) {
        guard count > 0, !text.isEmpty else { return }
        let isPlain =
            count == 1 && text.unicodeScalars.allSatisfy(\.isASCII)
            && Self.cells(text) < columns - 1 - Self.prompt.count
        text.removeLast(min(count, text.count))
        screen += isPlain ? "\u{8} \u{8}" : erasure + drawing
    }

    /// Letters from the end back to the beginning of the last word.
    private var lastWordCount: Int {
        let spaces = text.reversed().prefix { $0 == " " }.count
        return spaces + text.dropLast(spaces).reversed().prefix { $0 != " " }.count
    }

    private mutating func finish(_ outcomes: inout [Outcome], _ screen: inout String) {
        let line = text
        text = ""
        screen += erasure
        guard !pastedLines.isEmpty else {
            screen += drawing
            return outcomes.append(.line(line))
        }
        let lines = pastedLines
        pastedLines = []
        screen += drawing
        if line == "y" || line == "Y" || line == "yes" {
            return outcomes.append(contentsOf: lines.map { .line($0) })
        }
        outcomes.append(.pasteDropped)
        if !line.isEmpty, line != "n", line != "no" { outcomes.append(.line(line)) }
    }

    private static func cells(_ text: String) -> Int {
        text.reduce(0) { $0 + CharacterCells.most($1) }
    }
}

// Pasted text: several lines go only after a yes.
extension Editor {
    private mutating func paste(
        _ key: KeyDecoder.Key,
        _ outcomes: inout [Outcome],
        _ screen: inout String
    ) {
        switch key {
        case .text(let scalar):
            let room = Self.textBytesMax - (pasteBytes?.count ?? 0)
            // One byte beyond the limit marks a paste that is too large.
            if room >= 0 { pasteBytes?.append(contentsOf: String(scalar).utf8) }
        case .enter: pasteBytes?.append(UInt8(ascii: "\n"))
        case .pasteEnds: endPaste(&outcomes, &screen)
        case .interrupt:
            pasteBytes = nil
            outcomes.append(.interrupt)
        case .backspace, .eraseLine, .eraseWord, .end, .pasteBegins: break
        }
    }

    private mutating func endPaste(_ outcomes: inout [Outcome], _ screen: inout String) {
        let bytes = pasteBytes ?? []
        pasteBytes = nil
        guard bytes.count + text.utf8.count <= Self.textBytesMax else {
            return outcomes.append(.pasteTooLarge)
        }
        var pasted = String(decoding: bytes, as: UTF8.self)
        while pasted.last == "\n" { pasted.removeLast() }
        guard pasted.contains("\n") else {
            text += pasted
            screen += erasure + drawing
            return
        }
        let lines = (text + pasted).split(separator: "\n", omittingEmptySubsequences: true)
        text = ""
        pastedLines = lines.map(String.init)
        screen += erasure + drawing
        outcomes.append(.pasted(lines: pastedLines.count))
    }
}
