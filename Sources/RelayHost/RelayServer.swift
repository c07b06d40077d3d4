import EventLoop
import Glibc
import Sealing
import Store
import TLS
import Wire

/// The relay as a whole: from an empty directory to a running service.
struct RelayServer {
    /// What the operator chose.
    struct Options {
        var data: String?
        var listen = RelayAddress(host: "0.0.0.0", port: RelayAddress.defaultPort)
        /// What clients are told to connect to; nil to find out.
        var publicAddress: RelayAddress?
        /// nil for one a core.
        var shards: Int?
        var settings = Settings()
        var certificate: String?
        var certificateKey: String?
        /// False only for the test that shows what the silence of a crash is worth.
        var isSilentWhenItCrashes = true
    }

    /// Why the relay cannot run, and what to do.
    struct Failure: Error {
        let advice: String
    }

    private let options: Options

    init(_ options: Options) { self.options = options }

    /// Runs until SIGTERM or SIGINT.
    func run() throws(Failure) {
        do {
            let directories = try Directories(data: options.data)
            let cards = try CrisisCards(
                chosen: options.settings.crisisCards,
                data: directories.data
            )
            let store = try DurableStore(directory: directories.data)
            let identity = try Identity.load(from: directories.data)
            try run(directories, store, identity, cards)
        } catch let failure as Failure {
            throw failure
        } catch let failure as Directories.Failure {
            throw Failure(advice: failure.advice)
        } catch let failure as CrisisCards.Failure {
            throw Failure(advice: failure.advice)
        } catch let failure as Identity.Failure {
            throw Failure(advice: failure.advice)
        } catch let failure as StoreFailure {
            throw Failure(advice: failure.advice)
        } catch let failure as CircleDesk.Failure {
            throw Failure(advice: failure.advice)
        } catch let failure as SyscallError {
            throw Failure(advice: Self.advice(for: failure))
        } catch {
            throw Failure(advice: "The relay cannot start.")
        }
    }

    private func run(
        _ directories: Directories,
        _ store: consuming DurableStore,
        _ identity: SigningKey,
        _ cards: CrisisCards
    ) throws {
        let signals = try SignalDescriptor()
        let descriptorsMax = try ProcessHygiene.raiseDescriptorLimit()
        let context = try serverContext()
        let listener = try Listener(host: options.listen.host, port: options.listen.port)
        let address = publicAddress(port: listener.port)
        let desk = CircleDesk(address: address, identity: identity)
        try PrivateFile.write(
            [UInt8]((address.text + "\n").utf8),
            to: directories.data + "/public-address"
        )
        let admin = try LocalListener(path: directories.adminSocket)
        let link = try desk.firstLink(mode: .sealed, in: store)
        Self.announce(address, link, directories, cards)

        let log = RelayLog(to: try standardError())
        let count = options.shards ?? Self.cores()
        let shared = try sharedParts(of: count, identity, cards, directories)
        let settings = shardSettings(of: count, descriptorsMax: Int(clamping: descriptorsMax))
        let succession = Succession(
            in: try journalDirectory(directories),
            store: store,
            shared: shared,
            limits: settings.limits
        )
        abandonOtherJournal(directories)
        Self.note(succession, cards, log)
        let threads = try Shards(
            count: count,
            settings: settings,
            shared: shared,
            context: context,
            succession: succession,
            runtime: directories.runtime,
            listener: listener
        )
        log.info("started", ("shards", count), ("port", Int(address.port)))
        var control = try ControlLoop(
            clerk: StoreClerk(store: store, shared: shared),
            desk: desk,
            signals: signals,
            admin: admin,
            shared: shared,
            log: log
        )
        let isAsked = try control.run()
        threads.stop()
        log.info("stopped")
        guard isAsked else { throw Failure(advice: "A part of the relay failed.") }
    }

    private func sharedParts(
        of count: Int,
        _ identity: SigningKey,
        _ cards: CrisisCards,
        _ directories: Directories
    ) throws(SyscallError) -> SharedParts {
        try SharedParts(
            identities: [identity],
            shardCount: count,
            gate: options.settings.gate,
            setBack: SetBack(Breadcrumbs.afterCrash(directories.runtime), at: BootClock.now()),
            crisisCards: cards
        )
    }

    /// What each of so many shards is told: its part of the connections that there can be.
    private func shardSettings(of count: Int, descriptorsMax: Int) -> ShardSettings {
        var settings = options.settings.shard
        let connectionsMax = min(settings.connectionsMax, max(16, descriptorsMax - 64))
        settings.connectionsMax = max(1, connectionsMax / count)
        return settings
    }

    /// In memory by default, so that nothing of a meeting is on a disk; there if the operator wants
    /// meetings to survive the machine.
    private func journalDirectory(_ directories: Directories) throws -> JournalDirectory {
        let settings = options.settings.shard
        let path = settings.syncsJournal ? try directories.onDisk("journal") : directories.runtime
        return JournalDirectory(
            path,
            roomBytes: settings.journalBytes,
            syncs: settings.syncsJournal
        )
    }

    /// Where the journal lay before the operator chose another place nothing is left.
    private func abandonOtherJournal(_ directories: Directories) {
        let settings = options.settings.shard
        let other =
            settings.syncsJournal ? directories.runtime : directories.data + "/journal"
        try? JournalDirectory(other, roomBytes: settings.journalBytes, syncs: false).abandon()
    }

    private static func note(_ succession: Succession, _ cards: CrisisCards, _ log: RelayLog) {
        if !cards.locales.isEmpty {
            log.info("crisis cards were read", ("cards", cards.locales.count))
        }
        if succession.circleCount > 0 {
            log.info("meetings go on", ("circles", succession.circleCount))
        }
        if succession.isAnew { log.warning("the journal was damaged: meetings begin anew") }
        if !succession.isKept {
            log.warning("no journal can be written: a restart would end the meetings")
        }
    }

    /// What standard error was, for the log alone; texts of traps then go nowhere. (SPEC §12.1)
    private func standardError() throws(SyscallError) -> Descriptor {
        guard options.isSilentWhenItCrashes else { return Descriptor(taking: dup(STDERR_FILENO)) }
        return try ProcessHygiene.redirectStandardErrorToNull()
    }

    private func serverContext() throws -> TLSContext {
        do {
            guard let certificate = options.certificate, let key = options.certificateKey else {
                let made = try SelfSigned.make(commonName: "circle-relay")
                return try TLSContext.server(
                    certificatePEM: made.certificatePEM,
                    keyPEM: made.keyPEM
                )
            }
            return try TLSContext.server(certificateFile: certificate, keyFile: key)
        } catch {
            throw Failure(
                advice: "The TLS certificate or key cannot be used. Check tls.certificate and "
                    + "tls.key, and that SSLKEYLOGFILE is not set."
            )
        }
    }

    /// What clients connect to: as said, else where it listens, else the name of the machine.
    private func publicAddress(port: UInt16) -> RelayAddress {
        if let given = options.publicAddress {
            return RelayAddress(host: given.host, port: given.port == 0 ? port : given.port)
        }
        guard options.listen.isAny else {
            return RelayAddress(host: options.listen.host, port: port)
        }
        var name = [CChar](repeating: 0, count: 256)
        let isKnown = unsafe gethostname(&name, name.count - 1) == 0
        let host = String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
        return RelayAddress(host: isKnown && !host.isEmpty ? host : "localhost", port: port)
    }

    /// Says on standard output what an operator needs; the founding link is said nowhere else.
    private static func announce(
        _ address: RelayAddress,
        _ link: String?,
        _ directories: Directories,
        _ cards: CrisisCards
    ) {
        var lines = ["circle-relay listens; clients come to \(address.text)."]
        lines.append("TLS: \(TLSLibrary.version). Data: \(directories.data)")
        if !cards.locales.isEmpty {
            lines.append("Crisis cards: \(cards.locales.joined(separator: ", ")).")
        }
        if let warning = directories.warning { lines.append("Warning: \(warning)") }
        if let link {
            lines.append("No circle has been founded yet. Give this founding link, once, to its")
            lines.append("facilitator, who runs: circle found 'LINK' --name NAME --title TITLE")
            lines.append("founding link: \(link)")
        }
        Output.say(lines)
    }

    private static func cores() -> Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    private static func advice(for failure: SyscallError) -> String {
        switch failure.code {
        case EADDRINUSE:
            "Another program listens there, or this relay runs already. Choose another port with "
                + "--listen HOST:PORT."
        case EADDRNOTAVAIL: "This machine does not have the address of --listen."
        case EACCES: "Not permitted. A port below 1024 needs rights; choose another."
        default: "The system refused \(failure.operation) (error \(failure.code))."
        }
    }
}
