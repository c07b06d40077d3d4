import ArgumentParser
import EventLoop
import Sealing

/// `circle-relay slip`: for whoever is shown an attendance slip. (SPEC §21.4)
struct SlipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slip",
        abstract: "Check attendance slips.",
        subcommands: [VerifySlip.self]
    )
}

struct VerifySlip: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Say whether a slip is good, of which relay, and what it says.",
        discussion: """
            Needs no running relay. Say which relay the slip should be of: by its pin, which stands \
            in its links, or by its data directory. Ends with 0 if the slip is good, 1 if it is not, \
            2 if it could not be checked, 3 if it is signed but no relay was named.
            """
    )

    @Argument(help: "The file of the slip.")
    var file: String

    @Option(help: "The pin of the relay: 43 characters, with or without sha256: before them.")
    var pin: String?

    @OptionGroup var place: DataOption

    func run() throws {
        let verdict: SlipVerdict
        do {
            verdict = SlipVerdict(on: try slip(), known: try known())
        } catch let failure as CommandFailure {
            Output.complain(["Error: " + failure.description])
            throw ExitCode(2)
        }
        Output.say(verdict.lines)
        throw ExitCode(verdict.outcome.rawValue)
    }

    private func slip() throws -> [UInt8] {
        let bytes: [UInt8]?
        do throws(SyscallError) {
            bytes = try PrivateFile.read(
                file,
                limit: SignedSlip.fileBytesMax + 1,
                followsLink: true
            )
        } catch {
            throw CommandFailure("Cannot read \(file). Check its permissions.")
        }
        guard let bytes else { throw CommandFailure("There is no file \(file).") }
        return bytes
    }

    /// The pin as it was given, or that of the key in the data directory; nil when neither was.
    private func known() throws -> Pin? {
        var known: Pin?
        if let pin {
            let digits = pin.hasPrefix("sha256:") ? pin.dropFirst("sha256:".count) : pin[...]
            known = Pin(reading: Array(digits.utf8))
            guard known != nil else {
                throw CommandFailure(
                    "That is not a pin. Copy the 43 characters after pin=sha256: in one of the "
                        + "relay's links."
                )
            }
        }
        guard let data = place.data else { return known }
        let own = try pin(in: data)
        guard known == nil || known == own else {
            throw CommandFailure(
                "The relay in \(data) has another pin, \(own.text). Give --pin or --data, not both."
            )
        }
        return own
    }

    private func pin(in data: String) throws -> Pin {
        do throws(Identity.Failure) {
            guard let key = try Identity.existing(in: data) else {
                throw Identity.Failure(advice: "There is no relay's key in \(data).")
            }
            return Pin(of: key.publicKey)
        } catch { throw CommandFailure(error.advice) }
    }
}
