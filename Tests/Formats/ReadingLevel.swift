/// How many years of school a text asks for, by the formula of Flesch and Kincaid.
enum ReadingLevel {
    static func grade(of text: String) -> Double {
        let words = text.split { !($0.isLetter || $0 == "'") }.map { $0.lowercased() }
        let sentences = text.split { ".!?:;\n".contains($0) }
            .filter { $0.contains(where: \.isLetter) }
        guard !words.isEmpty else { return 0 }
        let syllables = words.reduce(0) { $0 + Self.syllables(in: $1) }
        return 0.39 * Double(words.count) / Double(sentences.count)
            + 11.8 * Double(syllables) / Double(words.count) - 15.59
    }

    /// Groups of vowels, without a silent e at the end; at least one.
    private static func syllables(in word: String) -> Int {
        var count = 0
        var wasVowel = false
        for letter in word {
            let isVowel = "aeiouy".contains(letter)
            if isVowel, !wasVowel { count += 1 }
            wasVowel = isVowel
        }
        let isSilent =
            word.hasSuffix("e") && !word.hasSuffix("le") && !word.hasSuffix("ee")
            || word.hasSuffix("ed") && !word.hasSuffix("ted") && !word.hasSuffix("ded")
        return max(1, isSilent ? count - 1 : count)
    }
}
