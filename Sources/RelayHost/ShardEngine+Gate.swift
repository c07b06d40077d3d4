import EventLoop
import RelayCore
import Sealing
import Store
import TLS
import Wire

// From the first byte to a seat: greeting, proof, admission. (SPEC §4)

extension ShardEngine {
    /// The handshake is done: the relay says who it is. (SPEC §4.1)
    mutating func greet(_ connection: inout Connection, _ token: Token) {
        guard let exporter = connection.tls.exporter(),
            let nonce = try? Random.bytes(Greeting.nonceCount)
        else { return depart(&connection, token) }
        let binding = Binding(exporter: exporter)
        guard
            let hello = try? Greeting.line(
                identities: shared.identities,
                nonce: nonce,
                binding: binding
            )
        else { return depart(&connection, token) }
        endHandshake(&connection)
        connection.binding = binding
        connection.hello = hello
        connection.phase = .greeted
        let deadline = patience + settings.proofMilliseconds
        connection.deadline = deadline
        proofDeadlines.add(token, at: deadline)
        _ = connection.tls.write(
            (hello + [UInt8(ascii: "\r"), UInt8(ascii: "\n")]).span,
            through: &buffers
        )
    }

    /// What the first line of a connection came to.
    private enum FirstLine {
        case proof(Auth, id: UInt32)
        case refused(id: UInt32?, Verb?, RefusalCode)

        init(_ line: Span<UInt8>) {
            do throws(Malformed) {
                let request = try Request(reading: line)
                guard case .auth(let auth) = request.ask, let id = request.id else {
                    self = .refused(id: nil, nil, .notNow)
                    return
                }
                self = .proof(auth, id: id)
            } catch {
                let isAuth = error.verb == .auth
                self = .refused(id: isAuth ? error.id : nil, isAuth ? .auth : nil, .form)
            }
        }
    }

    /// Before AUTH one line is heard, and 1,024 bytes. (SPEC §6.5, §11.3)
    mutating func serveAtGate(
        _ bytes: Span<UInt8>,
        of connection: inout Connection,
        _ token: Token
    ) {
        var first: FirstLine?
        connection.gateBytes += bytes.count
        let outcome = connection.reader.read(bytes) { line in
            first = FirstLine(line)
            return false
        }
        if outcome == .tooLong || (first == nil && connection.gateBytes > AuthProof.lineBytesMax) {
            first = .refused(id: nil, nil, .form)
        }
        switch first {
        case nil: break
        case .refused(let id, let verb, let code):
            refuse(&connection, token, id: id, verb, code)
        case .proof(let auth, let id):
            connection.authID = id
            if case .stopped(let taken) = outcome {
                keep(bytes.extracting(taken...), for: &connection, token)
            }
            guard connection.phase == .greeted else { return }
            prove(auth, &connection, token)
        }
    }

    /// Both signatures hold before anything is looked up; then the circle's shard takes over.
    /// (SPEC §4.4)
    mutating func prove(_ auth: Auth, _ connection: inout Connection, _ token: Token) {
        guard connection.phase == .greeted, let binding = connection.binding,
            let proof = AuthProof(auth), proof.isValid(greeting: connection.hello, binding: binding)
        else {
            shared.failed(connection.peer, at: now)
            return refuse(&connection, token, id: connection.authID, .auth, .proof)
        }
        if let seconds = shared.setBack.seconds(for: auth.seatKey, at: now) {
            return refuse(
                &connection,
                token,
                id: connection.authID,
                .auth,
                .setBack,
                details: [String(seconds)]
            )
        }
        connection.phase = .proved
        connection.hello = []
        let home = shared.shard(of: auth.circle)
        guard home == index else { return moving.append((token, auth)) }
        askStore(auth, &connection, token)
    }

    /// Asks what a proof opens. (SPEC §4.5)
    mutating func askStore(_ auth: Auth, _ connection: inout Connection, _ token: Token) {
        let way: Store.AdmissionRequest.Way =
            switch auth.way {
            case .found: .found
            case .join: .join
            case .back: .back
            }
        let request = AdmissionRequest(
            way: way,
            circle: Store.CircleID(bits: auth.circle.number),
            seatKey: auth.seatKey.bytes,
            ticket: auth.ticket?.key.bytes
        )
        let live = LiveFacts(full: core.isFull(auth.circle))
        connection.admissionKey = auth.seatKey
        connection.crumb = auth.seatKey.crumb
        connection.circle = auth.circle
        shared.control.post(.admit(shard: index, SessionID(token.bits), request, live))
    }

    /// The store has answered a proof; outsiders hear one code whatever exists.
    ///
    /// (SPEC §4.5, §4.8, §12.2)
    mutating func admit(
        _ result: AdmissionResult?,
        _ connection: inout Connection,
        _ token: Token
    ) {
        guard connection.phase == .proved, !connection.isDeparting,
            let key = connection.admissionKey,
            let circle = connection.circle
        else { return }
        switch result {
        case nil: refuse(&connection, token, id: connection.authID, .auth, .unavailable)
        case .refused(let refusal):
            let code = RefusalCode(rawValue: refusal.rawValue) ?? .notAdmitted
            if code == .notAdmitted { shared.failed(connection.peer, at: now) }
            refuse(&connection, token, id: connection.authID, .auth, code)
        case .admitted(let admission):
            connection.phase = .admitted
            connection.deadline = nil
            connection.reader = LineReader()
            shared.admitted(connection.peer, at: now)
            leaveGate(&connection)
            core.admit(
                SessionID(token.bits),
                RelayCore.Admission(
                    admission,
                    circle: circle,
                    key: key,
                    order: connection.order,
                    authID: connection.authID
                ),
                at: moment,
                &outputs
            )
        }
    }

    /// Answers the first line with a refusal and lets the connection go. (SPEC §4.5, §6.5)
    mutating func refuse(
        _ connection: inout Connection,
        _ token: Token,
        id: UInt32?,
        _ verb: Verb?,
        _ code: RefusalCode,
        details: [String] = []
    ) {
        let line = RelayLine(id: id, .fail(verb, code, details: details)).line
        _ = connection.tls.write(line.span, through: &buffers)
        finish(&connection, token)
    }

    /// Says goodbye, and waits a little so that the last word arrives.
    mutating func finish(_ connection: inout Connection, _ token: Token) {
        leaveGate(&connection)
        guard connection.phase != .lingering else { return }
        if connection.phase != .leaving || connection.deadline == nil {
            let deadline = patience + settings.leavingMilliseconds
            connection.deadline = deadline
            leavingDeadlines.add(token, at: deadline)
        }
        connection.phase = .leaving
        connection.backlog = []
        connection.tls.shutdown(through: &buffers)
        send(&connection, token)
        guard connection.unsent.isEmpty else { return }
        Socket.finishSending(connection.descriptor.raw)
        connection.phase = .lingering
        let deadline = patience + settings.lingerMilliseconds
        connection.deadline = deadline
        lingerDeadlines.add(token, at: deadline)
        watch(&connection, token)
    }

    /// Whatever becomes of a connection, it is counted at the gate once and leaves it once.
    mutating func leaveGate(_ connection: inout Connection) {
        guard connection.countsAtGate else { return }
        connection.countsAtGate = false
        shared.leftGate(connection.peer)
    }

    /// The first bytes have come: from here on this handshake keeps the processor busy.
    mutating func beginHandshake(_ connection: inout Connection, _ token: Token) {
        guard !connection.hasBegun else { return }
        connection.hasBegun = true
        connection.isInHandshake = true
        handshakes += 1
        handshakeDeadlines.add(token, at: patience + settings.busyMilliseconds)
    }

    /// A handshake is done, or its peer is slow: it no longer keeps others waiting.
    mutating func endHandshake(_ connection: inout Connection) {
        guard connection.isInHandshake else { return }
        connection.isInHandshake = false
        handshakes -= 1
    }

    /// The connection is of no more use; it is closed when the round ends.
    mutating func depart(_ connection: inout Connection, _ token: Token) {
        guard !connection.isDeparting else { return }
        connection.isDeparting = true
        endHandshake(&connection)
        leaveGate(&connection)
        departed.append(token)
    }

    /// A deadline has come; whether it still means anything the connection knows.
    mutating func timeOut(_ connection: inout Connection, _ token: Token) {
        guard let deadline = connection.deadline, patience >= deadline else { return }
        depart(&connection, token)
    }

    /// A line has not been finished in time. (SPEC §2.2)
    mutating func timeOutLine(_ connection: inout Connection, _ token: Token) {
        connection.hasLineTimer = false
        guard let began = connection.lineBegan else { return }
        guard patience >= began + settings.lineMilliseconds else {
            connection.hasLineTimer = true
            return lineDeadlines.add(token, at: began + settings.lineMilliseconds)
        }
        guard connection.phase == .admitted else { return depart(&connection, token) }
        core.receivedOversize(from: SessionID(token.bits), &outputs)
    }
}

extension AuthProof {
    /// A proof as it came over the wire.
    init?(_ auth: Auth) {
        let way: Way =
            switch auth.way {
            case .found: .found
            case .join: .join
            case .back: .back
            }
        self.init(
            way: way,
            circle: auth.circle.bytes,
            seatKey: auth.seatKey.bytes,
            seatSignature: auth.seatSignature,
            ticketKey: auth.ticket?.key.bytes,
            ticketSignature: auth.ticket?.signature
        )
    }
}
