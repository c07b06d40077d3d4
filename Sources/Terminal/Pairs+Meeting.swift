// What is said of the parts of a meeting, the chair, the door, and people who are out.

extension Pairs {
    func meeting(knowing people: some NameBook) -> Reading? {
        caution() ?? takeBreak() ?? name() ?? ended() ?? atDoor(knowing: people)
            ?? hosting(knowing: people) ?? flag(knowing: people) ?? buddy(knowing: people)
    }

    /// `note …` of whoever has the stick.
    ///
    /// What goes on like a sentence is one.
    private func caution() -> Reading? {
        guard situation.holdsStick || situation.isOffered || isSlash else { return nil }
        if let rest = rest(after: ["cw ", "tw ", "cw: ", "tw: ", "note: "]) {
            return .command(.caution(String(rest)))
        }
        guard let rest = rest(after: ["note "]) else { return nil }
        let first = Words.lower(rest.prefix { $0 != " " })
        let isSentence = !isSlash && ["that", "to", "how", "also", "well"].contains(first)
        return isSentence ? nil : .command(.caution(String(rest)))
    }

    /// `break 5m`, `break 90s`; a number alone is minutes.
    private func takeBreak() -> Reading? {
        guard situation.facilitates || isSlash else { return nil }
        guard Words.folded(text) != "break" else { return .unclear(.breakSeconds) }
        guard let rest = rest(after: ["break "]) else { return nil }
        let word = Words.folded(rest)
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        guard let count = UInt64(digits), count <= 3_600 else { return nil }
        let seconds: UInt64
        switch Words.trimmed(word[digits.endIndex...]) {
        case "", "m", "min", "minute", "minutes": seconds = count * 60
        case "s", "sec", "second", "seconds": seconds = count
        case "h", "hour": seconds = count * 3_600
        default: return nil
        }
        guard (60...3_600).contains(seconds) else { return .unclear(.breakSeconds) }
        return .command(.takeBreak(seconds: seconds))
    }

    private func name() -> Reading? {
        guard let rest = rest(after: ["name "]) else { return nil }
        // Nobody is called by a whole sentence.
        guard isSlash || rest.split(separator: " ").count <= 4 else { return nil }
        return .command(.name(String(rest)))
    }

    /// `side off` and `buddy off` of whoever has only one.
    private func ended() -> Reading? {
        switch Words.folded(text) {
        case "side off":
            if situation.sideHost != nil { return .command(.step(out: false)) }
            guard situation.facilitates || isSlash else { return nil }
            guard let guest = situation.sideGuests.first else { return .unclear(.noSideRoom) }
            guard situation.sideGuests.count == 1 else { return .unclear(.whom("side off")) }
            return .command(.side(seat: guest, false))
        case "buddy off":
            guard let buddy = situation.buddies.first else { return .unclear(.noBuddy) }
            guard situation.buddies.count == 1 else { return .unclear(.whom("buddy off")) }
            return .command(.buddy(seat: buddy, false))
        default: return nil
        }
    }

    /// `admit NAME` and `hold NAME` of whoever keeps the door.
    ///
    /// They are meant for the door when nobody waits there any more, too: said aloud, they would
    /// tell the circle the name of somebody outside.
    private func atDoor(knowing people: some NameBook) -> Reading? {
        guard isSlash || situation.keepsDoor else { return nil }
        if let name = rest(after: ["admit "]) {
            return waiting(name, knowing: people) { .admit(seat: $0) }
        }
        if let name = rest(after: ["hold "]) {
            return waiting(name, knowing: people) { .hold(seat: $0) }
        }
        return nil
    }

    private func waiting(
        _ name: Substring,
        knowing people: some NameBook,
        _ command: (UInt16) -> Command
    ) -> Reading? {
        var wanted = Words.trimmed(name)
        if wanted.first == "@" { wanted.removeFirst() }
        var seats = people.waiting(called: String(wanted))
        if seats.isEmpty, wanted.last == "." {
            seats = people.waiting(called: String(wanted.dropLast()))
        }
        guard let seat = seats.first else {
            // `hold on`, `admit that …`: so no name begins.
            let words = Words.folded(wanted).split(separator: " ")
            let isName = words.first.map { !["on", "it", "that", "this"].contains($0) } ?? false
            let isSentence = !isSlash && (words.count > 3 || !isName)
            return isSentence ? nil : .unclear(.nobodyAtDoor(String(wanted)))
        }
        guard seats.count == 1 else { return .unclear(.several(String(wanted), seats)) }
        return .command(command(seat))
    }

    /// What only facilitators say; from anybody else these are words.
    private func hosting(knowing people: some NameBook) -> Reading? {
        guard situation.facilitates || isSlash else { return nil }
        let lower = Words.folded(text)
        if Vocabulary.hostsNeedNames.contains(lower) { return .unclear(.whom(lower)) }
        // Who waits at the door can be sent away for ever. (SPEC §19.4)
        if let name = rest(after: ["ban "]) {
            return person(name, orAtDoor: true, knowing: people) { .ban(seat: $0) }
        }
        let commands: [(String, (UInt16) -> Command)] = [
            ("side off ", { .side(seat: $0, false) }), ("side ", { .side(seat: $0, true) }),
            ("set aside ", { .aside(seat: $0, true) }),
            ("take back ", { .aside(seat: $0, false) }),
            ("quiet ", { .quiet(seat: $0, true) }), ("unquiet ", { .quiet(seat: $0, false) }),
            ("chair ", { .chair(seat: $0) }),
            ("nudge ", { .nudge(seat: $0) }),
            ("home! ", { .homeOf(seat: $0, now: true) }),
            ("home ", { .homeOf(seat: $0, now: false) }),
        ]
        for (beginning, command) in commands {
            guard let name = rest(after: [beginning]) else { continue }
            return person(name, knowing: people, command)
        }
        return nil
    }

    private func buddy(knowing people: some NameBook) -> Reading? {
        if let name = rest(after: ["buddy off "]) {
            return person(name, knowing: people) { .buddy(seat: $0, false) }
        }
        guard let name = rest(after: ["buddy "]) else { return nil }
        return person(name, knowing: people) { .buddy(seat: $0, true) }
    }

    /// `flag NAME 2 why`: the longest run of words that names somebody, how many lines, the reason.
    private func flag(knowing people: some NameBook) -> Reading? {
        guard let rest = rest(after: ["flag "]) else { return nil }
        let words = rest.split(separator: " ")
        for count in stride(from: min(words.count, 6), to: 0, by: -1) {
            var name = words.prefix(count).joined(separator: " ")
            if name.first == "@" { name.removeFirst() }
            if name.last == ":" || name.last == "," { name.removeLast() }
            let seats = people.seats(called: name)
            guard let seat = seats.first, let last = words.prefix(count).last else { continue }
            guard seats.count == 1 else { return .unclear(.several(name, seats)) }
            var reason = Words.trimmed(rest[last.endIndex...])
            var lines: Int?
            let digits = reason.prefix { $0 != " " }
            if let number = Int(digits), (0...9).contains(number) {
                lines = number
                reason = Words.trimmed(reason[digits.endIndex...])
            }
            return .command(.flag(seat: seat, lines: lines, reason: String(reason)))
        }
        let isSentence = !isSlash && situation.hasWords
        return isSentence ? nil : .unclear(.nobody(words.first.map(String.init) ?? ""))
    }
}
