import Terminal
import Testing

@Suite("A code drawn as text")
struct CodePictureTests {
    @Test("two squares stand in each letter, within a bright frame of four") func drawing() throws {
        let squares = [true, true, false, false, true, false, true, false, true]
        let picture = try #require(CodePicture(width: 3, isDark: squares))
        let empty = String(repeating: " ", count: 11)
        #expect(picture.columns == 11)
        #expect(
            picture.rows(inColours: false)
                == [empty, empty, "    ▀█     ", "    ▀ ▀    ", empty, empty]
        )
    }

    @Test("in colours every row begins black on white and ends as the terminal was") func colours()
        throws
    {
        let picture = try #require(CodePicture(width: 1, isDark: [true]))
        let rows = picture.rows(inColours: true)
        #expect(rows.count == 5)
        #expect(
            rows.allSatisfy { $0.hasPrefix("\u{1b}[30;47;107m") && $0.hasSuffix("\u{1b}[0m") }
        )
    }

    @Test("what is no square makes no picture") func noSquare() {
        #expect(CodePicture(width: 0, isDark: []) == nil)
        #expect(CodePicture(width: 2, isDark: [true, false, true]) == nil)
        #expect(CodePicture(width: -1, isDark: [true]) == nil)
    }
}
