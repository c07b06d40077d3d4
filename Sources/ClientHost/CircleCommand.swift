public import ArgumentParser
import CLinux
import EventLoop
import Glibc

/// `circle`: the client for people in a circle.
public struct CircleCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "circle",
        abstract: "Live text circles: one speaks, the others listen.",
        discussion: """
            New here? `circle practice` lets you try everything by yourself.
            Begin with `circle join` and paste the invitation you were sent. From then on `circle list` \
            shows your circles and when they meet.
            """,
        subcommands: [
            JoinCommand.self, PracticeCommand.self, OrientationCommand.self, FoundCommand.self,
            InviteCommand.self, ListCommand.self,
            PlanCommand.self, FormatsCommand.self, ScheduleCommand.self, CalendarCommand.self,
            KeyCommand.self, CrisisCommand.self,
        ]
    )

    public init() {}

    /// Reads the command line and does what it says; does not return.
    public static func start() -> Never {
        ProcessHygiene.silenceCrashes()
        try? ProcessHygiene.lockDown()
        _ = circle_overwrite_freed_memory()
        let arguments = Array(CommandLine.arguments.dropFirst())
        hideLinks()
        main(arguments.map(KeyArgument.marked))
        Glibc.exit(EXIT_SUCCESS)
    }

    /// Overwrites invitations on the command line, which every process of the machine can read.
    private static func hideLinks() {
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = unsafe CommandLine.unsafeArgv[index] else { continue }
            let length = unsafe strlen(argument)
            guard unsafe String(cString: argument).contains("circle://") else { continue }
            unsafe argument.update(repeating: CChar(UInt8(ascii: "x")), count: length)
        }
    }
}
