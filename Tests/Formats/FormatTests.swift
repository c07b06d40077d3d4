import Etiquette
import Formats
import Testing
import Wire

@Suite("§14.2 A format is read")
struct FormatTests {
    private func read(_ toml: [UInt8]) throws -> Format { try Format(toml: toml, file: "f") }

    @Test("§14.2 what is left out has the default of the specification") func short() throws {
        let format = try read(Files.toml(part: "kind = \"round\""))
        #expect(format.plan == Plan([Phase(.round)]))
        #expect(format.seconds == 0)
        #expect(format.pages.map(\.subject) == [.meeting, .phase(0)])
        #expect(format.pages.map(\.text.rows) == [["Tuesday"], ["One"]])
    }

    @Test("§14.2 every key of the meeting is taken") func meeting() throws {
        let format = try read(
            Files.toml(
                """
                [meeting]
                door = "knock"
                late = "at-once"
                entry = "1h5m"
                raid = 0
                bell = "all"
                seats = 12
                facilitators = 2
                quorum = 3
                [[phase]]
                kind = "open"
                title = "One"
                """
            )
        )
        var options = MeetingOptions()
        options.door = .knock
        options.late = .atOnce
        options.entrySeconds = 3_900
        options.raid = 0
        options.bell = .all
        options.seats = 12
        options.facilitators = 2
        options.quorum = 3
        #expect(format.plan.options == options)
    }

    @Test("§14.2 every key of a part is taken") func parts() throws {
        let format = try read(
            Files.toml(
                """
                [[phase]]
                kind = "share"
                title = "Share"
                minutes = 30
                limit = "1m30s"
                queue = "strict"
                passing = "popcorn"
                boundary = "0s"
                response = "asked"
                response-limit = "90s"
                responders = 2
                marks = "live"
                words = false
                optional = true
                [[phase]]
                kind = "round"
                title = "Round"
                length = "90s"
                limit = "none"
                order = "shuffle"
                facilitator = "last"
                split = true
                [[phase]]
                kind = "few"
                title = "Few"
                sticks = 4
                """
            )
        )
        var share = Phase(.share)
        share.seconds = 1_800
        share.limitSeconds = 90
        share.queue = .strict
        share.passing = .popcorn
        share.boundarySeconds = 0
        share.response = .asked
        share.responseSeconds = 90
        share.responders = 2
        share.marks = .live
        share.words = false
        var round = Phase(.round)
        round.seconds = 90
        round.limitSeconds = 0
        round.order = .shuffle
        round.facilitator = .last
        round.splitsTime = true
        var few = Phase(.few)
        few.sticks = 4
        #expect(format.plan.phases == [share, round, few])
        #expect(format.parts.map(\.isOptional) == [true, false, false])
        #expect(format.seconds == 90)
    }

    @Test("§20.1 texts become pages, whatever system wrote their rows") func pages() throws {
        let format = try read(
            Files.toml(
                """
                about = "What it is."
                agreements = \"\"\"\r
                Be kind.  \r
                \r
                Be brief.\r
                \"\"\"
                orientation = "Welcome."
                [[phase]]
                kind = "silence"
                title = "Quiet"
                length = "2m"
                read = "Let us be quiet."
                prompts = [ { at = "0:00", text = "Sit." }, { at = "1:59", text = "Stand." } ]
                """
            )
        )
        #expect(
            format.pages.map(\.text.rows) == [
                ["Be kind.", "", "Be brief."], ["Welcome."], ["Tuesday", "What it is."],
                ["Quiet", "@0 Sit.", "@119 Stand.", "Let us be quiet."],
            ]
        )
        #expect(format.pages.map(\.subject.number) == [0, 1, 2, 3])
    }

    @Test("a meeting that ends without a goodbye is known") func ending() throws {
        #expect(try !read(Files.toml(part: "kind = \"share\"")).hasEnding)
        #expect(try read(Files.toml(part: "kind = \"closing\"")).hasEnding)
    }

    @Test("§14.1 as many parts as a plan may have, and no more") func most() throws {
        let part = "[[phase]]\ntitle = \"One\"\nkind = \"open\"\n"
        let most = String(repeating: part, count: Plan.phasesMax)
        #expect(try read(Files.toml(most)).parts.count == Plan.phasesMax)
        #expect(
            Files.faults(of: Files.toml(most + part)) == [
                "100:1: A format has at most 32 parts; this is one more."
            ]
        )
    }
}
