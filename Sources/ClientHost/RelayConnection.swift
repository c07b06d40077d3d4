import EventLoop
import Sealing
import TLS
import Wire

/// One connection to a relay: lines come out, lines go in.
///
/// It never blocks; whoever owns it polls `raw`.
struct RelayConnection: ~Copyable {
    /// What came of bytes that arrived.
    enum Event {
        /// The channel stands; nothing may be sent before the greeting is checked. (SPEC §1.4)
        case established(Binding)
        case line([UInt8])
        /// No more will come.
        case ended
    }

    private let descriptor: Descriptor
    private var tls: TLSSession
    private var buffers = TLSBuffers()
    private var reader = LineReader()
    private var isBroken = false

    /// The certificate is not judged; the greeting is. (SPEC §1.1, §4.2)
    init(_ descriptor: consuming Descriptor, host: String) throws(Trouble) {
        do {
            let context = try TLSContext.client()
            tls = try TLSSession(of: context, host: host)
        } catch TLSContextFailure.keyLoggingRequested {
            throw Trouble("SSLKEYLOGFILE is set: somebody wants to read along. Unset it first.")
        } catch {
            throw Trouble("The TLS library of this machine does not work as it must.")
        }
        self.descriptor = descriptor
    }

    var raw: Int32 { descriptor.raw }

    /// Whether bytes wait for the network to take them.
    var wantsToWrite: Bool { buffers.outputCount > 0 }

    /// Says the first word of the handshake.
    mutating func begin() {
        if case .failed = tls.handshake(through: &buffers) { isBroken = true }
        flush()
    }

    /// Takes what has arrived.
    mutating func receive(into events: inout [Event]) {
        let raw = raw
        while !isBroken {
            let transfer = buffers.fill { space -> Transfer in
                space.freeCapacity > 0 ? Socket.receive(raw, into: &space) : .wouldBlock
            }
            switch transfer {
            case .bytes: process(&events)
            case .wouldBlock:
                flush()
                return
            case .ended, .failed: isBroken = true
            }
        }
        flush()
        events.append(.ended)
    }

    private mutating func process(_ events: inout [Event]) {
        if !tls.isEstablished {
            switch tls.handshake(through: &buffers) {
            case .wantsInput: return
            case .failed:
                isBroken = true
                return
            case .done:
                guard let value = tls.exporter(), value.count == Binding.valueCount else {
                    isBroken = true
                    return
                }
                events.append(.established(Binding(exporter: value)))
            }
        }
        readLines(&events)
    }

    private mutating func readLines(_ events: inout [Event]) {
        while true {
            var plaintext: [UInt8] = []
            var outcome = TLSRead.wantsInput
            plaintext.append(addingCapacity: 16_384) { space in
                outcome = tls.read(into: &space, through: &buffers)
            }
            var lines: [[UInt8]] = []
            let reading = reader.read(plaintext.span) { line in
                var copy: [UInt8] = []
                copy.reserveCapacity(line.count)
                for index in line.indices { copy.append(line[index]) }
                lines.append(copy)
                return true
            }
            events += lines.map { .line($0) }
            // A relay whose line has no end is none. (SPEC §2.2)
            if case .tooLong = reading { isBroken = true }
            switch outcome {
            case .bytes, .nonData: continue
            case .wantsInput: return
            case .closedCleanly, .failed:
                isBroken = true
                return
            }
        }
    }

    /// Sends a line with its end.
    mutating func send(_ bytes: [UInt8]) {
        if case .failed = tls.write(bytes.span, through: &buffers) { isBroken = true }
        flush()
    }

    /// Gives the network as much as it takes.
    mutating func flush() {
        let raw = raw
        while buffers.outputCount > 0 {
            switch buffers.withOutput({ Socket.send(raw, $0) }) {
            case .bytes(let count): buffers.dropOutput(first: count)
            case .wouldBlock: return
            case .ended, .failed:
                buffers.dropOutput()
                isBroken = true
                return
            }
        }
    }

    /// Says that nothing more will come.
    mutating func finish() {
        tls.shutdown(through: &buffers)
        flush()
        if !wantsToWrite { Socket.finishSending(raw) }
    }
}
