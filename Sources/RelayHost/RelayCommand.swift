public import ArgumentParser
import EventLoop
import Glibc
import Store

/// `circle-relay`: the relay and the few things its operator does.
public struct RelayCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "circle-relay",
        abstract: "The relay for live text circles.",
        discussion: "An empty data directory is enough: run `circle-relay serve`.",
        subcommands: [
            ServeCommand.self, CircleCommand.self, FormatCommand.self, SlipCommand.self,
        ]
    )

    public init() {}

    /// Reads the command line and does what it says; does not return.
    public static func start() -> Never {
        ProcessHygiene.silenceCrashes()
        Heap.beginClean()
        main()
        _exit(0)
    }
}

/// Where the store is.
struct DataOption: ParsableArguments {
    @Option(help: "The directory with the store and the relay's key.")
    var data: String?
}

/// A failure with its one sentence for the operator.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ advice: String) { description = advice }
}
