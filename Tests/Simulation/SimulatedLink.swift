import RelayCore
import Wire

/// One connection between a person's client and the relay, as bytes on their way.
struct SimulatedLink {
    let id: Int
    let person: Int
    var dialledAt: UInt64 = 0
    /// The order in which the relay accepted it.
    var order: UInt64 = 0
    /// Whether its key was proved, so that the core knows it.
    var isAdmitted = false
    /// Whether the person's client heard that it is let in.
    var wasWelcomed = false
    /// Whether the person's client heard that it has its seat.
    var wasSeated = false
    /// Whether bytes still get through, up to the relay and down to the person.
    var carriesUp = true
    var carriesDown = true
    /// Whether each end still has it open.
    var isOpenAtRelay = false
    var isOpenAtPerson = true
    /// Whether nothing ever went wrong with it.
    var isSound = true
    /// When the last byte on its way arrives: bytes do not overtake each other.
    var lastUp: UInt64 = 0
    var lastDown: UInt64 = 0
    /// Pieces on their way, in order.
    var piecesUp: [[UInt8]] = []
    var piecesDown: [[UInt8]] = []
    /// The network holds what goes up until then.
    var heldUntil: UInt64 = 0
    /// Bytes on their way down.
    var bytesDown = 0
    /// How often its key was proved: once, but for a relay without a fence.
    var proofs: UInt64 = 0
    var relayReader = LineReader()
    var personReader = LineReader()
    /// Lines that the relay does not take yet.
    var waiting: [[UInt8]] = []
    /// The relay lets it go once everything is written.
    var isLeaving = false

    var session: SessionID { SessionID(UInt64(id) + 1 + proofs << 32) }

    init(id: Int, person: Int) {
        self.id = id
        self.person = person
    }
}

/// Whole lines out of bytes that come in pieces.
extension LineReader {
    mutating func lines(in bytes: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        _ = read(bytes.span) { line in
            lines.append(line.indices.map { line[$0] })
            return true
        }
        return lines
    }
}
