import ClientCore
import Etiquette
import RelayCore
import Wire

// What goes wrong, and rules taken away.

extension World {
    /// Whether something goes wrong instead of something being done.
    mutating func trouble() -> Bool {
        if chance(weather.kills) {
            kill()
            return true
        }
        if chance(weather.pauses), relay != nil, now >= deafUntil { return pause() }
        if chance(weather.restarts) {
            let person = Int(dice.upTo(UInt64(people.count - 1)))
            guard !people[person].hasLeft else { return false }
            if let link = people[person].link { closeAtPerson(link) }
            people[person].restart()
            agenda.add(
                .dial(person: person, run: people[person].runs),
                at: now + 1 + dice.upTo(20_000)
            )
            return true
        }
        guard let link = people[Int(dice.upTo(UInt64(people.count - 1)))].link,
            links[link].isOpenAtPerson
        else { return false }
        if chance(weather.cuts) {
            breakOff(link)
            return true
        }
        guard chance(weather.silences) else { return false }
        links[link].isSound = false
        switch dice.upTo(4) {
        case 3, 4: links[link].heldUntil = now + 5_000 + dice.upTo(60_000)
        case 0: links[link].carriesUp = false
        case 1: links[link].carriesDown = false
        default: (links[link].carriesUp, links[link].carriesDown) = (false, false)
        }
        return true
    }

    /// The relay's process stands still, then goes on: nobody is to blame for it. (SPEC §11.1)
    private mutating func pause() -> Bool {
        let length = 500 + dice.upTo(40_000)
        deafUntil = now + length
        // The clock went on meanwhile; the core hears of it before anything else.
        if length >= 2_000 {
            let (start, until) = (now, deafUntil)
            withRelay { relay, _ in
                relay.core.stalled(by: until - start, at: Moment(until), &relay.outputs)
            }
        }
        return true
    }

    // MARK: Rules taken away

    /// A line as a relay without one of its rules would take it.
    mutating func filtered(_ line: [UInt8], of link: Int) -> [UInt8] {
        guard var request = try? Request(reading: line.span) else { return line }
        if case .supply(_, _?, _) = request.ask { supplies += 1 }
        guard let without else { return line }
        let person = links[link].person
        switch (without, request.ask) {
        case (.connectionFence, .sit): proveAgain(link)
        case (.turnFence, .line):
            request.turn = relay?.core.circle(circle)?.turn ?? request.turn
        case (.dedupe, .line):
            guard let id = request.id else { return line }
            let highest = highestID[person] ?? 0
            request.id = id > highest ? id : highest + 1
            highestID[person] = max(id, highest + 1)
        case (.copyUntilStable, .supply(let number, _, _)) where !isAuthor(person, of: number):
            request.ask = .supply(number, nil, blind: nil)
        case (.check, .supply(let number, let content?, _)) where isAuthor(person, of: number):
            var payload = content.bytes
            payload[139] = UInt8(ascii: "Z")
            request.ask = .supply(number, .sealed(payload), blind: nil)
        default: return line
        }
        return Array(request.line.dropLast(2))
    }

    /// The connection that sits down last has the seat, as if it had been accepted just now.
    private mutating func proveAgain(_ link: Int) {
        let before = links[link].session
        withRelay { $0.core.closed(before, at: Moment($1), &$0.outputs) }
        links[link].proofs += 1
        links[link].order = nextOrder
        nextOrder += 1
        admit(link)
    }

    private func isAuthor(_ person: Int, of number: UInt64) -> Bool {
        switch checks.logs[lastLog]?.events[number] {
        case .line(let seat, _, _, _, _), .whisper(let seat, _, _, _, _):
            people[person].client.room.me == seat
        default: true
        }
    }

    /// What was written counts as shown, as if a socket could know.
    mutating func pretendAcknowledgement(of batch: [UInt8], _ link: Int) {
        guard without == .acknowledgement else { return }
        var reader = LineReader()
        let last = reader.lines(in: batch).compactMap { RelayLine(reading: $0.span)?.number }.max()
        guard let last else { return }
        relay?.acknowledge(last, links[link].session, at: now)
    }
}
