// Whispers: to the facilitators, to one person, in a side room, between buddies.

extension Pairs {
    /// `w …` to the facilitators; `w @NAME …`, `w NAME: …` from a facilitator to one person.
    func whisper(knowing people: some NameBook) -> Reading? {
        if let words = rest(after: ["msg chair "]) { return .command(.whisper(String(words))) }
        let beginnings = ["w ", "whisper ", "msg "]
        guard let rest = rest(after: beginnings) else {
            return ["w", "whisper"].contains(Words.folded(text)) ? .unclear(.emptyWhisper) : nil
        }
        if let words = facilitatorsWords(rest) { return .command(.whisper(words)) }
        if rest.first == "@" { return whisper(at: rest.dropFirst(), knowing: people) }
        if let colon = rest.firstIndex(of: ":") {
            let name = String(Words.trimmed(rest[..<colon]))
            let ears = Ears(name, people)
            if !ears.isEmpty { return whisper(to: ears, rest[rest.index(after: colon)...]) }
        }
        // In a side room whispers stay in it, unless they say otherwise.
        if let host = situation.sideHost {
            return .command(.whisperTo(seat: host, String(rest)))
        }
        if situation.isAloneInSideRoom { return .unclear(.emptySideRoom) }
        // Somebody who may whisper to Ana and writes `w Ana is sad` may mean Ana or the
        // facilitators: never guess.
        let first = Ears(String(rest.prefix { $0 != " " }), people)
        if first.all.contains(where: { mayWhisper(to: $0, first) }) {
            return .unclear(.whisperTo(first.name))
        }
        return .command(.whisper(String(rest)))
    }

    private func facilitatorsWords(_ rest: Substring) -> String? {
        for beginning in ["facilitators:", "chair:"]
        where Words.lower(rest.prefix(beginning.count)) == beginning {
            return String(Words.trimmed(rest.dropFirst(beginning.count)))
        }
        return nil
    }

    /// The longest run of words after `@` that names somebody.
    private func whisper(at rest: Substring, knowing people: some NameBook) -> Reading {
        let words = rest.split(separator: " ")
        for count in stride(from: min(words.count, 6), to: 0, by: -1) {
            var name = words.prefix(count).joined(separator: " ")
            if name.last == ":" || name.last == "," { name.removeLast() }
            let ears = Ears(name, people)
            guard !ears.isEmpty, let last = words.prefix(count).last else { continue }
            return whisper(to: ears, rest[last.endIndex...])
        }
        return .unclear(.nobody(words.first.map(String.init) ?? ""))
    }

    private func whisper(to ears: Ears, _ words: Substring) -> Reading {
        guard let seat = ears.all.first, ears.all.count == 1 else {
            return .unclear(.several(ears.name, ears.all))
        }
        guard mayWhisper(to: seat, ears) else { return .unclear(.whisperToMember) }
        let words = Words.trimmed(words)
        guard !words.isEmpty else { return .unclear(.emptyWhisper) }
        return .command(.whisperTo(seat: seat, String(words)))
    }

    private func mayWhisper(to seat: UInt16, _ ears: Ears) -> Bool {
        situation.mayWhisper(to: seat, atDoor: ears.waiting.contains(seat))
    }
}

/// Those who may be meant by a name in a whisper, in the circle and at the door.
private struct Ears {
    let name: String
    let seated: [UInt16]
    let waiting: [UInt16]

    init(_ name: String, _ people: some NameBook) {
        self.name = name
        seated = people.seats(called: name)
        waiting = people.waiting(called: name)
    }

    var all: [UInt16] { seated + waiting }
    var isEmpty: Bool { seated.isEmpty && waiting.isEmpty }
}
