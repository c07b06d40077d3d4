import Formats
import Testing

@Suite("The sheet of a format")
struct SheetTests {
    @Test("one format as it is printed") func golden() throws {
        let format = try Files.shipped("check-in")
        #expect(FormatSheet(format).rows.joined(separator: "\n") == Self.checkIn)
    }

    @Test(
        "every sheet fits 72 columns and is plain ASCII",
        arguments: ShippedFormat.all.map(\.name)
    )
    func width(_ name: String) throws {
        let rows = FormatSheet(try Files.shipped(name)).rows
        #expect(rows.allSatisfy { $0.count <= 72 && !$0.hasSuffix(" ") })
        #expect(rows.allSatisfy { $0.utf8.allSatisfy { (32...126).contains($0) } })
    }

    @Test("a word that is wider than the page goes on in the next row") func wide() throws {
        let long = String(repeating: "x", count: 150)
        let toml = Files.toml(
            "agreements = \"\(long)\"\n[[phase]]\nkind = \"open\"\ntitle = \"One\""
        )
        let rows = FormatSheet(try Format(toml: toml, file: "f")).rows
        #expect(rows.suffix(3).map { $0.filter { $0 == "x" }.count } == [70, 70, 10])
    }

    @Test("a part that may be left out does not move the clock of those after it") func optional()
        throws
    {
        let toml = Files.toml(
            """
            [[phase]]
            kind = "open"
            title = "One"
            minutes = 65
            [[phase]]
            kind = "open"
            title = "Two"
            minutes = 5
            optional = true
            [[phase]]
            kind = "read"
            title = "Three"
            """
        )
        let rows = FormatSheet(try Format(toml: toml, file: "f")).rows
        #expect(
            rows.filter { $0.hasPrefix(" ") && $0.contains(":") }.map { $0.prefix(5) } == [
                " 0:00", " 1:05", " 1:05",
            ]
        )
        #expect(rows[1] == "65 min, 3 parts")
    }

    private static let checkIn = """
        Check-in
        25 min, 3 parts

        A short meeting for groups that meet often: one round, one word at the
        end.
        There are no hands and no answers.
        It takes 25 minutes.

         0:00  gather: Arriving                                            5 min
               People come in; everybody may speak.
         0:05  round: Check-in                                            15 min
               The stick goes round once; anybody may pass. 2 min each. A
               facilitator begins. No answers.
         0:20  closing: One word                                           5 min
               The stick goes round for a last word; anybody may pass. 30 s
               each. A facilitator begins.

        What holds in all parts
        - Whoever has an invitation comes in.
        - Whoever comes late waits until the share has ended.
        - If more than 6 new people come within a minute, others have to knock.
        - Facilitators and guardians may ring the bell for silence.
        - There should be 1 facilitator.
        - Facilitators are told when fewer than 2 people are here.

        Agreements
        - What is said here stays here.
        - We speak one at a time and listen to the end.
        - We speak about ourselves and keep it short.
        - Nobody answers what another person has said.
        - You may pass.
        - If you need help, type: help me. In danger, call your local emergency
          number.
        """
}
