/// Lines of a word and what it is about: a name, a number, a whisper.
struct Pairs {
    let text: Substring
    let isSlash: Bool
    let situation: Situation

    /// What the line means; nil when it is words.
    func read(knowing people: some NameBook) -> Reading? {
        hand() ?? whisper(knowing: people) ?? bell() ?? meeting(knowing: people)
            ?? named(knowing: people) ?? role(knowing: people) ?? invite()
    }

    /// What follows one of these beginnings.
    func rest(after beginnings: [String]) -> Substring? {
        for beginning in beginnings where Words.lower(text.prefix(beginning.count)) == beginning {
            let rest = Words.trimmed(text.dropFirst(beginning.count))
            return rest.isEmpty ? nil : rest
        }
        return nil
    }

    private func hand() -> Reading? {
        rest(after: ["hand to ", "q+ to ", "q+ : ", "q+ :"]).map { .command(.handTo(String($0))) }
    }

    private func bell() -> Reading? {
        guard let rest = rest(after: ["bell ", "ring "]) else { return nil }
        let digits = rest.hasSuffix("s") ? rest.dropLast() : rest
        guard let seconds = UInt64(digits) else { return nil }
        guard (15...600).contains(seconds) else { return .unclear(.bellSeconds) }
        return .command(.bell(seconds: seconds))
    }

    private func invite() -> Reading? {
        guard let rest = rest(after: ["invite "]) else { return nil }
        let role = Words.folded(rest)
        if Self.roles.contains(role) { return .command(.invite(role: role)) }
        return isSlash ? .unclear(.role(String(rest))) : nil
    }

    private static let roles = [
        "member", "listener", "greeter", "timekeeper", "guardian", "cofacilitator", "facilitator",
    ]

    private func role(knowing people: some NameBook) -> Reading? {
        guard let rest = rest(after: ["role "]), let space = rest.lastIndex(of: " ") else {
            return nil
        }
        let role = Words.folded(rest[rest.index(after: space)...])
        guard Self.roles.contains(role) else { return isSlash ? .unclear(.role(role)) : nil }
        return person(rest[..<space], knowing: people) { .role(seat: $0, role) }
    }

    /// `call NAME`, `NAME ga`, `give NAME`, `remove NAME` and their kin.
    private func named(knowing people: some NameBook) -> Reading? {
        if let name = rest(after: Vocabulary.calls) {
            return person(name, knowing: people) { .call(seat: $0) }
        }
        if let name = rest(after: Vocabulary.gifts) {
            return person(name, knowing: people) { .give(seat: $0) }
        }
        if let name = rest(after: Vocabulary.removals) {
            return person(name, orAtDoor: true, knowing: people) { .remove(seat: $0) }
        }
        let lower = Words.folded(text)
        if Vocabulary.needNames.contains(lower) { return .unclear(.whom(lower)) }
        for ending in [" ga", " go ahead"] where lower.hasSuffix(ending) {
            let name = Words.trimmed(text.dropLast(ending.count + (text.last == "." ? 1 : 0)))
            let seats = people.seats(called: String(name))
            guard let seat = seats.first else { continue }
            guard seats.count == 1 else { return .unclear(.several(String(name), seats)) }
            return .command(.call(seat: seat))
        }
        return nil
    }

    /// A command about the one person who is meant.
    ///
    /// A short line that names nobody is asked about; a long one is a sentence. Who waits at the
    /// door is meant only where that is said.
    func person(
        _ name: Substring,
        orAtDoor: Bool = false,
        knowing people: some NameBook,
        _ command: (UInt16) -> Command
    ) -> Reading? {
        var wanted = Words.trimmed(name)
        if wanted.first == "@" { wanted.removeFirst() }
        func meant(_ name: Substring) -> [UInt16] {
            let seats = people.seats(called: String(name))
            guard orAtDoor else { return seats }
            return seats + people.waiting(called: String(name)).filter { !seats.contains($0) }
        }
        var seats = meant(wanted)
        if seats.isEmpty, wanted.last == "." { seats = meant(wanted.dropLast()) }
        switch seats.count {
        case 1: return .command(command(seats[0]))
        case 0:
            let isSentence = !isSlash && wanted.split(separator: " ").count > 2
            return isSentence ? nil : .unclear(.nobody(String(wanted)))
        default: return .unclear(.several(String(wanted), seats))
        }
    }
}
