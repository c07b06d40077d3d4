/// Reads typed lines: a word that stands alone is a wish, everything else is words.
///
/// Nothing that a person says in a share may be taken for a wish, and no wish may be said aloud:
/// so a word counts only when it is alone on its line, a line that begins with a space or with
/// `say ` is always words, and a line that begins with a slash never is.
public struct Words: Sendable {
    /// What was asked about, waiting to be typed again.
    private var asked: Asked?

    private struct Asked: Hashable {
        let word: String
        let consequence: Consequence
    }

    /// A reader that has asked nothing yet.
    public init() {}

    /// What this line means to this person.
    public mutating func read(
        _ line: String,
        in situation: Situation,
        knowing people: some NameBook
    ) -> Reading {
        let before = asked
        asked = nil
        if let words = Self.plainWords(line) { return .command(.say(words)) }
        let isSlash = line.first == "/"
        let text = Self.trimmed(isSlash ? line.dropFirst() : Substring(line))
        guard !text.isEmpty else {
            return .command(situation.isOffered && !isSlash ? .accept : .nothing)
        }
        let word = Self.folded(text)
        if let grave = grave(word, isSlash: isSlash, before: before, situation) { return grave }
        if let reading = alone(word, isSlash: isSlash, situation) {
            return weighed(reading, word, isSlash: isSlash, before: before, situation)
        }
        let pairs = Pairs(text: text, isSlash: isSlash, situation: situation)
        if let reading = pairs.read(knowing: people) {
            return weighed(reading, word, isSlash: isSlash, before: before, situation)
        }
        guard !isSlash else {
            return .unclear(.unknown(String(text.prefix { $0 != " " })))
        }
        return .command(.say(line))
    }

    /// The words of a line that says so itself.
    private static func plainWords(_ line: String) -> String? {
        if line.first == " " {
            let words = line.dropFirst()
            return words.contains { $0 != " " } ? String(words) : nil
        }
        if line.hasPrefix("//") { return String(line.dropFirst()) }
        for prefix in ["say ", "/say "] where Self.lower(line.prefix(prefix.count)) == prefix {
            let words = line.dropFirst(prefix.count)
            return words.contains { $0 != " " } ? String(words) : nil
        }
        return nil
    }

    private mutating func grave(
        _ word: String,
        isSlash: Bool,
        before: Asked?,
        _ situation: Situation
    ) -> Reading? {
        if let ending = Vocabulary.endings.first(where: { $0.words.contains(word) }) {
            guard situation.facilitates else { return isSlash ? .command(ending.command) : nil }
            return end(ending.command, word, before: before, situation)
        }
        guard let entry = Vocabulary.grave.first(where: { $0.words.contains(word) }) else {
            return nil
        }
        let needsAsking = situation.holdsStick && !isSlash && before?.word != word
        guard needsAsking else { return .command(entry.command) }
        let confirmation =
            entry.2 == .opensSilence && !situation.keepsBell ? .asksSilence : entry.2
        asked = Asked(word: word, consequence: confirmation)
        return .confirm(word: word, confirmation)
    }

    /// What was read, unless it has to be asked about first.
    private mutating func weighed(
        _ reading: Reading,
        _ word: String,
        isSlash: Bool,
        before: Asked?,
        _ situation: Situation
    ) -> Reading {
        guard case .command(let command) = reading else { return reading }
        switch command {
        case .ban: return once(command, word, .bans, before: before)
        // What follows the last part is the end. (SPEC §14.4)
        case .phaseNext(let isNow) where situation.isInLastPart && situation.facilitates:
            let waits = isNow && situation.isStickOut
            return once(
                command,
                word,
                waits ? .endsMeetingAfterShare : .endsMeeting,
                before: before
            )
        // Whoever searches for words has the time that they need. (SPEC §8.10)
        case .bell where !isSlash:
            guard let name = situation.searcher else { return reading }
            return once(command, word, .rings(name), before: before)
        // In a share `name it and it loses its power` may well be words.
        case .name where situation.hasWords && !isSlash:
            return once(command, word, .renames, before: before)
        default: return reading
        }
    }

    private mutating func once(
        _ command: Command,
        _ word: String,
        _ consequence: Consequence,
        before: Asked?
    ) -> Reading {
        guard before != Asked(word: word, consequence: consequence) else {
            return .command(command)
        }
        asked = Asked(word: word, consequence: consequence)
        return .confirm(word: word, consequence)
    }

    /// The end of the meeting: one question says what becomes of a share, and no second one comes.
    private mutating func end(
        _ command: Command,
        _ word: String,
        before: Asked?,
        _ situation: Situation
    ) -> Reading {
        guard situation.isStickOut else {
            // A share that was asked about may be over by now.
            let wasAsked = before == Asked(word: word, consequence: .endsMeetingAfterShare)
            return wasAsked ? .command(command) : once(command, word, .endsMeeting, before: before)
        }
        return once(.endMeeting(now: true), word, .endsMeetingAfterShare, before: before)
    }

    private func alone(_ word: String, isSlash: Bool, _ situation: Situation) -> Reading? {
        if word == "here" { return .command(situation.isOffered ? .accept : .here) }
        if word == "-q", situation.holdsStick { return .command(.done) }
        if Vocabulary.goAhead.contains(word) {
            if situation.holdsStick { return .command(.done) }
            guard situation.facilitates, situation.isHome else { return .unclear(.goAhead) }
            return .command(.callNext)
        }
        let timely = Vocabulary.timely.filter { $0.words.contains(word) }
        if let first = timely.first {
            if let meant = timely.first(where: { situation.allows($0.occasion) }) {
                return .command(meant.command)
            }
            // Where there are agreements nobody agrees to them aloud.
            if first.occasion == .agreeing, situation.hasAgreements {
                return .unclear(situation.hasAgreed ? .agreedAlready : .nothingToAgree)
            }
            return isSlash ? .command(first.command) : nil
        }
        return Vocabulary.command(word).map { .command($0) }
    }

    /// Lower case, straight apostrophes, single spaces, no full stop at the end.
    static func folded(_ text: Substring) -> String {
        var folded = lower(text).replacing("\u{2019}", with: "'")
        if folded.last == ".", folded.dropLast().last?.isLetter == true { folded.removeLast() }
        return folded.split(separator: " ").joined(separator: " ")
    }

    static func lower(_ text: Substring) -> String { String(text).lowercased() }

    static func trimmed(_ text: Substring) -> Substring {
        var trimmed = text
        while trimmed.last == " " { trimmed.removeLast() }
        while trimmed.first == " " { trimmed.removeFirst() }
        return trimmed
    }
}
