import ArgumentParser
import ClientCore
import Glibc
import Practice
import Terminal

/// `circle practice`: a circle to try everything in, without a network and without people.
struct PracticeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "practice",
        abstract: "Try a circle by yourself: no network, no other people.",
        discussion: """
            Three neighbours who are not people show you the stick, your hand, passing, drafts,
            silence and help. Nothing you type leaves this machine, and nothing is kept.
            """
    )

    @Option(help: "What the neighbours call you.")
    var name = "Guest"

    @Flag(help: "Plain lines: nothing is ever drawn twice. For screen readers.")
    var plain = false

    @Flag(help: "One JSON object a line, for programs.")
    var json = false

    func run() throws {
        let name = try Prompt.name(given: name)
        var session = try Session(practisingAs: name, isPlain: plain, isJSON: json)
        let farewell = session.run()
        guard farewell == .left else { throw Trouble(English().sentence(for: farewell)) }
        // Programs were told why it ended.
        if !json { Output.say(English.mark + PracticeEnglish.end) }
    }
}

/// `circle orientation`: what a newcomer may want to know.
struct OrientationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orientation",
        abstract: "Read what a circle is."
    )

    func run() {
        let screen = Screen(columns: isatty(STDOUT_FILENO) == 1 ? TerminalMode.columns : nil)
        for line in PracticeEnglish.orientation {
            for row in screen.rows(line) { Output.say(row) }
        }
    }
}
