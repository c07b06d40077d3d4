import ClientCore
import EventLoop
import Glibc
import Wire

/// A failure as the person is told of it: what is wrong, and what to do.
struct Trouble: Error, CustomStringConvertible {
    let description: String
    /// The relay's reason, when it was the relay that refused.
    let code: RefusalCode?

    init(_ sentence: String, code: RefusalCode? = nil) {
        description = sentence
        self.code = code
    }

    /// The relay did not let somebody in.
    init(_ code: RefusalCode?) {
        self.init(code.map(Refusals.sentence) ?? "The relay refused, without a reason.", code: code)
    }

    /// The relay lets this key in again only later. (SPEC §11.8)
    static func setBack(seconds: UInt64) -> Trouble {
        let refused = Refused(verb: .auth, code: .setBack, details: [String(seconds)])
        return Trouble(Refusals.sentence(for: refused), code: .setBack)
    }

    /// The library for keys and random bytes has failed.
    static let sealing = Trouble(
        "The cryptographic library of this machine does not work, so nothing was done."
    )

    /// The system has refused a descriptor or memory.
    static let resources = Trouble("The system gives this program too few resources.")

    /// There is no way to the relay.
    static func unreachable(_ host: String, _ port: UInt16, _ error: SyscallError) -> Trouble {
        if "\(error.operation)" == "getaddrinfo" {
            return Trouble("The name \(host) was not found. Check your network, then try again.")
        }
        switch error.code {
        case ECONNREFUSED:
            return Trouble(
                "Nothing answers at \(host), port \(port). The relay may be down: try again later,"
                    + " or ask the person who runs it."
            )
        case ETIMEDOUT, ENETUNREACH, EHOSTUNREACH:
            return Trouble(
                "\(host) cannot be reached. Check your network, then try again."
            )
        default:
            return Trouble("No connection to \(host) could be made. Try again in a moment.")
        }
    }
}
