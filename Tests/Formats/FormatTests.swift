import Etiquette
import Formats
import Testing
import Wire

@Suite("A format is read")
struct FormatTests {
    @Test("a short file with defaults") func short() throws {
        let format = try Format(
            toml: [UInt8](
                """
                format = 1
                name = "tuesday"
                title = "Tuesday"
                [[phase]]
                kind = "round"
                title = "Check-in"
                minutes = 20
                """.utf8
            ),
            file: "tuesday.toml"
        )
        #expect(format.plan.phases.map(\.kind) == [.round])
        #expect(format.seconds == 1_200)
        #expect(format.pages.map(\.text.rows) == [["Tuesday"], ["Check-in"]])
    }
}
