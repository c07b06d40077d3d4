import EventLoop
import Sealing
import TLS
import Wire

/// One client on its way in or at its seat, owned by one shard at a time.
struct Connection: ~Copyable, Sendable {
    let descriptor: Descriptor
    var tls: TLSSession
    let peer: PeerAddress
    /// Rises with each connection that this relay accepts. (SPEC §4.7)
    let order: UInt64
    var phase = Phase.handshaking
    var reader = LineReader(limit: AuthProof.lineBytesMax)
    /// When this phase must be over, in milliseconds of the boot clock; nil once admitted.
    var deadline: UInt64?
    /// The HELLO line as it was sent, and what ties it to this connection. (SPEC §4.1)
    var hello: [UInt8] = []
    var binding: Binding?
    /// Plaintext that came before AUTH. (SPEC §11.3)
    var gateBytes = 0
    /// The id of its AUTH.
    var authID: UInt32 = 1
    /// What was proved, until the store has answered.
    var circle: CircleID?
    var admissionKey: PublicKey?
    /// The key as the breadcrumb has it; 0 without one. (SPEC §11.8)
    var crumb: UInt64 = 0
    /// Plaintext that came while it could not be served yet.
    var backlog: [UInt8] = []
    /// Ciphertext that the network did not take; nothing more is sealed before it is gone.
    var unsent: [UInt8] = []
    /// When the line that is unfinished began.
    var lineBegan: UInt64?
    /// What the poller watches it for.
    var interest: Poller.Interest = .readable
    /// Waits in the list of those to be written.
    var isWaked = false
    /// Is one of those that the book of addresses counts at the gate.
    var countsAtGate = true
    /// The first bytes have come.
    var hasBegun = false
    /// Counts as a handshake that keeps the processor busy.
    var isInHandshake = false
    /// A timer for an unfinished line is running.
    var hasLineTimer = false
    /// Will be closed when the round ends.
    var isDeparting = false

    enum Phase: Equatable {
        case handshaking
        /// HELLO has been sent; AUTH is awaited.
        case greeted
        /// AUTH holds; the store is asked what it opens.
        case proved
        case admitted
        /// Its last word is on its way.
        case leaving
        /// Everything is said; what still comes is dropped until the peer closes.
        case lingering

        /// Before the circle has let it in. (SPEC §11.3)
        var isAtTheGate: Bool { self == .handshaking || self == .greeted || self == .proved }
    }

    init(_ arrival: consuming Listener.Arrival, tls: consuming TLSSession, order: UInt64) {
        peer = arrival.peer
        descriptor = arrival.descriptor
        self.tls = tls
        self.order = order
    }
}

/// A connection on its way from one shard to another; it can be taken out once.
final class Parcel: Sendable {
    private let content: Guarded<Connection?>
    /// What it proved, for the shard that takes it.
    let auth: Auth

    init(_ connection: consuming Connection, _ auth: Auth) {
        content = Guarded(connection)
        self.auth = auth
    }

    /// The connection, the first time.
    func open() -> Connection? { content.withLock { $0.take() } }
}
