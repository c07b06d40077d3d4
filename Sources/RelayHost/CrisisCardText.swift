import Wire

/// The rows of one crisis card, checked as words are. (SPEC §2.6, §19.6)
struct CrisisCardText {
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// The rows, parted by LF, without empty ones before and after them.
    let text: String

    /// Reads the contents of a file; marks that some editors leave at its beginning and at the ends
    /// of rows are passed over.
    init(reading bytes: [UInt8], from path: String) throws(CrisisCards.Failure) {
        let isMarked = bytes.starts(with: Self.byteOrderMark)
        let rows = bytes.dropFirst(isMarked ? Self.byteOrderMark.count : 0)
            .split(separator: Self.lineFeed, omittingEmptySubsequences: false)
            .map { $0.last == Self.carriageReturn ? Array($0.dropLast()) : Array($0) }
        for (index, row) in rows.enumerated() {
            guard let advice = Self.advice(on: row) else { continue }
            throw CrisisCards.Failure(advice: "\(path):\(index + 1): \(advice)")
        }
        let first = rows.firstIndex { !Self.isBlank($0) }
        let last = rows.lastIndex { !Self.isBlank($0) }
        guard let first, let last else {
            throw CrisisCards.Failure(
                advice: "\(path): The card is empty. Write something, or delete it."
            )
        }
        let joined = Array(rows[first...last].joined(separator: [Self.lineFeed]))
        guard joined.count <= CrisisCards.bytesMax else {
            throw CrisisCards.Failure(
                advice:
                    "\(path): The card is longer than \(CrisisCards.bytesMax) bytes. Shorten it: "
                    + "few can read much in a crisis."
            )
        }
        text = String(decoding: joined, as: UTF8.self)
    }

    private static func isBlank(_ row: [UInt8]) -> Bool {
        row.allSatisfy { $0 == UInt8(ascii: " ") }
    }

    /// What is wrong with a row, and what to do; nil when nothing is.
    private static func advice(on row: [UInt8]) -> String? {
        guard !TextRules.allows(row) else { return nil }
        guard String(validating: row, as: UTF8.self) != nil else {
            return "This row is not UTF-8. Save the file as UTF-8."
        }
        return "This row holds something that may not be shown, such as a tab or another invisible "
            + "character. Write the row anew."
    }
}
