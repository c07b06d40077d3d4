import ClientCore
import Etiquette
import EventLoop
import Glibc
import Practice
import Sealing
import Wire

// The relay's side of a session: connecting, coming in, lines both ways.

extension Session {
    /// Feeds the member's machine and carries out what follows.
    mutating func apply(_ input: ClientInput) {
        var effects: [ClientEffect] = []
        member.apply(input, at: Self.now, into: &effects)
        for effect in effects { carryOut(effect) }
        bringTexts()
    }

    private mutating func carryOut(_ effect: ClientEffect) {
        switch effect {
        case .send(let bytes):
            connection?.send(bytes)
            practice?.receive(bytes, at: Self.now)
        case .show(let shown): show(shown)
        case .reconnect(let milliseconds):
            closeConnection()
            dialAt = Self.now.after(milliseconds)
        case .leave(let farewell):
            self.farewell = farewell
            dialAt = nil
        case .confirmed(let log): keepChain(log)
        case .answered(.invite, let answer): invited(answer)
        case .agreementsNeeded(let agreements): ask(agreements)
        case .slip(let slip): keep(slip)
        case .card(let card): keep(card)
        case .named(let name): keep(name: name)
        case .answered(_, .refused(let refused)): console.say(Refusals.sentence(for: refused))
        case .answered, .invitation: break
        }
    }

    /// Words of another seat have opened under this log's key: the older key goes. (SPEC §4.9)
    private mutating func keepChain(_ log: UInt64) {
        seat.highestLog = max(seat.highestLog, log)
        if let chain = member.cipher.chain, chain.index == log { seat.chain = chain }
        save()
    }

    /// What the next process of this seat must know: an open circle's name travels as it is, a
    /// sealed one's bytes must stay the same; the epoch must not fall. (SPEC §5.1, §5.12)
    mutating func keepWhatMustStay() {
        let sealedName = seat.isSealed == true ? member.sealedName : nil
        guard seat.sealedName != sealedName || seat.seenEpoch != member.seenEpoch else { return }
        seat.sealedName = sealedName
        seat.seenEpoch = member.seenEpoch
        save()
    }

    mutating func save() { keep { folder, seat throws(Trouble) in try folder.save(seat) } }

    /// Does something on the disk; what goes wrong there is told and stops nothing.
    mutating func keep(_ body: (SeatFolder, SeatRecord) throws(Trouble) -> Void) {
        guard let folder else { return }
        do throws(Trouble) { try body(folder, seat) } catch { console.say(error.description) }
    }

    private mutating func closeConnection() {
        connection = nil
        entrance = nil
        entranceDue = nil
        practice?.disconnect(at: Self.now)
    }

    /// The connection is of no use: the machine decides what to do.
    mutating func drop() {
        closeConnection()
        apply(.lost)
    }

    /// Tries to come back.
    mutating func dial(at now: Moment) {
        guard practice != nil else { return dialer.dial(seat.host, seat.port) }
        practice?.connect(at: now)
    }

    /// An attempt to connect has ended.
    mutating func takeDial(at now: Moment) {
        switch dialer.collect() {
        case .none: break
        case .failed: apply(.lost)
        case .connected(let descriptor):
            guard let made = try? RelayConnection(descriptor, host: seat.host) else {
                return apply(.lost)
            }
            connection = consume made
            connection?.begin()
            entrance = Entrance(seat, by: .back)
            entranceDue = now.after(Self.entranceMilliseconds)
        }
    }

    /// The relay's socket is ready.
    mutating func takeRelay() {
        var events: [RelayConnection.Event] = []
        connection?.receive(into: &events)
        for event in events {
            // What follows a connection that was given up belongs to nobody.
            guard connection != nil, farewell == nil else { return }
            switch event {
            case .ended: drop()
            case .established(let binding): entrance?.established(binding)
            case .line(let line):
                guard entrance != nil else {
                    apply(.received(line))
                    continue
                }
                comeIn(line)
            }
        }
    }

    private mutating func comeIn(_ line: [UInt8]) {
        switch entrance?.take(line) ?? .wait {
        case .wait: break
        case .send(let bytes): connection?.send(bytes)
        case .wrongRelay: stop(Door.wrongRelay)
        case .setBack(let seconds):
            closeConnection()
            apply(.setBack(seconds: seconds))
        case .refused(.replaced): farewell = .replaced
        case .refused(.removed): farewell = .removed
        case .refused(.closed): farewell = .closed
        case .refused(.unavailable), .refused(.limit), .refused(nil): drop()
        case .refused(let code): stop(Trouble(code))
        case .welcomed(let welcome):
            if let pins = entrance?.pins { seat.pins = pins }
            entrance = nil
            entranceDue = nil
            do throws(Trouble) {
                try Admittance.take(welcome, by: .back, into: &seat)
            } catch { return stop(error) }
            save()
            apply(.welcomed(welcome))
            keepWhatMustStay()
        }
    }

    /// There is no way to go on.
    mutating func stop(_ trouble: Trouble) {
        console.say(trouble.description)
        farewell = .refused(Refused(verb: .auth, code: trouble.code))
        isExplained = true
    }

    /// Gives the last words a moment to be taken, then closes.
    mutating func sayGoodbye() {
        connection?.finish()
        let deadline = BootClock.now() + 2_000
        while connection != nil, BootClock.now() < deadline {
            guard let raw = connection?.raw else { break }
            let isUnsent = connection?.wantsToWrite == true
            var watched = pollfd(
                fd: raw,
                events: Int16(POLLIN | (isUnsent ? POLLOUT : 0)),
                revents: 0
            )
            guard unsafe poll(&watched, 1, 200) >= 0 || errno == EINTR else { break }
            var events: [RelayConnection.Event] = []
            connection?.receive(into: &events)
            let isOver = events.contains { if case .ended = $0 { true } else { false } }
            if isOver { break }
            connection?.finish()
        }
        closeConnection()
    }
}
