import ClientCore
import Etiquette
import RelayCore
import Wire

// Bytes on their way between people and the relay.

extension World {
    // MARK: Coming

    /// What an earlier run of the client had planned is not done by a later one.
    mutating func dial(_ person: Int, run: Int) {
        guard !people[person].hasLeft, people[person].runs == run else { return }
        var link = SimulatedLink(id: links.count, person: person)
        link.dialledAt = now
        links.append(link)
        people[person].link = link.id
        people[person].seatedSince = nil
        agenda.add(.accept(link: link.id), at: now + delay())
        agenda.add(.giveUp(link: link.id), at: now + 15_000)
        agenda.add(.giveUp(link: link.id), at: now + 45_000)
    }

    mutating func accept(_ link: Int) {
        guard links[link].carriesUp, links[link].isOpenAtPerson else { return }
        guard relay != nil else {
            if links[link].carriesDown { agenda.add(.endsAtPerson(link: link), at: now + delay()) }
            return
        }
        links[link].isOpenAtRelay = true
        links[link].order = nextOrder
        nextOrder += 1
        // The greeting goes down, the proof comes up.
        guard links[link].carriesDown else { return }
        agenda.add(.prove(link: link), at: now + delay() + delay())
    }

    mutating func prove(_ link: Int) {
        guard relay != nil, links[link].isOpenAtRelay, links[link].carriesUp,
            links[link].isOpenAtPerson
        else { return }
        if now < deafUntil { return agenda.add(.prove(link: link), at: deafUntil) }
        links[link].isAdmitted = true
        admit(link)
    }

    /// The core hears that a key was proved.
    mutating func admit(_ link: Int) {
        let person = people[links[link].person]
        let admission = Admission(
            circle: circle,
            isSealed: true,
            rules: rules,
            plan: plan,
            key: person.key,
            role: person.role,
            nextLog: lastLog + 1,
            box: nil,
            order: links[link].order
        )
        let session = links[link].session
        withRelay { relay, now in
            relay.core.admit(session, admission, at: Moment(now), &relay.outputs)
        }
    }

    /// Nothing came for long: no welcome in 15 seconds, no seat in 45.
    mutating func giveUp(_ link: Int) {
        let person = links[link].person
        guard people[person].link == link, !links[link].wasSeated, links[link].isOpenAtPerson,
            !links[link].wasWelcomed || now >= links[link].dialledAt + 45_000
        else { return }
        closeAtPerson(link)
        tell(person, .lost)
    }

    // MARK: Bytes

    /// Sends bytes up, in pieces.
    mutating func sendUp(_ bytes: [UInt8], _ link: Int) {
        for piece in pieces(bytes) {
            links[link].lastUp = max(links[link].lastUp, now + delay())
            links[link].piecesUp.append(piece)
            agenda.add(.up(link: link), at: links[link].lastUp)
        }
    }

    private mutating func sendDown(_ bytes: [UInt8], _ link: Int) {
        links[link].bytesDown += bytes.count
        for piece in pieces(bytes) {
            links[link].lastDown = max(links[link].lastDown, now + delay())
            links[link].piecesDown.append(piece)
            agenda.add(.down(link: link), at: links[link].lastDown)
        }
    }

    private mutating func pieces(_ bytes: [UInt8]) -> [[UInt8]] {
        guard bytes.count > 1, chance(200) else { return [bytes] }
        let cut = 1 + Int(dice.upTo(UInt64(bytes.count - 2)))
        return [Array(bytes[..<cut]), Array(bytes[cut...])]
    }

    mutating func arriveAtRelay(_ link: Int) {
        let until = max(deafUntil, links[link].heldUntil)
        if now < until { return agenda.add(.up(link: link), at: until) }
        let bytes = links[link].piecesUp.removeFirst()
        guard relay != nil, links[link].carriesUp, links[link].isOpenAtRelay else { return }
        links[link].waiting += links[link].relayReader.lines(in: bytes)
        serve(link)
    }

    private mutating func serve(_ link: Int) {
        while !links[link].waiting.isEmpty,
            relay?.core.takesInput(links[link].session) == true
        {
            let line = filtered(links[link].waiting.removeFirst(), of: link)
            let session = links[link].session
            withRelay { relay, now in
                relay.core.receive(line.span, from: session, at: Moment(now), &relay.outputs)
            }
        }
    }

    /// Gives a connection what is there for it, if the network takes it.
    mutating func flush(_ link: Int) {
        guard links[link].isOpenAtRelay, links[link].isAdmitted, links[link].bytesDown < 16_384
        else { return }
        let session = links[link].session
        var filled = Filled.some
        while filled == .some, links[link].bytesDown < 16_384 {
            var batch: [UInt8] = []
            filled = relay?.core.fill(session, into: &batch, limit: 8_192) ?? .all
            guard !batch.isEmpty else { continue }
            pretendAcknowledgement(of: batch, link)
            sendDown(batch, link)
        }
        guard links[link].isLeaving, filled == .all else { return }
        links[link].isOpenAtRelay = false
        agenda.add(.endsAtPerson(link: link), at: max(links[link].lastDown, now + delay()))
        withRelay { $0.core.closed(session, at: Moment($1), &$0.outputs) }
    }

    mutating func arriveAtPerson(_ link: Int) {
        let bytes = links[link].piecesDown.removeFirst()
        links[link].bytesDown -= bytes.count
        if relay != nil, links[link].isAdmitted { flush(link) }
        if relay != nil { serve(link) }
        guard links[link].carriesDown, links[link].isOpenAtPerson else { return }
        // Bad links are worst while they come, and it is then that most is told.
        let isComing = !links[link].wasSeated
        let isTorn = !isClear && chance(weather.tears * (isComing ? 20 : 1))
        let arrived = isTorn ? Int(dice.upTo(UInt64(bytes.count))) : bytes.count
        for line in links[link].personReader.lines(in: Array(bytes.prefix(arrived))) {
            hear(line, link)
        }
        guard isTorn else { return }
        checks.isCalm = false
        links[link].carriesDown = false
        breakOff(link)
    }

    // MARK: Ends

    /// Both ends will notice; what was on its way may be lost.
    mutating func breakOff(_ link: Int) {
        links[link].isSound = false
        tell("the link of \(links[link].person) breaks")
        if links[link].isOpenAtRelay {
            links[link].carriesUp = false
            agenda.add(.endsAtRelay(link: link), at: now + delay())
        }
        if chance(500) { links[link].carriesDown = false }
        agenda.add(.endsAtPerson(link: link), at: max(links[link].lastDown, now + delay()))
    }

    mutating func endAtRelay(_ link: Int) {
        guard links[link].isOpenAtRelay else { return }
        let until = max(deafUntil, links[link].heldUntil)
        if now < until { return agenda.add(.endsAtRelay(link: link), at: until) }
        links[link].isOpenAtRelay = false
        guard links[link].isAdmitted, relay != nil else { return }
        let session = links[link].session
        withRelay { $0.core.closed(session, at: Moment($1), &$0.outputs) }
    }

    mutating func endAtPerson(_ link: Int) {
        guard links[link].isOpenAtPerson else { return }
        let person = links[link].person
        closeAtPerson(link)
        guard people[person].link == link else { return }
        tell(person, .lost)
    }

    /// The client closes its end; the relay hears of it unless the network is silent.
    mutating func closeAtPerson(_ link: Int) {
        guard links[link].isOpenAtPerson else { return }
        links[link].isOpenAtPerson = false
        links[link].isSound = false
        guard links[link].carriesUp else { return }
        agenda.add(.endsAtRelay(link: link), at: max(links[link].lastUp, now + delay()))
    }
}
