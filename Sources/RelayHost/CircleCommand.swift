import ArgumentParser
import EventLoop
import Sealing
import Store

/// `circle-relay circle`: works beside a running relay, or on its store when none runs.
struct CircleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "circle",
        abstract: "Make, list and close circles.",
        subcommands: [NewCircle.self, ListCircles.self, CloseCircle.self]
    )
}

struct NewCircle: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make a circle and print the founding link for its facilitator."
    )

    @OptionGroup var place: DataOption

    @Argument(help: "Your own label for the circle: a-z, 0-9 and '-'.")
    var name: String

    @Option(help: "sealed (the relay cannot read the words) or open; never changes.")
    var words: Words = .sealed

    @Option(
        name: .customLong("public"),
        help: "What clients connect to, HOST[:PORT]; only needed when no relay runs."
    )
    var publicAddress: String?

    enum Words: String, ExpressibleByArgument, CaseIterable {
        case sealed, open
    }

    func run() throws {
        let mode: Mode = words == .open ? .open : .sealed
        let lines = try Operator(data: place.data, publicAddress: publicAddress)
            .ask(.makeCircle(handle: name, mode: mode))
        Output.say(lines.map { "founding link: " + $0 })
    }
}

struct ListCircles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List circles: label, id, words, state, last log."
    )

    @OptionGroup var place: DataOption

    func run() throws {
        Output.say(try Operator(data: place.data, publicAddress: nil).ask(.listCircles))
    }
}

struct CloseCircle: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close a circle for good."
    )

    @OptionGroup var place: DataOption

    @Argument(help: "The circle's label.")
    var name: String

    func run() throws {
        _ = try Operator(data: place.data, publicAddress: nil).ask(.closeCircle(handle: name))
        Output.say(["The circle is closed. Nobody can come in any more."])
    }
}

/// Asks a running relay through its admin socket, or does it with the store itself.
struct Operator {
    let data: String?
    let publicAddress: String?

    func ask(_ request: AdminRequest) throws -> [String] {
        do {
            let directories = try Directories(data: data)
            if let connection = try? LocalConnector.connect(to: directories.adminSocket) {
                return try Self.ask(request, over: connection)
            }
            return try serve(request, directories)
        } catch let failure as Directories.Failure {
            throw CommandFailure(failure.advice)
        } catch let failure as StoreFailure {
            throw CommandFailure(failure.advice)
        } catch let failure as Identity.Failure {
            throw CommandFailure(failure.advice)
        } catch let failure as CircleDesk.Failure {
            throw CommandFailure(failure.advice)
        }
    }

    private static func ask(
        _ request: AdminRequest,
        over connection: borrowing Descriptor
    ) throws -> [String] {
        AdminTalk.write([request.text], to: connection)
        guard
            let answer = AdminTalk.readLines(connection, until: BootClock.now() + 5_000),
            let first = answer.first
        else { throw CommandFailure("The relay did not answer. Look at its log.") }
        guard first == "ok" else {
            throw CommandFailure(String(first.dropFirst("error ".count)))
        }
        return Array(answer.dropFirst())
    }

    private func serve(_ request: AdminRequest, _ directories: Directories) throws -> [String] {
        let store = try DurableStore(directory: directories.data)
        switch request {
        case .makeCircle(let handle, let mode):
            let desk = CircleDesk(
                address: try address(directories),
                identity: try Identity.load(from: directories.data)
            )
            return [try desk.make(handle, mode: mode, in: store)]
        case .listCircles: return try CircleDesk.list(store)
        case .closeCircle(let handle):
            _ = try CircleDesk.close(handle, in: store)
            return []
        }
    }

    /// As said, else what the relay last told its clients.
    private func address(_ directories: Directories) throws -> RelayAddress {
        let last = (try? PrivateFile.read(directories.data + "/public-address")) ?? nil
        let text =
            publicAddress
            ?? last.map { String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self) }
        guard let text, let address = RelayAddress(reading: text) else {
            throw CommandFailure(
                "No relay runs and none has run here. Say with --public HOST[:PORT] what clients "
                    + "connect to."
            )
        }
        return address
    }
}
