import Terminal
import Testing

private struct Typist {
    var editor = Editor(columns: 40)
    var outcomes: [Editor.Outcome] = []
    var screen = ""

    @discardableResult
    mutating func type(_ text: String) -> [Editor.Outcome] { type([UInt8](text.utf8)) }

    @discardableResult
    mutating func type(_ bytes: [UInt8]) -> [Editor.Outcome] {
        outcomes = []
        screen = ""
        editor.take(bytes, into: &outcomes, drawing: &screen)
        return outcomes
    }
}

@Suite("The line that is typed")
struct EditorTests {
    @Test(
        "one backspace takes one letter, whatever it is made of",
        arguments: [
            "e\u{301}", "👨‍👩‍👧‍👦", "🇫🇷", "❤\u{fe0f}", "กำ", "ก\u{e34}", "क्षि", "👍🏽", "x", "界", "é", "🏴",
        ]
    )
    func backspace(_ letter: String) {
        var typist = Typist()
        typist.type(letter + "x")
        typist.type([0x7f])
        #expect(typist.editor.text == letter)
        for _ in 0..<letter.count { typist.type([0x7f]) }
        #expect(typist.editor.text.isEmpty)
    }

    @Test("bytes may be split anywhere") func split() {
        let bytes = [UInt8]("a é 界 👨‍👩‍👧 \u{1b}[A\u{1b}[200~pasted\u{1b}[201~ z\u{1b}OP\r".utf8)
        var whole = Typist()
        whole.type(bytes)
        #expect(whole.outcomes == [.line("a é 界 👨‍👩‍👧 pasted z")])
        for place in 0...bytes.count {
            var editor = Editor(columns: 40)
            var outcomes: [Editor.Outcome] = []
            var screen = ""
            editor.take(Array(bytes[..<place]), into: &outcomes, drawing: &screen)
            editor.take(Array(bytes[place...]), into: &outcomes, drawing: &screen)
            #expect(outcomes == whole.outcomes, "split at \(place)")
        }
    }

    @Test("only the typed letter is echoed at the end of a short line") func echo() {
        var typist = Typist()
        typist.type("h")
        #expect(typist.screen == "h")
        typist.type("é")
        #expect(typist.screen == "é")
        typist.type([0x7f])
        typist.type("i")
        typist.type([0x7f])
        #expect(typist.screen == "\u{8} \u{8}")
    }

    @Test("a long line shows its end and never reaches the last column") func longLine() {
        var typist = Typist()
        for number in 0..<100 {
            typist.type("\(number % 10)")
            #expect(typist.editor.drawing.count <= 39)
        }
        #expect(typist.editor.drawing.hasPrefix("> <"))
        #expect(typist.editor.drawing.hasSuffix("789"))
        #expect(typist.editor.text.count == 100)
    }

    @Test("Enter gives the line once, as CR, LF or both") func enter() {
        var typist = Typist()
        #expect(typist.type("one\r") == [.line("one")])
        #expect(typist.type("two\r\n") == [.line("two")])
        #expect(typist.type("three\n") == [.line("three")])
        #expect(typist.type("\r") == [.line("")])
        #expect(typist.editor.text.isEmpty)
    }

    @Test("Ctrl-U takes the line, Ctrl-W a word, Ctrl-C and Ctrl-D go") func keys() {
        var typist = Typist()
        typist.type("one two  ")
        typist.type([0x17])
        #expect(typist.editor.text == "one ")
        typist.type([0x15])
        #expect(typist.editor.text.isEmpty)
        #expect(typist.type([0x04]) == [.end])
        typist.type("a")
        #expect(typist.type([0x04]) == [])
        #expect(typist.type([0x03]) == [.interrupt])
    }

    @Test("arrows and other keys do nothing, a tab is a space, controls are dropped") func ignored()
    {
        var typist = Typist()
        typist.type("a\u{1b}[D\u{1b}[1;5C\u{1b}[3~b\tc\u{1}\u{202e}d")
        #expect(typist.editor.text == "ab cd")
    }

    @Test("several pasted lines are counted and go only after a yes") func paste() {
        var typist = Typist()
        let paste = "\u{1b}[200~one\ntwo\rthree\n\u{1b}[201~"
        #expect(typist.type(paste) == [.pasted(lines: 3)])
        #expect(typist.type("y\r") == [.line("one"), .line("two"), .line("three")])
        typist.type(paste)
        #expect(typist.type("n\r") == [.pasteDropped])
        typist.type(paste)
        #expect(typist.type("hello\r") == [.pasteDropped, .line("hello")])
    }

    @Test("one pasted line waits for Enter, also when it ends with a line's end") func pasteOne() {
        var typist = Typist()
        typist.type("I said: ")
        #expect(typist.type("\u{1b}[200~no more\n\u{1b}[201~") == [])
        #expect(typist.editor.text == "I said: no more")
    }

    @Test("what is pasted cannot press keys") func pasteControls() {
        var typist = Typist()
        typist.type("\u{1b}[200~a\u{7f}\u{15}b\u{4}\u{1b}[31mc\u{1b}[201~")
        #expect(typist.editor.text == "abc")
    }

    @Test("too much is refused, not cut") func pasteTooLarge() {
        var typist = Typist()
        let large = String(repeating: "x", count: Editor.textBytesMax + 10)
        #expect(typist.type("\u{1b}[200~\(large)\u{1b}[201~") == [.pasteTooLarge])
        #expect(typist.editor.text.isEmpty)
    }

    @Test(
        "any bytes at all trap nothing and draw no control but the editor's own",
        arguments: 1...20 as ClosedRange<UInt64>
    )
    func noise(_ seed: UInt64) {
        var dice = Throws(seed)
        var typist = Typist()
        for _ in 0..<2_000 {
            let count = Int.random(in: 1...6, using: &dice)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) }
            typist.type(bytes)
            let bare = typist.screen.replacing("\r\u{1b}[K", with: "").replacing(
                "\u{8} \u{8}",
                with: ""
            )
            #expect(!bare.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f })
        }
    }
}
