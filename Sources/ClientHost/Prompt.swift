import Glibc
import Terminal
import Wire

/// Questions before a circle is entered.
enum Prompt {
    /// The invitation, typed or pasted without being shown.
    static func invitation() throws(Trouble) -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            throw Trouble("Which circle? `circle join INVITATION`, or `circle join CIRCLE`.")
        }
        guard let terminal = TerminalMode() else {
            throw Trouble("This terminal cannot hide what is typed.")
        }
        Output.complain("Paste your invitation; it stays invisible. Then press Enter.")
        let line = hiddenLine()
        _ = consume terminal
        guard let line, !line.isEmpty else {
            throw Trouble("Nothing was pasted. Ask a facilitator for an invitation.")
        }
        return line
    }

    /// A line of which nothing is drawn; nil when the person would rather not.
    private static func hiddenLine() -> String? {
        var editor = Editor()
        var outcomes: [Editor.Outcome] = []
        var undrawn = ""
        var bytes = [UInt8](repeating: 0, count: 1_024)
        while true {
            let count = unsafe read(STDIN_FILENO, &bytes, bytes.count)
            guard count > 0 else {
                guard count < 0, errno == EINTR else { return nil }
                continue
            }
            editor.take(Array(bytes[..<count]), into: &outcomes, drawing: &undrawn)
            for outcome in outcomes {
                guard case .line(let line) = outcome else { return nil }
                return line
            }
        }
    }

    /// The name to sit down with, asked for when none was given.
    static func name(given: String?) throws(Trouble) -> String {
        if let given {
            guard isName(given) else { throw bad }
            return given
        }
        guard isatty(STDIN_FILENO) == 1 else {
            throw Trouble("Say under which name: --name NAME.")
        }
        for _ in 0..<3 {
            Output.complain("What shall the others call you? A first name or any name is fine.")
            guard let line = readLine() else { break }
            let name = line.split(separator: " ").joined(separator: " ")
            if isName(name) { return name }
            Output.complain(bad.description)
        }
        throw bad
    }

    private static func isName(_ name: String) -> Bool { NameRules.allows([UInt8](name.utf8)) }

    private static let bad = Trouble(
        "A name has up to 24 letters of one script, digits, spaces, ', - and dots; words such as"
            + " relay or facilitator are not names."
    )
}
