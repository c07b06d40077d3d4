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
        subcommands: [ServeCommand.self, CircleCommand.self])

    public init() {}

    /// Reads the command line and does what it says; does not return.
    public static func start() -> Never {
        ProcessHygiene.silenceCrashes()
        Heap.overwriteFreedMemory()
        main()
        _exit(0)
    }
}

/// Where the store is.
struct DataOption: ParsableArguments {
    @Option(help: "The directory with the store and the relay's key.")
    var data: String?
}

/// `circle-relay serve`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the relay.",
        discussion: "Settings: " + Settings.names.joined(separator: ", ") + ".")

    @OptionGroup var place: DataOption

    @Option(help: "Where to listen, HOST:PORT.")
    var listen = "0.0.0.0:7443"

    @Option(name: .customLong("public"), help: "What clients connect to, HOST[:PORT].")
    var publicAddress: String?

    @Option(help: "Threads; by default one a core.")
    var shards: Int?

    @Option(name: .customLong("set"), help: "A setting, KEY=VALUE; may be given again.")
    var set: [String] = []

    func run() throws {
        var options = RelayServer.Options()
        options.data = place.data
        guard let listen = RelayAddress(reading: listen) else {
            throw ValidationError("--listen takes HOST:PORT, for example 0.0.0.0:7443.")
        }
        options.listen = listen
        if let publicAddress {
            guard let address = RelayAddress(reading: publicAddress, defaultPort: 0) else {
                throw ValidationError("--public takes HOST or HOST:PORT.")
            }
            options.publicAddress = address
        }
        if let shards {
            guard (1...256).contains(shards) else {
                throw ValidationError("--shards takes 1 to 256.")
            }
            options.shards = shards
        }
        for setting in set {
            do throws(Settings.Failure) { try options.settings.set(setting) } catch {
                throw ValidationError(error.advice)
            }
        }
        try ProcessHygiene.lockDown()
        do throws(RelayServer.Failure) { try RelayServer(options).run() } catch {
            throw CommandFailure(error.advice)
        }
    }
}

/// A failure with its one sentence for the operator.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ advice: String) { description = advice }
}
