/// What somebody probably meant.
package enum Spelling {
    /// The known word that is nearest to one that is not known.
    package static func nearest(to word: String, among known: [String]) -> String {
        let word = String(word.prefix(lettersMax))
        return known.min { distance($0, word) < distance($1, word) } ?? ""
    }

    /// Letters of a wrong word that are looked at.
    private static let lettersMax = 40

    /// How many letters must change to make one word the other.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = [Character](right)
        var row = [Int](0...right.count)
        for (line, letter) in left.enumerated() {
            var corner = row[0]
            row[0] = line + 1
            for (place, other) in right.enumerated() {
                let above = row[place + 1]
                let changed = corner + (letter == other ? 0 : 1)
                row[place + 1] = min(above + 1, row[place] + 1, changed)
                corner = above
            }
        }
        return row[right.count]
    }
}
