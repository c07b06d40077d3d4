import ClientCore
import EventLoop
import Glibc
import Sealing
import Wire

/// A connection that was let in, made by waiting for it: before the terminal belongs to a circle.
struct Door: ~Copyable {
    var connection: RelayConnection
    var welcome: Welcome

    /// Milliseconds until a relay must have let somebody in.
    private static let openMilliseconds: UInt64 = 30_000

    private init(_ connection: consuming RelayConnection, _ welcome: Welcome) {
        self.connection = connection
        self.welcome = welcome
    }

    /// Goes to the relay of the seat and comes in; what is learned is kept before anything else.
    static func enter(
        _ seat: inout SeatRecord,
        by way: Entrance.Way,
        folder: SeatFolder
    ) throws(Trouble) -> Door {
        let deadline = BootClock.now() + openMilliseconds
        let descriptor: Descriptor
        do {
            descriptor = try Connector.connect(to: seat.host, port: seat.port, until: deadline)
        } catch { throw .unreachable(seat.host, seat.port, error) }
        var connection = try RelayConnection(descriptor, host: seat.host)
        connection.begin()
        var entrance = Entrance(seat, by: way)
        var events: [RelayConnection.Event] = []
        while true {
            try wait(for: connection, until: deadline)
            events.removeAll()
            connection.receive(into: &events)
            for event in events {
                switch event {
                case .established(let binding): entrance.established(binding)
                case .ended: throw Trouble("The relay closed the connection. Try again later.")
                case .line(let line):
                    switch entrance.take(line) {
                    case .wait: break
                    case .send(let bytes): connection.send(bytes)
                    case .wrongRelay: throw Self.wrongRelay
                    case .refused(let code): throw Trouble(code)
                    case .setBack(let seconds): throw .setBack(seconds: seconds)
                    case .welcomed(let welcome):
                        if let pins = entrance.pins { seat.pins = pins }
                        try Admittance.take(welcome, by: way, into: &seat)
                        try folder.save(seat)
                        return Door(connection, welcome)
                    }
                }
            }
        }
    }

    /// What a person is told of a relay that cannot prove itself; there is no going on. (SPEC §4.2)
    static let wrongRelay = Trouble(
        "This is not the relay of the invitation. Nothing was sent to it. Ask the person who"
            + " invited you by another way."
    )

    private static func wait(
        for connection: borrowing RelayConnection,
        until deadline: UInt64
    ) throws(Trouble) {
        let now = BootClock.now()
        guard now < deadline else {
            throw Trouble("The relay did not answer in time. Try again later.")
        }
        let events = POLLIN | (connection.wantsToWrite ? POLLOUT : 0)
        var watched = pollfd(fd: connection.raw, events: Int16(events), revents: 0)
        _ = unsafe poll(&watched, 1, Int32(clamping: deadline - now))
    }

    /// Gives the connection away.
    consuming func takeConnection() -> RelayConnection { connection }

    /// Asks one thing and waits for its answer; lines that belong to it are lent to `body`.
    mutating func ask(
        _ ask: Request.Ask,
        _ body: (RelayLine.Body) -> Void = { _ in }
    ) throws(Trouble) {
        let id: UInt32 = 7
        connection.send(Request(id: id, ask).line)
        let deadline = BootClock.now() + Self.openMilliseconds
        var events: [RelayConnection.Event] = []
        while true {
            try Self.wait(for: connection, until: deadline)
            events.removeAll()
            connection.receive(into: &events)
            for event in events {
                guard case .line(let bytes) = event else {
                    throw Trouble("The relay closed the connection. Try again later.")
                }
                guard let line = RelayLine(reading: bytes.span) else { continue }
                body(line.body)
                guard line.id == id else { continue }
                switch line.body {
                case .ok: return
                case .fail(let verb, let code, let details):
                    let refused = Refused(verb: verb, code: code, details: details)
                    throw Trouble(Refusals.sentence(for: refused), code: code)
                default: continue
                }
            }
        }
    }
}
