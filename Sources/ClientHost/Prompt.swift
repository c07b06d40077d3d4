import Glibc
import Wire

/// Questions before a circle is entered.
enum Prompt {
    /// The invitation, typed or pasted without being shown.
    static func invitation() throws(Trouble) -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            throw Trouble("Which circle? `circle join INVITATION`, or `circle join CIRCLE`.")
        }
        guard var input = HiddenInput() else { throw unhidden }
        Output.complain("Paste your invitation; it stays invisible. Then press Enter.")
        guard let line = input.line(), !line.isEmpty else {
            throw Trouble("Nothing was pasted. Ask a facilitator for an invitation.")
        }
        return line
    }

    private static let unhidden = Trouble("This terminal cannot hide what is typed.")

    /// The shortest passphrase that is taken for a new file, in characters.
    private static let passphraseMin = 12

    /// A passphrase for a new file: typed twice without being shown, or one line of a pipe.
    static func newPassphrase() throws(Trouble) -> [UInt8] {
        guard var input = HiddenInput() else { throw unhidden }
        for _ in 0..<3 {
            if input.isPerson {
                Output.complain(
                    "Choose a passphrase for the file: \(passphraseMin) characters or more; four or"
                        + " five words are good. It stays invisible. Then press Enter."
                )
            }
            guard let first = input.line(), !first.isEmpty else { break }
            guard first.count >= passphraseMin else {
                Output.complain("That is too short to protect a key.")
                continue
            }
            guard input.isPerson else { return [UInt8](first.utf8) }
            Output.complain("The same once more.")
            guard let second = input.line() else { break }
            if first.utf8.elementsEqual(second.utf8) { return [UInt8](first.utf8) }
            Output.complain("The two were not the same.")
        }
        throw Trouble("Without a passphrase nothing was written.")
    }

    /// The passphrase of a file that is there.
    static func passphrase() throws(Trouble) -> [UInt8] {
        guard var input = HiddenInput() else { throw unhidden }
        if input.isPerson {
            Output.complain("The passphrase of the file; it stays invisible. Then press Enter.")
        }
        guard let line = input.line(), !line.isEmpty else {
            throw Trouble("Without its passphrase the file cannot be opened. Nothing was changed.")
        }
        return [UInt8](line.utf8)
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
