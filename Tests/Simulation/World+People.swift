import ClientCore
import Etiquette
import RelayCore
import Wire

// People at their clients.

extension World {
    /// Tells somebody's client what happened, and does what follows.
    mutating func tell(_ person: Int, _ input: ClientInput) {
        guard !people[person].hasLeft else { return }
        var effects: [ClientEffect] = []
        people[person].client.apply(input, at: Moment(now), into: &effects)
        if case .wished(let wish) = input { tell("\(person) wishes \(wish)") }
        for effect in effects { obey(effect, person) }
        if people[person].client.isReady, people[person].seatedSince == nil {
            people[person].seatedSince = now
        }
    }

    private mutating func obey(_ effect: ClientEffect, _ person: Int) {
        switch effect {
        case .send(let bytes):
            tell("\(person) > \(Self.text(bytes))")
            people[person].sends(bytes)
            guard let link = people[person].link, links[link].isOpenAtPerson else { return }
            sendUp(bytes, link)
        case .reconnect(let pause):
            if let link = people[person].link { closeAtPerson(link) }
            people[person].seatedSince = nil
            agenda.add(.dial(person: person, run: people[person].runs), at: now + pause)
        case .leave(let farewell):
            if let link = people[person].link { closeAtPerson(link) }
            people[person].hasLeft = true
            people[person].seatedSince = nil
            if !isExpected(farewell) { checks.fail("a client gave up: \(farewell)") }
        case .show(let shown):
            tell("\(person) is shown \(shown)")
            check(shown.what, person)
        case .confirmed, .answered, .invitation, .agreementsNeeded, .slip, .card, .named: break
        }
    }

    /// Whether it is in the nature of an evening that a session ends like that.
    private func isExpected(_ farewell: Farewell) -> Bool {
        switch farewell {
        case .left: true
        // Meetings end, doors are locked, and somebody may be removed from a meeting.
        case .ended, .removed: plan.plan != nil
        case .refused(let refused):
            plan.plan != nil && (refused.code == .locked || refused.code == .removed)
        default: false
        }
    }

    private mutating func check(_ what: Shown.What, _ person: Int) {
        switch what {
        case .draftKept(let text, let reason):
            let isExcused =
                switch reason {
                case .newMeeting, .lost: true
                default: false
                }
            checks.becomesDraft(text, excused: isExcused)
        case .unsure(let text): checks.becomesDraft(text, excused: true)
        case .alarm(let alarm):
            if without != .dedupe { checks.fail("an alarm: \(alarm)") }
        case .unreadable: checks.fail("words that do not open")
        case .gap(let first, let last):
            let log = people[person].client.log
            checks.gap(people[person], log: log, first...last)
        default: break
        }
    }

    /// One line of the relay reaches a client.
    mutating func hear(_ bytes: [UInt8], _ link: Int) {
        let person = links[link].person
        guard people[person].link == link, let line = RelayLine(reading: bytes.span) else { return }
        if case .welcome(var welcome) = line.body {
            // Only a relay without a fence welcomes twice.
            guard !links[link].wasWelcomed else { return }
            links[link].wasWelcomed = true
            // A relay that does not know which acts were done cannot tell.
            if without == .dedupe { welcome.lastID = 0 }
            return tell(person, .welcomed(welcome))
        }
        if case .ok(.sit, _) = line.body { links[link].wasSeated = true }
        if case .state(let base) = line.body {
            checks.begins(people[person], log: people[person].client.log, at: base)
        }
        tell("\(person) < \(Self.text(bytes))")
        let before = people[person].client.have
        let log = people[person].client.log
        if let number = line.number, number > before, line.previous == before {
            checks.shown(line, to: people[person], log: log)
        }
        if case .ok(.line, let number) = line.body,
            let text = line.id.flatMap({ people[person].sent[$0] })
        {
            checks.accepted(text, as: number)
        }
        tell(person, .received(bytes))
        leak(line, from: person)
        guard case .ok(.line, let number) = line.body, without == .copyUntilStable else { return }
        tell(person, .received(Array(RelayLine(.stable(number)).line.dropLast(2))))
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.filter { $0 >= 32 }, as: UTF8.self)
    }

    // MARK: What they do

    mutating func somethingHappens() {
        stepsLeft -= 1
        guard stepsLeft > 0 else { return clear() }
        agenda.add(.somethingHappens, at: now + 1 + dice.upTo(weather.pause * 2))
        if trouble() {
            checks.isCalm = false
            return
        }
        let person = Int(dice.upTo(UInt64(people.count - 1)))
        guard !people[person].hasLeft else {
            if chance(100) { comeAgain(person) }
            return
        }
        // At one act a second the calm at the end has time for so many and not for any number.
        guard people[person].client.waitingCount < 100, let wish = wish(of: person) else { return }
        tell(person, .wished(wish))
    }

    private mutating func comeAgain(_ person: Int) {
        people[person].restart()
        agenda.add(.dial(person: person, run: people[person].runs), at: now + 1)
    }

    private mutating func wish(of person: Int) -> Wish? {
        let room = people[person].client.room
        let isFacilitator = people[person].role.facilitates
        if plan.plan != nil, chance(350) { return wishInMeeting(person) }
        if room.holdsStick { return dice.upTo(4) == 0 ? .act(.done) : say(person) }
        if room.isOffered {
            switch dice.upTo(3) {
            case 0: return .act(.accept)
            case 1: return say(person)
            case 2: return .act(.pass)
            default: return .act(.hand(.later))
            }
        }
        if isFacilitator, chance(600) { return facilitate(person) }
        switch dice.upTo(29) {
        case 0..<14: return .act(.hand(.up))
        case 14: return .act(.hand(.down))
        case 15: return .act(.hand(.later))
        case 16: return say(person)
        case 17: return .whisper(.facilitators, token(person, isLine: false))
        case 18: return .act(.presence(chance(500) ? .away : .here))
        case 19: return .act(.help)
        case 20 where !isFacilitator && chance(200): return .leave
        default: return nil
        }
    }

    private mutating func facilitate(_ person: Int) -> Wish? {
        let seat = Seat(UInt16(1 + dice.upTo(UInt64(people.count))))
        switch dice.upTo(19) {
        case 0..<10: return .act(.call(nil))
        case 10: return .act(.call(seat))
        case 11, 12: return say(person)
        case 13: return .act(.home(now: true))
        case 14: return .act(.bell(.on(seconds: 15)))
        case 15: return .endPause
        case 16: return .act(.extend)
        case 17: return .whisper(.seat(seat), token(person, isLine: false))
        default: return nil
        }
    }

    private mutating func say(_ person: Int) -> Wish { .say(token(person, isLine: true)) }

    /// Words that nobody else says, and that tell when they were typed.
    mutating func token(_ person: Int, isLine: Bool) -> String {
        let text = "p\(person)-\(steps)-\(dice.upTo(999))"
        guard isLine else { return text }
        let room = people[person].client.room
        checks.typed[[UInt8](text.utf8)] = Checks.Typed(
            person: person,
            run: people[person].runs,
            log: people[person].client.log,
            turn: room.myStick?.turn ?? room.floor?.turn ?? 0
        )
        return text
    }
}
