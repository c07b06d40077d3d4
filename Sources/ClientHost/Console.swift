import ClientCore
import Glibc
import Terminal

/// What the person sees, and the line they type: a terminal, plain text, or JSON.
struct Console: ~Copyable {
    enum Mode {
        /// Keys as they are pressed, with a line of one's own at the bottom.
        case keys
        /// Lines as the terminal or a pipe gives them.
        case plain
        case json
    }

    let mode: Mode
    /// Whether somebody stopped reading.
    private(set) var isClosed = false
    private var editor = Editor()
    private var english = English()
    /// Whether what is typed stays on the screen: then it need not be told again.
    private let keepsTypedLines: Bool
    /// What was typed of late.
    private var typed: [String] = []
    private static let typedMax = 32
    private var last = ""
    private var terminal: TerminalMode?
    /// Rows that are written together, so that the typed line is drawn again only once.
    private var rows = ""

    /// The lines of a paste that wait are announced by the editor.
    init(isPlain: Bool, isJSON: Bool) {
        let isPerson = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        // Readers cannot be told from other terminals, so people say it themselves.
        let wantsPlain =
            isPlain || !isPerson || SeatFolder.variable("TERM") == "dumb"
            || SeatFolder.variable("TERM") == nil || SeatFolder.variable("ACCESSIBLE") != nil
        mode = isJSON ? .json : wantsPlain ? .plain : .keys
        keepsTypedLines = mode == .plain && isPerson
        guard mode == .keys, let terminal = TerminalMode() else { return }
        self.terminal = consume terminal
        write(Editor.pasteOn + Editor.prompt)
    }

    /// Gives the terminal back.
    mutating func close() {
        flush()
        guard mode == .keys else { return }
        write(editor.erasure + Editor.pasteOff)
        terminal = nil
    }

    /// Tells what happened.
    mutating func show(_ shown: Shown) {
        if mode == .json { return put(JSONLine.line(for: shown)) }
        english.confirmsOwnWords = standsOnScreen(shown)
        if let line = english.line(for: shown) { tell(line) }
    }

    /// Somebody pressed Enter after this.
    mutating func took(_ line: String) {
        guard keepsTypedLines else { return }
        typed.append(line)
        if typed.count > Self.typedMax { typed.removeFirst() }
    }

    /// Own words that were typed just so; the rows of a reading were not.
    private mutating func standsOnScreen(_ shown: Shown) -> Bool {
        guard case .said(let person, let text) = shown.what, person.isMe,
            let place = typed.firstIndex(where: { $0.hasSuffix(text) })
        else { return false }
        typed.remove(at: place)
        return true
    }

    /// A sentence of the client itself.
    mutating func say(_ sentence: String) {
        if mode == .json { return put(JSONLine.told(sentence)) }
        tell(English.mark + sentence)
    }

    /// A link, whole and alone on its row: it must not be wrapped or it cannot be copied.
    mutating func link(_ text: String) {
        rows += (mode == .json ? JSONLine.told(text) : text) + "\n"
    }

    /// Rows that belong together.
    mutating func show(_ page: [String]) {
        for row in page { mode == .json ? put(JSONLine.told(row)) : put(row) }
    }

    /// The end; of one that is no good end people are told by the command.
    mutating func end(_ farewell: Farewell) {
        if mode == .json { return put(JSONLine.ended(farewell)) }
        if farewell == .ended { say(English().sentence(for: farewell)) }
    }

    /// The last line once more.
    mutating func again() {
        if !last.isEmpty { tell(last) }
    }

    private mutating func tell(_ line: String) {
        last = line
        put(line)
    }

    private mutating func put(_ line: String) {
        guard mode != .json else { return rows += line + "\n" }
        for row in Screen(columns: TerminalMode.columns).rows(line) { rows += row + "\n" }
    }

    /// Writes what was told since the last time.
    mutating func flush() {
        guard !rows.isEmpty else { return }
        let text = rows
        rows = ""
        guard mode == .keys else { return write(text) }
        editor.columns = TerminalMode.columns ?? 80
        write(editor.erasure + text + editor.drawing)
    }

    private mutating func write(_ text: String) {
        if !Output.write(text, to: STDOUT_FILENO) { isClosed = true }
    }

    /// Takes keys; answers what they came to.
    mutating func press(_ bytes: [UInt8]) -> [Editor.Outcome] {
        flush()
        var outcomes: [Editor.Outcome] = []
        var drawn = ""
        editor.columns = TerminalMode.columns ?? 80
        editor.take(bytes, into: &outcomes, drawing: &drawn)
        write(drawn)
        return outcomes
    }
}
