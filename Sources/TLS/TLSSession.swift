internal import COpenSSL

/// One TLS 1.3 channel, as bytes in and bytes out.
///
/// Every operation borrows the calling thread's buffers and leaves nothing in them that it needs
/// later, so the session may live on one thread now and on another afterwards.
///
/// `@unchecked Sendable` because it has a single owner, the library keeps nothing about it in the
/// thread, and what its contexts share is behind the library's own locks.
@safe
public struct TLSSession: ~Copyable, @unchecked Sendable {
    /// So many records in a row may carry no application data. (SPEC §1.2)
    package static let recordsWithoutDataMax = 32

    enum Phase: Equatable {
        case handshaking
        case established
        case peerClosed
        case failed(TLSFailure)
    }

    let ssl: OpaquePointer
    let bio: OpaquePointer
    var framing = RecordFraming()
    var phase = Phase.handshaking
    var recordsWithoutData = 0
    private var hasSaidGoodbye = false

    /// A session of a relay with a client that has just connected, or of a client with a relay.
    ///
    /// `host` is for clients: a name is told to the relay, a numeric address is not.
    public init(
        of context: borrowing TLSContext,
        host: String? = nil
    ) throws(TLSFailure) {
        ERR_clear_error()
        guard let ssl = unsafe SSL_new(context.pointer) else { throw .library }
        guard let bio = unsafe ExchangeBIO.make() else {
            unsafe SSL_free(ssl)
            throw .library
        }
        // The session owns the BIO from here on, for both directions at once.
        unsafe SSL_set_bio(ssl, bio, bio)
        if context.isServer {
            unsafe SSL_set_accept_state(ssl)
        } else {
            unsafe SSL_set_connect_state(ssl)
            if let host, TLSSession.isName(host) {
                guard unsafe circle_SSL_set_tlsext_host_name(ssl, host) == 1 else {
                    unsafe SSL_free(ssl)
                    throw .library
                }
            }
        }
        unsafe self.ssl = unsafe ssl
        unsafe self.bio = unsafe bio
    }

    deinit { unsafe SSL_free(ssl) }

    /// Whether the handshake is done and nothing has failed since.
    public var isEstablished: Bool { phase == .established || phase == .peerClosed }

    /// What the end of the peer's stream means at this moment.
    public var ending: TLSEnding { phase == .peerClosed ? .announced : .cut }

    /// Goes on with the handshake; a client calls it first with no input.
    public mutating func handshake(through buffers: inout TLSBuffers) -> TLSProgress {
        switch phase {
        case .established, .peerClosed: return .done
        case .failed(let failure): return .failed(failure)
        case .handshaking: break
        }
        while true {
            let step = unsafe performReading(through: &buffers) { unsafe SSL_do_handshake($0) }
            switch step.outcome {
            case .succeeded:
                guard unsafe ApplicationProtocol.isAgreed(by: ssl) else {
                    return .failed(fail(.applicationProtocol, &buffers))
                }
                phase = .established
                return .done
            case .wantsInput:
                if buffers.unreadCount == 0 { return .wantsInput }
            case .peerClosed:
                return .failed(fail(.alert, &buffers))
            case .failed(let failure):
                return .failed(failure)
            }
        }
    }

    /// Appends plaintext of at most one record to `plaintext`, which must have room.
    public mutating func read(
        into plaintext: inout OutputSpan<UInt8>,
        through buffers: inout TLSBuffers
    ) -> TLSRead {
        precondition(plaintext.freeCapacity > 0)
        switch phase {
        case .established: break
        case .peerClosed: return .closedCleanly
        case .handshaking: return .failed(.closed)
        case .failed(let failure): return .failed(failure)
        }
        var count = 0
        let step = unsafe plaintext.withUnsafeMutableBufferPointer { space, initialized in
            let start = unsafe space.baseAddress.map { unsafe $0 + initialized }
            let room = space.count - initialized
            let step = unsafe performReading(through: &buffers) {
                unsafe SSL_read_ex($0, start, room, &count)
            }
            initialized += count
            return step
        }
        switch step.outcome {
        case .succeeded:
            recordsWithoutData = 0
            return .bytes(count)
        case .wantsInput:
            return step.endedRecord ? .nonData : .wantsInput
        case .peerClosed:
            phase = .peerClosed
            buffers.dropUnread()
            return .closedCleanly
        case .failed(let failure):
            return .failed(failure)
        }
    }

    /// Seals all of `bytes` into the output.
    public mutating func write(
        _ bytes: Span<UInt8>,
        through buffers: inout TLSBuffers
    ) -> TLSWrite {
        if case .failed(let failure) = phase { return .failed(failure) }
        guard isEstablished, !hasSaidGoodbye else { return .failed(.closed) }
        var written = 0
        while written < bytes.count {
            var count = 0
            let rest = bytes.extracting(written...)
            let step = unsafe rest.withUnsafeBufferPointer { source in
                unsafe perform(takingInput: false, through: &buffers) {
                    unsafe SSL_write_ex($0, source.baseAddress, source.count, &count)
                }
            }
            switch step.outcome {
            case .succeeded: written += count
            case .failed(let failure): return .failed(failure)
            case .wantsInput, .peerClosed: return .failed(fail(.library, &buffers))
            }
        }
        return .written
    }

    /// Puts `close_notify` into the output, once; what the peer still sends can be read.
    public mutating func shutdown(through buffers: inout TLSBuffers) {
        guard isEstablished, !hasSaidGoodbye else { return }
        hasSaidGoodbye = true
        ERR_clear_error()
        unsafe ExchangeBIO.point(bio, at: buffers.exchange)
        // Nothing but one's own word is waited for, so 0 is no failure.
        unsafe SSL_shutdown(ssl)
        unsafe ExchangeBIO.point(bio, at: nil)
    }

    /// The 32 bytes that only the two ends of this channel can know; nil before it stands.
    public func exporter() -> [UInt8]? {
        guard isEstablished else { return nil }
        let label = "EXPORTER-circle-v1"
        var value = [UInt8](repeating: 0, count: 32)
        ERR_clear_error()
        let code = unsafe SSL_export_keying_material(
            ssl,
            &value,
            value.count,
            label,
            label.utf8.count,
            nil,
            0,
            0
        )
        return code == 1 ? value : nil
    }

    /// For tests: puts a key update into the output, and asks for one back if so wished.
    package mutating func updateKeys(askingBack: Bool, through buffers: inout TLSBuffers) -> Bool {
        guard isEstablished else { return false }
        let kind = askingBack ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED
        let step = unsafe perform(takingInput: false, through: &buffers) { ssl in
            unsafe SSL_key_update(ssl, kind) == 1 ? SSL_do_handshake(ssl) : 0
        }
        return step.outcome == .succeeded
    }

    /// Whether `host` is no numeric address, which must not be sent as a name.
    private static func isName(_ host: String) -> Bool {
        let isNumeric = host.utf8.allSatisfy { byte in
            byte == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        return !isNumeric && !host.utf8.contains(UInt8(ascii: ":"))
    }
}
