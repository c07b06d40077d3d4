/// A QR code drawn with letters, two of its squares in each.
public struct CodePicture: Sendable {
    /// The bright frame that readers need around a code, in squares.
    private static let frame = 4
    /// Black on white, whatever the terminal's own colours are, and back; a terminal that knows no
    /// bright white takes the plain one before it.
    private static let ink = "\u{1b}[30;47;107m"
    private static let noInk = "\u{1b}[0m"

    private let width: Int
    private let isDark: [Bool]

    /// A picture of a square of squares, row by row; nil when it is none.
    public init?(width: Int, isDark: [Bool]) {
        guard width > 0, isDark.count == width * width else { return nil }
        self.width = width
        self.isDark = isDark
    }

    /// How many columns it takes.
    public var columns: Int { width + 2 * Self.frame }

    /// The rows of text; without colours they are right on a bright ground only.
    public func rows(inColours: Bool) -> [String] {
        stride(from: -Self.frame, to: width + Self.frame, by: 2).map { row in
            let letters = (-Self.frame..<width + Self.frame).map { column in
                switch (isDark(row, column), isDark(row + 1, column)) {
                case (true, true): "█"
                case (true, false): "▀"
                case (false, true): "▄"
                case (false, false): " "
                }
            }
            let text = letters.joined()
            return inColours ? Self.ink + text + Self.noInk : text
        }
    }

    private func isDark(_ row: Int, _ column: Int) -> Bool {
        guard (0..<width).contains(row), (0..<width).contains(column) else { return false }
        return isDark[row * width + column]
    }
}
