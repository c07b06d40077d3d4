import Sealing
import Wire

/// How one connection comes to be let in: greeting, proof, welcome. (SPEC §4)
struct Entrance {
    /// By which way.
    enum Way {
        /// With the founding ticket.
        case found(Invitation)
        /// With an invitation.
        case join(Invitation)
        /// With the seat's key alone.
        case back
    }

    /// What must be done next.
    enum Step {
        case wait
        case send([UInt8])
        case welcomed(Welcome)
        case refused(RefusalCode?)
        /// The key is let in again only after so many seconds. (SPEC §11.8)
        case setBack(seconds: UInt64)
        /// Not the relay of the invitation: there is no way to go on. (SPEC §4.2)
        case wrongRelay
    }

    /// What a set-back takes when the relay does not tell. (SPEC §11.8)
    private static let setBackSeconds: UInt64 = 90

    private let seat: SeatRecord
    private let way: Way
    private var binding: Binding?
    private var hasGreeted = false
    /// By what the relay is to be known from now on; nil before its greeting was checked.
    private(set) var pins: [Pin]?

    init(_ seat: SeatRecord, by way: Way) {
        self.seat = seat
        self.way = way
    }

    mutating func established(_ binding: Binding) { self.binding = binding }

    /// One line of the relay.
    mutating func take(_ line: [UInt8]) -> Step {
        guard hasGreeted else { return greet(line) }
        guard let line = RelayLine(reading: line.span) else { return .wait }
        switch line.body {
        case .welcome(let welcome): return .welcomed(welcome)
        case .fail(_, .setBack, let details):
            let seconds = details.first.flatMap { UInt64($0) } ?? Self.setBackSeconds
            return .setBack(seconds: seconds)
        case .fail(_, let code, _): return .refused(code)
        default: return .wait
        }
    }

    /// The greeting is checked before anything is sent; then its pins replace the old ones.
    /// (SPEC §1.4, §4.2)
    private mutating func greet(_ line: [UInt8]) -> Step {
        guard let binding else { return .wrongRelay }
        do { pins = try Greeting.check(line: line, pins: seat.pins, binding: binding) } catch {
            return .wrongRelay
        }
        hasGreeted = true
        guard let proof = proof(of: line, binding) else { return .refused(nil) }
        return .send(proof.line + [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
    }

    private func proof(of greeting: [UInt8], _ binding: Binding) -> AuthProof? {
        let how: AuthProof.Way
        let ticket: SigningKey?
        switch way {
        case .found(let invitation): (how, ticket) = (.found, invitation.ticketKey)
        case .join(let invitation): (how, ticket) = (.join, invitation.ticketKey)
        case .back: (how, ticket) = (.back, nil)
        }
        return try? AuthProof(
            way: how,
            circle: seat.circle.bytes,
            seat: seat.key,
            ticket: ticket,
            greeting: greeting,
            binding: binding
        )
    }
}
