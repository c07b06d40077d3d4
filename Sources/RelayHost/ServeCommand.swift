import ArgumentParser
import EventLoop

/// `circle-relay serve`: what is said on the command line goes before what the file says.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the relay.",
        discussion: """
            Settings for --set, and for the file as TOML keys: \
            \(Settings.names.joined(separator: ", ")). The file may also say \
            \(ConfigFile.options.joined(separator: ", ")).
            """
    )

    @Option(help: "A configuration file in TOML.")
    var config: String?

    @OptionGroup var place: DataOption

    @Option(help: "Where to listen, HOST:PORT; by default 0.0.0.0:7443.")
    var listen: String?

    @Option(name: .customLong("public"), help: "What clients connect to, HOST[:PORT].")
    var publicAddress: String?

    @Option(help: "Threads; by default one a core.")
    var shards: Int?

    @Option(name: .customLong("set"), help: "A setting, KEY=VALUE; may be given again.")
    var set: [String] = []

    func run() throws {
        let options = try options()
        try ProcessHygiene.lockDown()
        do throws(RelayServer.Failure) { try RelayServer(options).run() } catch {
            throw CommandFailure(error.advice)
        }
    }

    private func options() throws -> RelayServer.Options {
        var options = RelayServer.Options()
        do {
            let file = try config.map { try ConfigFile(path: $0) }
            try file?.apply(to: &options.settings)
            for setting in set { try options.settings.set(setting) }
            options.data = place.data ?? file?.option("data")
            options.certificate = file?.option("tls.certificate")
            options.certificateKey = file?.option("tls.key")
            try place(listen ?? file?.option("listen"), in: &options)
            try announce(publicAddress ?? file?.option("public"), in: &options)
            try spread(shards.map(String.init) ?? file?.option("shards"), in: &options)
        } catch let failure as ConfigFile.Failure {
            throw CommandFailure(failure.advice)
        } catch let failure as Settings.Failure {
            throw CommandFailure(failure.advice)
        }
        return options
    }

    private func place(_ text: String?, in options: inout RelayServer.Options) throws {
        guard let text else { return }
        guard let address = RelayAddress(reading: text) else {
            throw CommandFailure("listen takes HOST:PORT, for example 0.0.0.0:7443.")
        }
        options.listen = address
    }

    private func announce(_ text: String?, in options: inout RelayServer.Options) throws {
        guard let text else { return }
        guard let address = RelayAddress(reading: text, defaultPort: 0) else {
            throw CommandFailure("public takes HOST or HOST:PORT.")
        }
        options.publicAddress = address
    }

    private func spread(_ text: String?, in options: inout RelayServer.Options) throws {
        guard let text else { return }
        guard let count = Int(text), (1...256).contains(count) else {
            throw CommandFailure("shards takes 1 to 256.")
        }
        options.shards = count
    }
}
